// Every page of both sites is valid HTML; ids are unique, and no page holds what the policy would refuse.
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { HtmlValidate } from "html-validate";
import { pages } from "./lib.mjs";

export default async function ({ shipped, small, check }) {
  const validator = new HtmlValidate({ extends: ["html-validate:standard"], root: true });
  for (const site of [shipped, small]) {
    let count = 0;
    for (const path of pages(site.folder)) {
      const html = readFileSync(path, "utf8");
      const report = await validator.validateString(html, relative(site.folder, path));
      const found = report.results.flatMap((result) => result.messages).map((message) => `${message.line}:${message.column} ${message.ruleId}: ${message.message}`);
      const refused = /<style|<script(?![^>]*(src=|ld\+json))|\son\w+=|\sstyle=|(href|src)="javascript:/i.exec(html.replace(/<pre[\s\S]*?<\/pre>/g, ""));
      if (found.length || refused) check(`${relative(site.folder, path)} is valid`, false, [...new Set(found)].slice(0, 5).concat(refused?.[0] ?? []));
      else count += 1;
    }
    check(`${count} pages are valid`, count > 8);
  }
}
