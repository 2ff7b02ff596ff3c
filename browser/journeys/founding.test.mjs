// Founding a joint branch: from rosters to a branch with two sides, on the pages, by an organiser of each side.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertAccessible } from "../accessible.mjs";
import { openHouse } from "../house.mjs";
import { PASSWORD, bringSamples, today } from "../joint_branch.mjs";
import { assertEveryLook } from "../looks.mjs";
import { picture, readmePictures } from "../pictures.mjs";
import { assertSays, follow, send } from "../steps.mjs";
import { openBrowser, signIn, visitor } from "../visitor.mjs";

let house;
let browser;
/** The college's organiser, who proposes and decides, and the park's. */
let college;
let park;
/** The address of the founding. */
let founding;
before(async () => {
  house = await openHouse();
  browser = await openBrowser();
  await bringSamples(house);
  [college, park] = await Promise.all(["zuzhi", "yuanqu"].map(signedIn));
});
after(async () => {
  await browser?.close();
  await house?.close();
});

async function signedIn(name) {
  const page = await visitor(browser, house);
  await signIn(page, name, PASSWORD);
  return page;
}

/** Ticks the first `number` people who are full members and are not ticked yet. */
async function choose(page, number) {
  const rows = page.locator("tbody tr", { hasText: "正式党员" });
  for (let row = 0; row < number; row += 1) await rows.nth(row).locator("[name=formal]").check();
  await send(page, "people");
}

test("without a plan the list says who can begin one", async () => {
  await college.goto("/foundings");
  await assertAccessible(college, "foundings, none yet");
  await picture(college, "foundings-none");
  await follow(college, "a[href^='/foundings/new']");
});

test("a plan needs a name and two sides with a unit each", async () => {
  await assertAccessible(college, "new founding");
  await picture(college, "founding-sides");
  assert.match(await college.inputValue("[name=code]"), /^020100/, "a code is suggested");
  await send(college, "foundings");
  await college.waitForSelector(".problem-summary");
  await assertAccessible(college, "new founding, refused");
  await picture(college, "founding-sides-refused");

  await college.fill("[name=name]", "文创艺术党支部");
  await college.getByLabel("创意设计学院", { exact: true }).check();
  await college.selectOption("[name=enterprise_home]", { label: "中共某某市创意园总支部委员会" });
  for (const firm of ["拾光文创", "木与石设计", "云上数字科技", "针线里服饰"]) {
    await college.getByLabel(firm).check();
  }
  await send(college, "foundings");
  founding = new URL(college.url()).pathname;
  assert.match(founding, /^\/foundings\/[0-9a-f-]{36}$/);
  await assertAccessible(college, "founding, no people yet");
  await picture(college, "founding-drafted");
});

test("with two members a rule that must be met stands in the way, and says what is missing", async () => {
  await follow(college, ".next-step .btn-primary");
  await assertAccessible(college, "people of a side");
  await picture(college, "founding-people");
  await choose(college, 2);
  await assertAccessible(college, "founding with two people");
  await picture(college, "founding-two-people");
  await assertSays(college, /不符合： 正式党员 2 人，成立党支部应有 3 人以上/);
  await assertSays(college, /不能跳过，请先满足这一条/);
  assert.equal(await college.locator("form[action$='/hand-in']").count(), 0, "nothing can be handed in");
  //await assertSays(college, /等企方选择转入的人员/, ".next-step");
});

test("each side chooses its own people", async () => {
  await college.goto(`${founding}/people`);
  await choose(college, 12);
  await assertSays(college, /校方 · 12 人/);

  await park.goto("/foundings");
  await follow(park, ".opens");
  await assertAccessible(park, "founding as the other side sees it");
  await picture(park, "founding-other-side");
  assert.equal(await park.locator("a[href$='/sides']").count(), 0, "only who proposes changes the plan");
  await follow(park, ".next-step .btn-primary");
  await choose(park, 6);
  await assertSays(park, /企方 · 6 人/);
});

test("the committee is too small by the rules until it has five seats", async () => {
  await college.goto(founding);
  await follow(college, ".next-step .btn-primary");
  await assertAccessible(college, "committee");
  await picture(college, "founding-committee");
  await settlePosts(college, "3");
  await picture(college, "founding-committee-refused");
  await assertAccessible(college, "committee, refused");
  await assertSays(college, /5 人/, ".problem-summary");
  await settlePosts(college, "5");
  await assertSays(college, "符合： 党员共 18 人");
  await assertAccessible(college, "founding, to be agreed to");
  await picture(college, "founding-to-agree");
  await assertEveryLook(browser, house, college, {
    foundings: "/foundings",
    "founding-sides": `${founding}/sides`,
    "founding-people": `${founding}/people`,
    "founding-committee": `${founding}/committee`,
  });
});

/** The posts of the branch and who confirms for each side, by the names offered. */
async function settlePosts(page, size) {
  await page.fill("[name=size]", size);
  const nth = (field, index) => page.selectOption(`[name=${field}]`, { index });
  await nth("secretary", 1);
  await nth("organisation", 2);
  await nth("publicity", 3);
  await nth("discipline", 13);
  await page.click("details.folded > summary");
  await page.locator("[name=others]").nth(13).check();
  await nth("signatory_school", 1);
  await nth("signatory_enterprise", 1);
  await page.fill("[name=found_on]", today());
  await send(page, "committee");
}

test("the park agrees, and the college hands the plan in", async () => {
  await park.goto("/");
  await picture(park, "home-park-organiser");
  await park.goto(founding);
  await send(park, "agree");
  await assertSays(park, /企方已同意/);
  await college.goto(founding);
  await picture(college, "founding-agreed");
  await send(college, "hand-in");
  await assertSays(college, /等待中共某某职业技术学院创意设计学院委员会批复/, ".next-step");
  await assertAccessible(college, "founding, handed in");
  await picture(college, "founding-handed-in");
});

test("what is generally so is overruled with a reason, and not without", async () => {
  await follow(college, ".next-step .btn-primary");
  await assertSays(college, /上级党委写明理由后可以继续/, "#findings");
  await assertAccessible(college, "reply");
  await picture(college, "founding-reply");
  await assertEveryLook(browser, house, college, { "founding-reply": `${founding}/reply` });
  await send(college, "approve");
  await assertSays(college, /请写明继续的理由/, ".problem-summary");
  await assertAccessible(college, "reply, refused");
  await college.fill("[name=reasons]", "入驻企业与学院同在园区，一起开展学徒培养，合编一个党支部便于管理。");
  await college.fill("[name=doc_no]", "院党发〔2026〕18号");
  await send(college, "approve");
  await assertSays(college, /已批复/, ".next-step");
  await assertSays(college, /写明理由后继续：入驻企业与学院同在园区/, "#findings");
  await assertAccessible(college, "founding, approved");
  await picture(college, "founding-approved");
  await readmePictures(college, house, "founding");
});

test("the branch is founded, and its page shows both sides", async () => {
  await follow(college, ".next-step .btn-primary");
  await assertAccessible(college, "founding day");
  await picture(college, "founding-day");
  await assertEveryLook(browser, house, college, { "founding-day": `${founding}/found` });
  await send(college, "found");
  const branch = new URL(college.url()).pathname;
  assert.match(branch, /^\/organisations\//);
  for (const words of ["联合党支部", "校方 党员 12 人", "企方 党员 6 人", "拾光文创"]) await assertSays(college, words);
  await college.goto(founding);
  await assertSays(college, "党支部已经成立，党员已转入");
  await assertEveryLook(browser, house, college, { founding, "joint-branch": branch });
  assert.deepEqual([...college.failures, ...park.failures], []);
});
