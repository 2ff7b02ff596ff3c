// Every page that needs nobody's data, in both languages, both themes and both sizes.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertAccessible } from "../accessible.mjs";
import { openHouse } from "../house.mjs";
import { picture, readmePicture, widerThanTheScreen } from "../pictures.mjs";
import { DESKTOP, LOOKS, lookName, openBrowser, visitor } from "../visitor.mjs";

const PAGES = { "sign-in": "/sign-in", "nothing-here": "/nothing-here" };

let house;
let browser;
before(async () => {
  house = await openHouse({ demo: true });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await house?.close();
});

for (const look of LOOKS) {
  for (const [name, path] of Object.entries(PAGES)) {
    test(`${name} is accessible and fits the screen (${lookName(look)})`, async () => {
      const page = await visitor(browser, house, look);
      await page.goto(path);
      assert.equal(await page.getAttribute("html", "lang"), look.lang);
      await assertAccessible(page, `${name} ${lookName(look)}`);
      assert.equal(await widerThanTheScreen(page), 0);
      await picture(page, `${name}-${lookName(look)}`);
      const inReadme = name === "sign-in" && look.theme === "light" && look.size === DESKTOP;
      if (inReadme) await readmePicture(page, `${name}-${look.lang}`);
      await page.context().close();
    });
  }
}
