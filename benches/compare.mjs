// Builds one corpus with folio and with its peers, pair by pair, and prints the ratios.
//
//     node benches/compare.mjs [--pages 1000] [--runs 3] [--plain] [--write]
//
// folio must be built (`cargo build --release`). hyperfine is needed. A peer takes part if it is there: `hugo` and `zola`
// on the PATH (or at $HUGO, $ZOLA); Eleventy is installed into the scratch folder with npm. `--write` puts the table into
// the documentation, between its marks. `--plain` leaves out what only some do: code has no language, and folio makes no
// search index and no Markdown twins.
import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const args = process.argv.slice(2);
const number = (name, otherwise) => (args.includes(name) ? Number(args[args.indexOf(name) + 1]) : otherwise);
const pages = number("--pages", 1000);
const runs = number("--runs", 3);
const plain = args.includes("--plain");
const here = resolve(import.meta.dirname, "..");
const folio = join(here, "target/release/folio");
const scratch = join(tmpdir(), "folio-compare");
mkdirSync(scratch, { recursive: true });

const which = (name, set) => {
  if (set) return set;
  const found = spawnSync("which", [name]);
  return found.status === 0 ? found.stdout.toString().trim() : null;
};
if (!which("hyperfine")) {
  console.error("compare: hyperfine is needed");
  process.exit(1);
}
if (!existsSync(folio)) {
  console.error("compare: build folio first: cargo build --release");
  process.exit(1);
}

const corpus = join(scratch, `prose-${pages}${plain ? "-plain" : ""}`);
rmSync(corpus, { recursive: true, force: true });
execFileSync("node", [join(here, "benches/corpus.mjs"), "prose", "--pages", String(pages), ...(plain ? ["--plain"] : []), "--out", corpus]);
if (plain) appendFileSync(join(corpus, "content/site.yml"), "search: false\ntwins: false\n");

