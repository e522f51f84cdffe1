// Pictures of pages, to be looked at.
//
//     node tests/browser/screenshot.mjs               the picture in README.md
//     node tests/browser/screenshot.mjs all [WORD]    the pages that pages.test.mjs looks at, those whose edition and
//                                                     address have WORD, at four widths, light, dark and printed,
//                                                     below tests/out/

import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { go, open } from "./edition.mjs";
import { looked } from "./kinds.mjs";

const WIDTHS = [360, 768, 1280, 1800];
const [what, word = ""] = process.argv.slice(2);

async function readme(edition) {
  const picture = fileURLToPath(new URL("../../docs/images/document.png", import.meta.url));
  const page = await edition.page({ width: 1200, height: 1000 });
  await go(page, edition.url("shipped", "documents/frus1981-88v05/d175.html"));
  await page.screenshot({ path: picture });
  console.log(`${picture}: ${Math.ceil(statSync(picture).size / 1024)} KB`);
}

async function all(edition) {
  const out = fileURLToPath(new URL("../out/screens", import.meta.url));
  const shown = looked(edition.folders).map((it) => [it.edition, it.path]).filter((it) => it.join("/").includes(word));
  const taken = [];
  const path = (...parts) => {
    const file = join(out, ...parts);
    mkdirSync(dirname(file), { recursive: true });
    return file;
  };
  for (const colorScheme of ["light", "dark"]) {
    for (const width of WIDTHS) {
      const page = await edition.page({ width, height: 1000, colorScheme });
      for (const [name, address] of shown) {
        const picture = join(name, address.replaceAll("/", "_"), `${colorScheme}-${width}.png`);
        await go(page, edition.url(name, address));
        await page.screenshot({ path: path(picture), fullPage: true });
        taken.push(picture);
      }
      await page.context().close();
    }
  }
  const page = await edition.page();
  for (const [name, address] of shown) {
    await go(page, edition.url(name, address));
    await page.pdf({ path: path(name, address.replaceAll("/", "_"), "print.pdf"), format: "A4" });
  }
  const rows = taken.map((it) => `<figure><figcaption>${it}</figcaption><img loading="lazy" src="${encodeURI(it)}" alt=""></figure>`);
  writeFileSync(join(out, "index.html"), `<!doctype html><meta charset="utf-8"><title>Screens</title>${rows.join("\n")}\n`);
  console.log(`${taken.length} pictures and ${shown.length} prints: ${join(out, "index.html")}`);
}

const edition = await open({ all: what === "all" });
try {
  await (what === "all" ? all(edition) : readme(edition));
} finally {
  await edition.close();
}
