// Pictures of pages: all of them in target/screenshots to look at, the few the README shows in docs/screenshots.

import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { prefer } from "./visitor.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Takes a picture of the whole page as `target/screenshots/NAME.png`. */
export async function picture(page, name) {
  await shoot(page, join(root, "target/screenshots", `${name}.png`), true);
}

/** A desk in the README: smaller than the one the pages are looked at in, so that the words stay legible there. */
const README_DESK = { width: 1200, height: 760 };

/**
 * Takes a picture for the README, of what fits on the screen. Written only when `GONGJIAN_PICTURES` is set
 * (`scripts/docs.sh pictures`), so that running the tests changes no committed file.
 */
export async function readmePicture(page, name) {
  if (!process.env.GONGJIAN_PICTURES) return;
  const size = page.viewportSize();
  if (size.width > README_DESK.width) await page.setViewportSize(README_DESK);
  await shoot(page, join(root, "docs/screenshots", `${name}.png`), false);
  await page.setViewportSize(size);
}

/** The same in both languages, as `NAME-zh-CN.png` and `NAME-en.png`; the page stays in Chinese. */
export async function readmePictures(page, house, name) {
  if (!process.env.GONGJIAN_PICTURES) return;
  for (const lang of ["en", "zh-CN"]) {
    await prefer(page, house, { lang, theme: "light" });
    await page.reload();
    await readmePicture(page, `${name}-${lang}`);
  }
}

async function shoot(page, path, fullPage) {
  await mkdir(dirname(path), { recursive: true });
  await page.screenshot({ path, fullPage, animations: "disabled" });
}

/** How many pixels the page is wider than the screen: nobody should have to scroll sideways. */
export async function widerThanTheScreen(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
