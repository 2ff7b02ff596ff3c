// Import: the organisations by the system administrator, a roster with errors by an organiser, the way back.

import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { assertAccessible } from "../accessible.mjs";
import { openHouse } from "../house.mjs";
import { tabTo } from "../keyboard.mjs";
import { picture, readmePictures, widerThanTheScreen } from "../pictures.mjs";
import { bring, decide } from "../steps.mjs";
import { DESKTOP, LOOKS, PHONE, lookName, openBrowser, signIn, visitor } from "../visitor.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const sample = (name) => join(root, "fixtures/import", name);
const PASSWORD = "江南可采莲莲叶何田田";

let house;
let browser;
before(async () => {
  house = await openHouse();
  browser = await openBrowser();
  await house.addAccount("xitong", PASSWORD, "--role", "system");
});
after(async () => {
  await browser?.close();
  await house?.close();
});

test("the system administrator brings units and organisations", async () => {
  const page = await visitor(browser, house);
  await signIn(page, "xitong", PASSWORD);
  await page.goto("/imports");
  await assertAccessible(page, "imports, none yet");
  await picture(page, "imports-none");
  await bring(page, sample("organisations.xlsx"), "organisations");
  await assertAccessible(page, "preview of organisations");
  await picture(page, "import-organisations");
  await decide(page, "commit");
  assert.match(await page.textContent("main"), /收下了 16 行/);
  assert.deepEqual(page.failures, []);
  await house.addAccount("zuzhi", PASSWORD, "--role", "organiser", "--organisation", "020100");
});

test("an organiser sees every row before anything happens, takes the good ones and gets the others marked", async () => {
  const page = await visitor(browser, house);
  await signIn(page, "zuzhi", PASSWORD);
  await page.goto("/imports/new");
  await assertAccessible(page, "form to bring a file");
  await picture(page, "import-bring");
  await bring(page, sample("school/roster.xlsx"), { index: 0 });
  await assertAccessible(page, "preview of a roster");
  await picture(page, "import-preview");
  await Promise.all([page.waitForURL(/state=refused/), page.click("a.pre-sum-refused")]);
  assert.equal(await page.locator("li.pre-refused").count(), 11);
  await readmePictures(page, house, "import-preview");
  const [marked] = await Promise.all([page.waitForEvent("download"), page.click("a[href$='errors.xlsx']")]);
  assert.match(marked.suggestedFilename(), /\.xlsx$/);
  await decide(page, "commit");
  assert.match(await page.textContent("main"), /收下了 73 行/);
  await assertAccessible(page, "import taken over");
  await picture(page, "import-committed");

  await bring(page, sample("school/roster.csv"), { index: 0 });
  assert.match(await page.textContent(".decision"), /没有要收下的行/);
  await decide(page, "discard");
  await assertAccessible(page, "imports");
  await picture(page, "imports");
  assert.deepEqual(page.failures, []);
});

test("a file that is no table is refused in words, by the process that reads it", async () => {
  const page = await visitor(browser, house, { size: PHONE });
  await signIn(page, "zuzhi", PASSWORD);
  await bring(page, sample("school/expected.json"), { index: 0 });
  assert.match(await page.textContent("main"), /什么都没有导入/);
  await assertAccessible(page, "a file that cannot be read");
  await picture(page, "import-failed");
});

test("a roster comes in by keyboard alone, and goes again", async () => {
  const page = await visitor(browser, house);
  await signIn(page, "zuzhi", PASSWORD);
  await page.goto("/imports/new");
  await page.setInputFiles("[name=file]", sample("onetable/roster.xlsx"));
  await tabTo(page, "form[enctype] .btn-primary");
  await Promise.all([page.waitForURL(/\/imports\/[0-9a-f-]{36}/), page.keyboard.press("Enter")]);
  await page.waitForSelector(".pre-sums");
  await tabTo(page, "form[action$='/commit'] button");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  assert.match(await page.textContent("main"), /收下了 39 行/);
  await tabTo(page, "form[action$='/undo'] button");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  assert.match(await page.textContent("main"), /整体撤销了这次导入/);
});

test("without scripts the same way is open", async () => {
  const page = await visitor(browser, house, { scripts: false });
  await signIn(page, "zuzhi", PASSWORD);
  await bring(page, sample("onetable/roster.csv"), { index: 0 });
  await decide(page, "discard");
  assert.match(await page.textContent("main"), /已放弃/);
});

test("the preview fits every size, theme and language", async () => {
  const setting = await visitor(browser, house);
  await signIn(setting, "zuzhi", PASSWORD);
  await bring(setting, sample("onetable/roster.xlsx"), { index: 0 });
  const path = new URL(setting.url()).pathname;
  for (const look of LOOKS) {
    const page = await visitor(browser, house, look);
    await signIn(page, "zuzhi", PASSWORD);
    await page.goto(path);
    const where = `preview ${lookName(look)}`;
    await assertAccessible(page, where);
    assert.equal(await widerThanTheScreen(page), 0, where);
    await picture(page, `import-preview-${lookName(look)}`);
    if (look.size === DESKTOP) assert.deepEqual(page.failures, []);
  }
});
