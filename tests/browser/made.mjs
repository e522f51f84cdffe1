// A long edition, made up the same way every time: letters of a thousand words to so many people
// that lists, indexes and the timeline run over several pages.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Numbers from 0 to 1 that look like chance, the same for one seed. */
function chance(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const HEADS = ["b", "br", "c", "ch", "d", "dr", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "pl", "r", "s", "sh", "st", "t", "th", "tr", "v", "w"];
const HEARTS = ["a", "ai", "e", "ea", "i", "o", "ou", "u"];
const TAILS = ["", "n", "nd", "r", "rt", "s", "st", "l", "ck", "m", "ng", "t"];
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** Words of a vocabulary, most of them rare, as words are: half of a text are the first hundred. */
function speaker(random) {
  const one = (list) => list[Math.floor(random() * list.length)];
  const make = (syllables) => Array.from({ length: syllables }, () => one(HEADS) + one(HEARTS) + one(TAILS)).join("");
  const words = new Set(["the", "of", "and", "to", "in", "that", "was", "his", "with", "harbour"]);
  while (words.size < 20_000) words.add(make(words.size < 100 ? 1 : 1 + Math.floor(random() * 3)));
  const all = [...words];
  const next = () => all[Math.floor(all.length ** random()) - 1];
  const sentence = () => {
    const it = Array.from({ length: 8 + Math.floor(random() * 22) }, next).join(" ");
    return `${it[0].toUpperCase()}${it.slice(1)}.`;
  };
  return { sentence, name: () => { const it = make(2); return it[0].toUpperCase() + it.slice(1); } };
}

/**
 * Writes an edition of letters from one harbourmaster, each to another person, into a folder.
 * `humanism` is a word of letter 500 alone; the letters stand in one volume.
 */
export function letters(folder, count) {
  const random = chance(1951);
  const { sentence, name } = speaker(random);
  const paragraph = (sentences) => Array.from({ length: sentences }, sentence).join(" ");
  mkdirSync(join(folder, "content", "letters"), { recursive: true });
  writeFileSync(join(folder, "book.toml"), `[book]\ntitle = "Letters of the harbourmaster"\nlanguage = "en"\n\n[[volumes]]\nid = "letters"\nlabel = "Letters"\n`);
  for (let n = 1; n <= count; n++) {
    const date = `${MONTHS[n % 12]} ${1 + (n % 28)}, ${1840 + Math.floor(n / 50)}`;
    const body = Array.from({ length: 8 }, () => paragraph(6 + Math.floor(random() * 3)));
    if (n === 500) body[3] += " It was for humanism.";
    writeFileSync(
      join(folder, "content", "letters", `${n}.txt`),
      `${n}. Letter From Amos Harbourmaster to ${name()} ${name()}1\n\nLowhaven, ${date}\n\n${body.join("\n\n")}\n\n  1. Source: Port Archives, Box ${n % 40}. ${sentence()}\n`,
    );
  }
}
