// What is on the sheets of a PDF as Chromium writes it: enough of the format to tell an empty
// sheet, the foot of a page alone on one, and a heading that stands at a sheet's foot without its text.

import { inflateSync } from "node:zlib";

const NUMBER = "(-?\\d*\\.?\\d+)";
const STEP = new RegExp(`(?<cm>(?:${NUMBER} ){6})cm\\b|\\b(?<q>[qQ])\\b|/(?<font>\\w+) (?<size>[\\d.]+) Tf|(?<tm>(?:${NUMBER} ){6})Tm\\b|(?<show>T[jJ])\\b|(?<image>/\\w+ Do)\\b`, "g");

/** Two matrices one after the other, `[a b c d e f]` each. */
const times = ([a, b, c, d, e, f], [A, B, C, D, E, F]) => [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F];

/** The drawing commands of a page: lines of text `{ y, face }` from its foot, and pictures. */
function drawn(stream) {
  let matrix = [1, 0, 0, 1, 0, 0], face = "", line;
  const saved = [], lines = [];
  let pictures = 0;
  for (const { groups: it } of stream.matchAll(STEP)) {
    const numbers = (it.cm ?? it.tm)?.trim().split(" ").map(Number);
    if (it.q === "q") saved.push(matrix);
    else if (it.q === "Q") matrix = saved.pop() ?? matrix;
    else if (it.cm) matrix = times(numbers, matrix);
    else if (it.font) face = `${it.font} ${it.size}`;
    else if (it.tm) line = { y: times(numbers, matrix)[5], face };
    else if (it.image) pictures++;
    else if (line) { lines.push(line); line = undefined; }
  }
  return { lines, pictures };
}

/** The sheets of a PDF: `{ lines, pictures, headings }`, headings by how high they begin. */
export function sheets(pdf) {
  const file = pdf.toString("latin1");
  const objects = new Map();
  for (const it of file.matchAll(/(?:^|\n)(\d+) 0 obj\s/g)) objects.set(it[1], it.index + it[0].length);
  const told = (id) => file.slice(objects.get(id), file.indexOf("endobj", objects.get(id)));
  const stream = (id) => {
    const at = file.indexOf("stream", objects.get(id));
    const length = Number(/\/Length (\d+)/.exec(file.slice(objects.get(id), at))[1]);
    const begin = at + (file[at + 6] === "\r" ? 8 : 7);
    return inflateSync(pdf.subarray(begin, begin + length)).toString("latin1");
  };
  const pages = [...objects.keys()].filter((id) => /^<<\/Type \/Page\s/.test(file.slice(objects.get(id), objects.get(id) + 20)));
  const outline = [...file.matchAll(/\/Dest \[(\d+) 0 R \/XYZ [\d.-]+ ([\d.-]+)/g)];
  return pages.map((id) => ({
    ...drawn(stream(/\/Contents (\d+) 0 R/.exec(told(id))[1])),
    headings: outline.filter(([, page]) => page === id).map(([, , y]) => Number(y)),
  }));
}

/** What is wrong with a print: sheets with nothing on them or the page's foot alone, headings left alone at a sheet's foot. */
export function faults(pdf) {
  return sheets(pdf).flatMap(({ lines, pictures, headings }, at, { length }) => {
    if (!lines.length && !pictures) return [`sheet ${at + 1} is empty`];
    // A few words in one face on the last of several: what else could it be?
    if (at && at === length - 1 && lines.length < 8 && lines.every(({ face }) => face === lines[0].face)) return [`sheet ${at + 1} has the page's foot alone`];
    return headings.flatMap((top) => {
      const below = lines.filter(({ y }) => y < top).sort((a, b) => b.y - a.y);
      // A heading may run over several lines; what follows is set otherwise.
      const alone = below.length > 0 && !pictures && below.every(({ face }) => face === below[0].face);
      return alone ? [`sheet ${at + 1} ends with a heading`] : [];
    });
  });
}
