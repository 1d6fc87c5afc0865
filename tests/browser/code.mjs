// Code: what is copied, what folds, what explains itself, what scrolls.
import { painted, seen, until } from "./lib.mjs";

export default async function ({ small, open, check }) {
  const tab = await open(`${small.url}/reference/create/`);
  const { page } = tab;
  await tab.context.overridePermissions(new URL(small.url).origin, ["clipboard-read", "clipboard-write"]);
  const pasted = () => page.evaluate(() => navigator.clipboard.readText());
  await page.$eval(".request [role=tab][value=python]", (tab) => tab.click());
  // What is said is taken back after a while: it is written down when it is said.
  await page.evaluate(() => {
    globalThis.said = [];
    for (const selector of ["[role=status]", ".request .copy"]) {
      const element = document.querySelector(selector);
      new MutationObserver(() => said.push(`${selector} ${element.textContent}`)).observe(element, { childList: true, characterData: true, subtree: true });
    }
  });
  await page.click(".request .copy");
  const sample = 'postbox.parcels.create_parcel(\n    recipient={"full_name": "Ada"},\n    weight_grams=480,\n)';
  check("a sample is copied as it is", await until(async () => (await pasted()) === sample), await pasted());
  const said = () => page.evaluate(() => ["[role=status]", ".request .copy"].every((selector) => globalThis.said.includes(`${selector} Copied`)));
  check("that is said", await until(said), await page.evaluate(() => globalThis.said));
  const fold = await page.$(".response .panel:not([hidden]) .jf");
  const at = await fold.evaluate((button) => ({ x: button.closest("pre").getBoundingClientRect().left + 8, y: button.getBoundingClientRect().top + 10 }));
  await page.mouse.click(at.x, at.y);
  const folded = await page.$eval(".response .j", (part) => !part.checkVisibility());
  await page.click(".response .copy");
  check("JSON folds, and is copied whole", folded && (await until(async () => (await pasted()).includes("Firefly"))), await pasted());
  await page.$eval(".request [role=tab][value=curl]", (tab) => tab.click());
  await page.click(".md");
  check("the page is copied as Markdown", (await until(async () => (await pasted()).startsWith("# Create a parcel"))) && (await pasted()).includes("Idempotency-Key"), await pasted());

  const link = await page.$('.request [data-lang~="curl"] pre a');
  check("an identifier in code leads to its field by a fragment alone", (await link.evaluate((link) => link.getAttribute("href"))).startsWith("#curl-"));
  await link.hover();
  const tip = () => page.evaluate(() => document.querySelector("#tip")?.matches(":popover-open") && document.querySelector("#tip").textContent);
  check("and says what it is when pointed at", (await until(tip)) && /gets the parcel|weight in grams|name on the door/.test(await tip()), await tip());
  await page.keyboard.press("Escape");
  check("Escape closes that", !(await tip()));
  await page.mouse.move(5, 5);
  await link.focus();
  check("so it does when focused", await until(tip));
  check("and is tied to its description", await link.evaluate((link) => link.getAttribute("aria-describedby") === "tip"));
  await link.click();
  check("a click goes there", (await until(() => page.evaluate(() => document.querySelector(":target")?.checkVisibility()))) && page.url().includes("#curl-"), page.url());
  const scrolling = await page.$('.request [data-lang~="curl"] pre');
  const stops = () => page.$$eval("pre", (all) => all.filter((e) => e.checkVisibility()).every((e) => (e.tabIndex === 0) === (e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight)));
  check("a sample is a stop for the keyboard only where it scrolls", (await until(stops)) && (await scrolling.evaluate((e) => e.checkVisibility() && e.tabIndex)) === 0);
  await tab.close();

  for (const scheme of ["light", "dark"]) {
    const tab = await open(`${small.url}/reference/create/?lang=curl`, { scheme });
    const pre = await tab.page.$('.request [data-lang~="curl"] pre');
    // A spot at the right edge, below the last line: whatever is seen there is no text.
    const edge = async (change) => {
      const { width, height } = await pre.evaluate(change);
      await painted(tab.page);
      return pre.screenshot({ clip: { x: width - 6, y: height - 8, width: 4, height: 4 }, encoding: "base64" });
    };
    const cut = await edge((e) => e.getBoundingClientRect().toJSON());
    const ended = await edge((e) => ((e.scrollLeft = e.scrollWidth), e.getBoundingClientRect().toJSON()));
    const short = await edge((e) => ((e.firstChild.textContent = "curl"), e.getBoundingClientRect().toJSON()));
    check(`the edge of a sample is shaded as long as a line goes on behind it, ${scheme}`, cut !== ended && ended === short);
    await tab.close();
  }

  const rows = await open(`${small.url}/reference/create/`);
  await rows.page.click(".sec:has(> [data-lang=curl]) > .all");
  check("all folds open at once", await rows.page.$$eval(".sec [data-lang=curl] details", (all) => all.length === 1 && all.every((fold) => fold.open)));
  check("the button then closes them", (await rows.page.$eval(".sec:has(> [data-lang=curl]) > .all", (button) => button.textContent)) === "Collapse all");
  await rows.close();

  const all = await open(`${small.url}/guides/everything/`);
  await all.context.overridePermissions(new URL(small.url).origin, ["clipboard-read", "clipboard-write"]);
  const long = await all.page.evaluateHandle(() => document.querySelector(".long").closest(".card"));
  const height = () => long.$eval("pre", (e) => e.clientHeight);
  const before = await height();
  await (await long.$(".copy")).click();
  const copied = () => all.page.evaluate(() => navigator.clipboard.readText());
  check("a long sample is folded, and copied whole", before < 500 && (await until(async () => (await copied()).endsWith("line 60 of a long sample"))), before);
  await (await long.$("summary")).click();
  check("it opens", (await height()) > 1100, await height());
  check("lines that matter stand out, the others recede", await all.page.$eval("pre.focus", (e) => getComputedStyle(e.querySelector("b")).color !== getComputedStyle(e).color));
  check("marked lines are marked", (await seen(all.page, "pre mark, pre ins, pre del")) >= 1);
  check("numbers are no text", await all.page.$eval("pre[data-lines]", (e) => e.dataset.lines === "1\n2\n3" && !e.textContent.includes("1\n2")));
  const term = await all.page.$("main abbr");
  await term.focus();
  check("a tooltip answers to the keyboard", await until(() => all.page.evaluate(() => document.querySelector("#tip")?.textContent === "A word for the label's language.")));
  await all.close();
}
