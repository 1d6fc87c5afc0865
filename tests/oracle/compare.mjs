// Compares the trees of folio with those of remark-mdx.
//
//     node compare.mjs FOLIO [--generated N] [--seed S] [FOLDER …]
//
// Every generated document and every .mdx file of the folders must have equal counts in both.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { counts } from "./counts.mjs";
import { generate } from "./documents.mjs";

const [folio, ...rest] = process.argv.slice(2);
let generated = 3000;
let seed = 1;
const folders = [];
for (let i = 0; i < rest.length; i += 1) {
  if (rest[i] === "--generated") generated = Number(rest[++i]);
  else if (rest[i] === "--seed") seed = Number(rest[++i]);
  else folders.push(rest[i]);
}

const scratch = mkdtempSync(join(tmpdir(), "folio-oracle-"));
const files = [];
for (let i = 0; i < generated; i += 1) {
  const path = join(scratch, `${seed + i}.mdx`);
  writeFileSync(path, generate(seed + i));
  files.push(path);
}
const collect = (folder) => {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) collect(path);
    else if (name.endsWith(".mdx")) files.push(path);
  }
};
folders.forEach(collect);

const ours = new Map();
for (let at = 0; at < files.length; at += 500) {
  const part = files.slice(at, at + 500);
  let out;
  try {
    out = execFileSync(folio, ["tree", "--format", "json", ...part], { maxBuffer: 1 << 28 });
  } catch (error) {
    // Exit 1 says that a file has problems; the lines are there all the same.
    if (error.status !== 1) throw error;
    out = error.stdout;
  }
  for (const line of out.toString().split("\n").filter(Boolean)) {
    const record = JSON.parse(line);
    ours.set(record.path, record);
  }
}

let parsed = 0;
let differ = 0;
let rejected = 0;
const shown = Number(process.env.SHOW ?? 5);
for (const path of files) {
  const theirs = counts(readFileSync(path, "utf8"));
  const mine = ours.get(path) ?? ours.get(path.replace(/^\.\//, ""));
  if (!mine) throw new Error(`no answer for ${path}`);
  if (!theirs.parsed) {
    rejected += 1;
    continue;
  }
  parsed += 1;
  const same = mine.parsed && JSON.stringify(sorted(mine.counts)) === JSON.stringify(sorted(theirs.counts))
    && JSON.stringify(sorted(mine.components)) === JSON.stringify(sorted(theirs.components));
  if (!same) {
    differ += 1;
    if (differ <= shown) {
      console.log(`differs: ${path} (parsed here: ${mine.parsed})`);
      for (const [name, value] of Object.entries(theirs.counts)) {
        if (mine.counts[name] !== value) console.log(`  ${name}: expected ${value}, found ${mine.counts[name]}`);
      }
    }
  }
}
function sorted(object) {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}
if (differ === 0) rmSync(scratch, { recursive: true });
console.log(`${files.length} documents, ${parsed} parsed by both, ${rejected} rejected by remark-mdx, ${differ} differ`);
const enough = parsed > 0 && parsed >= 0.8 * files.length;
if (!enough) console.log("too few documents could be compared");
process.exit(differ === 0 && enough ? 0 : 1);
