// A reply is plain text that says what it shows: nothing invisible, no letters that pose as others, no link under a false name.

/** What a reader does not see, or sees in another order; the joiner and the variation of emoji are looked at apart. */
const invisible = /(?!\u200d|\ufe0f)\p{Default_Ignorable_Code_Point}/u;
const looseJoiner = /(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)\u200d/u;
const control = /(?![\t\n\r])\p{Cc}/u;
const word = /[\p{L}\p{M}\p{N}]{2,200}/gu;
const scripts: readonly (readonly [string, RegExp])[] = [
  ['Latin', /\p{Script=Latin}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Armenian', /\p{Script=Armenian}/u],
  ['Cherokee', /\p{Script=Cherokee}/u],
];
/** Any entity, named or numeric: a reply is never HTML, so there is none to be read. */
const entity = /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});/i;
const markdownLink = /\[([^\][\n]{1,300})\]\(([^()\s]{1,500})[^()\n]{0,200}\)/g;
const host = /(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}/iu;

/** @returns what poses as something else, for the model and the auditor; undefined when nothing does */
export function deceptionIn(text: string): string | undefined {
  if (invisible.test(text) || looseJoiner.test(text) || control.test(text)) return 'an invisible character';
  const mixed = mixedWord(text);
  if (mixed !== undefined) return mixed;
  const escaped = entity.exec(text);
  if (escaped) return `an HTML entity: ${escaped[0]}`;
  for (const [, label = '', target = ''] of text.matchAll(markdownLink)) {
    const shown = host.exec(label)?.[0].toLowerCase();
    const real = host.exec(target)?.[0].toLowerCase();
    if (shown !== undefined && shown !== real)
      return `a link shown as ${shown} that leads to ${real ?? target}`;
  }
  return undefined;
}

function mixedWord(text: string): string | undefined {
  for (const [letters] of text.matchAll(word)) {
    const used = scripts.filter(([, script]) => script.test(letters)).map(([name]) => name);
    if (used.length > 1) return `a word of ${used.join(' and ')} letters: ${letters.slice(0, 40)}`;
  }
  return undefined;
}
