// The timeline: a whole list by itself; with script lanes above it, for hands, keys and addresses.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { done, go, open, recto, tabTo } from "./edition.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let edition;
before(async () => {
  edition = await open();
  long();
});
after(() => edition?.close());

// 600 letters of 30 years, beside the shipped edition: more than one page holds.
function long() {
  const folder = mkdtempSync(join(tmpdir(), "recto-long-"));
  mkdirSync(join(folder, "content"));
  writeFileSync(join(folder, "book.toml"), '[book]\ntitle = "Letters"\nauthors = ["A"]\n[timeline]\nmentions = true\n');
  for (let n = 1; n <= 600; n++) {
    const year = 1850 + (n % 30), month = ["January", "May", "October"][n % 3];
    writeFileSync(join(folder, "content", `${n}.txt`), `${n}. Letter From Mr. Alder to Miss Brook\n\nHarwick, ${month} ${1 + (n % 28)}, ${year}\n\nOn ${month} 30 he came.\n`);
  }
  execFileSync(recto, ["build", "--dir", folder, "--out", join(edition.folders.shipped, "long"), "--site-url", "/long/"], { stdio: "pipe" });
  rmSync(folder, { recursive: true });
}

const listed = (page) => page.locator(".timeline > li:visible").count();
const drawn = (page) => page.locator(".timeline-drawing g.tl-item").count();
const hash = (page) => page.evaluate(() => decodeURIComponent(location.hash));
const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
async function choose(page, label, value) {
  await page.getByLabel(label).focus();
  await page.getByLabel(label).selectOption(value);
}

test("without script the list is whole and nothing asks for script", async () => {
  const page = await edition.page({ javaScriptEnabled: false });
  await page.goto(edition.url("shipped", "timeline.html"));
  assert((await listed(page)) >= 15);
  for (const hidden of [".timeline-tools", ".timeline-drawing", "svg"]) assert.equal(await page.locator(`${hidden}:visible`).count(), 0, hidden);
  const kinds = await page.$$eval(".timeline > li", (all) => [...new Set(all.map((li) => li.dataset.kind))].sort());
  assert.deepEqual(kinds, ["document", "enclosure", "event", "mention"]);
  const mention = page.locator('.timeline > li[data-inferred]').first();
  assert.match(await mention.innerText(), /Spoken of in Document \d+, (note|paragraph) \d+ \(year inferred\)/);
  await mention.locator("a").click();
  assert(await page.locator(":target").isVisible(), "its link leads to the paragraph or note");
  await done(page);
});

test("whatever is drawn is in the list, and all of the list can be drawn", async () => {
  for (const scheme of ["http", "file"]) {
    const page = await edition.page();
    await go(page, edition.url("shipped", "timeline.html", scheme));
    const whole = await listed(page);
    assert.deepEqual(await page.locator(".tl-lane").allInnerTexts(), ["Written", "Spoken of", "Events"]);
    assert((await drawn(page)) < whole, "what is only spoken of and far away presses nothing together");
    await press(page, "All");
    assert.equal(await drawn(page), whole);
    assert.equal(await listed(page), whole);
    await done(page);
  }
});

test("what is shown stands in the address: reload, Back and sharing keep it", async () => {
  const page = await edition.page();
  await go(page, edition.url("shipped", "timeline.html"));
  const whole = await listed(page);
  await choose(page, "Kind", "document");
  assert.equal(await hash(page), "#kind=document");
  const documents = await listed(page);
  assert(documents < whole);
  await choose(page, "Person", "shultz");
  assert.equal(await hash(page), "#person=shultz&kind=document");
  assert((await listed(page)) < documents);
  await press(page, "Zoom in");
  assert.match(await hash(page), /^#person=shultz&kind=document&from=1985-\d\d-\d\d&to=1986-\d\d-\d\d$/);
  const shown = await listed(page);
  assert.match(await page.getByRole("status").innerText(), /^\d+ entr(y|ies), .*–.* 1986$/);
  await page.reload();
  assert.equal(await listed(page), shown);
  assert.equal(await page.getByLabel("Person").inputValue(), "shultz");
  await page.goBack();
  assert.equal(await hash(page), "#person=shultz&kind=document");
  await page.goBack();
  await page.goBack();
  assert.equal(await listed(page), whole);
  assert.equal(await page.getByLabel("Kind").inputValue(), "");
  // By hand, in months; what is no date and nobody's name is passed over.
  await go(page, edition.url("shipped", "timeline.html#kind=event&from=1986-01&to=1986-01"));
  await page.reload();
  assert.equal(await listed(page), 2);
  await go(page, edition.url("shipped", "timeline.html#person=nobody&kind=thing&from=soon&to=%E0"));
  await page.reload();
  assert.equal(await listed(page), whole);
  // An entry's own address, as before; nothing hides it.
  await go(page, edition.url("shipped", "timeline.html"));
  const id = await page.locator(".timeline > li").last().getAttribute("id");
  await page.evaluate((id) => { location.hash = "#kind=enclosure"; location.hash = `#${id}`; }, id);
  await page.waitForFunction((id) => { const box = document.getElementById(id).getBoundingClientRect(); return box.height > 0 && box.top > 0 && box.bottom < innerHeight; }, id);
  assert.equal(await listed(page), whole);
  await done(page);
});

test("the keyboard reaches everything: filters, buttons, and the drawing itself", async () => {
  const page = await edition.page();
  await go(page, edition.url("shipped", "timeline.html"));
  await tabTo(page, ".tl-zoom [data-do=in]");
  await page.keyboard.press("Enter");
  const wide = async () => { const [, from, to] = /from=([\d-]+)&to=([\d-]+)/.exec(await hash(page)); return Date.parse(to) - Date.parse(from); };
  const first = await wide();
  await tabTo(page, ".timeline-drawing");
  await page.keyboard.press("+");
  assert((await wide()) < first);
  const before = await hash(page);
  const top = await page.evaluate(() => scrollY);
  await page.keyboard.press("ArrowRight");
  assert.notEqual(await hash(page), before);
  await page.keyboard.press("ArrowLeft");
  assert.equal(await hash(page), before);
  assert.equal(await page.evaluate(() => scrollY), top, "the page stays where it is");
  await page.keyboard.press("-");
  assert(Math.abs((await wide()) - first) < 3 * 864e5);
  await page.keyboard.press("Home");
  assert.equal(await drawn(page), await listed(page));
  // At the end of what there is, a button says so and keeps the focus.
  assert.equal(await page.locator("[data-do=out]").getAttribute("aria-disabled"), "true");
  await page.locator("[data-do=out]").focus();
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.do), "out");
  await done(page);
});

