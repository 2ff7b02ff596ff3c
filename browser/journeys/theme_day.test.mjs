// A joint theme day held from both sides: the school's secretary at a desk, the enterprise's at another, a member on a phone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertAccessible } from "../accessible.mjs";
import { openHouse } from "../house.mjs";
import { PASSWORD, foundBranch, today } from "../joint_branch.mjs";
import { assertEveryLook } from "../looks.mjs";
import { picture, readmePictures, widerThanTheScreen } from "../pictures.mjs";
import { assertSays, follow, send } from "../steps.mjs";
import { PHONE, openBrowser, signIn, visitor } from "../visitor.mjs";

const TITLE = "走访工坊，把支部建在产业链上";

let house;
let browser;
let branch;
/** The secretaries of the two sides, and two members of the school's side, the second on a phone. */
let school;
let enterprise;
let member;
/** The address of the meeting. */
let meeting;
before(async () => {
  house = await openHouse();
  browser = await openBrowser();
  branch = await foundBranch(house);
  school = await signedIn(branch.teachers[0], "xiaofang");
  enterprise = await signedIn(branch.staff[0], "qifang");
  member = await signedIn(branch.teachers[4], "dangyuan", PHONE);
});
after(async () => {
  await browser?.close();
  await house?.close();
});

async function signedIn(person, name, size) {
  await branch.giveAccount(person, name);
  const page = await visitor(browser, house, { size });
  await signIn(page, name, PASSWORD);
  return page;
}

/** Looks for a thing to do on the home page and opens it. */
async function takeUp(page, words) {
  await page.goto("/");
  await follow(page, `.todo:has-text("${words}") .todo-title a`);
}

test("the school's secretary plans the theme day and invites everybody of both sides", async () => {
  await school.goto("/");
  await assertAccessible(school, "home, a theme day to plan");
  await picture(school, "home-plan");
  await takeUp(school, "安排本月主题党日");
  await assertAccessible(school, "plan of a theme day");
  await picture(school, "theme-day-plan");
  await school.fill("[name=place]", "");
  await follow(school, "[name=then][value=invite]");
  await assertSays(school, "请填写地点", ".problem-summary");
  await assertAccessible(school, "plan of a theme day, refused");
  await picture(school, "theme-day-plan-refused");

  await school.fill("[name=title]", TITLE);
  await school.fill("main [name=theme]", "学徒制育人");
  await school.fill("[name=agenda]", "集中学习\n走访拾光文创工坊\n讨论下学期的实习安排");
  await school.fill("[name=on]", today());
  await school.fill("[name=from]", "14:30");
  await school.fill("[name=until]", "16:30");
  await school.fill("[name=place]", "创意园三楼党群活动室");
  await school.selectOption("#responsible-1", { label: branch.teachers[0].name });
  await school.selectOption("#responsible-2", { label: branch.staff[0].name });
  await follow(school, "[name=then][value=invite]");
  meeting = new URL(school.url()).pathname;
  await assertSays(school, "已通知");
  await assertAccessible(school, "theme day, everybody invited");
  await picture(school, "theme-day-invited");
});

test("a member sees the invitation on a phone and asks for leave with a reason", async () => {
  await member.goto("/");
  await assertAccessible(member, "home of a member on a phone");
  await picture(member, "home-member-phone");
  assert.equal(await widerThanTheScreen(member), 0);
  await takeUp(member, TITLE);
  await assertSays(member, "您能参加吗");
  await assertAccessible(member, "reply on a phone");
  await picture(member, "reply-phone");
  await readmePictures(member, house, "reply-phone");
  await member.fill("[name=reason]", "带学生外出参展");
  await follow(member, "form:has([name=reason]) button");
  await assertSays(member, "您已请假");
  await picture(member, "theme-day-member-phone");
  assert.equal(await widerThanTheScreen(member), 0);
});

test("on the day the presence list is ticked, with what people answered filled in", async () => {
  await school.goto("/");
  await readmePictures(school, house, "home");
  await takeUp(school, `记考勤：${TITLE}`);
  await assertAccessible(school, "presence");
  const row = school.locator(".presence-line", { hasText: branch.teachers[4].name });
  assert.equal(await row.locator("input[type=text], .presence-reason").inputValue(), "带学生外出参展");
  await follow(school, "a[href='?fill=present']");
  await picture(school, "theme-day-presence");
  await assertEveryLook(browser, house, school, {
    home: "/",
    "theme-day-replan": `${meeting}/plan`,
    "theme-day-invitations": `${meeting}/invitations`,
    "theme-day-reply": `${meeting}/reply`,
    "theme-day-presence": `${meeting}/presence?fill=present`,
  });
  const absent = school.locator(".presence-line", { hasText: branch.staff[5].name });
  await absent.getByLabel("缺席").check();
  await send(school, "presence");
  await assertSays(school, /校方 12 11 1 0/);
  await assertSays(school, /企方 6 5 0 1/);
});

