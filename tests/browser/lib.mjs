// What all topics share: a server that keeps the site's own `_headers`, a browser, and pages whose every complaint
// is counted.
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import puppeteer from "puppeteer-core";

const CHROMIUM = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
export const chromium = () => CHROMIUM.find((file) => file && existsSync(file));

export const launch = () =>
  puppeteer.launch({
    executablePath: chromium(),
    headless: true,
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars", "--force-color-profile=srgb", "--disable-background-networking", "--disable-component-update"],
  });

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** Asks until the answer is true, at most `ms`: nothing takes so long but what fails. */
export async function until(ask, ms = 30000) {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(20)) if (await Promise.resolve().then(ask).catch(() => false)) return true;
  return false;
}

/** Waits for what must be so before anything else is looked at. */
export async function reached(what, ask) {
  if (!(await until(ask))) throw new Error(`it never comes to this: ${what}`);
}

/** Waits until what was done to a page has been painted. */
export const painted = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))));

/** Whether the theme's script has come and done its work. */
export const ready = (page) => page.evaluate(() => document.documentElement.dataset.js === "on");

/** Every page of a built site. */
export function* pages(folder, ending = ".html") {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* pages(path, ending);
    else if (name.endsWith(ending)) yield path;
  }
}

const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml", ".xml": "application/xml", ".txt": "text/plain", ".md": "text/markdown", ".png": "image/png" };

/** The rules of `_headers` for a path, later ones over earlier ones. */
function rules(text) {
  const blocks = [];
  for (const line of text.split("\n").filter((line) => line.trim())) {
    if (!line.startsWith(" ")) blocks.push({ pattern: new RegExp(`^${line.trim().replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*")}$`), set: [] });
    else blocks.at(-1).set.push(line.trim());
  }
  return (path) => {
    const headers = {};
    for (const { set } of blocks.filter(({ pattern }) => pattern.test(path))) {
      for (const rule of set) {
        const at = rule.indexOf(":");
        if (rule.startsWith("!")) delete headers[rule.slice(1).trim().toLowerCase()];
        else headers[rule.slice(0, at).toLowerCase()] = rule.slice(at + 1).trim();
      }
    }
    return headers;
  };
}

/** Serves a built site as a host would: below its base path, with its own headers, from loopback alone. */
export async function serve(folder, base = "") {
  const headers = rules(readFileSync(join(folder, "_headers"), "utf8"));
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url.split(/[?#]/)[0]);
    const below = path.startsWith(`${base}/`) ? normalize(path.slice(base.length)) : "";
    let file = below && join(folder, below);
    if (file && file.endsWith("/")) file += "index.html";
    const found = file && file.startsWith(folder) && existsSync(file) && statSync(file).isFile();
    if (!found) file = join(folder, "404.html");
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    response.writeHead(found ? 200 : 404, { "content-type": `${type}; charset=utf-8`, ...headers(path) });
    response.end(readFileSync(file));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const close = () => new Promise((done) => (server.close(done), server.closeAllConnections()));
  return { folder, base, url: `http://127.0.0.1:${server.address().port}${base}`, close };
}

export const VIEWS = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844, isMobile: true, hasTouch: true },
  narrow: { width: 320, height: 640 },
};

/** Counts what holds and what does not. */
export class Tally {
  passed = 0;
  failed = [];
  pages = 0;
  check(name, holds, detail) {
    if (holds) this.passed += 1;
    else this.failed.push(detail === undefined ? name : `${name}: ${typeof detail === "string" ? detail : JSON.stringify(detail)}`);
  }
}

/** Opens a page in a browser profile of its own; whatever it says on the console is a failure when it is closed. */
export async function open(browser, tally, url, { view = "desktop", scheme = "light", script = true, media, storage, init, quiet = true } = {}) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const complaints = [];
  const watch = (page) => {
    page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => complaints.push(`exception: ${error}`));
    page.on("requestfailed", (request) => request.failure()?.errorText !== "net::ERR_ABORTED" && complaints.push(`failed: ${request.url()}`));
    page.on("response", (response) => response.status() >= 400 && complaints.push(`${response.status()}: ${response.url()}`));
  };
  watch(page);
  await page.setViewport(VIEWS[view] ?? view);
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }, ...(Array.isArray(media) ? media : [])]);
  if (media === "print") await page.emulateMediaType("print");
  if (!script) await page.setJavaScriptEnabled(false);
  if (init) await page.evaluateOnNewDocument(init);
  if (storage) await page.evaluateOnNewDocument((storage) => Object.assign(localStorage, storage), storage);
  if (url) await page.goto(url, { waitUntil: "load" });
  if (url && script) await reached(`the script of ${url} has run`, () => ready(page));
  return {
    page,
    context,
    complaints,
    watch,
    async close() {
      tally.pages += 1;
      if (quiet && complaints.length) tally.check(`no complaint of the browser at ${page.url()}`, false, complaints);
      // Chromium sometimes never answers this; the whole browser is closed after the topic anyway.
      await Promise.race([context.close().catch(() => {}), new Promise((done) => setTimeout(done, 5000).unref())]);
    },
  };
}

/** How many elements of a kind a reader sees. */
export const seen = (page, selector) => page.$$eval(selector, (found) => found.filter((element) => element.checkVisibility()).length);

/** A preview of a folder, until it is closed. */
export async function preview(folio, root, ...options) {
  const child = spawn(folio, ["serve", "--root", root, ...(options.includes("--port") ? [] : ["--port", "0"]), ...options], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  const url = await new Promise((done, failed) => {
    child.stderr.on("data", (data) => {
      said += data;
      const address = /http:\/\/[^\s]+/.exec(said);
      if (address && said.includes("\n", address.index)) done(address[0]);
    });
    child.on("exit", () => failed(new Error(`the preview ended: ${said}`)));
    setTimeout(() => failed(new Error(`the preview does not start: ${said}`)), 60000).unref();
  });
  const close = () => new Promise((done) => (child.removeAllListeners("exit"), child.on("exit", done), child.kill("SIGINT")));
  return { url: url.replace(/\/$/, ""), port: new URL(url).port, close };
}
