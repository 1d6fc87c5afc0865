// One language for the whole site: in the address, over pages, reloads and windows, before the first paint.
import { painted, reached, ready, seen, until } from "./lib.mjs";

export default async function ({ small, open, check }) {
  const operation = `${small.url}/reference/create/`;
  const language = (page) => page.evaluate(() => document.documentElement.dataset.lang);
  {
    const tab = await open(operation);
    const { page } = tab;
    const other = await tab.context.newPage();
    tab.watch(other);
    await other.goto(`${small.url}/guides/quickstart/`);
    await page.bringToFront();
    await page.click(".request [role=tab][value=ruby]");
    check("a choice stands in the address", page.url().endsWith("?lang=ruby"), page.url());
    check("another window follows", await until(async () => (await language(other)) === "ruby"));
    check("every menu follows", await page.$$eval(".lang select", (menus) => menus.length > 0 && menus.every((menu) => menu.value === "ruby")));
    check(
      "titles, rows and samples of one language are shown, the others are kept for find-in-page",
      await page.$$eval("body [data-lang]:not(option)", (all) => all.length > 8 && all.every((e) => (e.dataset.lang.split(" ").includes("ruby") ? !e.hasAttribute("hidden") : e.getAttribute("hidden") === "until-found" || e.localName === "span"))),
    );
    check("what is hidden takes no room", await page.$$eval("body div[data-lang][hidden]", (all) => all.length > 0 && all.every((e) => e.getBoundingClientRect().height === 0)));
    await page.reload();
    check("it holds after a reload", (await language(page)) === "ruby");
    await page.goto(`${small.url}/guides/quickstart/`);
    check("it holds on the next page", (await seen(page, '[data-lang~="ruby"] pre')) === 3 && (await seen(page, '[data-lang="js"] pre')) === 0);
    await page.goto(`${operation}?lang=go`);
    check("the address wins", (await language(page)) === "go");
    await page.goto(`${operation}?lang=xx`);
    check("an unknown one in the address does not", (await language(page)) === "go");
    await page.select(".top .lang select", "java");
    check("the menu at the top chooses too", (await language(page)) === "java" && page.url().endsWith("?lang=java"), page.url());
    await tab.close();
  }
  {
    const tab = await open(`${operation}#php-recipient.streetAddress`);
    const { page } = tab;
    await painted(page);
    const there = await page.evaluate(() => {
      const target = document.querySelector(":target");
      return { seen: target.checkVisibility(), top: target.getBoundingClientRect().top, kept: localStorage["folio-lang"] ?? null };
    });
    check("a fragment opens its language and its fold", (await language(page)) === "php" && there.seen && there.top >= 0 && there.top < 900, there);
    check("a language that a fragment chose is not kept", there.kept === null);
    await page.evaluate(() => (location.hash = "go-Recipient.FullName"));
    check("so does a fragment on the same page", await until(() => page.evaluate(() => document.documentElement.dataset.lang === "go" && document.querySelector(":target").checkVisibility())));
    await page.evaluate(() => (location.hash = "status-422"));
    check("the fragment of a status opens its tab", await until(() => page.evaluate(() => document.querySelector(".response [aria-selected=true]").textContent === "422" && document.querySelector("#status-422").checkVisibility())));
    await page.$eval(".request [data-lang=java]", (e) => e.dispatchEvent(new Event("beforematch", { bubbles: true })));
    check("what find-in-page finds chooses its language", (await language(page)) === "java");
    await tab.close();
  }
  {
    // A choice is there before the first paint: nothing moves, however late the script comes.
    const watch = "window.shift=0;new PerformanceObserver(l=>l.getEntries().forEach(e=>{window.shift+=e.value})).observe({type:'layout-shift',buffered:true})";
    const tab = await open(null, { init: watch, storage: { "folio-lang": "dotnet" } });
    await tab.page.setRequestInterception(true);
    let at;
    const isSeen = () => tab.page.evaluate((at) => location.href === at && performance.getEntriesByName("first-contentful-paint").length > 0, at);
    tab.page.on("request", async (request) => {
      // The script comes when the page has long been seen.
      if (/folio\.\w+\.js/.test(request.url())) await until(isSeen);
      await request.continue();
    });
    for (const [width, height] of [[1440, 900], [1024, 800], [390, 844]]) {
      await tab.page.setViewport({ width, height });
      for (const path of ["/reference/create/", "/guides/quickstart/", "/reference/parcel/", "/guides/everything/", "/objects/", "/schemas/parcel/"]) {
        at = small.url + path;
        await tab.page.goto(at);
        await reached(`the script of ${path} has run`, () => ready(tab.page));
        await painted(tab.page);
        const shift = await tab.page.evaluate(() => window.shift);
        check(`nothing moves at ${path} at ${width}`, shift === 0 && (await until(isSeen)), shift);
      }
    }
    await tab.page.evaluate(() => {
      const made = document.createElement("div");
      made.attributeStyleMap.set("height", CSS.px(200));
      document.querySelector("main").prepend(made);
    });
    check("what would move is noticed", await until(() => tab.page.evaluate(() => window.shift > 0)));
    await tab.close();
  }
  {
    // A switch waits for nothing: what is seen is right before the click is over, with one layout of the page.
    const tab = await open(operation);
    const session = await tab.page.createCDPSession();
    await session.send("Performance.enable");
    const layouts = async () => (await session.send("Performance.getMetrics")).metrics.find(({ name }) => name === "LayoutCount").value;
    const shown = await tab.page.evaluate(() =>
      ["go", "java", "ruby", "dotnet"].map((value) => {
        document.querySelector(`.request [value=${value}]`).click();
        return [...document.querySelectorAll(".request pre")].filter((pre) => pre.checkVisibility()).map((pre) => pre.closest("[data-lang]").dataset.lang).join();
      }),
    );
    check("a switch is done when the click is over", shown.join(" ") === "go java ruby dotnet", shown);
    const before = await layouts();
    await tab.page.evaluate(() => document.querySelector(".request [value=go]").click());
    await tab.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const asked = (await layouts()) - before;
    check("and lays the page out a few times, however much there is in it", asked <= 6, asked);
    await tab.close();
  }
  {
    const tab = await open(`${small.url}/guides/quickstart/`);
    let worst = 0;
    for (const at of [0.2, 0.5, 0.8])
      for (const value of ["dotnet", "curl", "go", "js", "java", "ruby"]) {
        const moved = await tab.page.evaluate(
          async (value, at) => {
            const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));
            const control = [...document.querySelectorAll(`.card [data-by] [value=${value}]`)].at(-1);
            scrollTo({ top: control.getBoundingClientRect().top + scrollY - innerHeight * at, behavior: "instant" });
            await painted();
            const before = control.getBoundingClientRect().top;
            control.click();
            await painted();
            return Math.abs(control.getBoundingClientRect().top - before);
          },
          value,
          at,
        );
        worst = Math.max(worst, moved);
      }
    check("the control under the pointer stays where it is", worst <= 1, worst);
    await tab.close();
  }
}
