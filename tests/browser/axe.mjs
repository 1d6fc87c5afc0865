// Accessibility by axe: both schemes, desktop and phone, and with menu, search, folds and tips open.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { reached } from "./lib.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const RUN = `axe.run(document, { runOnly: { type: "tag", values: ${JSON.stringify(TAGS)} }, resultTypes: ["violations"] }).then((result) =>
  JSON.stringify({ rules: result.passes.length, found: result.violations.map((rule) => rule.id + ": " + rule.nodes.map((node) => node.target.join(" ")).slice(0, 3).join(", ") + " " + rule.nodes[0].failureSummary.split("\\n")[1]) }))`;

const search = async (page, words) => {
  await page.keyboard.press("/");
  await reached("the search is open", () => page.evaluate(() => document.querySelector("dialog").open));
  await page.keyboard.type(words);
};
// Over the shade at the edge of a sample no colour would be judged, and with it none of the whole sample.
const UNSHADED = `{ const sheet = new CSSStyleSheet(); sheet.replaceSync(".card pre { background: none }"); document.adoptedStyleSheets.push(sheet) }`;
const tip = "pre a[title], main abbr[title]";

// How a page comes into a state, and how it is told that it is in it; what is not there to begin with is a failure.
const STATES = {
  plain: { go: () => {}, is: () => document.querySelector("main") !== null },
  folds: {
    go: (page) => page.$$eval("main details", (folds) => folds.forEach((fold) => (fold.open = true))),
    is: () => [...document.querySelectorAll("main details")].filter((fold) => fold.open && fold.checkVisibility()).length > 0,
  },
  ruby: {
    go: (page) => page.$eval(".lang select", (menu) => ((menu.value = "ruby"), menu.dispatchEvent(new Event("change", { bubbles: true })))),
    is: () => document.documentElement.dataset.lang === "ruby",
  },
  menu: { go: (page) => page.click("[popovertarget=nav]"), is: () => document.querySelector("#nav").matches(":popover-open") },
  toc: { go: (page) => page.click(".bar [popovertarget=toc]"), is: () => document.querySelector("#toc").matches(":popover-open") },
  search: { go: (page) => search(page, "parcel"), is: () => document.querySelectorAll("#hits a mark").length > 0 },
  nothing: { go: (page) => search(page, "qqqqqq"), is: () => document.querySelector("dialog [role=status]").textContent === "Nothing found" },
  tip: {
    go: (page) => page.$$eval(tip, (all) => all.find((element) => element.checkVisibility()).focus()),
    is: () => document.querySelector("#tip").matches(":popover-open"),
  },
};

export default async function ({ shipped, small, open, check }) {
  const cases = [];
  for (const path of ["/reference/create/", "/guides/everything/"])
    for (const state of Object.keys(STATES)) cases.push([small, path, state]);
  for (const path of ["/guides/quickstart/", "/objects/", "/schemas/parcel/", "/contents/", "/search/", "/changes/", "/nowhere/"]) cases.push([small, path, "plain"]);
  for (const path of ["/", "/guide/specimen/", "/guide/components/", "/example/reference/mfa/challenge-factor/", "/example/reference/audit/create-audit-entry/", "/schemas/user/", "/schemas/"]) cases.push([shipped, path, "plain"]);
  cases.push([shipped, "/example/reference/mfa/factor/", "folds"]);
  const queue = cases.flatMap(([site, path, state]) =>
    ["desktop", "phone"].filter((view) => view === "phone" || !["menu", "toc"].includes(state)).map((view) => ({ site, path, state, view })),
  );
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { site, path, state, view } = next;
      const tab = await open(site.url + path, { view, quiet: path !== "/nowhere/" });
      const { go, is } = STATES[state];
      await go(tab.page);
      await reached(`${path} in the state “${state}”, ${view}`, () => tab.page.evaluate(is));
      const session = await tab.page.createCDPSession();
      const ask = async (expression) => (await session.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true })).result.value;
      await ask(AXE);
      await ask(UNSHADED);
      for (const scheme of ["light", "dark"]) {
        await tab.page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
        const { rules, found } = JSON.parse(await ask(RUN));
        check(`axe finds nothing at ${path}, ${view}, ${scheme}, ${state}`, rules > 20 && found.length === 0, found.length ? found : `${rules} rules held`);
        check(`and that was ${path} in the state “${state}”, ${view}, ${scheme}`, await tab.page.evaluate(is));
      }
      await tab.close();
    }
  };
  await Promise.all([work(), work(), work()]);
}
