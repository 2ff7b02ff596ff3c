// The branch book on paper: A4, every theme day of the year, the seals of both sides.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";

import { assertAccessible } from "../accessible.mjs";
import { openHouse } from "../house.mjs";
import { PASSWORD, foundBranch, today } from "../joint_branch.mjs";
import { assertEveryLook } from "../looks.mjs";
import { picture } from "../pictures.mjs";
import { assertSays, follow } from "../steps.mjs";
import { openBrowser, signIn, visitor } from "../visitor.mjs";

/** A4 in points, as a PDF measures it; printing rounds to whole points. */
const A4 = { width: 595, height: 842 };
const DAYS = 9;

let house;
let browser;
let branch;
let page;
let meeting;
before(async () => {
  house = await openHouse();
  browser = await openBrowser();
  branch = await foundBranch(house);
  await branch.giveSecretaries();
  for (let number = 1; number <= DAYS; number += 1) {
    meeting = await branch.holdThemeDay({ title: `第${number}次联合主题党日：走访工坊` });
  }
  await branch.holdThemeDay({ title: "还没有确认的主题党日", confirmed: false });
  page = await visitor(browser, house);
  await signIn(page, "qifang", PASSWORD);
});
after(async () => {
  await browser?.close();
  await house?.close();
});

afterEach(() => page.emulateMedia({ media: null }));

/** The page as a PDF: how many sheets, of which size. */
async function sheets() {
  const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString("latin1");
  const sizes = [...pdf.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)];
  return sizes.map(([, width, height]) => ({ width: Math.round(width), height: Math.round(height) }));
}

test("the book shows what is confirmed and names what is not yet", async () => {
  await page.goto("/book");
  await assertSays(page, "第9次联合主题党日：走访工坊");
  await assertSays(page, "还没有确认的主题党日", "#open");
  await assertAccessible(page, "book");
});

test("on paper the book is A4, without menus, with resolutions and both seals in ink", async () => {
  await follow(page, ".page-actions a[href^='/book/print']");
  await assertAccessible(page, "book to print");
  await picture(page, "book-print");
  await page.emulateMedia({ media: "print" });
  await picture(page, "book-on-paper");
  assert.equal(await page.locator(".paper-line").isVisible(), false, "the line of buttons stays on the screen");
  await assertSays(page, "18 / 18");
  await assertSays(page, "每月互派一名讲师");
  assert.doesNotMatch(await page.innerText("main"), /还没有确认的主题党日/);
  assert.equal(await page.locator("main .seal-confirmed").count(), 2 * DAYS);
  const pages = await sheets();
  assert.ok(pages.length >= 1 && pages.length <= 3, `${pages.length} sheets`);
  for (const size of pages) assert.deepEqual(size, A4);
});

test("a quarter is printed by itself", async () => {
  const quarter = Math.ceil(Number(today().slice(5, 7)) / 3);
  await page.goto(`/book?quarter=${quarter}`);
  await follow(page, ".page-actions a[href^='/book/print']");
  assert.match(page.url(), new RegExp(`quarter=${quarter}`));
  await assertSays(page, "第9次联合主题党日：走访工坊");
});

test("the minutes of one meeting are a paper with the names and moments under the seals", async () => {
  await page.goto(meeting);
  await follow(page, "a[href$='/print']");
  await assertAccessible(page, "minutes to print");
  await page.emulateMedia({ media: "print" });
  await picture(page, "minutes-on-paper");
  await assertSays(page, branch.staff[0].name, ".paper-sign");
  assert.deepEqual(await sheets(), [A4]);
});

test("the papers can be read on every screen before they are printed", async () => {
  await assertEveryLook(browser, house, page, { "book-print": "/book/print", "minutes-print": `${meeting}/print` });
  assert.deepEqual(page.failures, []);
});
