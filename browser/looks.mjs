// The same pages in every language, theme and size.

import assert from "node:assert/strict";

import { assertAccessible } from "./accessible.mjs";
import { picture, widerThanTheScreen } from "./pictures.mjs";
import { LOOKS, elsewhere, lookName, prefer } from "./visitor.mjs";

/**
 * Opens each of `paths` (a name for each address) as whoever is signed in on `page`, in every look:
 * accessible, no wider than the screen, in the language asked for, and quiet behind.
 */
export async function assertEveryLook(browser, house, page, paths) {
  const sizes = [...new Set(LOOKS.map((look) => look.size))];
  // The sizes at once: each has a browser of its own to itself, and a machine has two cores.
  await Promise.all(sizes.map(async (size) => {
    const there = await elsewhere(browser, house, page, size);
    for (const look of LOOKS.filter((one) => one.size === size)) {
      await prefer(there, house, look);
      for (const [name, path] of Object.entries(paths)) {
        await there.goto(path);
        await assertLooksRight(there, `${name}-${lookName(look)}`, look.lang);
      }
    }
    assert.deepEqual(there.failures, []);
    await there.context().close();
  }));
}

async function assertLooksRight(page, where, lang) {
  assert.equal(await page.getAttribute("html", "lang"), lang, where);
  await picture(page, where);
  await assertAccessible(page, where);
  assert.equal(await widerThanTheScreen(page), 0, `${where} is wider than the screen`);
}
