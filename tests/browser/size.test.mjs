// What pages and searches weigh. Bytes are the same in every run; how long a search takes is told by
// benches/queries.mjs. With TELL=1 the figures are told, too.

import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { LONG, done, go, open, tabTo } from "./edition.mjs";

const KB = 1000;
let edition;
before(async () => { edition = await open({ also: ["long"] }); });
after(() => edition?.close());

/** Everything that a page has loaded from now on: `{ url, sent, whole }`, bytes as sent and unpacked. */
function weigh(page) {
  const loaded = [];
  page.on("requestfinished", (request) => {
    loaded.push((async () => {
      const response = await request.response();
      const [{ responseBodySize }, body] = await Promise.all([request.sizes(), response.body()]);
      return { url: request.url(), sent: responseBodySize, whole: body.length };
    })());
  });
  return () => Promise.all(loaded);
}
const sum = (list, what) => list.reduce((all, it) => all + it[what], 0);

for (const colorScheme of ["light", "dark"]) {
  test(`a document with its fonts weighs less than 150 KB (${colorScheme})`, async () => {
    const page = await edition.page({ colorScheme });
    const loaded = weigh(page);
    await go(page, edition.url("shipped", "documents/frus1981-88v05/d175.html"));
    const all = await loaded();
    const told = all.map((it) => `${it.sent} ${it.url}`).join("\n");
    assert(all.some((it) => it.url.endsWith(".woff2")), told);
    assert(sum(all, "sent") < 150 * KB, `${sum(all, "sent")} bytes\n${told}`);
    if (process.env.TELL) console.log(`# ${sum(all, "sent")} bytes\n${told}`);
    await done(page);
  });
}

test("the index of a thousand letters has at most 6 KB for each", () => {
  const folder = join(edition.folders.long, "search");
  const files = readdirSync(folder, { recursive: true }).map((it) => statSync(join(folder, it))).filter((it) => it.isFile());
  const bytes = files.reduce((all, it) => all + it.size, 0);
  assert(bytes / LONG <= 6 * KB, `${bytes / LONG} bytes a letter`);
});

// Words of the letters: `the`, `of`, `harbour` are in nearly all, `humanism` is in one.
for (const query of ["the", "harbour", "humanism", "huma*", "th*", "h*", "the harbour", "harbour OR humanism", "the -humanism", "(harbour OR humanism) of", "the&in=notes", "harbour&from=1845&to=1850", "the&sort=date", "\"was for humanism\"", "was for humanism in the harbour that to his of and with", "\"it was for humanism\" OR \"of that harbour to the\""]) {
  test(`the first search in a thousand letters loads at most 300 KB: ${query}`, async () => {
    const page = await edition.page();
    const loaded = weigh(page);
    await go(page, edition.url("long", `search.html#q=${query.replace(/"/g, "%22").replace(/ /g, "+")}`));
    await page.locator(".search-status:not(:empty) + .search-results:not([aria-busy]) .hits a").first().waitFor();
    const index = (await loaded()).filter((it) => it.url.includes("/search/"));
    const told = `${sum(index, "sent")} bytes sent, ${sum(index, "whole")} unpacked, ${index.length} files`;
    assert(index.length > 2, told);
    assert(sum(index, "whole") <= 300 * KB, told);
    if (process.env.TELL) console.log(`# ${query}: ${told}`);
    await done(page);
  });
}

/** Paragraphs and notes of each letter, as they were made. */
function sources() {
  return Array.from({ length: LONG }, (_, at) => readFileSync(join(`${edition.folders.long}-sources`, "content", "letters", `${at + 1}.txt`), "utf8").split("\n\n"));
}
const status = (page) => page.locator(".search-status").innerText();
const settled = (page) => page.locator(".search-status:not(:empty) + .search-results:not([aria-busy])").waitFor({ state: "attached" });

for (const query of ["h*", "th*", "t*"]) {
  test(`all documents with a word that begins so are counted: ${query}`, async () => {
    const begins = new RegExp(`(?<!\\p{L})${query.slice(0, -1)}`, "iu");
    const page = await edition.page();
    for (const part of ["", "text"]) {
      const there = sources().filter((all) => all.slice(0, part ? -1 : undefined).some((it) => begins.test(it)));
      await go(page, edition.url("long", `search.html#q=${query}${part ? `&in=${part}` : ""}`));
      await settled(page);
      assert.equal(await status(page), `${there.length.toLocaleString()} documents`);
      assert(await page.locator("mark").count() > 0);
    }
    await done(page);
  });
}

