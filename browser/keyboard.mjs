// A visitor without a mouse.

import assert from "node:assert/strict";

/** More steps than any page should need to its main action. */
const MOST_STEPS = 80;

/** Presses Tab until what `selector` names has the focus, and fails when the focus never gets there or cannot be seen. */
export async function tabTo(page, selector) {
  for (let step = 0; step < MOST_STEPS; step += 1) {
    await page.keyboard.press("Tab");
    const reached = await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector);
    if (reached) {
      assert.ok(await page.evaluate(focusIsVisible), `the focus on ${selector} cannot be seen`);
      return;
    }
  }
  assert.fail(`${selector} is not reached by ${MOST_STEPS} presses of Tab`);
}

/** Presses `key` on what has the focus, and waits for the page it leads to. */
export const press = (page, key) => Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);

function focusIsVisible() {
  const style = getComputedStyle(document.activeElement);
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  return outlined || style.boxShadow !== "none";
}
