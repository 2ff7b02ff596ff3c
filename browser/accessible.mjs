// What axe-core finds on a page. Serious and critical findings fail; the rest is printed.

import assert from "node:assert/strict";
import { createRequire } from "node:module";

const axe = createRequire(import.meta.url)("axe-core");

const RULES = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] };

/** Fails when the page has findings a reader with a disability would stumble over. */
export async function assertAccessible(page, where) {
  if (!(await page.evaluate("typeof axe !== 'undefined'"))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate((rules) => globalThis.axe.run(document, rules), RULES);
  const lines = violations.map(line);
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(line);
  for (const other of lines.filter((one) => !grave.includes(one))) console.log(`${where}: ${other}`);
  assert.deepEqual(grave, [], `${where} is not accessible`);
}

function line({ id, impact, help, nodes }) {
  return `${impact} ${id}: ${help} (${nodes.map((node) => node.target.join(" ")).join(", ")})`;
}
