// Words that may be names of people or places, by their capitals.

/** Written with a capital inside of a sentence; short words and acronyms are left out. */
const capital = /(?<=[\p{Ll}\p{N},;:] )\p{Lu}\p{Ll}{2,30}(?![\p{L}\p{N}])/gu;
/** Two in a row, also where a sentence begins: a first name and a surname. */
const pair = /(?<![\p{L}\p{N}])\p{Lu}\p{Ll}{1,30} (\p{Lu}\p{Ll}{1,30})(?![\p{L}\p{N}])/gu;
/** German writes every noun so, and its polite pronouns. */
const german =
  /(?<!\p{L})(?:der|die|das|den|dem|und|ist|sie|nicht|mit|für|auf|ein|eine|zum|zur|im|dann)(?!\p{L})/giu;

/** @returns each as it is written. In German, where capitals say little, only the second of two in a row. */
export function namesIn(text: string): readonly string[] {
  const words = text.match(/\p{L}+/gu)?.length ?? 0;
  const isGerman = (text.match(german)?.length ?? 0) * 6 > words;
  const pairs = [...text.matchAll(pair)].map(([, second = '']) => second);
  return isGerman ? pairs : [...pairs, ...(text.match(capital) ?? [])];
}
