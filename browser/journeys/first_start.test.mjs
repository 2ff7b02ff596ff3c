// First start: the printed address, two administrators, signing in and out.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertAccessible } from "../accessible.mjs";
import { openHouse } from "../house.mjs";
import { tabTo } from "../keyboard.mjs";
import { picture } from "../pictures.mjs";
import { openBrowser, signIn, signOut, visitor } from "../visitor.mjs";

const SYSTEM = { person: "王一", name: "wang", password: "江南可采莲莲叶何田田" };
const SECURITY = { person: "赵二", name: "zhao", password: "鱼戏莲叶间鱼戏莲叶东" };

let house;
let browser;
let setUp;
let welcome;
before(async () => {
  house = await openHouse();
  setUp = house.setUp;
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await house?.close();
});

async function fillIn(page, system, security) {
  await page.fill("[name=person_name]", system.person);
  await page.fill("[name=name]", system.name);
  await page.fill("[name=password]", system.password);
  await page.fill("[name=security_person_name]", security.person);
  await page.fill("[name=security_name]", security.name);
}

test("there is no default account, and the printed address names the first two administrators", async () => {
  assert.ok(setUp, "an address was printed");
  const page = await visitor(browser, house);
  await page.goto(setUp);
  await assertAccessible(page, "first start");
  await picture(page, "first-start");

  await fillIn(page, SYSTEM, { ...SECURITY, name: "WANG" });
  await page.click("main form button[type=submit], main form .btn-primary");
  await page.waitForSelector("[aria-invalid=true], .is-invalid");
  assert.equal(await page.inputValue("[name=person_name]"), SYSTEM.person, "what was typed is still there");
  assert.equal(await page.inputValue("[name=password]"), "", "a password is never sent back");
  await assertAccessible(page, "first start, refused");
  await picture(page, "first-start-refused");

  await fillIn(page, SYSTEM, SECURITY);
  await page.click("main form button[type=submit], main form .btn-primary");
  welcome = await page.textContent("code.secret");
  await assertAccessible(page, "first start, done");
  await picture(page, "first-start-done");
  await page.click("main a.btn-primary");
  await page.waitForURL((url) => url.pathname === "/");
  assert.match(await page.textContent("details.me"), /王一/);
  await assertAccessible(page, "home of the system administrator");
  await picture(page, "home-administrator");
  assert.deepEqual(page.failures.filter((one) => !one.includes("422")), []);
});

test("the second administrator sets the own password through the link, once", async () => {
  const page = await visitor(browser, house);
  await page.goto(welcome);
  assert.match(await page.textContent("h1"), /赵二/);
  await assertAccessible(page, "welcome");
  await picture(page, "welcome");
  await page.fill("[name=password]", SECURITY.password);
  await Promise.all([page.waitForURL((url) => url.pathname === "/"), page.press("[name=password]", "Enter")]);
  const answer = await page.goto(welcome);
  assert.equal(answer.status(), 404);
});

test("the address works once", async () => {
  const page = await visitor(browser, house);
  const answer = await page.goto(setUp);
  assert.equal(answer.status(), 404);
});

test("each of the two signs in and out again, and a page behind sign-in sends the visitor there and back", async () => {
  for (const who of [SYSTEM, SECURITY]) {
    const page = await visitor(browser, house);
    await page.goto("/accounts");
    assert.equal(new URL(page.url()).pathname, "/sign-in");
    await page.fill("[name=name]", who.name);
    await page.fill("[name=password]", who.password);
    await Promise.all([page.waitForURL("**/accounts"), page.press("[name=password]", "Enter")]);
    await signOut(page);
    await page.goto("/accounts");
    assert.equal(new URL(page.url()).pathname, "/sign-in");
  }
});

test("without scripts one signs in and out as well", async () => {
  const page = await visitor(browser, house, { scripts: false });
  await signIn(page, SYSTEM.name, SYSTEM.password);
  assert.equal(new URL(page.url()).pathname, "/");
  await signOut(page);
});

test("by keyboard alone one signs in, skips the navigation and signs out", async () => {
  const page = await visitor(browser, house);
  await page.goto("/sign-in");
  await tabTo(page, "[name=name]");
  await page.keyboard.type(SYSTEM.name);
  await tabTo(page, "[name=password]");
  await page.keyboard.type(SYSTEM.password);
  await Promise.all([page.waitForURL((url) => url.pathname === "/"), page.keyboard.press("Enter")]);

  await tabTo(page, ".skip-link");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "main");

  await page.goto("/");
  await tabTo(page, "details.me > summary");
  await page.keyboard.press("Enter");
  await tabTo(page, "form[action='/sign-out'] button");
  await Promise.all([page.waitForURL("**/sign-in"), page.keyboard.press("Enter")]);
});
