// Search: by keyboard and pointer, as a combobox, in pieces; what it finds on the shipped site; and without script.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { join } from "node:path";
import { reached, seen, until } from "./lib.mjs";

// What a reader types, and where the first answer must lead.
const QUERIES = [
  ["challenge factor", "/challenge-factor/"],
  ["chalenge factor", "/challenge-factor/"],
  ["ChallengeFactorAsync", "/challenge-factor/"],
  ["smsTemplate", "sms"],
  ["sms_template", "sms"],
  ["template_without_code", "/errors/#422"],
  ["/v1/factors", "factor"],
  ["429", "rate-limits|errors"],
  ["webhook", "webhook"],
  ["idempotency", "/idempotency/"],
  ["pagination cursor", "/pagination/"],
  ["rate limit", "/rate-limits/"],
  ["enroll", "/enroll-factor/"],
  ["magic link", "magic-link"],
  ["duration_ms", "webhook-delivery|/delivery/"],
  ["low-contrast", "/diagnostics/low-contrast/"],
];

export default async function ({ shipped, small, open, check }) {
  const operation = `${small.url}/reference/create/`;
  {
    const tab = await open(operation);
    const { page } = tab;
    const opened = () => page.evaluate(() => document.querySelector("dialog")?.open ?? false);
    const used = [];
    page.on("request", (request) => /search/.test(request.url()) && used.push(request.url()));
    for (let n = 0; n < 6; n++) await page.keyboard.press("Tab");
    check("going through the page by Tab opens nothing and loads nothing", !(await opened()) && used.length === 0, used);
    await page.focus(".copy");
    await page.keyboard.press("/");
    check("/ opens it", (await until(opened)) && (await page.evaluate(() => document.activeElement.role === "combobox")));
    await page.keyboard.type("weightGra", { delay: 15 });
    const found = () => page.$$eval("#hits [role=option], #hits a", (hits) => hits.length > 0);
    check("it finds while one types", await until(found));
    const pattern = await page.evaluate(() => {
      const box = document.querySelector("dialog input");
      const list = document.getElementById(box.getAttribute("aria-controls"));
      const active = document.getElementById(box.getAttribute("aria-activedescendant"));
      return { role: box.role, expanded: box.ariaExpanded, list: list?.role, named: Boolean(list?.ariaLabel), active: active?.ariaSelected, option: active?.role, typed: box.getAttribute("aria-autocomplete") };
    });
    check("it is a combobox", pattern.role === "combobox" && pattern.expanded === "true" && pattern.list === "listbox" && pattern.named && pattern.active === "true" && pattern.option === "option" && pattern.typed === "list", pattern);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Escape");
    check("Escape closes it and gives the focus back", (await until(async () => !(await opened()))) && (await page.evaluate(() => document.activeElement.className === "copy")));
    await page.keyboard.down("Control");
    await page.keyboard.press("k");
    check("Ctrl-K opens it", await until(opened));
    await page.keyboard.press("a");
    await page.keyboard.up("Control");
    await page.keyboard.type("recipient full name", { delay: 10 });
    await reached("full_name is found", () => page.$$eval("#hits a", (hits) => hits[0]?.textContent.includes("full_name")));
    await page.keyboard.press("Enter");
    check("Enter goes to the property, which is opened", (await until(() => page.url().includes("#curl-recipient.full_name"))) && (await until(() => page.evaluate(() => document.querySelector(":target")?.checkVisibility() && !document.querySelector("dialog").open))), page.url());
    await page.click(".side .search input");
    check("the box opens it", await until(opened));
    await page.keyboard.press("Escape");
    await tab.close();
  }
  {
    const tab = await open(`${small.url}/search/?q=wheels`);
    const found = () => tab.page.$$eval("#hits a", (hits) => hits.map((hit) => new URL(hit.href).pathname + new URL(hit.href).hash));
    check("a section of a combined page is found where it stands", await until(async () => (await found()).includes("/base/objects/#box-curl-wheel_count")), await found());
    await tab.close();
  }
  {
    const tab = await open(`${small.url}/search/?q=parcel`);
    check("the search page answers what its address asks", await until(() => tab.page.$$eval("#hits a", (hits) => hits.length > 0)));
    await tab.close();
  }
  {
    // Words of scripts without spaces.
    const tab = await open(`${small.url}/`);
    for (const words of ["認証局", "証明書", "소포"]) {
      // Each in a page of its own: no hit is left of the one before.
      await tab.page.goto(`${small.url}/search/?q=${encodeURIComponent(words)}`);
      const found = await until(() => tab.page.$$eval("#hits a", (hits) => hits.some((hit) => decodeURIComponent(hit.href).includes("/認証/"))));
      check(`${words} is found`, found);
    }
    await tab.close();
  }
  {
    const tab = await open(`${small.url}/search/?q=recipient.full_name`);
    const found = () => tab.page.$$eval("#hits a", (hits) => hits.map((hit) => new URL(hit.href).pathname + new URL(hit.href).hash));
    check("a property of a schema is found where it stands", await until(async () => (await found()).includes("/base/schemas/parcel/#p-recipient.full_name")), await found());
    await tab.close();
  }
  {
    const tab = await open(`${small.url}/search/?q=zonk`);
    const found = () => tab.page.$$eval("#hits a", (hits) => hits.map((hit) => new URL(hit.href).pathname));
    check("a page is found by its keywords, though it does not say them", await until(async () => (await found())[0] === "/base/guides/quickstart/"), await found());
    await tab.close();
  }
  {
    const tab = await open(operation, { script: false });
    check("without script, the form leads to a page of all pages", await tab.page.$eval(".search", (form) => form.action.endsWith("/base/search/") && form.method === "get"));
    await tab.page.goto(`${small.url}/search/?q=x`);
    check("which lists them", (await seen(tab.page, "main .pages a")) >= 8, await seen(tab.page, "main .pages a"));
    await tab.close();
  }
  {
    const tab = await open(`${shipped.url}/`);
    const { page } = tab;
    // What the page says that it has loaded, from here on.
    const loaded = () => page.evaluate(() => performance.getEntriesByType("resource").map((entry) => new URL(entry.name).pathname));
    const before = new Set(await loaded());
    const weight = async () => [...new Set(await loaded())].filter((path) => !before.has(path)).reduce((sum, path) => sum + gzipSync(readFileSync(join(shipped.folder, path)), { level: 9 }).length, 0);
    const type = (words) => page.$eval("dialog input", (box, words) => ((box.value = words), box.dispatchEvent(new Event("input", { bubbles: true }))), words);
    const said = () => page.$eval("dialog [role=status]", (status) => status.textContent);
    const hits = () => page.$$eval("#hits a", (hits) => hits.map((hit) => hit.getAttribute("href")));
    await page.keyboard.press("/");
    await reached("the search is open", () => page.evaluate(() => document.querySelector("dialog").open));
    const weights = [];
    for (const [query, expected] of QUERIES) {
      // Whatever is listed afterwards answers this query and not the one before.
      await type("");
      await reached("the list is empty", async () => /^Pages,/.test(await said()) && (await hits()).length === 0);
      await type(query);
      await reached(`an answer to “${query}”`, async () => /result|found|loaded/.test(await said()));
      const [first] = await hits();
      check(`“${query}” finds ${expected} first`, new RegExp(expected, "i").test(first ?? ""), first);
      weights.push(await weight());
    }
    check("engine, index and the first query weigh at most 15 KB", weights[0] > 1024 && weights[0] <= 15 * 1024, weights[0]);
    const further = weights.slice(1).map((weight, number) => weight - weights[number]);
    check("each further query weighs at most 10 KB", Math.max(...further) > 0 && Math.max(...further) <= 10 * 1024, further);
    await tab.close();
  }
}
