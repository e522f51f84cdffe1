// Search: what a reader asks and finds, from a server and from a disk.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { done, go, open, tabTo } from "./edition.mjs";

let edition;
before(async () => { edition = await open(); });
after(() => edition?.close());

/** Opens the search page with a fragment and waits for what is found. */
async function ask(page, fragment, { site = "shipped", scheme = "http" } = {}) {
  await page.goto("about:blank");
  await go(page, edition.url(site, `search.html${fragment ? `#${fragment}` : ""}`, scheme));
  if (fragment) await page.locator(".search-status:not(:empty) + .search-results:not([aria-busy])").waitFor({ state: "attached" });
}
const status = (page) => page.locator(".search-status").innerText();
const heads = (page) => page.locator(".hit-head").allInnerTexts();
const marks = async (page) => [...new Set((await page.locator("mark").allInnerTexts()).map((it) => it.toLowerCase()))].sort();
const found = async (page, fragment, options) => { await ask(page, fragment, options); return heads(page); };

test("the words of the script are those of the program", async () => {
  const page = await edition.page();
  await ask(page, "");
  const table = JSON.parse(readFileSync(new URL("../search/words.json", import.meta.url)));
  for (const [text, words] of table) {
    assert.deepEqual(await page.evaluate((it) => RectoSearch.terms(it), text), words, text);
  }
  await done(page);
});

for (const scheme of ["http", "file"]) {
  test(`“humanism” is in both witnesses and the enclosure (${scheme})`, async () => {
    const page = await edition.page();
    await ask(page, "q=humanism", { scheme });
    assert.equal(await status(page), "1 document");
    const parts = await page.locator(".hit-part").allInnerTexts();
    assert.equal(parts.length, 2);
    assert.match(parts[0], /^Enclosure: Letter From Soviet General Secretary Gorbachev/);
    assert.match(parts[1], /^Witness R: /);
    const links = await page.locator(".hits a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    assert.deepEqual(links, ["#d175p2", "#d175p10", "#d175-w-R-p2"].map((it) => `documents/frus1981-88v05/d175.html${it}`));
    assert.deepEqual(await marks(page), ["humanism"]);
    for (const link of links) {
      await go(page, edition.url("shipped", link, scheme));
      assert.match(await page.locator(":target").innerText(), /humanism/);
    }
    await done(page);
  });
}

test("words, phrases, beginnings, OR and NOT", async () => {
  const page = await edition.page();
  const several = await found(page, "q=gorbachev humanism");
  assert.equal(several.length, 1);
  assert((await found(page, "q=gorbachev")).length > 1);
  assert.equal((await found(page, `q=${encodeURIComponent('"basis of humanism"')}`)).length, 1);
  assert.deepEqual(await marks(page), ["basis of humanism"]);
  assert.equal((await found(page, `q=${encodeURIComponent('"humanism of basis"')}`)).length, 0);
  assert.match(await status(page), /Nothing was found/);
  await ask(page, "q=humani*");
  assert((await marks(page)).includes("humanitarian") && (await marks(page)).includes("humanism"));
  const both = await found(page, "q=humanism OR Schifter");
  assert(both.length >= 2);
  const without = await found(page, "q=gorbachev -humanism");
  assert(without.length && !without.some((it) => it.startsWith("175.")));
  assert.deepEqual(await found(page, "q=gorbachev NOT humanism"), without);
  assert.deepEqual(await found(page, "q=(humanism OR Schifter) gorbachev -zzz"), (await found(page, "q=gorbachev (Schifter OR humanism)")));
  // A word that runs over a page is one word; accents and hyphens do not matter.
  assert((await found(page, "q=performance")).some((it) => it.startsWith("85.")));
  await done(page);
});

test("text and notes apart, dates, kinds, people, volumes", async () => {
  const page = await edition.page();
  const notes = await found(page, "q=Shultz&in=notes");
  assert(notes.length);
  assert((await page.locator(".hit-where").allInnerTexts()).every((it) => it.startsWith("Note ")));
  await ask(page, "q=Shultz&in=text");
  assert(!(await page.locator(".hit-where").allInnerTexts()).some((it) => it.startsWith("Note ")));
  assert.equal(await page.locator(".search-filters > summary").innerText(), "Narrow down (1)");
  const late = await found(page, "q=Soviet&from=1986");
  assert(late.length && !late.some((it) => it.startsWith("11.") || it.startsWith("168.")));
  assert.deepEqual(await found(page, "q=Soviet&to=1985-03-25"), ["11. Action Memorandum From the Assistant Secretary of State for European and Canadian Affairs (Burt) and the Assistant Secretary of State for Human Rights and Humanitarian Affairs (Abrams) to Secretary of State Shultz"]);
  assert.equal((await found(page, "kind=letter")).length, 1);
  assert.deepEqual((await found(page, "q=rights&volume=frus1981-88v41")).map((it) => it.slice(0, 3)), ["85."]);
  const person = await found(page, "q=Soviet&person=reagan");
  assert(person.some((it) => it.startsWith("168.")));
  assert.equal(await page.getByLabel("Person").inputValue(), "Reagan, Ronald W.");
  await ask(page, "q=Soviet&from=soon");
  assert.match(await status(page), /Write dates as/);
  await done(page);
});

test("the address keeps query and filters: Back, reload, sharing", async () => {
  const page = await edition.page();
  await ask(page, "");
  await page.getByRole("searchbox", { name: "Words" }).fill("humanism");
  await page.keyboard.press("Enter");
  await page.locator(".hits a").first().waitFor();
  assert.equal(new URL(page.url()).hash, "#q=humanism");
  await page.locator(".search-filters > summary").click();
  await page.getByLabel("Look in").selectOption("notes");
  await page.locator(".search-status", { hasText: "Nothing" }).waitFor();
  assert.equal(new URL(page.url()).hash, "#q=humanism&in=notes");
  await page.goBack();
  await page.locator(".hits a").first().waitFor();
  assert.equal(await page.getByLabel("Look in").inputValue(), "");
  await page.locator(".hits a").nth(1).click();
  await page.waitForURL(/d175\.html#d175p10/);
  await page.goBack();
  await page.locator(".hits a").first().waitFor();
  assert.equal(await page.getByRole("searchbox", { name: "Words" }).inputValue(), "humanism");
  await page.reload();
  await page.locator(".hits a").first().waitFor();
  assert.equal(await status(page), "1 document");
  await done(page);
});

test("a fragment that changes on the open page is asked, also when nothing is loaded yet", async () => {
  const page = await edition.page();
  await ask(page, "");
  await page.evaluate(() => { location.hash = "#q=humanism"; });
  await page.locator(".search-results:not([aria-busy]) .hits a").first().waitFor({ timeout: 5000 });
  assert.equal(await status(page), "1 document");
  await page.evaluate(() => { location.hash = "#q=emigration"; });
  await page.locator("mark", { hasText: "emigration" }).first().waitFor({ timeout: 5000 });
  await done(page);
});

test("results come while a word is typed", async () => {
  const page = await edition.page();
  await ask(page, "");
  await page.getByRole("searchbox", { name: "Words" }).pressSequentially("humanis", { delay: 20 });
  await page.locator("mark", { hasText: "humanism" }).first().waitFor();
  // Who goes and comes back finds the same.
  const address = page.url();
  await page.locator(".hits a").first().click();
  await page.waitForURL(/d175/);
  await page.goBack();
  await page.locator("mark").first().waitFor();
  assert.equal(page.url(), address);
  await page.keyboard.press("Tab");
  await done(page);
});

test("the box on every page leads to the results, at every depth", async () => {
  for (const [site, path, scheme] of [["shipped", "documents/frus1981-88v05/d11.html", "file"], ["shipped", "index.html", "http"], ["fresh", "people/alder-mary.html", "http"]]) {
    const page = await edition.page({ width: site === "fresh" ? 360 : 1280 });
    await go(page, edition.url(site, path, scheme));
    const box = page.getByRole("searchbox", { name: "Search the edition" });
    await box.fill("survey OR humanism");
    await box.press("Enter");
    await page.locator(".hits a").first().waitFor();
    assert.equal(new URL(page.url()).hash, "#q=survey+OR+humanism");
    assert(page.url().startsWith(edition.url(site, "search.html", scheme)));
    await done(page);
  }
});

test("by keyboard, and told to screen readers", async () => {
  const page = await edition.page();
  await ask(page, "");
  await page.locator("body").press("Tab");
  await page.getByRole("searchbox", { name: "Words" }).focus();
  await page.keyboard.type("human rights");
  await page.keyboard.press("Enter");
  await page.locator(".hits a").first().waitFor();
  assert.equal(await page.locator(".search-status").getAttribute("role"), "status");
  assert.match(await status(page), /^\d+ documents$/);
  await tabTo(page, ".hit-rest", 80);
  await page.keyboard.press("Enter");
  assert(await page.evaluate(() => document.activeElement.matches(".hits a")));
  await page.keyboard.press("Enter");
  await page.waitForURL(/documents\/.*#/);
  await done(page);
});

test("without script the page says so and leads to the lists", async () => {
  const page = await edition.page({ javaScriptEnabled: false });
  await page.goto(edition.url("shipped", "search.html", "file"));
  assert(await page.getByText("script is switched off").isVisible());
  assert(!(await page.locator(".search-form").isVisible()));
  for (const name of ["Documents", "Timeline", "Index"]) assert(await page.locator("main").getByRole("link", { name }).isVisible());
  // The box of another page leads here.
  await page.goto(edition.url("shipped", "people.html", "http"));
  await page.getByRole("searchbox").fill("humanism");
  await page.keyboard.press("Enter");
  await page.waitForURL(/search\.html\?q=humanism/);
  assert(await page.getByText("script is switched off").isVisible());
  await done(page);
  // With script, such an address finds.
  const other = await edition.page();
  await go(other, edition.url("shipped", "search.html?q=humanism"));
  await other.locator(".hits a").first().waitFor();
  assert.equal(new URL(other.url()).search + new URL(other.url()).hash, "?q=humanism");
  await done(other);
});

test("nothing moves when results arrive", async () => {
  const page = await edition.page();
  await page.addInitScript(() => {
    window.shift = 0;
    new PerformanceObserver((list) => { for (const it of list.getEntries()) if (!it.hadRecentInput) window.shift += it.value; }).observe({ type: "layout-shift", buffered: true });
  });
  await ask(page, "q=human+rights&in=text");
  await page.waitForTimeout(300);
  const shift = await page.evaluate(() => window.shift);
  assert(shift < 0.02, `${shift}`);
  await done(page);
});

test("results have no barrier that axe knows, and fit 320 px", async () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [320, 1280]) {
      const page = await edition.page({ width, colorScheme });
      await ask(page, "q=gorbachev+rights");
      await page.locator(".search-filters > summary").click();
      await page.locator(".hit-rest").first().click();
      await page.evaluate(axe);
      const found = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] }));
      assert.deepEqual(found.violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.target)}`), []);
      assert(await page.evaluate(() => document.documentElement.scrollWidth) <= width);
      await done(page);
    }
  }
});

test("odd queries do no harm", async () => {
  const page = await edition.page();
  for (const q of ["(((", ")", "\"", "-", "*", "OR", "NOT", "AND OR NOT", "-humanism", "(a OR", "!!", "%", "<b>", "—", "*human", "\"  \"", "a".repeat(500), "(".repeat(300) + "human"]) {
    await ask(page, "");
    await page.evaluate((it) => { location.hash = `q=${encodeURIComponent(it)}`; }, q);
    await page.waitForTimeout(60);
  }
  assert.equal((await found(page, "q=humanism")).length, 1);
  await done(page);
});
