// The preview in a browser: an edit is on the screen, and whatever the reader did to the page stays as it was.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { preview, reached, until } from "./lib.mjs";

const LONG = Array.from({ length: 80 }, (_, number) => `Paragraph ${number} has some words in it.`).join("\n\n");
const PAGE = (words, more = "") => `---
title: Long page
---
First paragraph: ${words}.

<Accordion title="Fold one">Inside one.</Accordion>
<Accordion title="Fold two">Inside two: ${words}.</Accordion>

<CodeGroup>
\`\`\`ruby
puts "${words}"
\`\`\`
\`\`\`js
console.log("${words}")
\`\`\`
</CodeGroup>

<Tabs>
<Tab title="Linux">On Linux.</Tab>
<Tab title="Windows">On Windows: ${words}.</Tab>
</Tabs>
${more}
${LONG}

## At the end

Last paragraph.
`;

export default async function ({ folio, scratch, open, check }) {
  const root = join(scratch, "live");
  const write = (path, text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write("content/site.yml", "title: Live\n");
  write("content/index.mdx", "# Home\n\nHello.\n\n![A picture](/picture.svg)\n");
  write("content/long.mdx", PAGE("zero"));
  write("content/other.mdx", "# Other\n\nUntouched.\n");
  write("static/picture.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>');
  write("static/beacon.txt", "0");
  let site = await preview(folio, root);
  // Everything that the preview tells a page, in its order. Each page is told of each file that has changed.
  const listen = () => {
    const Plain = globalThis.WebSocket;
    globalThis.heard = [];
    globalThis.WebSocket = class extends Plain {
      constructor(...of) {
        super(...of);
        this.addEventListener("message", (event) => globalThis.heard.push(JSON.parse(event.data)));
      }
    };
  };
  let changes = 0;
  const settled = async (page) => {
    const told = () => page.evaluate(() => heard.filter(({ files }) => files?.some((file) => file.endsWith("/beacon.txt"))).length);
    const before = await told();
    // A page that was just opened may not listen yet: it is told by the next one.
    const change = () => (write("static/beacon.txt", String(++changes)), until(async () => (await told()) > before, 1000));
    await reached("the page is told of all that was written", change);
  };
  const heard = (page) => page.evaluate(() => heard.filter(({ files }) => !files));
  const text = (page, selector = "main") => page.$eval(selector, (element) => element.textContent);
  const shows = (page, words, selector) => until(async () => (await text(page, selector)).includes(words));

  // What a reader has done to a page outlives an edit of it.
  const tab = await open(`${site.url}/long/`, { init: listen });
  const { page } = tab;
  await page.evaluate(() => {
    window.marked = document.querySelector("main");
    document.querySelectorAll("details")[1].open = true;
    document.querySelector("form[role=search] input").value = "some words";
  });
  await page.evaluate(() => [...document.querySelectorAll("[role=tab]")].find((tab) => tab.textContent === "Windows").click());
  await page.evaluate(() => [...document.querySelectorAll("[role=tab]")].find((tab) => tab.textContent.includes("JavaScript")).click());
  const focused = await page.$("details:nth-of-type(1) summary");
  await focused.focus();
  await page.evaluate(() => scrollTo({ top: 1500, behavior: "instant" }));
  const before = await page.evaluate(() => ({ top: scrollY, lang: document.documentElement.dataset.lang, focus: document.activeElement.textContent }));
  write("content/long.mdx", PAGE("one"));
  check("an edit is on the screen", await shows(page, "First paragraph: one."));
  check("in a fold, in a tab and in code as well", await page.$eval("main", (main) => main.textContent.includes("Inside two: one.") && main.textContent.includes("On Windows: one.") && main.textContent.includes('puts "one"')));
  const after = await page.evaluate(() => ({ top: scrollY, lang: document.documentElement.dataset.lang, focus: document.activeElement.textContent }));
  check("the page does not scroll", Math.abs(after.top - before.top) < 2, [before.top, after.top]);
  check("the language stays", after.lang === before.lang && after.lang === "js", [before.lang, after.lang]);
  check("focus stays", after.focus === before.focus && before.focus.includes("Fold one"), [before.focus, after.focus]);
  check("the page was not loaded anew", await page.evaluate(() => window.marked === document.querySelector("main")));
  check("an open fold stays open, a closed one closed", await page.$$eval("main details", (folds) => folds.map((fold) => fold.open).join() === "false,true"));
  check("the chosen tab stays", await page.$$eval("[role=tab]", (tabs) => tabs.find((tab) => tab.textContent === "Windows").ariaSelected === "true"));
  check("the text in the search box stays", await page.$eval("form[role=search] input", (input) => input.value === "some words"));

  // What is new behaves like what was there.
  const added = '\n<Tabs>\n<Tab title="Red">Is red.</Tab>\n<Tab title="Blue">Is blue.</Tab>\n</Tabs>\n\n```json\n{"a": {"b": [1, 2]}}\n```\n';
  write("content/long.mdx", PAGE("one", added));
  check("new tabs are there", await until(() => page.$$eval("[role=tab]", (tabs) => tabs.some((tab) => tab.textContent === "Blue" && tab.ariaSelected === "false"))));
  await page.evaluate(() => [...document.querySelectorAll("[role=tab]")].find((tab) => tab.textContent === "Blue").click());
  check("new tabs work", await page.$$eval(".panel", (panels) => panels.find((panel) => panel.textContent.includes("Is blue.")).checkVisibility()));
  write("content/long.mdx", PAGE("two"));
  check("and go again", await until(() => page.$$eval("[role=tab]", (tabs) => !tabs.some((tab) => tab.textContent === "Blue"))));
  check("with nothing left behind", await page.$$eval(".jf", (buttons) => buttons.length === 0));

  // Headings: the list of them, the title of the window.
  write("content/long.mdx", PAGE("two").replace("## At the end", "## In the middle\n\nWords.\n\n## At the end").replace("Long page", "Longer page"));
  check("new headings are listed", await shows(page, "In the middle", "#toc"));
  check("the window has the new title", await until(async () => (await page.title()).startsWith("Longer page")));
  check("so has the navigation", await shows(page, "Longer page", "#nav"));

  // An edit that changes nothing, or another page, moves nothing.
  await settled(page);
  await page.evaluate(() => {
    window.moved = 0;
    window.heard.length = 0;
    new MutationObserver((found) => { window.moved += found.length; }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    window.asked = performance.getEntriesByType("resource").length;
  });
  write("content/other.mdx", "# Other\n\nTouched.\n");
  const other = await open(`${site.url}/other/`);
  check("the other page is new", await shows(other.page, "Touched."));
  write("content/other.mdx", "# Other\n\nTouched again.\n");
  check("and new again", await shows(other.page, "Touched again."));
  await settled(page);
  check("this one was told nothing", (await heard(page)).length === 0, await heard(page));
  check("and left alone", await page.evaluate(() => window.moved === 0 && performance.getEntriesByType("resource").length === window.asked));
  await other.close();

  // A mistake: the page stays, and says what is wrong; then that goes by itself.
  const problems = () => page.evaluate(() => document.querySelector("folio-problems")?.shadowRoot.textContent ?? "");
  write("content/long.mdx", PAGE("three <Callout>&<img src=x onerror=alert(1)>").replace("Long page", "Longer page"));
  check("a mistake is shown", await until(async () => (await problems()).includes("content/long.mdx:")));
  const frame = await problems();
  check("with its frame", /error\[[a-z-]+\]: /.test(frame) && frame.includes("| ") && frame.includes("^"), frame);
  check("as text", (await page.evaluate(() => document.querySelector("folio-problems").shadowRoot.querySelectorAll("img").length)) === 0);
  check("and the page stays as it was", (await text(page)).includes("First paragraph: two."));
  const home = await open(`${site.url}/`, { init: listen });
  await settled(home.page);
  check("another page is not concerned", (await home.page.evaluate(() => document.querySelector("folio-problems") === null)) && (await heard(home.page)).every(({ problems }) => !problems?.length), await heard(home.page));
  write("content/long.mdx", PAGE("four").replace("Long page", "Longer page"));
  check("mended, the page is new", await shows(page, "First paragraph: four."));
  check("and the problems are gone", await until(async () => (await problems()) === ""));

  // Style sheets and pictures without a reload.
  await home.page.evaluate(() => (window.marked = 1));
  write("content/site.yml", "title: Live\nhead:\n  - link: { rel: stylesheet, href: /own.css }\n");
  write("static/own.css", "main { outline: 3px solid rgb(1, 2, 3) }");
  const outline = (colour) => until(() => home.page.$eval("main", (main, colour) => getComputedStyle(main).outlineColor === colour, colour));
  check("a new style sheet is used", await outline("rgb(1, 2, 3)"));
  write("static/own.css", "main { outline: 3px solid rgb(4, 5, 6) }");
  check("and so is a changed one", await outline("rgb(4, 5, 6)"));
  write("static/picture.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="77" height="10"/>');
  check("a changed picture is shown", await until(() => home.page.$eval("main img", (image) => image.naturalWidth === 77)));
  check("the page was not loaded anew for that", await home.page.evaluate(() => window.marked === 1));

  // A template: every page.
  write("templates/foot.html", "<footer>My own footer</footer>");
  check("a template is used at once", (await shows(page, "My own footer")) && (await shows(home.page, "My own footer")));
  write("templates/foot.html", "<footer>{{ broken");
  check("a template with a mistake is said to have one", await until(async () => (await problems()).includes("templates/foot.html:")));
  check("and the page stays", (await text(page)).includes("My own footer"));
  rmSync(join(root, "templates"), { recursive: true });
  check("without it the built-in one is back", await until(async () => !(await text(page)).includes("My own footer")));
  check("and nothing is wrong", await until(async () => (await problems()) === ""));

  // A server that went away.
  const port = site.port;
  await site.close();
  write("content/long.mdx", PAGE("five").replace("Long page", "Longer page"));
  site = await preview(folio, root, "--port", port);
  check("a preview that is back is found again", await shows(page, "First paragraph: five."));
  check("without a reload", await page.evaluate(() => window.marked === document.querySelector("main")));

  // Following the edit, once the setting for that is known: the page has its title then.
  write("content/site.yml", "title: Following\nfollow: true\n");
  await reached("the page has the new title of the site", async () => (await home.page.title()).includes("Following"));
  write("content/other.mdx", "# Other\n\nFollowed.\n");
  check("a browser that follows goes to the page that was edited", await until(() => home.page.url() === `${site.url}/other/`));

  // The browser says that it lost the server, and nothing else.
  const lost = /ERR_CONNECTION_REFUSED|WebSocket connection|live/;
  for (const opened of [tab, home]) {
    opened.complaints.splice(0, opened.complaints.length, ...opened.complaints.filter((complaint) => !lost.test(complaint)));
    await opened.close();
  }
  await site.close();
}
