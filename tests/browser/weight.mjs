// What a page weighs on the wire, and that it does not weigh more on a larger site.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, extname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { pages, reached, ready } from "./lib.mjs";

const KB = 1024;
const packed = (path) => gzipSync(readFileSync(path), { level: 6 }).length;

/** The page of an operation in two languages, among so many of its kind. */
function site(folio, scratch, pages) {
  const root = join(scratch, `of-${pages}`);
  for (let n = 0; n < pages; n++) {
    const folder = join(root, "content", `section-${Math.floor(n / 40)}`);
    mkdirSync(folder, { recursive: true });
    const entry = (key) => `    - key: ${key}\n      id: call_${n}\n      parameters:\n        - key: weight\n          type: Integer\n          description: What it weighs.\n`;
    writeFileSync(join(folder, `page-${String(n).padStart(5, "0")}.mdx`), `---\norder: ${n}\nreference:\n  ruby:\n${entry(`call_${n}`)}  go:\n${entry(`Call${n}`)}---\n\n# Call number ${n}\n\nWords about it.\n`);
  }
  writeFileSync(join(root, "content/site.yml"), "title: Calls\nlanguages: [ruby, go]\n");
  execFileSync(folio, ["build", "--quiet", "--root", root], { stdio: "pipe" });
  return join(root, "site");
}

export default async function ({ folio, scratch, shipped, open, check }) {
  for (const path of ["/example/reference/mfa/challenge-factor/", "/example/reference/users/create-user/", "/example/reference/mfa/verify-challenge/"]) {
    const tab = await open(null);
    const { page } = tab;
    const sizes = new Map();
    const foreign = [];
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (!url.href.startsWith(shipped.url)) return foreign.push(url.href);
      const file = url.pathname.endsWith("/") ? `${url.pathname}index.html` : url.pathname;
      sizes.set(file, packed(join(shipped.folder, file)));
    });
    await page.goto(shipped.url + path, { waitUntil: "networkidle0" });
    const of = (ending) => [...sizes].filter(([file]) => extname(file) === ending).reduce((sum, [, size]) => sum + size, 0);
    const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    const said = { requests: sizes.size, total, html: of(".html"), css: of(".css"), js: of(".js") };
    check(`${path} asks for four files and an icon`, sizes.size >= 4 && sizes.size <= 5, said);
    check(`${path} weighs at most 15 KB: 10 of HTML, 5 of style, 5 of script`, said.html && said.css && said.js && total <= 15 * KB && said.html <= 10 * KB && said.css <= 5 * KB && said.js <= 5 * KB, said);
    check(`${path} asks nobody else and keeps no cookie`, foreign.length === 0 && (await page.cookies()).length === 0, foreign);
    await tab.close();
  }
  {
    // Every reference page, also the long ones: what a browser must hold of it, script's own elements among them.
    const tab = await open(null);
    const heavy = [];
    let counted = 0;
    for (const file of pages(shipped.folder, "index.html")) {
      if (!/<body class="api">/.test(readFileSync(file, "utf8"))) continue;
      const path = `/${relative(shipped.folder, dirname(file))}/`;
      await tab.page.goto(shipped.url + path);
      await reached(`the script of ${path} has run`, () => ready(tab.page));
      const elements = await tab.page.evaluate(() => document.querySelectorAll("*").length);
      counted += 1;
      const html = packed(file);
      if (elements > 1200 || html > 10 * KB) heavy.push(`${path}: ${elements} elements, ${html} bytes`);
    }
    check(`${counted} reference pages have at most 1,200 elements and 10 KB of HTML each`, heavy.length === 0 && counted > 60, heavy);
    await tab.close();
  }
  // The last page of a section, with a full row beside it on both sites.
  const name = "section-1/page-00079/index.html";
  const [few, many] = [80, 400].map((pages) => packed(join(site(folio, scratch, pages), name)));
  check("a page of a site of 400 pages weighs what one of 80 does, and eight lines for the sections", many - few <= 8 * 16, [few, many]);
}
