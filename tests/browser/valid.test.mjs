// The HTML of every kind of page is valid: the Nu HTML Checker finds no error.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { open } from "./edition.mjs";
import { looked } from "./kinds.mjs";

const jar = join(dirname(createRequire(import.meta.url).resolve("vnu-jar/package.json")), "build", "dist", "vnu.jar");
let edition;
before(async () => { edition = await open({ all: true }); });
after(() => edition?.close());

test("no page that is looked at has an error of HTML", () => {
  const pages = looked(edition.folders).map((it) => join(edition.folders[it.edition], it.path));
  const checked = spawnSync("java", ["-Xss1m", "-jar", jar, "--errors-only", "--format", "json", "--stdout", ...pages], { encoding: "utf8", maxBuffer: 1 << 28 });
  assert(!checked.error, `java cannot be run: ${checked.error?.message}`);
  const { messages } = JSON.parse(checked.stdout);
  assert.deepEqual(messages.map((it) => `${it.url.split("/").slice(-3).join("/")}:${it.lastLine}: ${it.message}`), []);
});
