// How soon Chromium answers: `node benches/queries.mjs [EDITION] [RECTO] [ROUNDS] [DOCUMENTS]`.
//
// Builds an edition (without one, 1,000 made-up letters of tests/browser/made.mjs; of one with many files, the first
// DOCUMENTS), serves it, and asks its search page what a reader might ask, through the page's own address and script, until
// the results stand on the page, laid out. For each query: milliseconds on a page that has just been opened, with bytes and
// files of the index that it loads; then the median of ROUNDS (15 unless told) and the slowest, with everything loaded.
// RECTO is the program (otherwise target/release/recto). Needs the packages of tests/browser, and Chromium.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import vm from "node:vm";
import { letters } from "../tests/browser/made.mjs";
import { chromium } from "../tests/browser/node_modules/playwright-core/index.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const [edition, recto = join(root, "target", "release", "recto"), rounds = "15", documents = "1000"] = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), "recto-queries-"));
const site = join(scratch, "site");
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

function build() {
  const made = join(scratch, "edition");
  if (edition) {
    const files = readdirSync(join(edition, "content")).filter((it) => /\.(txt|md)$/.test(it)).sort().slice(0, Number(documents));
    mkdirSync(join(made, "content"), { recursive: true });
    cpSync(join(edition, "book.toml"), join(made, "book.toml"));
    for (const file of files) cpSync(join(edition, "content", file), join(made, "content", file));
  } else letters(made, Number(documents));
  execFileSync(recto, ["build", "--dir", made, "--out", site], { stdio: "pipe" });
}

/** What to ask: words of the index's own list, which has the most frequent ones in its first file. */
function queries() {
  const folder = join(site, "search", readdirSync(join(site, "search"))[0]);
  let data;
  vm.runInNewContext(readFileSync(join(folder, "index.js"), "utf8"), { recto_search: (_, it) => { data = it; } });
  const all = data.words.split("|").filter((it) => /^[a-z]{3,}$/.test(it));
  const at = (part) => all[Math.floor(part * (all.length - 1))];
  const [most, often, middle, seldom] = [0, 0.02, 0.3, 0.95].map(at);
  return {
    "the most frequent word": `q=${most}`,
    "a frequent word": `q=${often}`,
    "a rare word": `q=${seldom}`,
    "a beginning": `q=${often.slice(0, 2)}*`,
    "a phrase": `q="${most} ${often}"`,
    "two words (AND)": `q=${often} ${middle}`,
    "OR": `q=${often} OR ${middle} OR ${seldom}`,
    "NOT": `q=${most} -${middle}`,
    "brackets": `q=(${often} OR ${seldom}) ${most} -${middle}`,
    "in the notes": `q=${often}&in=notes`,
    "a time": `q=${often}&from=1841&to=1990`,
    "a kind alone": "kind=letter",
    "by date": `q=${most}&sort=date`,
  };
}

const serve = () => new Promise((resolve) => {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const types = { html: "text/html; charset=utf-8", js: "text/javascript; charset=utf-8", css: "text/css", svg: "image/svg+xml", woff2: "font/woff2" };
    try {
      const body = readFileSync(join(site, path));
      response.writeHead(200, { "content-type": types[path.split(".").at(-1)] ?? "application/octet-stream", "timing-allow-origin": "*" });
      response.end(body);
    } catch { response.writeHead(404).end(); }
  });
  server.listen(0, "127.0.0.1", () => resolve(server));
});

/** In the page: asks, and waits until results stand there. Milliseconds. */
const ask = (fragment) => new Promise((done) => {
  const results = document.querySelector(".search-results");
  const began = performance.now();
  const watch = new MutationObserver(() => {
    if (results.hasAttribute("aria-busy")) return;
    watch.disconnect();
    document.body.getBoundingClientRect();
    done(performance.now() - began);
  });
  watch.observe(results, { attributes: true, attributeFilter: ["aria-busy"] });
  location.hash = fragment;
});

build();
const server = await serve();
const address = `http://127.0.0.1:${server.address().port}/search.html`;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"] });
console.log(`${documents} documents; ${(await browser.version())}`);
console.log(`${"".padEnd(24)} ${"found".padStart(9)} ${"first ms".padStart(9)} ${"KB".padStart(6)} ${"files".padStart(6)} ${"again ms".padStart(9)} ${"slowest".padStart(9)}`);
for (const [name, query] of Object.entries(queries())) {
  const fragment = `#${query.replace(/"/g, "%22").replace(/ /g, "+")}`;
  const page = await browser.newPage();
  await page.goto(address, { waitUntil: "load" });
  const first = await page.evaluate(ask, fragment);
  const status = await page.locator(".search-status").innerText();
  const [bytes, files] = await page.evaluate(() => {
    const loaded = performance.getEntriesByType("resource").filter((it) => new URL(it.name).pathname.startsWith("/search/"));
    return [loaded.reduce((sum, it) => sum + it.decodedBodySize, 0), loaded.length];
  });
  const again = [];
  for (let i = 0; i < Number(rounds); i++) {
    await page.evaluate(ask, "#q=zzzzzz");
    again.push(await page.evaluate(ask, fragment));
  }
  const found = (/[\d.,]+/.exec(status) ?? ["0"])[0];
  console.log(`${name.padEnd(24)} ${found.padStart(9)} ${first.toFixed(1).padStart(9)} ${(bytes / 1000).toFixed(0).padStart(6)} ${String(files).padStart(6)} ${median(again).toFixed(1).padStart(9)} ${Math.max(...again).toFixed(1).padStart(9)}`);
  await page.close();
}
await browser.close();
server.close();
rmSync(scratch, { recursive: true, force: true });
