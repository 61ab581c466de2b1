// Text of strangers made harmless to look at: what hides or reorders it becomes a visible mark, and links show where they lead.
import { type Link, readLink } from './links.ts';

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly link: Link }
  /** A character that nobody would see; `code` as in U+202E. */
  | { readonly kind: 'mark'; readonly name: string; readonly code: string; readonly times: number };

const scripts =
  '\\p{scx=Arab}\\p{scx=Syrc}\\p{scx=Nkoo}\\p{scx=Mong}\\p{scx=Deva}\\p{scx=Beng}\\p{scx=Guru}\\p{scx=Gujr}\\p{scx=Orya}\\p{scx=Taml}\\p{scx=Telu}\\p{scx=Knda}\\p{scx=Mlym}\\p{scx=Sinh}\\p{scx=Mymr}\\p{scx=Khmr}';
const unseen = [
  // Controls but line breaks and tabs; soft hyphens, fillers, marks of direction, characters of no width.
  '[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb]',
  // Joiners that join nothing: neither emoji nor letters that change shape at them.
  `(?<![${scripts}])(?:\\u200c|(?<!\\p{Extended_Pictographic}|\\p{Emoji_Modifier}|\\ufe0f)\\u200d|\\u200d(?!\\p{Extended_Pictographic}))`,
  // Variation selectors that select nothing, and invisible letters outside the three flags that are spelled with them.
  '(?<!\\p{Emoji})[\\ufe0e\\ufe0f]|[\\ufe00-\\ufe0d]|(?<!\\p{Script=Han})[\\u{e0100}-\\u{e01ef}]',
  '(?<!\\u{1f3f4}[\\u{e0000}-\\u{e007f}]{0,6})[\\u{e0000}-\\u{e007f}]',
].join('|');
const hidden = new RegExp(unseen, 'gu');
/** A link ends at white space, at quotes and brackets, and never with the punctuation of its sentence. */
const linkLike = /(?:https?:\/\/|www\.)[^\s<>"“”„«»`]{1,2000}/giu;
const trailing = /[.,;:!?)\]}'’*_]+$/u;

const names: Readonly<Record<number, string>> = {
  173: 'soft hyphen',
  1564: 'Arabic letter mark',
  8203: 'zero-width space',
  8204: 'zero-width non-joiner',
  8205: 'zero-width joiner',
  8206: 'left-to-right mark',
  8207: 'right-to-left mark',
  8234: 'left-to-right embedding',
  8235: 'right-to-left embedding',
  8236: 'end of direction',
  8237: 'left-to-right override',
  8238: 'right-to-left override',
  8288: 'word joiner',
  8294: 'left-to-right isolate',
  8295: 'right-to-left isolate',
  8296: 'first-strong isolate',
  8297: 'end of isolate',
  65279: 'zero-width no-break space',
};

/** Splits a text into what may be shown as it is, links, and marks for what cannot be seen. Joined again, nothing is missing. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(linkLike)) {
    const written = match[0].replace(trailing, '');
    const link = readLink(written, stripHidden(written));
    if (link === undefined) continue;
    pieces.push(...marked(text.slice(end, match.index)), { kind: 'link', link });
    end = match.index + written.length;
  }
  pieces.push(...marked(text.slice(end)));
  return pieces;
}

/** The same text without what nobody can see: for names and subjects on one line. */
export function stripHidden(text: string): string {
  return text.replace(hidden, '');
}

/** Whether a text holds anything that hides or reorders it. */
export function hidesSomething(text: string): boolean {
  return stripHidden(text) !== text;
}

function marked(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(hidden)) {
    const mark = markOf(match[0]);
    const before = pieces.at(-1);
    // A thousand of them in a row are one mark.
    if (match.index === end && before?.kind === 'mark' && before.code === mark.code)
      pieces[pieces.length - 1] = { ...before, times: before.times + 1 };
    else {
      if (match.index > end) pieces.push({ kind: 'text', text: text.slice(end, match.index) });
      pieces.push(mark);
    }
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ kind: 'text', text: text.slice(end) });
  return pieces;
}

function markOf(character: string): Extract<Piece, { kind: 'mark' }> {
  const point = character.codePointAt(0) ?? 0;
  const code = `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
  return { kind: 'mark', name: names[point] ?? 'hidden character', code, times: 1 };
}

/** What an excerpt says beyond the subject: on WhatsApp the first message is both, and is not said twice. */
export function beyondSubject(subject: string, excerpt: string): string {
  const said = stripHidden(excerpt);
  const name = stripHidden(subject);
  if (said === name) return '';
  const start = name.endsWith('…') ? name.slice(0, -1) : '';
  return start !== '' && said.startsWith(start) ? said.slice(start.length).trimStart() : said;
}
