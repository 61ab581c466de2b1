// Text as it is, for whoever has to know: characters that hide or turn what stands around them are shown by their number.

export interface Piece {
  readonly text: string;
  /** It stands for a character that is not seen. */
  readonly isHidden: boolean;
}

// Controls and format characters, without line ends and without the marks that Arabic and joined scripts are written with.
const hidden = /(?![\t\n\r\u0600-\u070F\u08E2\u200C-\u200F])[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** @returns pieces that, put together, are the text with each hidden character as `U+202E` */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(hidden)) {
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), isHidden: false });
    const number = (match[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    pieces.push({ text: `U+${number}`, isHidden: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), isHidden: false });
  return pieces;
}
