// The texts of tests/payloads that want to be markup, script or an address, in all their places, in a real browser:
// nothing runs, nothing is refused by the policy because nothing was tried, and no element is there that folio does
// not make itself.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve, until } from "./lib.mjs";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../payloads");
const CODES = { "\\e": "\x1b", "\\a": "\x07", "\\n": "\n", "\\r": "\r", "\\t": "\t", "\\0": "\0", "\\x9b": "\x9b", "\\u202e": "\u202e", "\\u2028": "\u2028" };
const payloads = readFileSync(join(folder, "payloads.txt"), "utf8").trimEnd().split("\n").map((line) => Object.entries(CODES).reduce((text, [code, character]) => text.replaceAll(code, character), line));
const contexts = readFileSync(join(folder, "contexts.txt"), "utf8").split("=== ").slice(1).map((part) => {
  const [head, ...lines] = part.split("\n");
  const [name, path] = head.split(" · ");
  return { name, path, text: lines.join("\n") };
});

/** The text in the way its surroundings are written by somebody who means a text. */
function placed(template, text, number) {
  const line = text.replaceAll(/[\n\r]/g, " ");
  const of = {
    Y: JSON.stringify(text),
    J: JSON.stringify(text),
    R: text,
    A: line.replaceAll("&", "&amp;").replaceAll('"', "&quot;"),
    O: line.replaceAll(/[\s`{}]/g, ""),
    Q: line.replaceAll("\\", "\\\\").replaceAll('"', '\\"'),
    B: line.replaceAll(/[`[\]]/g, ""),
    U: [...Buffer.from(line)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""),
    I: line.replaceAll(/[^a-zA-Z0-9_"'=-]/g, ""),
    N: line.replaceAll("/", "∕").trim(),
    K: String(number),
  };
  return template.replaceAll(/«([A-Z])»/g, (_, letter) => of[letter]);
}

/** Builds, and leaves out what is an error, which is as good. */
function built(folio, root, files) {
  for (;;) {
    rmSync(root, { recursive: true, force: true });
    for (const [path, text] of files) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    let report;
    try {
      execFileSync(folio, ["build", "--root", root, "--format", "json"], { stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 28 });
      return join(root, "site");
    } catch (failed) {
      report = JSON.parse(failed.stdout);
    }
    const before = files.size;
    for (const { severity, path } of report.diagnostics) if (severity === "error") files.delete(path);
    if (files.size === before) throw new Error("a build failed and no file is wrong");
  }
}

/** What is in the page and should not be. */
function odd() {
  const found = [];
  const safe = /^(https?:|mailto:|#|\/|\.|$)/i;
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName;
    if (["iframe", "object", "embed", "base", "style", "template", "video", "audio", "math", "textarea"].includes(name)) found.push(name);
    if (name === "script" && element.type !== "application/ld+json" && !element.getAttribute("src")?.startsWith("/_folio/")) found.push("script");
    if (name === "meta" && element.httpEquiv) found.push("meta refresh");
    if (name === "form" && element.getAttribute("action") !== "/search/") found.push("form");
    if (name === "link" && element.rel === "stylesheet" && !element.getAttribute("href").startsWith("/_folio/")) found.push("stylesheet");
    for (const { name: attribute, value } of element.attributes) {
      if (attribute.startsWith("on") || attribute === "srcdoc" || attribute === "style") found.push(`${name} ${attribute}`);
      if (["href", "src", "action", "formaction", "xlink:href", "data"].includes(attribute) && !safe.test(value)) found.push(`${name} ${attribute}=${value}`);
    }
  }
  return found;
}

export default async function ({ folio, scratch, browser, check }) {
  const files = new Map([["content/index.mdx", "# Home\n"], ["content/site.yml", "navigation: [/]\n"], ["static/icon.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"]]);
  payloads.forEach((text, number) => {
    for (const { name, path, text: template } of contexts) {
      const file = placed(path, text, number);
      if (name !== "settings" && !file.includes("\0")) files.set(file, placed(template, text, number));
    }
  });
  const site = await serve(built(folio, join(scratch, "payloads"), files));
  const urls = readFileSync(join(site.folder, "llms.txt"), "utf8").match(/\(\/[^\n]*?\.md\)/g).map((link) => link.slice(1, -1).replace(/(index)?\.md$/, ""));

  const page = await browser.newPage();
  const heard = [];
  page.on("dialog", (dialog) => (heard.push(`dialog ${dialog.message()}`), dialog.dismiss()));
  page.on("pageerror", (error) => heard.push(`exception ${error}`));
  page.on("console", (message) => /failed to load|ERR_/i.test(message.text()) || heard.push(`console ${message.text()}`));
  page.on("popup", () => heard.push("popup"));
  await page.evaluateOnNewDocument(() => {
    globalThis.pwn = () => (globalThis.ran = true);
    document.addEventListener("securitypolicyviolation", (event) => ((globalThis.refused ??= []).push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`)));
  });
  // Pictures of elsewhere are none of what is looked at here.
  await page.setRequestInterception(true);
  page.on("request", (request) => (request.url().startsWith(site.url) ? request.continue() : request.abort()));

  const look = async (where) => {
    const found = await page.evaluate(odd);
    const { ran, refused } = await page.evaluate(() => ({ ran: globalThis.ran, refused: globalThis.refused }));
    const complaints = [...new Set(found), ...heard.splice(0), ...(refused ?? []), ...(ran ? ["a script ran"] : [])];
    if (complaints.length) check(where, false, complaints);
    return !complaints.length;
  };
  let quiet = 0;
  for (const url of urls) {
    await page.goto(`${site.url}${url}/`.replaceAll(/\/+$/g, "/"), { waitUntil: "load" });
    if (await look(url)) quiet += 1;
  }
  check(`${quiet} pages hold nothing but texts`, quiet === urls.length && quiet > payloads.length * 4, `of ${urls.length}`);

  // What the search shows is made by a script, from the same texts.
  for (const word of ["pwn", "script", "img", "onerror"]) {
    await page.goto(`${site.url}/search/?q=${word}`, { waitUntil: "load" });
    const shown = await until(() => page.evaluate((word) => document.querySelector("main")?.innerText.toLowerCase().includes(word), word));
    check(`the search finds ${word}`, shown);
    check(`the search for ${word} shows texts`, await look(`search ${word}`));
  }

  // The settings stand in every page: one build for each text.
  const settings = contexts.find(({ name }) => name === "settings");
  let held = 0;
  for (const text of payloads) {
    const files = new Map([["content/index.md", "Text.\n"], ["content/title.md", "Text.\n"], ["content/samples.md", "Text.\n"], ["static/icon.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"], [settings.path, placed(settings.text, text, 0)]]);
    const own = await serve(built(folio, join(scratch, "payload-settings"), files));
    page.removeAllListeners("request");
    page.on("request", (request) => (request.url().startsWith(own.url) ? request.continue() : request.abort()));
    await page.goto(`${own.url}/`, { waitUntil: "load" });
    if (await look(`the settings with ${JSON.stringify(text)}`)) held += 1;
    await own.close();
  }
  check(`${held} settings hold nothing but texts`, held === payloads.length);
  await page.close();
  await site.close();
}
