// What a reader's browser loads for one page of a built site, compressed as a host does.
//
//     node benches/weight.mjs [--site site] [--page example/reference/mfa/challenge-factor]
//
// Prints the bytes of the page and of each style sheet and script that it names, as they are and with gzip.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";

const args = process.argv.slice(2);
const option = (name, otherwise) => (args.includes(name) ? args[args.indexOf(name) + 1] : otherwise);
const site = resolve(option("--site", join(import.meta.dirname, "../site")));
const page = `${option("--page", "example/reference/mfa/challenge-factor")}/index.html`;
if (!existsSync(join(site, page))) {
  console.error(`weight: there is no ${page} in ${site}: build the site first`);
  process.exit(1);
}

const html = readFileSync(join(site, page), "utf8");
const named = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"|<script src="([^"]+)"/g)].map((found) => found[1] ?? found[2]);
let total = 0;
for (const file of [page, ...named]) {
  const bytes = readFileSync(join(site, file));
  const small = gzipSync(bytes, { level: 9 }).length;
  total += small;
  console.log(`${String(bytes.length).padStart(8)} ${String(small).padStart(8)}  ${file}`);
}
console.log(`${" ".repeat(8)} ${String(total).padStart(8)}  in ${named.length + 1} requests`);
