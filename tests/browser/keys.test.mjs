// Shortcuts of one key: what they do, where they keep still, and that they can be turned off.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { done, go, open } from "./edition.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const DOCUMENT = "documents/frus1981-88v05/d175.html";
let edition;
before(async () => { edition = await open(); });
after(() => edition?.close());

const focus = (page) => page.evaluate(() => document.activeElement.getAttribute("name") ?? document.activeElement.id);
const name = (page) => page.evaluate(() => location.pathname.split("/").pop());
const helper = (page) => page.getByRole("button", { name: "Keyboard shortcuts" });

test("a slash leads to the search box, and the box gets no slash", async () => {
  for (const scheme of ["http", "file"]) {
    const page = await edition.page();
    await go(page, edition.url("shipped", DOCUMENT, scheme));
    await page.keyboard.press("/");
    assert.equal(await focus(page), "q", scheme);
    assert.equal(await page.inputValue("[name=q]"), "");
    // In the box a slash is a slash.
    await page.keyboard.type("a/b?jk");
    assert.equal(await page.inputValue("[name=q]"), "a/b?jk");
    assert.equal(await name(page), "d175.html");
    await done(page);
  }
  const page = await edition.page();
  await go(page, edition.url("shipped", "search.html"));
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("/");
  assert.equal(await focus(page), "q");
  await done(page);
});

test("j and k lead to the next and the previous document, where there is one", async () => {
  for (const scheme of ["http", "file"]) {
    const page = await edition.page();
    await go(page, edition.url("tei", "documents/log/log2.html", scheme));
    const next = await page.evaluate(() => document.querySelector("a[rel=next]").getAttribute("href"));
    await page.keyboard.press("j");
    await page.waitForURL((url) => url.pathname.endsWith(`/${next}`));
    await page.waitForLoadState("load");
    await page.waitForFunction(() => document.querySelector(".keys-open"));
    await page.keyboard.press("k");
    await page.waitForURL((url) => url.pathname.endsWith("/log2.html"));
    await done(page);
  }
  // Where nothing comes after, nothing happens.
  const page = await edition.page();
  await go(page, edition.url("shipped", "people.html"));
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  assert.equal(await name(page), "people.html");
  await done(page);
});

test("on a keyboard of another script the same keys of the board serve", async () => {
  const page = await edition.page();
  await go(page, edition.url("tei", "documents/log/log2.html"));
  const next = await page.evaluate(() => document.querySelector("a[rel=next]").getAttribute("href"));
  await page.evaluate(() => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "о", code: "KeyJ", bubbles: true, cancelable: true })));
  await page.waitForURL((url) => url.pathname.endsWith(`/${next}`));
  await done(page);
});

test("a key that is held with another, or repeated, or in a field, does nothing", async () => {
  const page = await edition.page();
  await go(page, edition.url("tei", "documents/log/log2.html"));
  const prevented = await page.evaluate(() => {
    const press = (target, init) => {
      const event = new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init });
      target.dispatchEvent(event);
      return event.defaultPrevented;
    };
    const field = document.createElement("textarea");
    const note = document.createElement("div");
    note.contentEditable = "true";
    document.body.append(field, note);
    return ["/", "?", "j", "k"].flatMap((key) => [
      press(document.body, { key, ctrlKey: true }),
      press(document.body, { key, altKey: true }),
      press(document.body, { key, metaKey: true }),
      press(document.body, { key, repeat: true }),
      press(document.body, { key, isComposing: true }),
      press(field, { key }),
      press(note, { key }),
      press(document.querySelector("[name=q]"), { key }),
      key === "/" || key === "?" ? false : press(document.body, { key: key.toUpperCase(), shiftKey: true }),
    ]);
  });
  assert.deepEqual(prevented.filter(Boolean), []);
  assert.equal(await name(page), "log2.html");
  assert.equal(await page.getByRole("dialog").count(), 0);
  await done(page);
});

test("a question mark opens the help, Escape closes it and the focus is back", async () => {
  for (const [width, colorScheme] of [[360, "light"], [1280, "dark"]]) {
    const page = await edition.page({ width, colorScheme });
    await go(page, edition.url("shipped", DOCUMENT));
    await page.locator(".site-title a").focus();
    await page.keyboard.press("?");
    const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await help.waitFor();
    for (const key of ["/", "j", "k", "?"]) assert(await help.locator("kbd", { hasText: key }).first().isVisible(), key);
    await page.evaluate(axe);
    const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
    assert.deepEqual(found.violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.target)}`), []);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    assert(wide, `${width}`);
    // Behind it the keys are still.
    await page.keyboard.press("j");
    assert.equal(await name(page), "d175.html");
    await page.keyboard.press("Escape");
    await help.waitFor({ state: "hidden" });
    assert(await page.evaluate(() => document.activeElement.matches(".site-title a")));
    await done(page);
  }
});

test("the keys can be turned off, and stay so; the help is there for all", async () => {
  const page = await edition.page();
  await go(page, edition.url("shipped", DOCUMENT));
  await helper(page).click();
  const choice = page.getByRole("checkbox", { name: /one key/ });
  assert(await choice.isChecked());
  await choice.uncheck();
  await page.getByRole("dialog").getByRole("button").click();
  assert(await helper(page).evaluate((e) => e === document.activeElement));
  for (const again of [false, true]) {
    if (again) await go(page, edition.url("shipped", DOCUMENT));
    await page.evaluate(() => document.activeElement.blur());
    for (const key of ["/", "?", "j", "k"]) await page.keyboard.press(key);
    assert.equal(await name(page), "d175.html");
    assert.equal(await page.getByRole("dialog").count(), 0);
    assert.notEqual(await focus(page), "q");
    assert.equal(await page.locator("[aria-keyshortcuts]").count(), 0, "none is announced");
  }
  await helper(page).click();
  assert(!(await choice.isChecked()));
  await choice.check();
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  assert.equal(await focus(page), "q");
  assert.equal(await page.locator(".search-box [aria-keyshortcuts='/']").count(), 1);
  await done(page);
});

test("without script nothing is said of keys", async () => {
  const page = await edition.page({ javaScriptEnabled: false });
  await page.goto(edition.url("shipped", DOCUMENT));
  assert.equal(await helper(page).count(), 0);
  assert(!(await page.locator("body").innerText()).includes("shortcut"));
  await done(page);
});
