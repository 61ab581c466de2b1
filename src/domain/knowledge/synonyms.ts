// Words and short phrases that customers use for each other: a question about a bill is one about an invoice.

export interface Synonyms {
  /**
   * The groups met in a text, word by word; a phrase counts at its first word.
   * @param stems of all words of the text, in order
   */
  groupsIn(stems: readonly string[]): readonly (readonly string[])[];
}

interface Phrase {
  readonly words: readonly string[];
  readonly group: string;
}

/** Longest list taken, in groups: every text is compared with it. */
export const mostGroups = 2_000;

/**
 * Reads a list: a group per line, its words and phrases separated by commas; what follows a # is a remark.
 * @param stemsOf the stems of the words of a text, the same function that the texts go through
 * @throws RangeError naming the line of a group with fewer than two members, or when there are too many groups
 */
export function readSynonyms(list: string, stemsOf: (text: string) => readonly string[]): Synonyms {
  const byStart = new Map<string, Phrase[]>();
  let groups = 0;
  for (const [index, line] of list.split('\n').entries()) {
    const members = membersOf(line, stemsOf);
    if (members.length === 0) continue;
    if (members.length === 1)
      throw new RangeError(`line ${index + 1}: a group needs two different words or phrases`);
    if (++groups > mostGroups) throw new RangeError(`more than ${mostGroups} groups`);
    // The first member names the group, so that the order of the lines does not matter.
    const group = members[0] ?? '';
    for (const member of members) {
      const words = member.split(' ');
      const start = words[0] ?? '';
      byStart.set(start, [...(byStart.get(start) ?? []), { words, group }]);
    }
  }
  return { groupsIn: (stems) => stems.map((stem, at) => groupsAt(byStart.get(stem) ?? [], stems, at)) };
}

function membersOf(line: string, stemsOf: (text: string) => readonly string[]): readonly string[] {
  const members = (line.split('#')[0] ?? '').split(',').map((member) => stemsOf(member).join(' '));
  return [...new Set(members.filter((member) => member !== ''))];
}

function groupsAt(phrases: readonly Phrase[], stems: readonly string[], at: number): readonly string[] {
  const met = phrases.filter(({ words }) => words.every((word, i) => stems[at + i] === word));
  return [...new Set(met.map(({ group }) => group))];
}
