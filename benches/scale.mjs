// How the cost of a build grows with the site.
//
//     node benches/scale.mjs [--kind prose] [--sizes 1000,10000,100000] [--runs 1]
//
// Prints CPU, wall and peak memory of cold builds, the CPU of warm ones with nothing and with one page changed, the
// exponents between neighbouring sizes, memory for each page beyond the first size, and the bytes of one page. folio must be built (`cargo build --release`).
import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const args = process.argv.slice(2);
const option = (name, otherwise) => (args.includes(name) ? args[args.indexOf(name) + 1] : otherwise);
const kind = option("--kind", "prose");
const sizes = option("--sizes", "1000,10000,100000").split(",").map(Number);
const runs = Number(option("--runs", "1"));
const here = resolve(import.meta.dirname, "..");
const folio = join(here, option("--binary", "target/release/folio"));
if (!existsSync(folio)) {
  console.error("scale: build folio first: cargo build --release");
  process.exit(1);
}

/** CPU and wall seconds, and megabytes at the peak, of a build from nothing. */
function build(root) {
  rmSync(join(root, "site"), { recursive: true, force: true });
  return run(root, ["--no-cache"]);
}

/** CPU seconds with nothing changed, and with one page changed: the third such build, when there is a spare. */
function warm(root) {
  run(root);
  run(root);
  const unchanged = run(root).cpu;
  const page = join(root, kind === "prose" ? "content/part-0000/page-000007.md" : "content/index.mdx");
  let changed = NaN;
  for (let edit = 0; edit < 3; edit += 1) {
    appendFileSync(page, `\nEdit ${edit}.\n`);
    changed = run(root).cpu;
  }
  return { unchanged, changed };
}

function run(root, more = []) {
  const done = spawnSync("/usr/bin/time", ["-f", "%U %S %e %M", folio, "build", "--quiet", "--root", root, ...more]);
  if (done.status !== 0) throw new Error(done.stderr.toString());
  const [user, system, wall, memory] = done.stderr.toString().trim().split("\n").pop().split(" ").map(Number);
  return { cpu: user + system, wall, memory: memory / 1024 };
}

const rows = [];
for (const size of sizes) {
  const root = join(tmpdir(), `folio-scale-${kind}-${size}`);
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  execFileSync("node", [join(here, "benches/corpus.mjs"), kind, "--pages", String(size), "--out", root]);
  let best = build(root);
  for (let run = 1; run < runs; run += 1) {
    const next = build(root);
    if (next.cpu < best.cpu) best = next;
  }
  const page = kind === "prose" ? "part-0000/page-000007/index.html" : "api/badge_5/index.html";
  const file = join(root, "site", page);
  rows.push({ size, ...best, ...warm(root), bytes: existsSync(file) ? statSync(file).size : NaN });
  rmSync(root, { recursive: true, force: true });
}

console.log("| pages | CPU s | wall s | peak MB | nothing changed, CPU s | one page changed, CPU s | exponent of CPU | exponent of wall | KB of memory a page | bytes of one page |");
console.log("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
rows.forEach((row, i) => {
  const before = rows[i - 1];
  const exponent = (name) => (before ? (Math.log(row[name] / before[name]) / Math.log(row.size / before.size)).toFixed(3) : "");
  const each = before ? (((row.memory - before.memory) * 1024) / (row.size - before.size)).toFixed(2) : "";
  console.log(`| ${row.size} | ${row.cpu.toFixed(2)} | ${row.wall.toFixed(2)} | ${row.memory.toFixed(0)} | ${row.unchanged.toFixed(2)} | ${row.changed.toFixed(2)} | ${exponent("cpu")} | ${exponent("wall")} | ${each} | ${row.bytes} |`);
});
