// Every address in the pages that are shipped leads somewhere, and every fragment to a spot in its page.
import { existsSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { pages } from "./lib.mjs";

const plain = (text) => text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => ({ amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" })[name]);

export default async function ({ shipped, small, check }) {
  for (const site of [shipped, small]) {
    const anchors = new Map();
    const at = (file) => {
      if (!anchors.has(file)) {
        const html = existsSync(file) && statSync(file).isFile() ? readFileSync(file, "utf8") : null;
        anchors.set(file, html === null ? null : new Set([...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => plain(id))));
      }
      return anchors.get(file);
    };
    const dead = [];
    let count = 0;
    for (const path of pages(site.folder)) {
      const html = readFileSync(path, "utf8");
      for (const [, written] of html.matchAll(/ (?:href|src|action)="([^"]*)"/g)) {
        const [address, fragment = ""] = plain(written).split("#");
        if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(address)) continue;
        count += 1;
        const below = address.split("?")[0];
        const file = below ? join(site.folder, decodeURIComponent(below.slice(site.base.length)).replace(/\/$/, "/index.html")) : path;
        const ids = below === "" || below.startsWith(`${site.base}/`) ? at(file) : null;
        if (!ids || (fragment && !ids.has(decodeURIComponent(fragment)))) dead.push(`${relative(site.folder, path)}: ${written}`);
      }
    }
    check(`${count} links lead somewhere`, count > 100 && dead.length === 0, dead.slice(0, 8));
  }
}