test("a wheel scrolls the page, with Ctrl it zooms; dragging moves; a point leads to its entry", async () => {
  const page = await edition.page();
  await go(page, edition.url("shipped", "timeline.html"));
  const box = await page.locator(".timeline-drawing").boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + 40);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -120);
  await page.waitForFunction(() => location.hash.includes("from="));
  await page.keyboard.up("Control");
  assert.equal(await page.evaluate(() => scrollY), 0);
  const before = await hash(page);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 - 120, box.y + 40, { steps: 5 });
  await page.mouse.up();
  await page.waitForFunction((before) => decodeURIComponent(location.hash) !== before, before);
  await press(page, "All");
  await page.locator(".timeline-drawing g.tl-events .tl-mark").first().click();
  await page.waitForFunction(() => scrollY > 0);
  await done(page);
});

test("the room of the drawing is kept before it is made", async () => {
  for (const width of [360, 1280]) {
    const page = await edition.page({ width });
    await page.addInitScript(() => {
      window.moved = 0;
      new PerformanceObserver((list) => { for (const it of list.getEntries()) if (!it.hadRecentInput) window.moved += it.value; }).observe({ type: "layout-shift", buffered: true });
    });
    await go(page, edition.url("shipped", "timeline.html"));
    await page.waitForTimeout(300);
    assert((await page.evaluate(() => window.moved)) < 0.02, `${width}`);
    await done(page);
  }
});

test("filtered and zoomed it has no barrier, light and dark, narrow and wide", async () => {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [360, 1280]) {
      const page = await edition.page({ width, colorScheme });
      for (const path of ["timeline.html#kind=mention&from=1985-12&to=1986-03", "long/timeline.html", "long/timeline/1851.html"]) {
        await go(page, edition.url("shipped", path));
        await page.evaluate(axe);
        const found = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] }));
        assert.deepEqual(found.violations.flatMap((it) => it.nodes.map((node) => `${it.id}: ${node.target}`)), [], `${path}, ${colorScheme}, ${width}`);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
      }
      await done(page);
    }
  }
});

test("a long timeline: counts over the years, each bar a way to its page; points on the page of a year", async () => {
  const page = await edition.page();
  await go(page, edition.url("shipped", "long/timeline.html"));
  assert.equal(await page.locator(".timeline-parts > li").count(), 30);
  assert.equal(await page.locator(".timeline-drawing rect.tl-count").count(), 60, "letters, and what is spoken of");
  await press(page, "Zoom in");
  const some = await page.locator(".timeline-parts > li:visible").count();
  assert(some > 10 && some < 20, `${some}`);
  await press(page, "All");
  await page.locator(".timeline-drawing rect.tl-written").first().click();
  await page.waitForURL(/timeline\/1850\.html$/);
  await page.waitForFunction(() => document.querySelectorAll(".timeline-drawing .tl-item").length > 0);
  const whole = await listed(page);
  await choose(page, "Kind", "mention");
  assert((await listed(page)) < whole);
  assert((await listed(page)) > 0);
  await done(page);
});

test("printed it is the list alone, without buttons and drawing", async () => {
  const page = await edition.page();
  await go(page, edition.url("shipped", "timeline.html"));
  await page.emulateMedia({ media: "print" });
  for (const hidden of [".timeline-tools", ".timeline-drawing"]) assert(!(await page.locator(hidden).isVisible()), hidden);
  assert((await listed(page)) >= 15);
  await done(page);
});
