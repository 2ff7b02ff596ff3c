// What a person does on a page: follow, send, read.

import assert from "node:assert/strict";

/** Clicks what leads to another page, and waits until it is there. */
export const follow = (page, selector) => Promise.all([page.waitForNavigation(), page.click(selector)]);

/** Sends the form whose address ends with `action`, by its main button. */
export const send = (page, action) => follow(page, `form[action$='/${action}'] .btn-primary`);

/** Fails unless the page, or a part of it, says what `words` describes. */
export async function assertSays(page, words, part = "main") {
  const said = (await page.locator(part).first().innerText()).replaceAll(/\s+/g, " ");
  assert.ok(words instanceof RegExp ? words.test(said) : said.includes(words), `not ${words}, but: ${said.slice(0, 400)}`);
}
