// What pages and searches weigh. Bytes are the same in every run; how long a search takes is told by
// benches/queries.mjs. With TELL=1 the figures are told, too.

import assert from "node:assert/strict";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { LONG, done, go, open } from "./edition.mjs";

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
for (const query of ["the", "harbour", "humanism", "huma*", "th*", "the harbour", "harbour OR humanism", "the -humanism", "(harbour OR humanism) of", "the&in=notes", "harbour&from=1845&to=1850", "the&sort=date", "\"was for humanism\""]) {
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
