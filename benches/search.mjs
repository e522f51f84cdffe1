// What search costs: `node benches/search.mjs EDITION [RECTO] [ROUNDS] [DOCUMENTS …]`.
//
// Takes the first documents of an edition of many files (100, 1,000 and 10,000 unless told), builds their site with search
// and without in turn, and says the medians: seconds, peak memory, bytes of the index a document. Then it asks the index of
// the last build what a reader might ask, with the script of the theme and a loader that counts, each query of ten results
// with nothing loaded and once more. RECTO is the program (otherwise target/release/recto). Linux only: /usr/bin/time.

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const [edition, recto = join(root, "target", "release", "recto"), rounds = "5", ...counts] = process.argv.slice(2);
vm.runInThisContext(readFileSync(join(root, "themes", "default", "js", "search-index.js"), "utf8"));

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

/** An edition of the first documents, with search or without. */
function subset(folder, files, search) {
  mkdirSync(join(folder, "content"), { recursive: true });
  writeFileSync(join(folder, "book.toml"), `[book]\ntitle = "Bench"\n[output.html.search]\nenable = ${search}\n`);
  for (const file of files) cpSync(join(edition, "content", file), join(folder, "content", file));
}

function build(folder, out) {
  const made = spawnSync("/usr/bin/time", ["-f", "%e %U %S %M", recto, "build", "--dir", folder, "--out", out], { encoding: "utf8" });
  if (made.status !== 0) throw new Error(made.stderr);
  const [wall, user, system, memory] = made.stderr.trim().split("\n").at(-1).split(" ").map(Number);
  return { wall, cpu: user + system, memory: memory / 1024 };
}

const indexOf = (site) => { const at = join(site, "search"); return join(at, readdirSync(at)[0]); };

/** Asks with nothing loaded: bytes, files, milliseconds; then again. */
async function ask(folder, wish) {
  let bytes = 0, files = 0;
  const index = new RectoSearch.Index((name) => new Promise((done) => {
    globalThis.recto_search = (_, data) => done(data);
    const text = readFileSync(join(folder, `${name}.js`), "utf8");
    bytes += Buffer.byteLength(text);
    files++;
    vm.runInThisContext(text);
  }));
  const once = async () => {
    const began = performance.now();
    const found = await index.search(wish);
    const shown = await found.next(10);
    return [performance.now() - began, shown.length, found.count().most];
  };
  const [first, shown, most] = await once();
  const again = [];
  for (let i = 0; i < 9; i++) again.push((await once())[0]);
  return { bytes, files, first, again: median(again), shown, most };
}

/** Words of an index: its most frequent, and rarer ones. */
function words(folder) {
  let data;
  globalThis.recto_search = (_, it) => { data = it; };
  vm.runInThisContext(readFileSync(join(folder, "index.js"), "utf8"));
  const all = data.words.split("|").filter((it) => /^[a-z]{4,}$/.test(it));
  const at = (part) => all[Math.floor(part * (all.length - 1))];
  return { frequent: at(0.02), middle: at(0.3), rare: at(0.95) };
}

const every = readdirSync(join(edition, "content")).filter((it) => /\.(txt|md)$/.test(it)).sort();
const scratch = mkdtempSync(join(tmpdir(), "recto-search-"));
for (const count of (counts.length ? counts : ["100", "1000", "10000"]).map(Number)) {
  const files = every.slice(0, count), costs = { true: [], false: [] };
  for (const search of [true, false]) subset(join(scratch, `${count}-${search}`), files, search);
  for (let round = 0; round <= Number(rounds); round++) {
    for (const search of [true, false]) {
      const cost = build(join(scratch, `${count}-${search}`), join(scratch, `${count}-${search}-site`));
      // The first round fills the system's caches.
      if (round) costs[search].push(cost);
    }
  }
  const folder = indexOf(join(scratch, `${count}-true-site`)), sizes = readdirSync(folder).map((it) => statSync(join(folder, it)).size);
  const told = (search, what) => median(costs[search].map((it) => it[what])).toFixed(2);
  console.log(`\n${files.length} documents: index ${Math.round(sizes.reduce((a, b) => a + b, 0) / files.length)} bytes a document, ${sizes.length} files`);
  for (const search of [true, false]) console.log(`  ${search ? "with" : "without"} search: ${told(search, "wall")} s, processor ${told(search, "cpu")} s, memory ${told(search, "memory")} MB`);
  const { frequent, middle, rare } = words(folder);
  for (const q of [frequent, middle, rare, `${frequent} ${middle}`, `"${frequent} ${middle}"`, `${frequent.slice(0, 3)}*`, `${middle} -${frequent}`]) {
    const it = await ask(folder, { q });
    console.log(`  ${q.padEnd(28)} ${String(it.most).padStart(6)} found, ${it.shown} shown; first ${Math.round(it.bytes / 1000)} KB in ${it.files} files, ${it.first.toFixed(0)} ms; again ${it.again.toFixed(1)} ms`);
  }
}
rmSync(scratch, { recursive: true, force: true });
