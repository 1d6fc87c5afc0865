// How the cost of a build grows with the site.
//
//     node benches/scale.mjs [--kind prose] [--sizes 1000,10000,100000] [--runs 1]
//
// Prints CPU, wall and peak memory of cold builds, the exponents between neighbouring sizes, memory for each page beyond
// the first size, and the bytes of one page. folio must be built (`cargo build --release`).
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, statSync } from "node:fs";
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

/** CPU and wall seconds, and megabytes at the peak. */
function build(root) {
  const site = join(root, "site");
  rmSync(site, { recursive: true, force: true });
  const done = spawnSync("/usr/bin/time", ["-f", "%U %S %e %M", folio, "build", "--quiet", "--root", root]);
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
  const page = kind === "prose" ? "part-0000/page-000007/index.html" : `api/${"balance_5"}/index.html`;
  const file = join(root, "site", page);
  rows.push({ size, ...best, bytes: existsSync(file) ? statSync(file).size : NaN });
  rmSync(root, { recursive: true, force: true });
}

console.log("| pages | CPU s | wall s | peak MB | exponent of CPU | exponent of wall | KB of memory a page | bytes of one page |");
console.log("| --- | --- | --- | --- | --- | --- | --- | --- |");
rows.forEach((row, i) => {
  const before = rows[i - 1];
  const exponent = (name) => (before ? (Math.log(row[name] / before[name]) / Math.log(row.size / before.size)).toFixed(3) : "");
  const each = before ? (((row.memory - before.memory) * 1024) / (row.size - before.size)).toFixed(2) : "";
  console.log(`| ${row.size} | ${row.cpu.toFixed(2)} | ${row.wall.toFixed(2)} | ${row.memory.toFixed(0)} | ${exponent("cpu")} | ${exponent("wall")} | ${each} | ${row.bytes} |`);
});