/** Two words that often stand in one paragraph, and side by side in so many letters, or a few more. */
function neighbours(least) {
  const all = sources();
  const letters = (first, second) => all.filter((paragraphs) => paragraphs.some((it) => new RegExp(`(?<!\\p{L})${first}[^\\p{L}]+${second}(?!\\p{L})`, "iu").test(it))).length;
  const times = new Map();
  for (const word of all.flat().join(" ").toLowerCase().match(/\p{L}+/gu)) times.set(word, (times.get(word) ?? 0) + 1);
  const words = [...times].sort((a, b) => b[1] - a[1]).map(([word]) => word).slice(40, 60);
  const pairs = words.flatMap((first) => words.map((second) => [first, second, letters(first, second)]));
  return pairs.filter(([,, count]) => count >= least).sort((a, b) => a[2] - b[2])[0];
}

test("a look whose texts cannot be loaded is told, and the next passes nothing over", async () => {
  // In the order of time those that have the phrase stand among those that have its words.
  const [first, second, there] = neighbours(12);
  const page = await edition.page();
  await go(page, edition.url("long", `search.html#q=%22${first}+${second}%22&sort=date`));
  await settled(page);
  const button = page.getByRole("button", { name: "Look further" });
  const failed = page.locator(".search-status").getByText("could not be loaded");
  for (let looks = 0; await button.isVisible(); looks++) {
    assert(looks < 40);
    await page.route("**/search/**/t*.js", (route) => route.abort());
    await button.click();
    await failed.waitFor();
    await page.unroute("**/search/**/t*.js");
    assert(page.faults.splice(0).every((it) => it.includes("ERR_FAILED")));
    await button.click();
    await failed.waitFor({ state: "detached" });
    await page.locator(".search-results:not([aria-busy])").waitFor({ state: "attached" });
  }
  assert.equal(await status(page), `${there} documents`);
  assert.equal(await page.locator(".search-results > li").count(), there);
  await done(page);
});

test("a rare phrase of frequent words: a first look, what is told of it, and looking further", async () => {
  const [first, second, there] = neighbours(3);

  const page = await edition.page();
  const loaded = weigh(page);
  await go(page, edition.url("long", `search.html#q=%22${first}+${second}%22`));
  await settled(page);
  const bytes = async () => sum((await loaded()).filter((it) => it.url.includes("/search/")), "whole");
  const begun = await bytes();
  assert(begun <= 300 * KB, `${begun} bytes`);
  const told = await status(page);
  assert.match(told, /^(At least \d found|Nothing found yet) · \d+ of \d+ possible documents looked through$/);
  const [looked, possible] = /(\d+) of (\d+) possible/.exec(told).slice(1).map(Number);
  assert(looked > 0 && looked < possible, told);
  const found = await page.locator(".search-results > li").count();
  assert(found <= there);
  assert(told.startsWith(found ? `At least ${found} found` : "Nothing found yet"), told);
  const button = page.getByRole("button", { name: "Look further" });
  await tabTo(page, ".search-more button");
  let looks = 0;
  while (await button.isVisible()) {
    const before = await bytes();
    assert(++looks < 20);
    await button.focus();
    await page.keyboard.press("Enter");
    await page.locator(".search-results:not([aria-busy])").waitFor({ state: "attached" });
    assert(await page.evaluate(() => document.activeElement !== document.body), "the focus is lost");
    const after = await bytes();
    assert(after - before <= 1300 * KB, `${after - before} bytes`);
  }
  assert.equal(await status(page), `${there} documents`);
  assert.equal(await page.locator(".search-results > li").count(), there);
  if (process.env.TELL) console.log(`# "${first} ${second}": ${begun} bytes, ${looked} of ${possible}; ${looks} more looks`);
  await done(page);

  // Who goes and comes back finds as many.
  const other = await edition.page();
  await go(other, edition.url("long", `search.html#q=%22${first}+${second}%22`));
  await settled(other);
  while (await other.locator(".search-results > li").count() < there) {
    await other.getByRole("button", { name: "Look further" }).click();
    await other.locator(".search-results:not([aria-busy])").waitFor({ state: "attached" });
  }
  await other.locator(".hits a").first().click();
  await other.waitForURL(/letters\/d/);
  await other.goBack();
  await other.locator(".search-results > li").nth(there - 1).waitFor();
  await done(other);
});
