// Copies the front-end files the server embeds into crates/site/assets/vendor/.
//
// Nothing is built and nothing third-party is committed: `npm ci` brings the packages, this
// script takes the few files the pages use, makes one sprite of the icons named in
// scripts/icons.txt, and keeps every licence beside them.

import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const packages = join(root, "node_modules");
const vendor = join(root, "crates/site/assets/vendor");

/** What is copied: file in the package, name under /static/vendor/. */
const files = [
  ["@tabler/core/dist/css/tabler.min.css", "tabler.min.css"],
  ["htmx.org/dist/htmx.min.js", "htmx.min.js"],
  ["idiomorph/dist/idiomorph-ext.min.js", "idiomorph-ext.min.js"],
];

/** Packages whose text stands on the page of third-party licences. */
const licensed = ["@tabler/core", "@tabler/icons", "htmx.org", "idiomorph"];

/** The names in scripts/icons.txt, without comments and blank lines. */
async function iconNames() {
  const text = await readFile(join(root, "scripts/icons.txt"), "utf8");
  return text.split("\n").map((line) => line.trim()).filter((line) => line && !line.startsWith("#"));
}

/** One `<symbol>` of the sprite; the invisible bounding box of the original is left out. */
async function symbol(name) {
  const source = await readFile(join(packages, "@tabler/icons/icons/outline", `${name}.svg`), "utf8");
  const inner = source
    .replace(/^[\s\S]*?<svg[^>]*>/, "")
    .replace(/<\/svg>\s*$/, "")
    .replace(/<path stroke="none"[^>]*\/>/, "")
    .replace(/\s+/g, " ")
    .trim();
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${inner}</symbol>`;
}

/** The licence of one package: its file, or the name in its manifest when it ships none. */
async function licence(name) {
  const about = JSON.parse(await readFile(join(packages, name, "package.json"), "utf8"));
  const text = await readFile(join(packages, name, "LICENSE"), "utf8")
    .catch(() => `${about.license}. Copyright of its authors, ${about.homepage ?? about.name}. The package ships no licence file.`);
  return `${about.name} ${about.version}\n${about.license}\n\n${text.trim()}\n`;
}

async function main() {
  await rm(vendor, { recursive: true, force: true });
  await mkdir(vendor, { recursive: true });
  for (const [from, to] of files) {
    const text = await readFile(join(packages, from), "utf8");
    await writeFile(join(vendor, to), text.replace(/\n?\/[/*]# sourceMappingURL=.*$/, "\n"));
  }
  const names = await iconNames();
  const symbols = await Promise.all(names.map(symbol));
  await writeFile(join(vendor, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`);
  const texts = await Promise.all(licensed.map(licence));
  await writeFile(join(vendor, "licences.txt"), texts.join(`\n${"-".repeat(72)}\n\n`));
  console.log(`assets: ${files.length} files and ${names.length} icons in crates/site/assets/vendor`);
}

main().catch((error) => {
  console.error(`assets: ${error.message}`);
  console.error("Run `npm ci --ignore-scripts` first; an unknown icon name in scripts/icons.txt also ends here.");
  process.exit(1);
});
