// How a reader cites: the day of access, the paragraph or note, copying; with and without script.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { done, go, open } from "./edition.mjs";

const DOCUMENT = "documents/frus1981-88v05/d175.html";
let edition;
before(async () => { edition = await open(); });
after(() => edition?.close());

const citations = (page) => page.locator(".citations dd");

test("the day of access is the reader's own, in the form of each style", async () => {
  const page = await edition.page();
  await page.clock.setFixedTime(new Date(2027, 8, 5, 12));
  await go(page, edition.url("shipped", DOCUMENT));
  const [note, bibliography, mla, apa] = await citations(page).allInnerTexts();
  assert.match(note, /\/d175\.html, accessed September 5, 2027\.$/);
  assert.match(bibliography, /\/d175\.html, accessed September 5, 2027\.$/);
  assert.match(mla, /\/d175\.html\. Accessed 5 Sept\. 2027\.$/);
  assert.match(apa, /\/d175\.html$/);
  await done(page);
});

test("without script nobody's day stands there, and nothing is lost", async () => {
  const page = await edition.page({ javaScriptEnabled: false });
  await page.goto(edition.url("shipped", DOCUMENT));
  const texts = await citations(page).allInnerTexts();
  assert.equal(texts.length, 4);
  assert.match(texts[0], /accessed \[date of access\]\.$/);
  await page.close();
});

test("a chosen paragraph or note is the one that is cited", async () => {
  const page = await edition.page();
  await go(page, edition.url("shipped", DOCUMENT));
  const address = () => page.locator(".citations .address").first().innerText();
  const whole = await address();
  for (const place of ["d175p3", "d175fn2"]) {
    await page.evaluate((place) => { location.hash = place; }, place);
    await page.waitForFunction((place) => document.querySelector(".cite-this .address").textContent.endsWith(place), place);
    assert.equal(await address(), `${whole}#${place}`);
  }
  assert.match(await page.locator(".cite-place").innerText(), /leads to the note/);
  await page.getByRole("link", { name: "Cite the whole document" }).click();
  await page.waitForFunction(() => !document.querySelector(".cite-this .address").textContent.includes("#"));
  await done(page);
});

test("where the site's address is not known, the page's own is shown; from a disk none is", async () => {
  const served = await edition.page();
  await go(served, edition.url("fresh", "documents/letters/d1.html"));
  assert.match(await citations(served).first().innerText(), /http:\/\/127\.0\.0\.1:\d+\/my-edition\/documents\/letters\/d1\.html, accessed/);
  await done(served);
  const disk = await edition.page();
  await go(disk, edition.url("fresh", "documents/letters/d1.html", "file"));
  const text = await citations(disk).first().innerText();
  assert(!text.includes("file:") && !text.includes("accessed"), text);
  assert.match(text, /\.$/);
  await done(disk);
});

test("a citation is copied with its italics", async () => {
  const page = await edition.page({ permissions: ["clipboard-read", "clipboard-write"] });
  await go(page, edition.url("shipped", DOCUMENT));
  await page.getByRole("button", { name: "Copy: Chicago, note" }).click();
  await page.locator(".status", { hasText: "Copied" }).waitFor();
  const copied = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const text = async (type) => (await item.getType(type)).text();
    return [await text("text/plain"), await text("text/html")];
  });
  assert.match(copied[0], /^George P\. Shultz to Ronald W\. Reagan, memorandum, January 14, 1986, in .* accessed /);
  assert.match(copied[1], /<i>Quiet Diplomacy<\/i>/);
  await done(page);
});
