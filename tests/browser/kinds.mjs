// Which pages are looked at: not a list that somebody keeps, but the fewest of all pages of the
// test editions that between them have everything there is to see.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Editions of which a page of every kind is looked at, whatever else has been seen. */
const WHOLE = ["shipped", "rich", "arabic"];

/** What a page's text may be made of is seen on any of these; elsewhere, kind by kind. */
const TEXTS = ["document", "essay", "home", "tei"];

/** The paths of all pages below a folder, in order. */
export function htmlOf(folder, below = "") {
  const here = readdirSync(join(folder, below), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return here.flatMap((it) => {
    const path = below ? `${below}/${it.name}` : it.name;
    return it.isDirectory() ? htmlOf(folder, path) : it.name.endsWith(".html") ? [path] : [];
  });
}

/** The kinds that the template contract names (`page.kind`). */
export function promisedKinds(root) {
  const contract = readFileSync(join(root, "src", "site", "views.rs"), "utf8");
  const rows = contract.matchAll(/^\/\/! \| `\w+\.html` \| ([^|]+) \|/gm);
  return [...rows].flatMap(([, kinds]) => [...kinds.matchAll(/`(\w+)`/g)].map(([, kind]) => kind));
}

/** What there is to see on a page: its kind, the elements and classes of its markup. */
function traits(edition, html) {
  const kind = /<body class="kind-([^" ]+)/.exec(html)?.[1] ?? "none";
  const told = new Set([`kind ${kind}`]);
  if (WHOLE.includes(edition)) told.add(`${edition} ${kind}`);
  const where = TEXTS.includes(kind) ? "text" : kind;
  for (const [, name, attributes] of html.matchAll(/<([a-z][a-z0-9]*)(\s[^<>]*)?>/g)) {
    told.add(`${where} <${name}>`);
    for (const it of / class="([^"]*)"/.exec(attributes)?.[1].split(/\s+/) ?? []) told.add(`${where} .${it}`);
  }
  return { kind, told };
}

/** The pages to look at: `{ edition, path, kind }`, and all kinds that there are. */
export function looked(folders) {
  const pages = Object.entries(folders).flatMap(([edition, folder]) =>
    htmlOf(folder).map((path) => ({ edition, path, ...traits(edition, readFileSync(join(folder, path), "utf8")) })));
  const left = new Set(pages.flatMap((it) => [...it.told]));
  const news = (it) => [...it.told].reduce((sum, trait) => sum + left.has(trait), 0);
  const picked = [];
  while (left.size) {
    const best = pages.reduce((best, it) => (news(it) > news(best) ? it : best));
    picked.push(best);
    for (const it of best.told) left.delete(it);
  }
  return picked.map(({ edition, path, kind }) => ({ edition, path, kind }));
}
