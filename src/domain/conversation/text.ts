// Cleaning text from outside: what may be stored, shown and compared. Nothing a reader can see is lost.

/** Latin letters and their marks, of which none is ever cleaned: many texts are nothing else. */
const plain = /^[\n\t\x20-\x7e\xa0-\xac\xae-\u024f]*$/;
/** Controls other than \n and \t. */
const controls = /(?![\n\t])\p{Cc}/gu;
/** Bidi marks, overrides and isolates, and characters of no width or no ink: they hide, split and reorder words. */
const hiding =
  /[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]/gu;
/** Tag characters spell invisible ASCII; only the three flags in use need them. */
const tags =
  /(\u{1f3f4}\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f})|[\u{e0000}-\u{e007f}]/gu;
/** Variation selectors that select nothing: they can carry hidden bytes. */
const selectors = /(?<!\p{Emoji})[\ufe0e\ufe0f]|[\ufe00-\ufe0d]|(?<!\p{Script=Han})[\u{e0100}-\u{e01ef}]/gu;
/** Joiners that join nothing: neither emoji nor letters of a script that changes shape at them. */
const joiners =
  /(?<![\p{scx=Arab}\p{scx=Syrc}\p{scx=Nkoo}\p{scx=Mong}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Mymr}\p{scx=Khmr}])(?:\u200c|(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)\u200d|\u200d(?!\p{Extended_Pictographic}))/gu;

/**
 * Cleans untrusted text: NFC, line breaks as \n, no control or hiding characters, trimmed. Joiners stay where
 * emoji and scripts need them. The result has no NUL and no lone surrogate (each becomes U+FFFD), so PostgreSQL
 * can store it as jsonb. Idempotent.
 */
export function cleanText(untrusted: string): string {
  if (plain.test(untrusted)) return untrusted.trim();
  // Removing a character can bring two together that compose, or leave a selector without its base: until it rests.
  let text = cleanOnce(untrusted);
  for (let next = cleanOnce(text); next !== text; next = cleanOnce(text)) text = next;
  return text;
}

/**
 * The beginning of a text, never with half a character at its end: PostgreSQL refuses one in jsonb.
 * @param most UTF-16 units
 */
export function beginningOf(text: string, most: number): string {
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
}

function cleanOnce(untrusted: string): string {
  return untrusted
    .toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(controls, '')
    .replace(hiding, '')
    .replace(tags, '$1')
    .replace(selectors, '')
    .replace(joiners, '')
    .normalize('NFC')
    .trim();
}
