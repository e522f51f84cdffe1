// What the tests stand on: editions, built by the program under test, a server, a browser.
//
// `shipped` is the edition of this repository, served at the root; `fresh` is what `recto init`
// makes, served at /my-edition/; `tei` and `rich` are the folders beside this file; `long` are
// the letters of made.mjs; `arabic` is a fresh one that is read from right to left. All are also
// on disk, for file://. Every page is watched: a word on the console, an error of a script, a
// request that fails or leaves the site, is kept in `page.faults`, and `done` fails on it. The
// server sends the strictest policy that the themes promise to live under.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join, normalize, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { letters } from "./made.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
export const recto = process.env.RECTO ?? join(root, "target", "debug", "recto");

/**
 * The editions, and below which path each is served. `open` builds the first three; those that
 * follow only when it is asked for `all`.
 */
const EDITIONS = {
  shipped: { base: "/" },
  fresh: { base: "/my-edition/" },
  tei: { base: "/tei/" },
  rich: { base: "/rich/", further: true },
  long: { base: "/long/", further: true },
  arabic: { base: "/arabic/", further: true },
};

/** How many letters the long edition has. */
export const LONG = 1000;

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

function build(folder, out, base) {
  execFileSync(recto, ["build", "--strict", "--dir", folder, "--out", out, "--site-url", base], { stdio: "pipe" });
}

/** Makes the sources of an edition where they do not lie ready; returns their folder. */
function sources(name, scratch) {
  const made = join(scratch, `${name}-sources`);
  switch (name) {
    case "shipped":
      return root;
    case "fresh":
      execFileSync(recto, ["init", made], { stdio: "pipe" });
      return made;
    case "arabic": {
      execFileSync(recto, ["init", made], { stdio: "pipe" });
      const settings = join(made, "book.toml");
      writeFileSync(settings, readFileSync(settings, "utf8").replace(/language = "en"/, 'language = "ar"'));
      return made;
    }
    case "long":
      letters(made, LONG);
      return made;
    default:
      return join(root, "tests", "browser", name);
  }
}

/** The header of a request that wants its fonts late. */
export const LATE_FONTS = { "x-late-fonts": "please" };

/** Serves sites, `[base, folder]` each. Texts are sent packed, as the hosts of static sites do. */
function serve(sites) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const [base, folder] = sites.find(([base]) => path.startsWith(base));
    const file = normalize(join(folder, path.slice(base.length) || "index.html"));
    const send = (status, name) => {
      let body = readFileSync(name);
      const type = TYPES[extname(name)] ?? "application/octet-stream";
      const headers = { "content-type": type, "content-security-policy": "default-src 'self'" };
      const isFont = type.startsWith("font/");
      const late = isFont && "x-late-fonts" in request.headers;
      if (isFont) headers["cache-control"] = late ? "no-store" : "max-age=600";
      if (!isFont && /gzip/.test(request.headers["accept-encoding"] ?? "")) {
        body = gzipSync(body);
        headers["content-encoding"] = "gzip";
      }
      response.writeHead(status, headers);
      if (late) setTimeout(() => response.end(body), 200);
      else response.end(body);
    };
    try {
      assert(file.startsWith(folder + sep));
      send(200, file.endsWith(sep) ? join(file, "index.html") : file);
    } catch {
      send(404, join(folder, "404.html"));
    }
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

/** Builds, serves, starts the browser. With `all`, also the further editions; or those named in `also`. */
export async function open({ all = false, also = [] } = {}) {
  const scratch = mkdtempSync(join(tmpdir(), "recto-browser-"));
  const names = Object.keys(EDITIONS).filter((name) => all || !EDITIONS[name].further || also.includes(name));
  const folders = Object.fromEntries(names.map((name) => [name, join(scratch, name)]));
  // The root's own comes last: every path begins like it.
  const sites = names.map((name) => [EDITIONS[name].base, folders[name]]).sort(([a], [b]) => b.length - a.length);
  const server = await serve(sites);
  const origin = `http://127.0.0.1:${server.address().port}`;
  for (const name of names) {
    // One edition knows its whole address, the others where they are on their host.
    const { base } = EDITIONS[name];
    build(sources(name, scratch), folders[name], name === "shipped" ? `${origin}${base}` : base);
  }
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    // Playwright gives every run a profile folder of its own.
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });
  const each = (home) => Object.fromEntries(names.map((name) => [name, home(name)]));
  const homes = {
    http: each((name) => origin + EDITIONS[name].base),
    file: each((name) => pathToFileURL(folders[name] + sep).href),
  };
  return {
    folders,
    /** The address of a page: `url("shipped", "people.html", "file")`. */
    url: (edition, path, scheme = "http") => homes[scheme][edition] + path,
    /** A new page in a context of its own, watched. */
    async page({ width = 1280, height = 900, ...options } = {}) {
      const context = await browser.newContext({ viewport: { width, height }, ...options });
      const page = await context.newPage();
      page.faults = [];
      const own = [origin, ...Object.values(homes.file)];
      context.on("request", (request) => {
        const url = request.url();
        if (!own.some((it) => url.startsWith(it))) page.faults.push(`a request to ${url}`);
      });
      context.on("requestfailed", (request) => {
        const why = request.failure()?.errorText;
        // What is under way when the reader goes on is broken off.
        if (why !== "net::ERR_ABORTED") page.faults.push(`${why}: ${request.url()}`);
      });
      page.on("console", (message) => page.faults.push(`console: ${message.text()}`));
      page.on("pageerror", (error) => page.faults.push(`script: ${error.message}`));
      return page;
    },
    async close() {
      await browser.close();
      server.closeAllConnections?.();
      server.close();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}

/** Goes to a page and waits until its fonts are there and its scripts have run. */
export async function go(page, url) {
  await page.goto(url, { waitUntil: "load" });
  await page.evaluate(() => document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))));
}

/** Ends a test on a page: nothing may have gone wrong behind the scenes. */
export async function done(page) {
  // Chromium says on the console that a page was not found; the test of 404.html asks for that.
  const faults = page.faults.filter((it) => !(page.expects404 && it.includes("404")));
  await page.context().close();
  assert.deepEqual(faults, []);
}

/** Presses Tab until the focus is on what `selector` names. */
export async function tabTo(page, selector, most = 200) {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((it) => document.activeElement?.matches(it), selector)) return;
  }
  assert.fail(`Tab does not reach ${selector}`);
}

/** The id of what has the focus, or else of what the address names. */
export const where = (page) =>
  page.evaluate(() => {
    const focus = document.activeElement;
    return focus && focus !== document.body && focus.id ? focus.id : (document.querySelector(":target")?.id ?? "");
  });

/** Whether an element comes into the part of the page that is seen; scrolling takes a while. */
export async function inView(page, selector) {
  for (let i = 0; i < 40; i++) {
    const seen = await page.evaluate((it) => {
      const box = document.querySelector(it).getBoundingClientRect();
      return box.height > 0 && box.bottom > 0 && box.top < innerHeight;
    }, selector);
    if (seen) return true;
    await page.waitForTimeout(50);
  }
  return false;
}
