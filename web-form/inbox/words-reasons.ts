// What speaks for two customers being one person and what against, and why a customer is who they are taken for.
import type { Identifier, Reason, TimelineStep } from './contract-people.ts';
import { plural } from './plural.ts';

type Kinds = Readonly<Record<Identifier['kind'], string>>;
type Grades = Readonly<Record<Identifier['evidence'], string>>;

/** A step with what goes into its sentence in words. */
interface StepParts {
  readonly kinds: string;
  readonly grade: string;
  readonly before: string;
  readonly because: string;
  readonly count: number;
  readonly other: string;
  readonly basis: string;
}

export interface ReasonWords {
  readonly reasons: Readonly<Record<Reason['code'], (kinds: string, count: number) => string>>;
  readonly steps: Readonly<Record<TimelineStep['code'], (parts: StepParts) => string>>;
  readonly basis: Readonly<Record<NonNullable<TimelineStep['basis']>, string>>;
  readonly and: string;
}

export const reasonsEnglish: ReasonWords = {
  and: 'and',
  reasons: {
    'one-message': (kinds) => `One message spoke for both: what belongs to the other is its ${kinds}`,
    'same-name': () => 'Both have the same name',
    'similar-names': () => 'Their names are similar',
    'same-company': () => 'Both have an address of the same company',
    'other-channels': () => 'Each is proven on another channel',
    'same-session': () => 'Both wrote in one session of the form',
    'same-signature': (_, count) => `${count} lines of their mail signatures are alike`,
    'own-proof': (kinds) => `Each has a proven one of their own: ${kinds}`,
    'different-names': () => 'Their names are different',
    'look-alikes': () => 'Their addresses look the same and are not: one may pass for the other',
    'other-account': () => 'The number came with another WhatsApp account: it may have a new owner',
    'nothing-proven': () => 'Nothing is proven about one of them',
  },
  steps: {
    registered: () => 'First heard of',
    linked: ({ kinds, grade, because }) => `${kinds} linked, ${grade}: ${because}`,
    raised: ({ kinds, grade, before }) => `${kinds}: ${before} until then, ${grade} since`,
    unlinked: ({ kinds, because }) => `${kinds} unlinked: ${because}`,
    named: ({ grade }) => `Named, ${grade}`,
    'conflict-found': ({ kinds, count }) =>
      `A message spoke for ${plural(count, 'other customer', 'other customers')} too: ${kinds}`,
    'conflict-dismissed': ({ count }) =>
      `Kept apart by staff from ${plural(count, 'other customer', 'other customers')}`,
    merged: ({ other }) => `Merged into ${other} by staff: one person`,
    absorbed: ({ other }) => `Stands for ${other} too, by staff: one person`,
    parted: ({ other }) => `Parted from ${other}: the merge was undone`,
    released: ({ other }) => `Stands for ${other} no longer: the merge was undone`,
    erased: ({ basis }) => `Erased, and the keys destroyed: ${basis}`,
  },
  basis: {
    request: 'they asked for it',
    retention: 'kept for as long as the configuration says',
    order: 'it was ordered',
    'restored-backup': 'a restored backup had them again',
  },
};

export const reasonsGerman: ReasonWords = {
  and: 'und',
  reasons: {
    'one-message': (kinds) => `Eine Nachricht sprach für beide; vom anderen stammt darin: ${kinds}`,
    'same-name': () => 'Beide heißen gleich',
    'similar-names': () => 'Ihre Namen ähneln sich',
    'same-company': () => 'Beide haben eine Adresse derselben Firma',
    'other-channels': () => 'Jeder ist auf einem anderen Kanal nachgewiesen',
    'same-session': () => 'Beide schrieben in derselben Sitzung des Formulars',
    'same-signature': (_, count) => `${count} Zeilen ihrer Mailsignaturen gleichen sich`,
    'own-proof': (kinds) => `Jeder hat etwas Eigenes nachgewiesen: ${kinds}`,
    'different-names': () => 'Sie heißen verschieden',
    'look-alikes': () =>
      'Ihre Adressen sehen gleich aus und sind es nicht: Einer gibt sich vielleicht für den anderen aus',
    'other-account': () =>
      'Die Nummer kam mit einem anderen WhatsApp-Konto: Vielleicht gehört sie jetzt jemand anderem',
    'nothing-proven': () => 'Von einem der beiden ist nichts nachgewiesen',
  },
  steps: {
    registered: () => 'Zum ersten Mal gehört',
    linked: ({ kinds, grade, because }) => `${kinds} zugeordnet, ${grade}: ${because}`,
    raised: ({ kinds, grade, before }) => `${kinds}: bis dahin ${before}, seitdem ${grade}`,
    unlinked: ({ kinds, because }) => `${kinds} nicht mehr zugeordnet: ${because}`,
    named: ({ grade }) => `Name genannt, ${grade}`,
    'conflict-found': ({ kinds, count }) =>
      `Eine Nachricht sprach auch für ${plural(count, 'anderen Kunden', 'andere Kunden')}: ${kinds}`,
    'conflict-dismissed': ({ count }) =>
      `Vom Team getrennt gelassen von ${plural(count, 'anderen Kunden', 'anderen Kunden')}`,
    merged: ({ other }) => `Vom Team mit ${other} zusammengeführt: eine Person`,
    absorbed: ({ other }) => `Steht auch für ${other}, vom Team zusammengeführt: eine Person`,
    parted: ({ other }) => `Von ${other} getrennt: Die Zusammenführung wurde rückgängig gemacht`,
    released: ({ other }) => `Steht nicht mehr für ${other}: Die Zusammenführung wurde rückgängig gemacht`,
    erased: ({ basis }) => `Gelöscht, und die Schlüssel vernichtet: ${basis}`,
  },
  basis: {
    request: 'auf eigenen Wunsch',
    retention: 'so lange aufbewahrt, wie es eingestellt ist',
    order: 'es wurde angeordnet',
    'restored-backup': 'eine wiederhergestellte Sicherung enthielt sie noch',
  },
};

/** One reason in the reader's words. */
export function reasonSentence(
  { code, kinds = [], count = 0 }: Reason,
  w: ReasonWords,
  names: Kinds,
): string {
  return w.reasons[code](kindWords(kinds, w, names), count);
}

/** One step in the reader's words. @param recorded turns what the log keeps in English into them */
export function stepSentence(
  step: TimelineStep,
  {
    words: w,
    names,
    grades,
    recorded,
  }: {
    readonly words: ReasonWords;
    readonly names: Kinds;
    readonly grades: Grades;
    readonly recorded: (sentence: string) => string;
  },
): string {
  const { code, kinds = [], evidence, before, because = '', count = 0, other = '', basis } = step;
  return w.steps[code]({
    kinds: kindWords(kinds, w, names),
    grade: evidence ? grades[evidence] : '',
    before: before ? grades[before] : '',
    because: recorded(because),
    count,
    other,
    basis: basis ? w.basis[basis] : '',
  });
}

function kindWords(kinds: readonly Identifier['kind'][], { and }: ReasonWords, names: Kinds): string {
  return kinds.map((kind) => names[kind]).join(` ${and} `);
}