test("the minutes are written with a resolution and a photo, and handed in with the school's seal", async () => {
  const photo = await school.screenshot({ type: "jpeg", clip: { x: 0, y: 0, width: 800, height: 600 } });
  await school.setInputFiles("[name=file]", { name: "工坊.jpg", mimeType: "image/jpeg", buffer: photo });
  await follow(school, "form[action$='/files'] button");
  await school.waitForFunction(() => document.querySelector(".photos img")?.naturalWidth > 0);
  await picture(school, "theme-day-held");
  await follow(school, ".next-step .btn-primary");
  assert.match(await school.inputValue("[name=text]"), /集中学习/, "the agenda is where the minutes begin");
  await assertAccessible(school, "minutes");
  await picture(school, "theme-day-minutes");
  await school.fill("[name=text]", "一、集中学习两个文件。\n二、走访拾光文创工坊。\n三、商定下学期六名学生的实习安排。");
  await school.fill("[name=resolutions]", "每月互派一名讲师\n实习学生各配两名培养联系人");
  await follow(school, "[name=then][value=hand_in]");
  await assertSays(school, "等企方确认", ".next-step");
  await assertAccessible(school, "theme day, waiting for the other side");
  await picture(school, "theme-day-waiting");
});

test("the enterprise's secretary sends the minutes back, the school mends them, and each side confirms", async () => {
  await takeUp(enterprise, `确认记录：${TITLE}`);
  await assertSays(enterprise, "代表企方确认", ".next-step");
  await assertAccessible(enterprise, "minutes to confirm");
  await picture(enterprise, "theme-day-to-confirm");
  await follow(enterprise, "a[href$='/return']");
  await assertAccessible(enterprise, "sending minutes back");
  await enterprise.fill("[name=comment]", "实习学生是五名，请核对。");
  await send(enterprise, "return");
  await assertSays(enterprise, "已退回");
  await picture(enterprise, "theme-day-returned");

  await takeUp(school, `修改退回的记录：${TITLE}`);
  await assertSays(school, "实习学生是五名，请核对");
  await picture(school, "theme-day-mend");
  await assertEveryLook(browser, house, school, { "theme-day-minutes": `${meeting}/minutes`, "theme-day-returned": meeting });
  await school.fill("[name=text]", (await school.inputValue("[name=text]")).replace("六名", "五名"));
  await follow(school, "[name=then][value=hand_in]");
  await takeUp(enterprise, `确认记录：${TITLE}`);
  await assertSays(enterprise, "第 2 稿");
  await send(enterprise, "confirm");
  await assertSays(enterprise, "各方都已确认");
  await assertAccessible(enterprise, "theme day, confirmed");
  await picture(enterprise, "theme-day-confirmed");
});

test("what is confirmed is not changed any more; a correction is added below", async () => {
  await school.goto(meeting);
  assert.equal(await school.locator("a[href$='/minutes']").count(), 0);
  await follow(school, "a[href$='/addendum']");
  await assertAccessible(school, "addendum");
  await school.fill("[name=text]", "第三项的学生名单见附件。");
  await send(school, "addendum");
  await assertSays(school, "补充说明（1）");
});

test("it stands in the book and in everybody's calendar", async () => {
  await follow(school, ".settled a, a[href^='/book?']");
  await assertSays(school, TITLE);
  await assertSays(school, "11 / 12");
  await readmePictures(school, house, "book");
  await member.goto("/calendar");
  await assertSays(member, TITLE);
});

test("it stands on the own page of whoever was asked to it", async () => {
  await member.click("details.me > summary");
  await follow(member, "details.me .menu-body > a");
  await assertSays(member, TITLE);
});

test("the pages of a theme day fit every size, theme and language", async () => {
  await assertEveryLook(browser, house, school, {
    "theme-day": meeting,
    "theme-day-addendum": `${meeting}/addendum`,
    "theme-day-plan": "/meetings/new",
    book: "/book",
    calendar: "/calendar",
    meetings: "/meetings",
    "own-page": `/people/${branch.teachers[0].id}`,
  });
  assert.deepEqual([...school.failures, ...enterprise.failures, ...member.failures], []);
});
