// The picture in README.md: a document of the shipped edition, as a wide screen shows it.
//
//     node tests/browser/screenshot.mjs

import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { go, open } from "./edition.mjs";

const picture = fileURLToPath(new URL("../../docs/images/document.png", import.meta.url));
const edition = await open();
const page = await edition.page({ width: 1200, height: 1000 });
await go(page, edition.url("shipped", "documents/frus1981-88v05/d175.html"));
await page.screenshot({ path: picture });
await edition.close();
console.log(`${picture}: ${Math.ceil(statSync(picture).size / 1024)} KB`);
