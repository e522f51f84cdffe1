// What TEI tells of a text: edited and as written, apparatus, verse, plays, tables, scripts.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { done, go, inView, open, where } from "./edition.mjs";

let edition;
before(async () => { edition = await open(); });
after(() => edition?.close());

const LETTER = "documents/letter.html";
const FERRY = "documents/ferry.html";
const written = (page) => page.getByLabel("as written");
const words = (page) => page.evaluate(() => document.querySelector(".text").innerText.replace(/\s+/g, " "));

test("the text is the edited one until the reader asks for the other", async () => {
  const page = await edition.page({ permissions: ["clipboard-read", "clipboard-write"] });
  await go(page, edition.url("tei", LETTER));
  let text = await words(page);
  for (const it of ["your letter of the 14th and was glad of it; the weather is so bad that nothing upon wheels", "before Thursday", "will see that it is safe"]) assert(text.includes(it), `${it}: ${text}`);
  for (const it of ["yr", "gald", "vpon", "roads are", "Moor Papers"]) assert(!text.includes(it), it);
  await written(page).check();
  text = await words(page);
  for (const it of ["yr letter of the 14th and was gald of it", "roads are", "vpon wheels", "will see that that it is safe", "Moor Papers 17"]) assert(text.includes(it), `${it}: ${text}`);
  for (const it of ["your letter", "glad", "upon"]) assert(!text.includes(it), it);
  // What is copied is what is shown.
  await page.evaluate(() => getSelection().selectAllChildren(document.querySelector("#letterp1, [id$=p1]")));
  await page.keyboard.press("Control+C");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert(copied.includes("gald") && !copied.includes("glad"), copied);
  await done(page);
});

test("switching keeps the line under the reader's eyes, and the choice", async () => {
  for (const width of [360, 1280]) {
    const page = await edition.page({ width, height: 700 });
    await go(page, edition.url("tei", LETTER));
    const top = () => page.evaluate(() => [...document.querySelectorAll(".p")].find((p) => p.textContent.startsWith("The minister")).getBoundingClientRect().top);
    await page.evaluate(() => {
      const p = [...document.querySelectorAll(".p")].find((p) => p.textContent.startsWith("The minister"));
      scrollBy({ top: p.getBoundingClientRect().top - document.querySelector(".views").offsetHeight - 12, behavior: "instant" });
    });
    const before = await top();
    await written(page).check();
    assert(Math.abs(await top() - before) < 2, `${width}: ${before} and ${await top()}`);
    await page.getByLabel("edited").check();
    assert(Math.abs(await top() - before) < 2, `${width}, back: ${before} and ${await top()}`);
    await written(page).check();
    await go(page, edition.url("tei", FERRY));
    await go(page, edition.url("tei", LETTER));
    assert(await written(page).isChecked());
    assert((await words(page)).includes("gald"));
    await done(page);
  }
});

test("both texts can be read without script, and printed", async () => {
  const page = await edition.page({ javaScriptEnabled: false });
  await page.goto(edition.url("tei", LETTER));
  const sic = page.locator(".sic").first(), corr = page.locator(".corr").first();
  assert(await corr.isVisible() && !(await sic.isVisible()));
  await written(page).check();
  assert(await sic.isVisible() && !(await corr.isVisible()));
  await page.emulateMedia({ media: "print" });
  assert(await sic.isVisible() && !(await corr.isVisible()));
  assert(!(await page.locator(".views").isVisible()));
  await done(page);
  // Without a style sheet there is one text, the edited one.
  const bare = await edition.page({ javaScriptEnabled: false });
  await bare.route("**/*.css", (route) => route.fulfill({ body: "", contentType: "text/css" }));
  await bare.goto(edition.url("tei", LETTER));
  assert(await bare.locator(".corr").first().isVisible() && !(await bare.locator(".sic").first().isVisible()));
  await done(bare);
});

test("a page with one text has nothing to switch", async () => {
  const page = await edition.page();
  await go(page, edition.url("fresh", "documents/letters/d1.html"));
  assert.equal(await page.locator(".views").count(), 0);
  await done(page);
});

test("entries of the apparatus stand beside their lines, and lead there and back", async () => {
  const page = await edition.page();
  await go(page, edition.url("tei", FERRY));
  const tops = await page.evaluate(() => [...document.querySelectorAll(".appref")].map((ref) => {
    const note = document.querySelector(ref.getAttribute("href")).getBoundingClientRect();
    return [note.top - ref.getBoundingClientRect().top, note.left - document.querySelector(".text").getBoundingClientRect().right];
  }));
  assert.equal(tops.length, 3);
  for (const [down, aside] of tops) assert(Math.abs(down) < 24 && aside > 0, `${down}, ${aside}`);
  await page.locator(".appref").first().click();
  assert.match(await where(page), /app-1$/);
  assert.match(await page.locator(".apparatus .note").first().innerText(), /waiting\s+A\]\s+ready\s+B\s+Γ/);
  await done(page);

  const plain = await edition.page({ width: 360, javaScriptEnabled: false, reducedMotion: "reduce" });
  await plain.goto(edition.url("tei", FERRY));
  await plain.locator(".appref").nth(2).click();
  assert(await inView(plain, "[id$=app-3]"));
  assert.match(await plain.locator("[id$=app-3]").innerText(), /would take\s+A\]\s+om\.\s+B;/);
  assert(await plain.getByText("First printing, Edinburgh, 1811").first().isVisible(), "sigla are explained");
  await plain.locator("[id$=app-3] .backref").click();
  assert(await inView(plain, "[id$=app-3-ref]"));
  await done(plain);
});

test("verses, parts of verses, tables and scripts stand as they should", async () => {
  for (const width of [360, 1280]) {
    const page = await edition.page({ width });
    await go(page, edition.url("tei", FERRY));
    const seen = await page.evaluate(() => {
      const at = (words) => [...document.querySelectorAll(".l")].find((l) => l.textContent.includes(words));
      const left = (e) => { const r = document.createRange(); r.selectNodeContents(e); return r.getClientRects()[0].left; };
      const numbers = [...document.querySelectorAll(".l")].map((l) => getComputedStyle(l, "::before").content).filter((c) => c !== "none" && c !== "normal");
      return {
        numbers,
        indent: left(at("The tide")) - left(at("The boat")),
        part: left(at("No one. The wind.")) - left(at("I said no one")),
        rtl: getComputedStyle(document.querySelector("[lang=ar]")).direction,
        span: document.querySelector("th[colspan]").colSpan,
        speaker: document.querySelector(".speaker").innerText,
      };
    });
    assert.deepEqual(seen.numbers, ['"5"']);
    assert(seen.indent > 8, `${seen.indent}`);
    assert(seen.part > 40, `${seen.part}`);
    assert.equal(seen.rtl, "rtl");
    assert.equal(seen.span, 2);
    await done(page);
  }
});
