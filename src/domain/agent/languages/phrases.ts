// The shape in which each language states its triggers, and the small notation they are written in.

export const languages = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl'] as const;
export type Language = (typeof languages)[number];

export const hotReasons = ['threat', 'security', 'legal', 'refund', 'pricing', 'human-requested'] as const;
export type HotReason = (typeof hotReasons)[number];

export interface Phrases {
  /** So explicit that neither a denial nor calm wording beside them takes them back; they may hold a negation of their own. */
  readonly always?: readonly RegExp[];
  /** Enough on their own. */
  readonly certain: readonly RegExp[];
  /** Enough unless the sentence only asks for information. */
  readonly likely?: readonly RegExp[];
  /** Ideas that are enough when all of a group stand in one sentence, in any order, unless any part of it asks for information. */
  readonly together?: readonly (readonly RegExp[])[];
  /** Wording that makes the sentence harmless for this trigger, whatever else it says. */
  readonly harmless?: RegExp;
}

/** What one language brings to the policy. Everything is matched against text as `readingOf` spells it. */
export interface Wording {
  readonly triggers: Readonly<Record<HotReason, readonly Phrases[]>>;
  /** Abuse aimed at us, swearing, and a complaint by name: one such sentence is anger enough. */
  readonly anger: Phrases;
  /** A sentence that asks how something works, rather than asking for it. */
  readonly asks: RegExp;
  /** How a speaker says that they do not want what follows: "I do not want to", "no need for". */
  readonly denies: RegExp;
}

/**
 * Compiles phrases: `… ` before a word stands for up to four words, `…2 ` for up to two, groups do not capture, and both
 * ends are word ends. All gaps are bounded and no quantifier stands inside another, so matching is linear on hostile text.
 * @param all in lower case without accents, straight quotes
 */
export function phrases(...all: readonly string[]): RegExp {
  const compiled = all.map((one) =>
    one
      .replaceAll('\\p{L}', '[a-z]')
      .replace(/\((?!\?)/g, '(?:')
      .replace(
        /( ?)…(\d?) /g,
        (_, space: string, most: string) => `${space && ',? '}(?:[^ ]{1,24} ){0,${most || '4'}}`,
      ),
  );
  return new RegExp(`\\b(?:${compiled.join('|')})\\b`);
}
