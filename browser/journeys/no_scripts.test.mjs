// Without scripts: a roster comes in, a theme day is planned, answered, recorded and confirmed by both sides.

import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { openHouse } from "../house.mjs";
import { PASSWORD, foundBranch, today } from "../joint_branch.mjs";
import { picture } from "../pictures.mjs";
import { assertSays, follow, send } from "../steps.mjs";
import { PHONE, openBrowser, signIn, signOut, visitor } from "../visitor.mjs";

const roster = join(dirname(fileURLToPath(import.meta.url)), "../../fixtures/import/onetable/roster.xlsx");
const TITLE = "没有脚本的主题党日";

let house;
let browser;
let branch;
let meeting;
before(async () => {
  house = await openHouse();
  browser = await openBrowser();
  branch = await foundBranch(house);
  await branch.giveSecretaries();
  await branch.giveAccount(branch.staff[3], "yuangong");
});
after(async () => {
  await browser?.close();
  await house?.close();
});

async function signedIn(name, size) {
  const page = await visitor(browser, house, { scripts: false, size });
  await signIn(page, name, PASSWORD);
  return page;
}

test("a roster is brought, previewed and taken over", async () => {
  const page = await signedIn("zuzhi");
  await page.goto("/imports/new");
  await page.selectOption("[name=into]", { index: 0 });
  await page.setInputFiles("[name=file]", roster);
  await follow(page, "form[enctype] .btn-primary");
  // The page of a running import comes again by itself, without scripts too.
  await page.waitForSelector(".pre-sums");
  await picture(page, "no-scripts-preview");
  await send(page, "commit");
  await assertSays(page, /收下了 \d+ 行/);
  await follow(page, "form[action$='/undo'] button");
  await assertSays(page, "整体撤销了这次导入");
});

test("a theme day is planned and everybody invited", async () => {
  const page = await signedIn("xiaofang");
  await page.goto("/meetings/new");
  await page.fill("main [name=title]", TITLE);
  await page.fill("main [name=on]", today());
  await page.fill("main [name=place]", "创意园三楼党群活动室");
  await follow(page, "[name=then][value=invite]");
  meeting = new URL(page.url()).pathname;
  await picture(page, "no-scripts-invited");
});

test("a member answers on a phone and signs out", async () => {
  const page = await signedIn("yuangong", PHONE);
  await page.goto(meeting);
  await follow(page, ".next-step .btn-primary");
  await assertSays(page, "您已回复参加");
  await page.click(".bottom-more > summary");
  await page.locator(".bottom-more a").first().waitFor({ state: "visible" });
  await picture(page, "no-scripts-phone");
  await signOut(page);
});

test("presence and minutes are written, and each side confirms", async () => {
  const school = await signedIn("xiaofang");
  await school.goto(`${meeting}/presence`);
  await follow(school, "a[href='?fill=present']");
  await send(school, "presence");
  await school.goto(`${meeting}/minutes`);
  await school.fill("[name=text]", "一、集中学习。");
  await follow(school, "[name=then][value=hand_in]");
  const enterprise = await signedIn("qifang");
  await enterprise.goto("/");
  await follow(enterprise, ".todo-title a");
  await send(enterprise, "confirm");
  await assertSays(enterprise, "各方都已确认");
  await follow(enterprise, "a[href^='/book?']");
  await assertSays(enterprise, TITLE);
  await picture(enterprise, "no-scripts-book");
  assert.deepEqual([...school.failures, ...enterprise.failures], []);
});
