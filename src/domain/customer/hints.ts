// What weakly speaks for one person: it links nobody, and is only ever suggested to staff.
import type { CustomerEvent } from './events.ts';
import { plainName } from './names.ts';
import type { Customer } from './state.ts';
import type { Reason } from './weigh.ts';

export type HintKind = 'session' | 'signature';

export interface Hint {
  readonly kind: HintKind;
  /** A session's id, or the lines of a signature in their plainest form. */
  readonly traits: readonly string[];
}

/** Kept of one customer; who changes browser and signature all the time is no person. */
export const mostTraits = 40;
const mostLines = 10;
const longestLine = 100;

/** Greetings and lines of mail programs say nothing of anybody. */
const empty =
  /^(?:best|kind|warm|many)?\s*(?:regards|greetings|wishes|thanks|cheers|sincerely|grüße|gruß|cordialement|saludos|mfg|thank you)|^(?:sent|gesendet|envoyé|enviado|get) /i;

/** The lines of a signature that say something: numbers by their digits, words without case, accents and order. */
export function signatureTraits(block: string): readonly string[] {
  const lines = block
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.length <= longestLine && !empty.test(line))
    .slice(0, mostLines)
    .map((line) => {
      const digits = line.replace(/\D/g, '');
      return digits.length >= 7 ? digits.slice(-9) : plainName(line);
    });
  return [...new Set(lines.filter((line) => line.length >= 5))];
}

/** What a message's hints add to what is known. */
export function noticed(
  hints: readonly Hint[],
  { customerId, traits = [] }: Pick<Customer, 'customerId' | 'traits'>,
): readonly CustomerEvent[] {
  let room = mostTraits - traits.length;
  return hints.flatMap(({ kind, traits: all }): CustomerEvent[] => {
    const fresh = all.filter((trait) => !traits.includes(`${kind} ${trait}`)).slice(0, Math.max(room, 0));
    room -= fresh.length;
    return fresh.length === 0
      ? []
      : [{ type: 'HintNoticed', data: { customerId, kind, traits: [...fresh] } }];
  });
}

/** How many lines of a signature must be alike: a company's name is on everybody's. */
export const fewestLines = 2;

/** What it says to staff; undefined where too little is alike. @param alike lines, or sessions */
export function hintFor(kind: HintKind, alike: number): Reason | undefined {
  if (kind === 'session') return { code: 'same-session', sentence: 'both wrote in one form session' };
  if (alike < fewestLines) return undefined;
  const sentence = `${alike} lines of their mail signatures are alike`;
  return { code: 'same-signature', count: alike, sentence };
}
