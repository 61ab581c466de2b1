// Letters that pass for others: an address made of them is somebody's who wants to be taken for somebody else, or may be.

/** Letters of other scripts that look like a Latin one in most typefaces. */
const latinFor: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['а', 'a'],
    ['в', 'b'],
    ['с', 'c'],
    ['ԁ', 'd'],
    ['е', 'e'],
    ['ё', 'e'],
    ['һ', 'h'],
    ['і', 'i'],
    ['ї', 'i'],
    ['ј', 'j'],
    ['к', 'k'],
    ['ӏ', 'l'],
    ['м', 'm'],
    ['н', 'h'],
    ['о', 'o'],
    ['р', 'p'],
    ['ԛ', 'q'],
    ['г', 'r'],
    ['ѕ', 's'],
    ['т', 't'],
    ['ц', 'u'],
    ['ѵ', 'v'],
    ['ԝ', 'w'],
    ['х', 'x'],
    ['у', 'y'],
    ['α', 'a'],
    ['β', 'b'],
    ['ε', 'e'],
    ['η', 'n'],
    ['ι', 'i'],
    ['κ', 'k'],
    ['ν', 'v'],
    ['ο', 'o'],
    ['ρ', 'p'],
    ['σ', 'o'],
    ['τ', 't'],
    ['υ', 'u'],
    ['χ', 'x'],
    ['ω', 'w'],
    ['օ', 'o'],
    ['ո', 'n'],
    ['ս', 'u'],
    ['ı', 'i'],
    ['ɑ', 'a'],
    ['ɡ', 'g'],
  ].map(([letter, latin]) => [letter, latin]),
);

/** Scripts that are written beside Latin letters in one word; others are not. */
const besideLatin =
  /^[\p{Script=Latin}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]*$/u;

/** How an address looks at a glance: what has the same look is easily taken for each other. */
export function lookOf(address: string): string {
  const plain = address.normalize('NFKC').toLowerCase();
  return Array.from(plain, (letter) => latinFor[letter] ?? letter).join('');
}

/**
 * Whether an address has letters that pass for others: a word in two scripts that are not written together, a word of
 * nothing but letters that all look Latin, or letters in another form than they are typed in.
 */
export function hasLookAlikes(address: string): boolean {
  if (address.normalize('NFKC') !== address) return true;
  return address.split(/[^\p{L}\p{M}]+/u).some(isDisguised);
}

function isDisguised(word: string): boolean {
  if (/^[a-z]*$/i.test(word)) return false;
  const letters = Array.from(word).filter((letter) => /\p{L}/u.test(letter));
  if (letters.some((letter) => /\p{Script=Latin}/u.test(letter)))
    return !besideLatin.test(letters.join('')) || letters.some((letter) => latinFor[letter] !== undefined);
  return letters.length > 1 && letters.every((letter) => latinFor[letter] !== undefined);
}

/** The reason of a link to an address, which says so where letters of it pass for others. */
export const flagged = (because: string, address: string) =>
  hasLookAlikes(address) ? `${because}; has look-alike characters` : because;
