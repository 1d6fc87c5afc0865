// Runs the topics beside this file against two sites in a real browser: the one that is shipped, and a small one
// that holds one of each thing, below a base path.
//
//     node tests/browser/run.mjs target/debug/folio [TOPIC …]
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Tally, chromium, launch, serve, open as openPage } from "./lib.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const [binary = join(here, "../../target/debug/folio"), ...wanted] = process.argv.slice(2);
if (!chromium()) {
  console.error("tests/browser: Chromium is needed: `apt-get install chromium`, or its path in CHROMIUM");
  process.exit(1);
}
const folio = resolve(binary);
const scratch = mkdtempSync(join(tmpdir(), "folio-browser-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

function build(root, name) {
  const output = join(scratch, name);
  try {
    execFileSync(folio, ["build", "--root", root, "--output", output], { stdio: "pipe" });
  } catch (failed) {
    console.error(`tests/browser: ${name} cannot be built\n${failed.stderr}`);
    process.exit(1);
  }
  return output;
}

const shipped = await serve(build(join(here, "../.."), "shipped"));
const small = await serve(build(join(here, "site"), "small"), "/base");
const topics = readdirSync(here)
  .filter((file) => file.endsWith(".mjs") && !["lib.mjs", "run.mjs"].includes(file))
  .map((file) => basename(file, ".mjs"))
  .filter((topic) => !wanted.length || wanted.includes(topic));

// Two topics at a time, each with a browser of its own: a window in the background is slow to answer.
const queue = [...topics];
let passed = 0;
let failed = 0;
async function work() {
  for (let topic = queue.shift(); topic; topic = queue.shift()) {
    const tally = new Tally();
    const begun = Date.now();
    const browser = await launch();
    const open = (url, options) => openPage(browser, tally, url, options);
    try {
      const { default: run } = await import(`./${topic}.mjs`);
      await run({ folio, scratch, browser, shipped, small, open, tally, check: tally.check.bind(tally) });
    } catch (problem) {
      tally.check(`${topic} runs to its end`, false, String(problem?.stack ?? problem));
    }
    await browser.close();
    passed += tally.passed;
    failed += tally.failed.length;
    const pages = tally.pages ? `, ${tally.pages} pages opened` : "";
    console.log(`${topic}: ${tally.passed} passed, ${tally.failed.length} failed${pages}, ${((Date.now() - begun) / 1000).toFixed(1)} s`);
    for (const failure of tally.failed) console.log(`  FAILED ${failure}`);
  }
}
await Promise.all([work(), work()]);
await shipped.close();
await small.close();
console.log(`browser: ${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
