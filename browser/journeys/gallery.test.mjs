// Every page in every state, from the samples in the code: accessible, no wider than the screen, no error in the console.
// The states a journey would take long to reach (a refusal, a thousand rows, a reader without rights) are looked at too.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { assertAccessible } from "../accessible.mjs";
import { openHouse } from "../house.mjs";
import { picture, widerThanTheScreen } from "../pictures.mjs";
import { DESKTOP, LOOKS, PHONE, lookName, openBrowser, visitor } from "../visitor.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const program = process.env.GONGJIAN_GALLERY ?? join(root, "target/debug/examples/gallery");

// Two looks that differ in everything; all eight with GONGJIAN_LOOKS=all.
const looks =
  process.env.GONGJIAN_LOOKS === "all"
    ? LOOKS
    : [
        { lang: "zh-CN", theme: "light", size: PHONE },
        { lang: "en", theme: "dark", size: DESKTOP },
      ];

let folder;
let house;
let browser;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "gongjian-gallery-"));
  await promisify(execFile)(program, [folder]);
  house = await openHouse();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await house?.close();
  await rm(folder, { recursive: true, force: true });
});

for (const look of looks) {
  test(`every page in every state is accessible and fits the screen (${lookName(look)})`, async () => {
    const place = join(folder, `${look.lang}-${look.theme}`);
    const page = await visitor(browser, house, look);
    const wrong = [];
    for (const file of (await readdir(place)).sort()) {
      const name = file.replace(".html", "");
      const body = await readFile(join(place, file), "utf8");
      await page.route("**/gallery", (route) => route.fulfill({ body, contentType: "text/html; charset=utf-8" }));
      await page.goto("/gallery");
      await assertAccessible(page, name).catch((error) => wrong.push(error.message));
      const wider = await widerThanTheScreen(page);
      if (wider > 0) wrong.push(`${name} is ${wider} pixels wider than the screen`);
      if (process.env.GONGJIAN_LOOKS) await picture(page, `gallery/${lookName(look)}/${name}`);
      await page.unroute("**/gallery");
    }
    assert.deepEqual(wrong, []);
    assert.deepEqual(page.failures, []);
  });
}
