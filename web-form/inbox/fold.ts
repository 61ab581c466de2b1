// Long messages are shown in steps: a megabyte must not stand in the way of the answer, nor make the page slow.

/** UTF-16 units and lines that are shown at first. */
export const foldAt = { units: 3_000, lines: 40 } as const;
/** UTF-16 units that one more step shows. */
export const stepUnits = 16_000;

/** How much of a text to show: all of a short one, else its beginning up to a line's or at least a word's end. */
export function foldedEnd(text: string): number {
  const lines = lineEnd(text, foldAt.lines);
  // A little more than the limit is not worth a button.
  if (text.length <= foldAt.units * 1.25 && lines >= text.length) return text.length;
  return niceEnd(text, Math.min(foldAt.units, lines));
}

/** Where the next step ends. */
export function nextEnd(text: string, end: number): number {
  return text.length - end <= stepUnits * 1.25 ? text.length : niceEnd(text, end + stepUnits);
}

/** Runs of empty lines say nothing. */
export function calm(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+\n/g, '\n')
    .replace(/\n{4,}/g, '\n\n\n')
    .trimEnd();
}

function lineEnd(text: string, lines: number): number {
  let end = -1;
  for (let line = 0; line < lines; line++) {
    end = text.indexOf('\n', end + 1);
    if (end < 0) return text.length;
  }
  return end;
}

function niceEnd(text: string, most: number): number {
  if (most >= text.length) return text.length;
  const part = text.slice(Math.max(0, most - 400), most);
  const cut = Math.max(part.lastIndexOf('\n'), part.lastIndexOf(' '));
  if (cut > 0) return most - part.length + cut;
  // Never between the halves of one character, nor before what belongs to it.
  let end = most;
  while (end > most - 50 && belongsBefore(text.charCodeAt(end))) end -= 1;
  return end;
}

/** The second half of a pair, a combining mark, a joiner or a selector: never the first of what is seen as one character. */
function belongsBefore(unit: number): boolean {
  if (unit >= 0xdc00 && unit <= 0xdfff) return true;
  return unit === 0x200d || unit === 0xfe0f || /^\p{M}/u.test(String.fromCharCode(unit));
}
