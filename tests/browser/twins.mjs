// The Markdown twin of each page holds every sample, row, link and table cell of the page.
import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pages } from "./lib.mjs";

const read = () => {
  const main = document.querySelector("main");
  main.querySelectorAll(".top, .foot, .ln, .gap, button, .lang, .crumbs, [role=tablist], sup").forEach((e) => e.remove());
  main.querySelectorAll("abbr").forEach((e) => e.append(` (${e.title})`));
  const text = (e) => e.textContent;
  // What stands in the line of a name behind it, but for the marks.
  const type = (row) => {
    const line = [...row.childNodes].filter((e) => e.nodeType === Node.TEXT_NODE || e.matches("a, b, code"));
    return line.slice(line.findIndex((e) => e.nodeType !== Node.TEXT_NODE) + 1).map(text).join("");
  };
  return {
    twin: document.querySelector("link[type='text/markdown']")?.getAttribute("href"),
    samples: [...main.querySelectorAll("pre code")].map(text),
    rows: [...main.querySelectorAll(".props > li")].map((row) => ({ name: row.querySelector(":scope > a, :scope > b")?.textContent ?? "", words: [type(row), ...[...row.querySelectorAll(":scope > p, :scope > .t")].map(text)] })),
    links: [...main.querySelectorAll("a[href]")].filter((a) => !a.closest("pre, :is(h1, h2, h3, h4, h5, h6), .notes") && !a.matches(".props > li > a:first-child, sup > a")).map((a) => a.getAttribute("href")),
    cells: [...main.querySelectorAll("th, td, dd, dt")].map(text),
    headings: [...main.querySelectorAll("h1, h2, h3, h4")].flatMap((heading) => (heading.querySelector("[data-lang]") ? [...heading.querySelectorAll("[data-lang]")].map(text) : [text(heading)])),
    words: [...main.querySelectorAll("p:not(.v), li:not(.props li)")].filter((e) => !e.querySelector("p, ul, ol, pre")).map(text),
    images: [...main.querySelectorAll("img")].map((image) => image.getAttribute("src")),
  };
};

/** Words alone: what marks a text up does not count. */
const bare = (text) => text.replace(/[^\p{L}\p{N}]+/gu, "").toLowerCase();

export default async function ({ shipped, small, browser, check }) {
  for (const site of [shipped, small]) {
    const page = await browser.newPage();
    await page.setJavaScriptEnabled(false);
    let whole = 0;
    const lacking = [];
    for (const path of pages(site.folder, "index.html")) {
      const html = readFileSync(path, "utf8");
      if (!html.includes("text/markdown")) continue;
      await page.setContent(html);
      const found = await page.evaluate(read);
      const file = join(site.folder, decodeURIComponent(found.twin.slice(site.base.length)));
      const name = relative(site.folder, path);
      if (!existsSync(file)) {
        check(`${name} has its twin`, false, found.twin);
        continue;
      }
      const twin = readFileSync(file, "utf8");
      // What stands in a list or a quote is indented; a twin may say so, its text may not change.
      const lines = (text) => text.split("\n").map((line) => line.replace(/^[>\s]+/, "").trimEnd()).filter(Boolean).join("\n");
      const flat = lines(twin);
      const letters = bare(twin) + bare(twin.replace(/\[\^[^\]]*\]/g, "").replace(/\]\((<[^>]*>|[^)\s]*)\)/g, "]"));
      const missing = [
        ...found.samples.filter((code) => !flat.includes(lines(code))).map((code) => `sample ${JSON.stringify(code.slice(0, 60))}`),
        ...found.rows.flatMap(({ name, words }) => [name.split(".").at(-1), ...words]).filter((words) => !letters.includes(bare(words))).map((words) => `row ${words}`),
        ...found.links.filter((href) => !twin.includes(href) && !href.startsWith("#")).map((href) => `link ${href}`),
        ...found.cells.filter((cell) => !letters.includes(bare(cell))).map((cell) => `cell ${cell}`),
        ...found.headings.filter((heading) => !letters.includes(bare(heading))).map((heading) => `heading ${heading}`),
        ...found.words.filter((words) => !letters.includes(bare(words))).map((words) => `words ${words.slice(0, 60)}`),
        ...found.images.filter((src) => !twin.includes(src)).map((src) => `image ${src}`),
      ];
      if (missing.length) lacking.push(`${name}: ${missing.slice(0, 4).join("; ")}`);
      else whole += 1;
    }
    check(`${whole} twins are complete`, lacking.length === 0 && whole > 8, lacking.slice(0, 12));
    await page.close();
  }
}
