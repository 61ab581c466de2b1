// How a table of weights is kept as text: one character for each bucket.

/** Without letters that make up marks of unfinished work. */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVW_YZabcdefghijklmnopqrstuvwxyz0123456789-';
const steps = (alphabet.length - 1) / 2;
const levelOf = new Map(Array.from(alphabet, (letter, at) => [letter, (at - steps) / steps] as const));

/**
 * @param text as `encodedTable` made it; line breaks mean nothing
 * @param largest the weight of the last letter
 */
export function decodedTable(text: string, largest: number): Float64Array {
  const letters = text.replace(/\s+/g, '');
  return Float64Array.from(letters, (letter) => {
    const level = levelOf.get(letter) ?? 0;
    return level * Math.abs(level) * largest;
  });
}

/** Finer near zero, where most weights are. */
export function encodedTable(weights: Float64Array): { readonly text: string; readonly largest: number } {
  const largest = weights.reduce((max, weight) => Math.max(max, Math.abs(weight)), 0) || 1;
  const text = Array.from(weights, (weight) => {
    const level = Math.sign(weight) * Math.sqrt(Math.abs(weight) / largest);
    return alphabet.charAt(Math.round(level * steps) + steps);
  });
  return { text: text.join(''), largest };
}
