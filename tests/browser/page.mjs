// The page around the text: keyboard, colour scheme, narrow screens, paper, no script.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pages, ready, reached, seen, serve, until } from "./lib.mjs";

/** Two pages below a title that needs two lines of the navigation. */
async function titled(folio, scratch) {
  const root = join(scratch, "titled");
  mkdirSync(join(root, "content"), { recursive: true });
  for (const name of ["a", "b"]) writeFileSync(join(root, "content", `${name}.md`), `# ${name}\n`);
  const group = "The first group of pages has a title that needs more than one line";
  writeFileSync(join(root, "content/site.yml"), `title: A\nnavigation:\n  - title: ${group}\n    items: [/a, /b]\n`);
  execFileSync(folio, ["build", "--quiet", "--root", root], { stdio: "pipe" });
  return serve(join(root, "site"));
}

export default async function ({ folio, scratch, shipped, small, open, check }) {
  const operation = `${small.url}/reference/create/`;
  {
    const tab = await open(operation);
    const { page } = tab;
    await page.keyboard.press("Tab");
    check("the first stop skips to the content", await page.evaluate(() => document.activeElement.matches(".skip") && document.activeElement.getBoundingClientRect().top >= 0));
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    check("and the next one is in it", await page.evaluate(() => document.activeElement.closest("main") !== null));
    const without = [];
    let stops = 0;
    await page.evaluate(() => document.activeElement.blur());
    await page.focus(".skip");
    for (; stops < 60; stops++) {
      await page.keyboard.press("Tab");
      const found = await page.evaluate(() => {
        const e = document.activeElement;
        if (e === document.body) return "end";
        const ring = [e, e.closest(".search, .lang"), e.matches(".jf") ? null : null].filter(Boolean).some((e) => getComputedStyle(e).outlineStyle !== "none") || getComputedStyle(e, "::before").outlineStyle !== "none";
        return ring ? "" : e.outerHTML.slice(0, 80);
      });
      if (found === "end") break;
      if (found) without.push(found);
    }
    check("every stop shows a ring", stops > 20 && without.length === 0, [stops, ...without]);
    const dark = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await dark();
    await page.click(".theme");
    check("the colour scheme is a choice that is kept", (await dark()) !== light && (await page.evaluate(() => localStorage["folio-theme"] === "dark")));
    await page.reload();
    check("over a reload too", (await dark()) !== light);
    await page.click(".theme");
    check("the system's own is nothing to keep", await page.evaluate(() => !("folio-theme" in localStorage)));
    await tab.close();
  }
  {
    const tab = await open(operation, { view: "phone" });
    const { page } = tab;
    await page.click("[popovertarget=nav]");
    check("the menu opens on a phone", await until(async () => (await seen(page, ".side li a")) > 3));
    await page.keyboard.press("Escape");
    check("Escape closes it and gives the focus back", (await until(async () => (await seen(page, ".side li a")) === 0)) && (await page.evaluate(() => document.activeElement.getAttribute("popovertarget") === "nav")));
    await page.click(".bar [popovertarget=toc]");
    await reached("“On this page” is open", async () => (await seen(page, ".toc a")) > 0);
    await page.click(".toc a");
    check("a heading of “On this page” closes it and is reached", (await until(async () => (await seen(page, ".toc a")) === 0)) && page.url().includes("#"), page.url());
    await tab.close();
  }
  for (const [path, view] of ["/reference/create/", "/guides/everything/", "/guides/quickstart/", "/objects/", "/schemas/parcel/", "/contents/", "/search/", "/changes/"].flatMap((path) => [[path, "narrow"]])) {
    const tab = await open(small.url + path, { view });
    const wide = () => tab.page.evaluate(() => document.documentElement.scrollWidth);
    check(`nothing scrolls sideways at 320 px at ${path}`, (await wide()) <= 320, await wide());
    await tab.page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}");
      document.adoptedStyleSheets = [sheet];
      document.querySelectorAll("main details").forEach((fold) => (fold.open = true));
    });
    check(`nor with wide spacing and open folds at ${path}`, (await wide()) <= 320, await wide());
    await tab.close();
  }
  {
    const tab = await open(`${operation}?lang=go`, { media: "print" });
    const { page } = tab;
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    check("paper has the chosen language alone, every answer and no navigation", (await seen(page, ".request pre")) === 1 && (await seen(page, ".panel pre")) === 3 && (await seen(page, ".side, .bar, .toc, .top, .copy")) === 0);
    check("all folds are open", await page.$$eval("main details", (folds) => folds.length > 0 && folds.every((fold) => fold.open)));
    check("there is code on it", (await seen(page, "pre")) > 3);
    const cut = await page.$$eval("pre", (all) => all.filter((e) => e.checkVisibility() && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)).map((e) => [e.scrollWidth, e.clientWidth, e.scrollHeight, e.clientHeight, e.textContent.slice(0, 40)]));
    check("nothing is cut", cut.length === 0, cut);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    check("and are as they were afterwards", await page.$$eval(".sec details", (all) => all.length > 0 && all.every((fold) => !fold.open)));
    await tab.close();
  }
  {
    const tab = await open(operation, { script: false, view: "phone" });
    const { page } = tab;
    check("without script every language's sample is there under its name", (await seen(page, ".request pre")) === 8 && (await seen(page, ".request .ln")) === 8);
    check("and every answer", (await seen(page, ".response pre")) === 3);
    check("and the rows of every language", (await seen(page, "#parameters ~ .props[data-lang]")) >= 8);
    check("and no control that would do nothing", (await seen(page, "[role=tab], .copy, .md, .theme, .all, .lang, .jf, .long")) === 0);
    await page.click("[popovertarget=nav]");
    check("the menu opens all the same", await until(async () => (await seen(page, ".side li a")) > 3));
    await tab.close();
    const everything = await open(`${small.url}/guides/everything/`, { script: false });
    const words = await everything.page.evaluate(() => document.querySelector("main").innerText);
    for (const part of ["Press one.", "Press three.", "Again two.", "Only for Ruby.", "line 60 of a long sample", 'key = "value"']) check(`“${part}” is read without script`, words.includes(part));
    await everything.close();
    const dark = await open(operation, { script: false, scheme: "dark" });
    check("the system's dark scheme holds without script", await dark.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor !== "rgb(255, 255, 255)"));
    await dark.close();
  }
  {
    const tab = await open(`${small.url}/guides/everything/`, { view: { width: 1440, height: 500 } });
    const { page } = tab;
    await page.$eval("#tables", (heading) => heading.scrollIntoView());
    check("“On this page” follows the reading", await until(() => page.$eval(".toc [aria-current]", (link) => link.hash === "#tables")));
    await tab.close();
  }
  {
    const tab = await open(`${small.url}/objects/`);
    check("a combined page holds the entries of its sections", (await seen(tab.page, "#box-curl-wheel_count, #van-curl-wheel_count")) === 2);
    await tab.close();
  }
  {
    const tab = await open(`${shipped.url}/schemas/event/#p-type~values`);
    check("a fragment opens the values that it names", await until(() => tab.page.evaluate(() => document.querySelector(":target").open && document.querySelector(":target code + code, :target .v").checkVisibility())));
    await tab.close();
  }
  {
    // Forced colours and reduced motion ask for nothing that is not there: the page opens and says nothing.
    const tab = await open(operation, { media: [{ name: "prefers-reduced-motion", value: "reduce" }] });
    check("nothing moves by itself", await tab.page.evaluate(() => document.getAnimations().length === 0));
    await tab.close();
  }
  {
    // A large window at 400 %: nothing that has the focus lies under the bar, or outside what is seen.
    const tab = await open(operation, { view: { width: 320, height: 256 } });
    const { page } = tab;
    const hidden = [];
    let stops = 0;
    for (; stops < 40; stops++) {
      await page.keyboard.press("Tab");
      const found = await page.evaluate(() => {
        const e = document.activeElement;
        if (e === document.body) return "end";
        const { top, bottom, left, right } = e.getBoundingClientRect();
        const bar = e.closest("main") ? document.querySelector(".bar").getBoundingClientRect().bottom : 0;
        return bottom > bar && top < innerHeight && right > 0 && left < innerWidth ? "" : `${e.outerHTML.slice(0, 60)} at ${top}`;
      });
      if (found === "end") break;
      if (found) hidden.push(found);
    }
    check("at 400 % whatever has the focus is seen", stops > 20 && hidden.length === 0, [stops, ...hidden]);
    await tab.close();
  }
  {
    // What is said to machines stands in the page, and the policy lets it be.
    const tab = await open(`${small.url}/changes/`);
    const said = await tab.page.evaluate(() => ({
      canonical: document.querySelector("link[rel=canonical]")?.href,
      feed: document.querySelector("link[type='application/atom+xml']")?.getAttribute("href"),
      types: JSON.parse(document.querySelector("script[type='application/ld+json']").textContent)["@graph"].map((thing) => thing["@type"]),
    }));
    check("a page names its address and what it is", said.canonical === "https://docs.example/base/changes/" && said.types.includes("TechArticle"), said);
    await tab.page.goto(new URL(said.feed, small.url).href);
    const feed = await tab.page.evaluate(() => {
      const atom = "http://www.w3.org/2005/Atom";
      const text = (name) => [...document.getElementsByTagNameNS(atom, name)].map((element) => element.textContent);
      return { root: text("feed").length, titles: text("title"), updated: text("updated"), ids: text("id") };
    });
    check("its feed is one", feed.root === 1 && feed.titles.length > 1 && new Set(feed.ids).size === feed.ids.length && feed.updated.every((day) => /^\d{4}-\d\d-\d\dT/.test(day)), feed);
    // The browser's own view of XML has styles that the policy refuses.
    tab.complaints.length = 0;
    await tab.close();
  }
  {
    // In forced colours no background and no shadow is left: what is chosen is outlined.
    const tab = await open(null);
    const { page } = tab;
    const session = await page.createCDPSession();
    await session.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }] });
    await page.goto(`${operation}#curl-weight_grams`);
    await reached("the script has run", () => ready(page));
    const outlined = async (selector) => (await seen(page, selector)) > 0 && page.$$eval(selector, (all) => all.filter((e) => e.checkVisibility()).every((e) => getComputedStyle(e).outlineStyle === "solid"));
    check("colours are forced", await page.evaluate(() => matchMedia("(forced-colors: active)").matches));
    for (const selector of ["[role=tab][aria-selected=true]", ".side [aria-current=page]", ".props > :target"]) check(`${selector} is outlined in forced colours`, await outlined(selector));
    const icon = await page.$eval(".side .search svg", (svg) => [getComputedStyle(svg).stroke, getComputedStyle(svg.parentElement).backgroundColor]);
    check("the icon of the search is seen in forced colours", icon[0] !== "none" && icon[0] !== icon[1], icon);
    await tab.close();
  }
  {
    // What would move would do so with the reader's leave only; and nothing does.
    const rules = readFileSync(join(shipped.folder, readdirSync(join(shipped.folder, "_folio")).filter((name) => /^folio\..*css$/.test(name)).map((name) => `_folio/${name}`)[0]), "utf8");
    check("no rule animates anything", !/transition|animation|scroll-behavior/.test(rules));
  }
  {
    // Each kind of page of the shipped site, once: the browser has nothing to say, under the site's own policy.
    const isPage = (path) => !readFileSync(path, "utf8").includes('http-equiv="refresh"');
    const paths = [...pages(shipped.folder, "index.html")].filter(isPage).map((path) => `/${relative(shipped.folder, path).replace(/index\.html$/, "")}`);
    check("the shipped site has its pages", paths.length > 150, paths.length);
    const tab = await open(null);
    for (const path of paths.filter((_, number) => number % Math.ceil(paths.length / 40) === 0)) await tab.page.goto(shipped.url + path);
    check("the policy is enforced", await tab.page.evaluate(() => {
      try {
        document.body.insertAdjacentHTML("beforeend", "<p>");
        return false;
      } catch {
        return true;
      }
    }));
    // That refusal is the point: the message of it is not a complaint.
    const said = tab.complaints.filter((text) => !/TrustedHTML|Trusted Type|trusted-types/i.test(text));
    check("the shipped site opens without a word on the console", said.length === 0, said);
    tab.complaints.length = 0;
    await tab.close();
  }
  {
    // Windows of every height at which the current line may stand at the end of the navigation: what goes wrong in the
    // script is a complaint, and a failure.
    const site = await titled(folio, scratch);
    const tab = await open(null);
    const unseen = [];
    for (let height = 240; height < 320; height += 4) {
      await tab.page.setViewport({ width: 1440, height });
      await tab.page.goto(`${site.url}/b/`, { waitUntil: "load" });
      await reached("the script of a low window has run", () => ready(tab.page));
      const shown = await tab.page.$eval(".side [aria-current=page]", (here) => {
        const { top, bottom } = here.getBoundingClientRect();
        return top > here.closest(".side").querySelector("form").getBoundingClientRect().bottom && bottom <= innerHeight;
      });
      if (!shown) unseen.push(height);
    }
    check("the current line of the navigation is seen in a window of any height", unseen.length === 0, unseen);
    await tab.close();
    await site.close();
  }
}
