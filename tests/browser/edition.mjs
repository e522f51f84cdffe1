// What the tests stand on: three editions, built by the program under test, a server, a browser.
//
// `shipped` is the edition of this repository, served at the root; `fresh` is what `recto init`
// makes, served at /my-edition/; `tei` is the folder tei/ beside this file, served at /tei/. All are also on disk, for file://. Every page is watched: a
// word on the console, an error of a script, a request that fails or leaves the site, is kept in
// `page.faults`, and `done` fails on it. The server sends the strictest policy that the themes
// promise to live under.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join, normalize, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
export const recto = process.env.RECTO ?? join(root, "target", "debug", "recto");

/** Every kind of page, by the edition that has it. */
export const KINDS = {
  shipped: [
    "index.html",
    "documents/frus1981-88v05/d11.html",
    "documents/frus1981-88v05/d168.html",
    "documents/frus1981-88v05/d175.html",
    "documents/frus1981-88v05/d175.tei.html",
    "documents/frus1981-88v41/d85.html",
    "method.html",
    "rights.html",
    "kinds.html",
    "kinds/letter.html",
    "timeline.html",
    "people.html",
    "people/shultz.html",
    "places.html",
    "organizations/mfa.html",
    "glossary.html",
    "glossary/hrem.html",
    "search.html",
    "404.html",
  ],
  fresh: [
    "index.html",
    "documents/letters/d1.html",
    "timeline.html",
    "people.html",
    "people/alder-mary.html",
    "search.html",
    "404.html",
  ],
  tei: ["documents/letter.html", "documents/ferry.html", "documents/log/index.html", "documents/log/log2.html", "documents/log/about.html"],
};

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

function serve(sites) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const [base, folder] = sites.find(([base]) => path.startsWith(base));
    const file = normalize(join(folder, path.slice(base.length) || "index.html"));
    const send = (status, name) => {
      const body = readFileSync(name);
      response.writeHead(status, {
        "content-type": TYPES[extname(name)] ?? "application/octet-stream",
        "content-security-policy": "default-src 'self'",
      });
      response.end(body);
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

/** Builds, serves, starts the browser. */
export async function open() {
  const scratch = mkdtempSync(join(tmpdir(), "recto-browser-"));
  const folders = { shipped: join(scratch, "shipped"), fresh: join(scratch, "fresh"), tei: join(scratch, "tei") };
  const server = await serve([["/my-edition/", folders.fresh], ["/tei/", folders.tei], ["/", folders.shipped]]);
  const origin = `http://127.0.0.1:${server.address().port}`;
  build(root, folders.shipped, `${origin}/`);
  execFileSync(recto, ["init", join(scratch, "new")], { stdio: "pipe" });
  build(join(scratch, "new"), folders.fresh, "/my-edition/");
  build(join(root, "tests", "browser", "tei"), folders.tei, "/tei/");
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    // Playwright gives every run a profile folder of its own.
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });
  const homes = {
    http: { shipped: `${origin}/`, fresh: `${origin}/my-edition/`, tei: `${origin}/tei/` },
    file: {
      shipped: pathToFileURL(folders.shipped + sep).href,
      fresh: pathToFileURL(folders.fresh + sep).href,
      tei: pathToFileURL(folders.tei + sep).href,
    },
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
