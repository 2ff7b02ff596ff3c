// By keyboard alone: from signing in to confirming minutes, through menus and back.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { openHouse } from "../house.mjs";
import { PASSWORD, foundBranch } from "../joint_branch.mjs";
import { press, tabTo } from "../keyboard.mjs";
import { picture } from "../pictures.mjs";
import { assertSays } from "../steps.mjs";
import { openBrowser, visitor } from "../visitor.mjs";

const TITLE = "十一月联合主题党日";

let house;
let browser;
let page;
before(async () => {
  house = await openHouse();
  browser = await openBrowser();
  const branch = await foundBranch(house);
  await branch.giveSecretaries();
  await branch.holdThemeDay({ title: TITLE, confirmed: false });
  page = await visitor(browser, house);
});
after(async () => {
  await browser?.close();
  await house?.close();
});

test("signing in takes two fields and Enter", async () => {
  await page.goto("/sign-in");
  await tabTo(page, "[name=name]");
  await page.keyboard.type("qifang");
  await tabTo(page, "[name=password]");
  await page.keyboard.type(PASSWORD);
  await press(page, "Enter");
  assert.equal(new URL(page.url()).pathname, "/");
});

test("the first stop of a page skips the navigation to its content", async () => {
  await page.keyboard.press("Tab");
  await picture(page, "skip-link");
  assert.equal(await page.evaluate(() => document.activeElement.matches(".skip-link")), true);
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
});

test("the menu of one's own opens by Enter, closes by Escape and gives the focus back", async () => {
  await page.goto("/");
  await tabTo(page, "details.me > summary");
  await page.keyboard.press("Enter");
  await tabTo(page, "details.me a[href='/account']");
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement.matches("details.me > summary")), true);
  assert.equal(await page.locator("details.me").getAttribute("open"), null);
});

test("what waits is opened, read, unfolded and confirmed", async () => {
  await page.goto("/");
  await tabTo(page, ".todo-title a");
  await press(page, "Enter");
  await tabTo(page, "#people details > summary");
  await page.keyboard.press("Space");
  assert.equal(await page.locator("#people details[open]").count(), 1);

  await page.reload();
  await tabTo(page, ".next-step .btn-primary");
  await picture(page, "confirm-by-keyboard");
  await press(page, "Space");
  await assertSays(page, "各方都已确认");
});

test("rows of a list are walked by arrows and opened by Enter", async () => {
  await page.goto("/organisations");
  await page.goto("/people");
  await tabTo(page, ".table .opens");
  const first = await page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press("ArrowDown");
  const second = await page.evaluate(() => document.activeElement.textContent);
  assert.notEqual(first, second);
  await press(page, "Enter");
  await assertSays(page, second.trim());
});

test("a form that will not do gives the focus to what must be mended, and from there to the field", async () => {
  await page.goto("/meetings/new");
  await tabTo(page, "main [name=place]");
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("Delete");
  await tabTo(page, "[name=then][value=plan]");
  await press(page, "Enter");
  assert.equal(await page.evaluate(() => document.activeElement.matches(".problem-summary")), true);
  await tabTo(page, ".problem-summary a[href='#field-place']");
  await page.keyboard.press("Enter");
  await page.keyboard.type("党群活动室");
  assert.equal(await page.inputValue("main [name=place]"), "党群活动室");
  assert.deepEqual(page.failures, []);
});
