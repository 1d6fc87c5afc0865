// Accessibility by axe: both schemes, desktop and phone, and with menu, search, folds and tips open.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { sleep, until } from "./lib.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const RUN = `axe.run(document, { runOnly: { type: "tag", values: ${JSON.stringify(TAGS)} }, resultTypes: ["violations"] }).then((result) =>
  JSON.stringify(result.violations.map((rule) => rule.id + ": " + rule.nodes.map((node) => node.target.join(" ")).slice(0, 3).join(", ") + " " + rule.nodes[0].failureSummary.split("\\n")[1])))`;

const STATES = {
  plain: async () => {},
  folds: async (page) => page.evaluate(() => document.querySelectorAll("main details").forEach((fold) => (fold.open = true))),
  ruby: async (page) => page.evaluate(() => {
    const menu = document.querySelector(".lang select");
    if (menu) (menu.value = "ruby"), menu.dispatchEvent(new Event("change", { bubbles: true }));
  }),
  menu: async (page) => (await page.click("[popovertarget=nav]"), sleep(100)),
  toc: async (page) => (await page.evaluate(() => document.querySelector(".bar [popovertarget=toc]")?.click()), sleep(100)),
  search: async (page) => {
    await page.keyboard.press("/");
    await until(() => page.evaluate(() => document.querySelector("dialog")?.open));
    await page.keyboard.type("parcel");
    await until(() => page.$$eval("#hits a", (hits) => hits.length > 0));
  },
  nothing: async (page) => {
    await page.keyboard.press("/");
    await until(() => page.evaluate(() => document.querySelector("dialog")?.open));
    await page.keyboard.type("qqqqqq");
    await sleep(300);
  },
  tip: async (page) => {
    await page.evaluate(() => [...document.querySelectorAll("pre a[title], abbr[title]")].find((e) => e.checkVisibility())?.focus());
    await sleep(300);
  },
};

export default async function ({ shipped, small, open, check }) {
  const cases = [];
  for (const path of ["/reference/create/", "/guides/everything/"])
    for (const state of Object.keys(STATES)) cases.push([small, path, state]);
  for (const path of ["/guides/quickstart/", "/objects/", "/schemas/parcel/", "/contents/", "/search/", "/changes/", "/nowhere/"]) cases.push([small, path, "plain"]);
  for (const path of ["/", "/guide/specimen/", "/guide/components/", "/example/reference/mfa/challenge-factor/", "/example/reference/mfa/factor/", "/schemas/user/", "/schemas/"]) cases.push([shipped, path, path.includes("/mfa/") ? "folds" : "plain"]);
  const queue = cases.flatMap(([site, path, state]) =>
    ["desktop", "phone"].filter((view) => view === "phone" || !["menu", "toc"].includes(state)).map((view) => ({ site, path, state, view })),
  );
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { site, path, state, view } = next;
      const tab = await open(site.url + path, { view, quiet: path !== "/nowhere/" });
      await STATES[state](tab.page);
      const session = await tab.page.createCDPSession();
      const ask = async (expression) => (await session.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true })).result.value;
      await ask(AXE);
      for (const scheme of ["light", "dark"]) {
        await tab.page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
        const found = JSON.parse(await ask(RUN));
        check(`axe finds nothing at ${path}, ${view}, ${scheme}, ${state}`, found.length === 0, found);
      }
      await tab.close();
    }
  };
  await Promise.all([work(), work(), work()]);
}