/** A copy of the corpus with its section pages under another name. */
function copied(name, index, into = "content") {
  const folder = join(scratch, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(join(corpus, "content"), join(folder, into), { recursive: true });
  rmSync(join(folder, into, "site.yml"));
  if (index !== "index.md") {
    for (const part of [".", ...readdirSync(join(folder, into))]) {
      const file = join(folder, into, part, "index.md");
      if (existsSync(file)) renameSync(file, join(folder, into, part, index));
    }
  }
  return folder;
}

const LAYOUT = "<!doctype html><html lang=en><head><meta charset=utf-8><title>TITLE</title></head><body><h1>TITLE</h1>BODY</body></html>";
const peers = [];

const hugo = which("hugo", process.env.HUGO);
if (hugo) {
  const root = copied("hugo", "_index.md");
  const layouts = join(root, "layouts/_default");
  mkdirSync(layouts, { recursive: true });
  const page = LAYOUT.replaceAll("TITLE", "{{ .Title }}").replace("BODY", "{{ .Content }}");
  writeFileSync(join(layouts, "single.html"), page);
  writeFileSync(join(layouts, "list.html"), page);
  writeFileSync(join(root, "hugo.toml"), 'baseURL = "https://docs.example/"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n[markup.highlight]\nnoClasses = false\n');
  peers.push({ name: "Hugo", command: `${hugo} --quiet -s ${root} -d ${root}/public`, clean: `${root}/public` });
}

const zola = which("zola", process.env.ZOLA);
if (zola) {
  const root = copied("zola", "_index.md");
  mkdirSync(join(root, "templates"));
  const page = LAYOUT.replaceAll("TITLE", "{{ title }}");
  writeFileSync(join(root, "templates/page.html"), page.replaceAll("{{ title }}", "{{ page.title }}").replace("BODY", "{{ page.content | safe }}"));
  for (const name of ["index.html", "section.html"]) writeFileSync(join(root, "templates", name), page.replaceAll("{{ title }}", "{{ section.title }}").replace("BODY", "{{ section.content | safe }}"));
  const highlighting = plain ? "" : '[markdown.highlighting]\nstyle = "class"\ntheme = "github-light"\n';
  writeFileSync(join(root, "zola.toml"), `base_url = "https://docs.example"\n${highlighting}`);
  peers.push({ name: "Zola", command: `${zola} --root ${root} build --force`, clean: `${root}/public` });
}

if (which("npm") && !args.includes("--no-eleventy")) {
  const root = copied("eleventy", "index.md", "src");
  mkdirSync(join(root, "src/_includes"));
  writeFileSync(join(root, "src/_includes/page.njk"), LAYOUT.replaceAll("TITLE", "{{ title }}").replace("BODY", "{{ content | safe }}"));
  writeFileSync(join(root, "src/src.json"), '{"layout":"page.njk"}\n');
  writeFileSync(join(root, "package.json"), '{"type":"module","private":true}\n');
  writeFileSync(join(root, "eleventy.config.js"), `import highlight from "@11ty/eleventy-plugin-syntaxhighlight";\nexport default (config) => { config.addPlugin(highlight); return { dir: { input: "src", output: "public" }, markdownTemplateEngine: false }; };\n`);
  const installed = spawnSync("npm", ["install", "--no-audit", "--no-fund", "--silent", "@11ty/eleventy@3.0.0", "@11ty/eleventy-plugin-syntaxhighlight@5"], { cwd: root });
  if (installed.status === 0) peers.push({ name: "Eleventy", command: `cd ${root} && npx eleventy --quiet`, clean: `${root}/public` });
  else console.error("compare: Eleventy could not be installed and is left out");
}

/** Wall and CPU seconds of a command that starts from nothing each time. */
function measure(name, command, clean) {
  const result = join(scratch, "result.json");
  execFileSync("hyperfine", ["--warmup", "1", "--runs", String(runs), "--prepare", `rm -rf ${clean}`, "--export-json", result, "--style", "none", command], { stdio: ["ignore", "ignore", "inherit"] });
  const [found] = JSON.parse(readFileSync(result)).results;
  const peak = spawnSync("/usr/bin/time", ["-f", "%M", "sh", "-c", command]);
  const memory = Number(peak.stderr?.toString().trim().split("\n").pop()) / 1024;
  return { name, wall: found.median, cpu: found.user + found.system, memory };
}

// A cold build: nothing of an earlier one is there.
const own = `${folio} build --quiet --no-cache --root ${corpus}`;
const rows = [];
for (const peer of peers) {
  const mine = measure("folio", own, `${corpus}/site`);
  const theirs = measure(peer.name, peer.command, peer.clean);
  rows.push({ theirs, mine });
}
const f = (value, digits = 2) => (Number.isFinite(value) ? value.toFixed(digits) : "?");
const lines = [
  `| ${pages} pages, cold | CPU s | wall s | peak MB | folio in the same run: CPU s | wall s | CPU ratio | wall ratio |`,
  "| --- | --- | --- | --- | --- | --- | --- | --- |",
  ...rows.map(({ theirs, mine }) => `| ${theirs.name} | ${f(theirs.cpu)} | ${f(theirs.wall)} | ${f(theirs.memory, 0)} | ${f(mine.cpu)} | ${f(mine.wall)} | ${f(mine.cpu / theirs.cpu)} | ${f(mine.wall / theirs.wall)} |`),
];
console.log(lines.join("\n"));
if (rows.length === 0) {
  console.error("compare: no peer is there");
  process.exit(1);
}
if (args.includes("--write")) {
  const file = join(here, "content/guide/performance.mdx");
  const text = readFileSync(file, "utf8");
  const marks = [`{/* compare ${pages} */}`, "{/* end */}"];
  const start = text.indexOf(marks[0]);
  if (start < 0) throw new Error(`${file} has no mark ${marks[0]}`);
  const end = text.indexOf(marks[1], start);
  writeFileSync(file, `${text.slice(0, start)}${marks[0]}\n\n${lines.join("\n")}\n\n${text.slice(end)}`);
}
