// Who a name means and what a reference leads to, told beside the words.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { done, go, open } from "./edition.mjs";

const LETTER = "documents/frus1981-88v05/d175.html";
const DOBRYNIN = "#d175p1 a.persname";
let edition;
before(async () => { edition = await open(); });
after(() => edition?.close());

for (const scheme of ["http", "file"]) {
  test(`${scheme}: pointing at a name tells the office held then, Escape closes it`, async () => {
    const page = await edition.page();
    await go(page, edition.url("shipped", LETTER, scheme));
    const name = page.locator(DOBRYNIN).first();
    await name.hover();
    const tip = page.getByRole("tooltip");
    await tip.waitFor();
    const words = await tip.innerText();
    assert(words.includes("Anatoly F. Dobrynin") && words.includes("Soviet Ambassador"), words);
    assert.equal(await name.getAttribute("aria-describedby"), "peek");
    await page.keyboard.press("Escape");
    assert.equal(await tip.count(), 0);
    assert.equal(await name.getAttribute("aria-describedby"), null);
    await done(page);
  });
}

test("a reference shows the document it leads to, by keyboard, and going on closes it", async () => {
  const page = await edition.page();
  await go(page, edition.url("shipped", LETTER));
  const reference = page.locator("#d175fn2 a.ref");
  await page.locator("#d175fn2-ref").focus();
  await page.keyboard.press("Tab");
  for (let stop = 0; stop < 400 && !(await reference.evaluate((a) => a === document.activeElement)); stop++) await page.keyboard.press("Tab");
  const tip = page.getByRole("tooltip");
  await tip.waitFor();
  const words = await tip.innerText();
  assert(words.includes("Letter From President Reagan"), words);
  assert(words.includes("December 7, 1985"), words);
  assert(words.includes("The visit of Secretary Baldrige"), words);
  await page.keyboard.press("Tab");
  assert.equal(await tip.count(), 0);
  await done(page);
});

test("the pointer may go to what is shown, and it stays inside a narrow window", async () => {
  const page = await edition.page({ width: 360, height: 740 });
  await go(page, edition.url("shipped", LETTER));
  const name = page.locator(DOBRYNIN).first();
  await name.hover();
  const tip = page.getByRole("tooltip");
  await tip.waitFor();
  const box = await tip.boundingBox();
  assert(box.x >= 0 && box.x + box.width <= 360, JSON.stringify(box));
  await tip.hover();
  await page.waitForTimeout(400);
  assert.equal(await tip.count(), 1);
  await page.mouse.move(180, 5);
  await tip.waitFor({ state: "detached" });
  await done(page);
});

test("the first tap on a name tells who it is, the second goes to the page", async () => {
  const page = await edition.page({ width: 360, height: 740, hasTouch: true });
  await go(page, edition.url("shipped", LETTER));
  const name = page.locator(DOBRYNIN).first();
  await name.tap();
  await page.getByRole("tooltip").waitFor();
  assert(page.url().endsWith("d175.html"), page.url());
  await name.tap();
  await page.waitForURL(/people\/dobrynin\.html$/);
  await done(page);
});

test("without script who is named stands below the text", async () => {
  const page = await edition.page({ javaScriptEnabled: false });
  await page.goto(edition.url("shipped", LETTER));
  const words = await page.locator(".named-here").innerText();
  for (const named of ["Anatoly F. Dobrynin", "Soviet Ambassador", "divided spouses", "Geneva"]) assert(words.includes(named), named);
  await done(page);
});
