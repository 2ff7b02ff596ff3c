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

/** Brings a file through the form; the page that follows shows the preview. */
export async function bring(page, file, into) {
  await page.goto("/imports/new");
  await page.selectOption("[name=into]", into);
  await page.setInputFiles("[name=file]", file);
  await Promise.all([page.waitForURL(/\/imports\/[0-9a-f-]{36}/), page.click("form[enctype] .btn-primary")]);
  await page.waitForSelector(".pre-sums, .note-overdue");
}

/** Takes what was brought over, or gives it up: `commit`, `undo` and so on, by the form's own button. */
export const decide = (page, action) => follow(page, `form[action$='/${action}'] button`);
