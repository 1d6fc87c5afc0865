// Tabs by the ARIA pattern: languages, answers, files and tabs of the text alike.
import { until } from "./lib.mjs";

const state = (page) =>
  page.$$eval("[role=tablist]", (lists) =>
    lists.map((list) => {
      const tabs = [...list.children];
      const panels = tabs.map((tab) => document.getElementById(tab.getAttribute("aria-controls")));
      const chosen = tabs.filter((tab) => tab.getAttribute("aria-selected") === "true");
      return {
        named: Boolean(list.getAttribute("aria-label")),
        roles: tabs.every((tab) => tab.role === "tab") && panels.every((panel) => panel?.getAttribute("role") === "tabpanel"),
        one: chosen.length === 1 && tabs.filter((tab) => tab.tabIndex === 0).length === 1 && chosen[0].tabIndex === 0,
        tied: chosen.length === 1 && document.getElementById(chosen[0].getAttribute("aria-controls")).getAttribute("aria-labelledby") === chosen[0].id,
        shown: chosen.length === 1 && !panels[tabs.indexOf(chosen[0])].hasAttribute("hidden"),
      };
    }),
  );

export default async function ({ small, open, check }) {
  for (const path of ["/reference/create/", "/guides/quickstart/", "/guides/everything/"]) {
    const tab = await open(small.url + path);
    const lists = await state(tab.page);
    check(`${path} has lists of tabs`, lists.length > 0);
    for (const [number, list] of lists.entries())
      for (const [what, holds] of Object.entries(list)) check(`tab list ${number + 1} of ${path} is ${what}`, holds);
    await tab.close();
  }
  const tab = await open(`${small.url}/reference/create/`);
  const { page } = tab;
  const focused = () => page.evaluate(() => document.activeElement.textContent);
  for (const [where, first, second, last] of [[".request", "cURL", ".NET", "Go"], [".response", "201", "404", "422"]]) {
    await page.focus(`${where} [role=tab]`);
    const press = async (key, expected) => {
      await page.keyboard.press(key);
      const chosen = await page.$eval(`${where} [aria-selected=true]`, (tab) => tab.textContent);
      const now = await focused();
      check(`${key} in ${where} goes to ${expected} and shows it`, now === expected && chosen === expected, [now, chosen]);
    };
    await press("ArrowRight", second);
    await press("ArrowLeft", first);
    await press("ArrowLeft", last);
    await press("ArrowRight", first);
    await press("End", last);
    await press("Home", first);
    await page.keyboard.press("Tab");
    const left = await page.evaluate(() => document.activeElement.role !== "tab");
    check(`Tab leaves the list of ${where}`, left, await focused());
  }
  check("a status has its name and its colour", await page.$$eval(".response [role=tab]", (tabs) => tabs.map((tab) => tab.className).join() === "st,st bad,st bad"));
  await tab.close();

  const all = await open(`${small.url}/guides/everything/`);
  const lists = await all.page.$$(".tabs > [role=tablist]");
  const [first, second] = lists;
  await (await first.$("button:nth-child(2)")).click();
  check("lists of one kind follow each other", (await second.$eval("[aria-selected=true]", (tab) => tab.textContent)) === "Windows");
  await (await first.$("button:nth-child(3)")).click();
  check("one that lacks the tab stays as it is", (await second.$eval("[aria-selected=true]", (tab) => tab.textContent)) === "Windows");
  await all.close();

  const guide = await open(`${small.url}/guides/quickstart/`);
  const keys = (page) => page.$eval("[role=tablist][aria-label=Keys]", (list) => [...list.parentNode.querySelectorAll("[data-lang]")].map((e) => e.innerText.trim()).filter(Boolean).join("|"));
  await guide.page.click(".card [role=tab][value=js]");
  check("tabs that are languages follow the language; others see the first", await until(async () => (await keys(guide.page)).startsWith("Set Postbox.key")), await keys(guide.page));
  await guide.page.click("[aria-label=Keys] [value=go]");
  check("and choose it for the whole site", (await keys(guide.page)).startsWith("Pass") && (await guide.page.evaluate(() => document.documentElement.dataset.lang)) === "go", await keys(guide.page));
  check("a language without a text says so", await guide.page.evaluate(() => {
    document.querySelector(".card [role=tab][value=java]").click();
    return [...document.querySelectorAll(".gap")].some((gap) => gap.checkVisibility() && gap.textContent === "No Java sample yet: this is cURL.");
  }));
  await guide.close();
}
