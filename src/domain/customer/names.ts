// Names of people, compared: never proof of anything, only a hint for staff.

/** Letters and digits in their plainest form, words in order of the alphabet: "Märsh, Ada" and "ada marsh" are the same. */
export function plainName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .sort()
    .join(' ');
}

/** Names of which each word of the shorter one is in the longer: "Ada" and "Ada Marsh" may be one person. */
export function isSimilarName(a: string, b: string): boolean {
  const [first, second] = [plainName(a).split(' '), plainName(b).split(' ')];
  const [short, long] = first.length <= second.length ? [first, second] : [second, first];
  return short[0] !== '' && short.every((word) => long.includes(word));
}
