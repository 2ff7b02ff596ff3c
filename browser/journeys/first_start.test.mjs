// First start: the printed address, two administrators, signing in and out, and on until the first roster is there.

import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { assertAccessible } from "../accessible.mjs";
import { openHouse } from "../house.mjs";
import { tabTo } from "../keyboard.mjs";
import { picture } from "../pictures.mjs";
import { bring, decide } from "../steps.mjs";
import { openBrowser, signIn, signOut, visitor } from "../visitor.mjs";

const SYSTEM = { person: "王一", name: "wang", password: "江南可采莲莲叶何田田" };
const ORGANISER = { person: "欧阳䶮", name: "ouyang", password: "鱼戏莲叶西鱼戏莲叶南" };
const sample = (name) => join(dirname(fileURLToPath(import.meta.url)), "../../fixtures/import", name);
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

test("the administrators bring the organisations and appoint an organiser, who brings the roster", async () => {
  const system = await visitor(browser, house);
  await signIn(system, SYSTEM.name, SYSTEM.password);
  const security = await visitor(browser, house);
  await signIn(security, SECURITY.name, SECURITY.password);
  assert.match(await security.textContent("main"), /下一步由系统管理员导入党组织/);
  assert.match(await system.textContent("main"), /第一步：导入单位和党组织/);
  await assertAccessible(system, "home of a new installation");
  await picture(system, "home-first-import");
  await bring(system, sample("organisations.xlsx"), "organisations");
  await decide(system, "commit");

  await system.goto("/");
  assert.match(await system.textContent("main"), /给组织员开账号/);
  await system.click("main a.btn-primary");
  await system.waitForURL("**/accounts");
  await system.fill("[name=name]", ORGANISER.name);
  await system.fill("[name=person_name]", ORGANISER.person);
  await Promise.all([system.waitForNavigation(), system.press("[name=person_name]", "Enter")]);
  const link = await system.textContent("code.secret");

  await security.goto("/");
  assert.match(await security.textContent("main"), /下一步：任命组织员/);
  await security.click("main a.btn-primary");
  await security.waitForURL("**/organisations");
  const { rows } = await security.evaluate(() =>
    fetch("/organisations", { headers: { accept: "application/json" } }).then((answer) => answer.json()),
  );
  const committee = rows.find((one) => one.code === "020100");
  await security.goto(`/organisations/${committee.id}/offices/new`);
  await security.fill("form.filter [name=q]", ORGANISER.name);
  await Promise.all([security.waitForURL(/q=/), security.press("form.filter [name=q]", "Enter")]);
  await assertAccessible(security, "appointing the first organiser");
  await picture(security, "appoint-first-organiser");
  await security.selectOption("[name=person]", { label: `${ORGANISER.person}（${ORGANISER.name}）` });
  await security.selectOption("[name=office]", "organiser");
  await Promise.all([
    security.waitForURL((url) => url.pathname === `/organisations/${committee.id}`),
    security.click("form.form .btn-primary"),
  ]);
  assert.match(await security.textContent("main"), /欧阳䶮/);

  const organiser = await visitor(browser, house);
  await organiser.goto(link);
  await organiser.fill("[name=password]", ORGANISER.password);
  await Promise.all([
    organiser.waitForURL((url) => url.pathname === "/"),
    organiser.press("[name=password]", "Enter"),
  ]);
  assert.match(await organiser.textContent("main"), /下一步：导入花名册/);
  await organiser.click("main a.btn-primary");
  await organiser.waitForURL("**/imports/new");
  await bring(organiser, sample("school/roster.xlsx"), { index: 0 });
  await decide(organiser, "commit");
  assert.match(await organiser.textContent("main"), /收下了 73 行/);
  for (const page of [system, security, organiser]) assert.deepEqual(page.failures, []);
});
