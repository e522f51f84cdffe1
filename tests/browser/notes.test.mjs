// Notes: there and back, by keyboard, by tap, without script, on the wire and from a disk.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { done, go, inView, open, tabTo, where } from "./edition.mjs";

const LETTER = "documents/frus1981-88v05/d175.html";
const NOTE_2 = "See Document 168.";
let edition;
before(async () => { edition = await open(); });
after(() => edition?.close());

for (const scheme of ["http", "file"]) {
  test(`${scheme}: on a wide screen the keyboard goes to a note and comes back`, async () => {
    const page = await edition.page();
    await go(page, edition.url("shipped", LETTER, scheme));
    await tabTo(page, "#d175fn2-ref");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => location.hash === "#d175fn2");
    assert.equal(await where(page), "d175fn2");
    assert(await inView(page, "#d175fn2"));
    // The next stop is in the note: its own reference, and then the way back.
    await page.keyboard.press("Tab");
    assert(await page.evaluate(() => !!document.activeElement.closest("#d175fn2")), "the focus is in the note");
    await tabTo(page, "#d175fn2 .backref", 5);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => location.hash === "#d175fn2-ref");
    assert.equal(await where(page), "d175fn2-ref");
    assert(await inView(page, "#d175fn2-ref"));
    await done(page);
  });

  test(`${scheme}: on a narrow screen a note opens in place, and Escape gives the focus back`, async () => {
    const page = await edition.page({ width: 360, height: 740 });
    await go(page, edition.url("shipped", LETTER, scheme));
    await tabTo(page, "#d175fn2-ref");
    await page.keyboard.press("Enter");
    const pop = page.getByRole("dialog");
    await pop.waitFor();
    assert((await pop.innerText()).includes(NOTE_2));
    assert(await page.evaluate(() => !!document.activeElement.closest("[role=dialog]")), "the focus is in the note");
    await page.keyboard.press("Escape");
    assert.equal(await pop.count(), 0);
    assert.equal(await where(page), "d175fn2-ref");
    await done(page);
  });
}

test("an opened note is closed by its button, by a second tap, and by a tap elsewhere", async () => {
  const page = await edition.page({ width: 360, height: 740, hasTouch: true });
  await go(page, edition.url("shipped", LETTER));
  const mark = page.locator("#d175fn2-ref");
  const pop = page.getByRole("dialog");
  await mark.tap();
  await pop.waitFor();
  await pop.getByRole("button").tap();
  assert.equal(await pop.count(), 0);
  assert.equal(await where(page), "d175fn2-ref");
  await mark.tap();
  await pop.waitFor();
  await mark.tap();
  assert.equal(await pop.count(), 0);
  await mark.tap();
  await pop.waitFor();
  await page.locator("h1").tap();
  assert.equal(await pop.count(), 0);
  await done(page);
});

test("an opened note shows no id twice and covers its own line nowhere", async () => {
  const page = await edition.page({ width: 360, height: 740 });
  await go(page, edition.url("shipped", LETTER));
  for (const mark of await page.locator("article > .text .noteref").all()) {
    await mark.click();
    const pop = page.getByRole("dialog");
    await pop.waitFor();
    const [doubled, covers] = await page.evaluate((id) => {
      const ids = [...document.querySelectorAll("[id]")].map((it) => it.id);
      const line = document.getElementById(id).getBoundingClientRect();
      const box = document.querySelector("[role=dialog]").getBoundingClientRect();
      return [ids.filter((it, i) => ids.indexOf(it) !== i), box.top < line.bottom && box.bottom > line.top];
    }, await mark.getAttribute("id"));
    assert.deepEqual(doubled, []);
    assert.equal(covers, false);
    await page.keyboard.press("Escape");
  }
  await done(page);
});

test("each note stands once in the text, and every mark and way back leads somewhere", async () => {
  const page = await edition.page();
  await go(page, edition.url("shipped", LETTER));
  const broken = await page.evaluate(() => {
    const target = (a) => document.getElementById(a.getAttribute("href").slice(1));
    const marks = [...document.querySelectorAll("a.noteref")];
    const backs = [...document.querySelectorAll("a.backref")];
    return [...marks.filter((a) => !target(a)?.matches(".note")), ...backs.filter((a) => !target(a)?.matches(".noteref"))].map((a) => a.outerHTML);
  });
  assert.deepEqual(broken, []);
  const text = await page.evaluate(() => [...document.querySelectorAll("article > .text, article > .notes")].map((it) => it.textContent).join());
  assert.equal(text.split(NOTE_2).length - 1, 1);
  await done(page);
});

for (const width of [360, 1280]) {
  test(`without script, ${width} wide: text and notes are there and their links work`, async () => {
    const page = await edition.page({ width, javaScriptEnabled: false, reducedMotion: "reduce" });
    await page.goto(edition.url("shipped", LETTER));
    for (const words of ["Dobrynin came by Monday evening", "should be understood in the the U.S.", NOTE_2, "No classification marking."]) {
      assert(await page.getByText(words).first().isVisible(), words);
    }
    // Whether an element stands still cannot be asked without script.
    const click = (selector) => page.locator(selector).click({ force: true });
    await click("#d175fn2-ref");
    assert(page.url().endsWith("#d175fn2"));
    assert(await inView(page, "#d175fn2"));
    await click("#d175fn2 .backref");
    assert(page.url().endsWith("#d175fn2-ref"));
    assert(await inView(page, "#d175fn2-ref"));
    await click("#d175fn2 a.ref");
    await page.waitForURL("**/d168.html");
    await done(page);
  });
}
