// Every kind of page: for all readers, on all screens, in both colours, served and from a disk.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { existsSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { KINDS, done, go, open } from "./edition.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const all = Object.entries(KINDS).flatMap(([edition, paths]) => paths.map((path) => ({ edition, path })));
let edition;
before(async () => { edition = await open(); });
after(() => edition?.close());

async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate((tags) => axe.run(document, { runOnly: tags, resultTypes: ["violations"] }), RULES);
  return found.violations.flatMap((it) => it.nodes.map((node) => `${it.id}: ${node.target.join(" ")} (${node.any.concat(node.all, node.none).map((c) => c.message).join("; ")})`));
}

// The choices are listed when somebody asks for them.
async function choose(page, kind) {
  await page.getByLabel("Kind").focus();
  await page.getByLabel("Kind").selectOption(kind);
}

for (const it of all) {
  test(`${it.edition}/${it.path}: no barrier that axe knows, light and dark, narrow and wide`, async () => {
    for (const colorScheme of ["light", "dark"]) {
      for (const width of [360, 1280]) {
        const page = await edition.page({ width, colorScheme });
        await go(page, edition.url(it.edition, it.path));
        assert.deepEqual(await violations(page), [], `${colorScheme}, ${width}`);
        await done(page);
      }
    }
  });

  test(`${it.edition}/${it.path}: 320 px wide nothing scrolls sideways, also with wide spacing`, async () => {
    const page = await edition.page({ width: 320, height: 640, bypassCSP: true });
    await go(page, edition.url(it.edition, it.path));
    const wide = () => page.evaluate(() => [document.documentElement.scrollWidth, [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && getComputedStyle(e).clipPath === "none" && !e.closest(".table-wrap, pre, [class*=hidden]")).map((e) => `${e.tagName}.${e.className}`)]);
    let [width, beyond] = await wide();
    assert(width <= 320, `${width} px: ${beyond}`);
    // WCAG 1.4.12: no loss when a reader sets the text wider.
    await page.addStyleTag({ content: "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-block-end: 2em !important; }" });
    [width, beyond] = await wide();
    assert(width <= 320, `${width} px with wide spacing: ${beyond}`);
    await done(page);
  });

  if (it.path !== "404.html") {
    test(`${it.edition}/${it.path}: opened from a disk it looks and links as it does served`, async () => {
      const page = await edition.page();
      await go(page, edition.url(it.edition, it.path, "file"));
      const seen = await page.evaluate(() => ({
        font: [...document.fonts].some((font) => font.status === "loaded"),
        script: !!document.querySelector(".theme-toggle"),
        links: [...document.querySelectorAll("a[href], link[href]:not([rel=canonical]), script[src], img[src]")].map((e) => e.href || e.src),
      }));
      assert(seen.font, "the fonts are there");
      assert(seen.script, "the scripts ran");
      for (const link of seen.links.filter((it) => it.startsWith("file:"))) {
        const url = new URL(link);
        const hash = decodeURIComponent(url.hash.slice(1));
        url.hash = "";
        const file = fileURLToPath(url);
        assert(existsSync(file) && !file.endsWith("/"), link);
        if (hash && file.endsWith(".html")) assert(readFileSync(file, "utf8").includes(`id="${hash}"`), link);
      }
      await done(page);
    });
  }

  test(`${it.edition}/${it.path}: readable without script`, async () => {
    const page = await edition.page({ javaScriptEnabled: false });
    await page.goto(edition.url(it.edition, it.path));
    const main = page.locator("main");
    assert((await main.innerText()).trim().length > 40);
    assert.equal(await page.locator("h1:visible").count(), 1);
    await done(page);
  });
}

test("an opened note and a filtered timeline have no barrier either", async () => {
  const page = await edition.page({ width: 360 });
  await go(page, edition.url("shipped", "documents/frus1981-88v05/d175.html"));
  await page.locator("#d175fn3-ref").click();
  await page.getByRole("dialog").waitFor();
  assert.deepEqual(await violations(page), []);
  await go(page, edition.url("shipped", "timeline.html"));
  await choose(page, "event");
  assert.deepEqual(await violations(page), []);
  await done(page);
});

test("a page that does not exist is answered with a whole page, at any depth", async () => {
  const page = await edition.page();
  page.expects404 = true;
  for (const path of ["no/such/page.html", "nothing.html"]) {
    for (const name of ["shipped", "fresh"]) {
      await go(page, edition.url(name, path));
      assert(await page.locator(".theme-toggle").isVisible());
      await page.locator(".site-title a").click();
      await page.waitForURL(edition.url(name, "index.html"));
    }
  }
  await done(page);
});

test("light and dark follow the system until the reader chooses, and the choice stays", async () => {
  const light = (page) => page.evaluate(() => {
    const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number);
    return r + g + b > 384;
  });
  const page = await edition.page({ colorScheme: "dark" });
  await go(page, edition.url("shipped", "index.html"));
  assert.equal(await light(page), false);
  await page.emulateMedia({ colorScheme: "light" });
  assert.equal(await light(page), true);
  await page.getByRole("button", { name: /dark/i }).click();
  assert.equal(await light(page), false);
  await go(page, edition.url("shipped", "people.html"));
  assert.equal(await light(page), false);
  await done(page);
});

test("printed, a document has its text, its notes and its address", async () => {
  // One edition knows its whole address, the other has its pages say where they are.
  const fresh = await edition.page();
  await go(fresh, edition.url("fresh", "documents/letters/d1.html"));
  await fresh.pdf();
  const shown = await fresh.locator("article > .address-line").textContent();
  assert.equal(shown.trim(), edition.url("fresh", "documents/letters/d1.html"));
  await done(fresh);

  const page = await edition.page({ colorScheme: "dark" });
  const url = edition.url("shipped", "documents/frus1981-88v05/d175.html");
  await go(page, url);
  await page.emulateMedia({ media: "print" });
  await page.pdf();
  for (const words of ["Dobrynin came by Monday evening", "M. Gorbachev", "See Document 168.", "No classification marking."]) {
    assert(await page.getByText(words).first().isVisible(), words);
  }
  const address = page.locator("article > .address-line");
  assert(await address.isVisible());
  assert.equal((await address.innerText()).trim(), url);
  for (const selector of [".site-nav", ".theme-toggle", ".backref", ".pnum"]) {
    assert.equal(await page.locator(`${selector}:visible`).count(), 0, selector);
  }
  const [paper, ink] = await page.evaluate(() => ["backgroundColor", "color"].map((it) => getComputedStyle(document.body)[it]));
  assert.match(paper, /rgb\(255, 255, 255\)|rgba\(0, 0, 0, 0\)/);
  assert.equal(ink, "rgb(0, 0, 0)");
  await done(page);
});

test("a word over two printed pages is found and copied as one", async () => {
  const page = await edition.page({ permissions: ["clipboard-read", "clipboard-write"] });
  await go(page, edition.url("shipped", "documents/frus1981-88v41/d85.html"));
  assert(await page.evaluate(() => document.querySelector("#d85p3").textContent.includes("poor Soviet performance on Jewish issues")));
  assert(await page.evaluate(() => window.find("Soviet performance on Jewish")), "the browser's own search");
  await page.evaluate(() => {
    const range = document.createRange();
    range.selectNodeContents(document.querySelector("#d85p3"));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  });
  await page.keyboard.press("Control+C");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert(copied.includes("poor Soviet performance on Jewish issues puts"), copied);
  assert(!/257/.test(copied), "the page's number is no part of the text");
  // The number of the printed page is shown all the same.
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector("#pg_257"), "::before").content), '"257"');
  await done(page);
});
