// Somebody at a browser: Debian's Chromium with a profile of its own, in a language, a theme and a size.

import { chromium } from "playwright-core";

/** The two sizes every page is looked at in. */
export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 375, height: 812 };

/** How long a page may take for anything. The machine may have other work. */
const PATIENCE_MS = 15_000;

/** Every way the same page can look. */
export const LOOKS = ["zh-CN", "en"].flatMap((lang) =>
  ["light", "dark"].flatMap((theme) => [DESKTOP, PHONE].map((size) => ({ lang, theme, size }))),
);

/** The name of one look, for file names and test names. */
export const lookName = ({ lang, theme, size }) => `${lang}-${theme}-${size.width}`;

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts Chromium. Each visitor gets a profile of its own within it. */
export function openBrowser() {
  return chromium.launch({
    executablePath: process.env.GONGJIAN_CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: FLAGS,
  });
}

/**
 * A visitor with nothing remembered.
 *
 * `scripts: false` turns JavaScript off; `theme` and `lang` are what the visitor chose on the page.
 */
export async function visitor(browser, house, { lang = "zh-CN", theme = "light", size = DESKTOP, scripts = true } = {}) {
  const context = await browser.newContext({
    baseURL: house.address,
    locale: lang,
    ...screen(size),
    colorScheme: theme,
    reducedMotion: "reduce",
    javaScriptEnabled: scripts,
    timezoneId: "Asia/Shanghai",
  });
  const page = watched(await context.newPage());
  await prefer(page, house, { lang, theme });
  return page;
}

/** The same person at another screen, still signed in. */
export async function elsewhere(browser, house, page, size) {
  const context = await browser.newContext({
    ...screen(size),
    baseURL: house.address,
    storageState: await page.context().storageState(),
    reducedMotion: "reduce",
    timezoneId: "Asia/Shanghai",
  });
  return watched(await context.newPage());
}

/** Chooses a language and a theme, as the page remembers them. */
export async function prefer(page, house, { lang, theme }) {
  await page.context().addCookies([{ name: "gongjian-prefs", value: `${lang}.${theme}`, url: house.address }]);
}

const screen = (size) => ({ viewport: size, isMobile: size === PHONE, hasTouch: size === PHONE });

/** Notes in `page.failures` what went wrong behind the page: scripts, refused sources, parts that did not come. */
function watched(page) {
  page.setDefaultTimeout(PATIENCE_MS);
  page.failures = [];
  page.on("pageerror", (error) => page.failures.push(`script: ${error.message}`));
  page.on("console", (said) => {
    // A page that says what will not do comes with a status of 4xx, and the browser remarks on it.
    const remark = said.text().startsWith("Failed to load resource");
    if (said.type() === "error" && !remark) page.failures.push(`console: ${said.text()}`);
  });
  page.on("response", (answer) => {
    const least = answer.request().isNavigationRequest() ? 500 : 400;
    if (answer.status() >= least) page.failures.push(`${answer.status()} ${answer.url()}`);
  });
  return page;
}

/** Signs in through the page, as a person does. */
export async function signIn(page, name, password) {
  await page.goto("/sign-in");
  await page.fill("[name=name]", name);
  await page.fill("[name=password]", password);
  await Promise.all([page.waitForURL((url) => url.pathname !== "/sign-in"), page.press("[name=password]", "Enter")]);
}

/** Signs out; works on every page of somebody signed in, also without scripts. */
export async function signOut(page) {
  await page.click("details.me > summary");
  await Promise.all([page.waitForURL("**/sign-in"), page.click("form[action='/sign-out'] button")]);
}
