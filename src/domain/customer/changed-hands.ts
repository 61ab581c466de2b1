// Numbers that change hands: a provider gives a number that somebody gave up to somebody else, who must not see a word of
// what it was used for before.

import { isStrong } from './identifier.ts';
import { plainName } from './names.ts';
import type { SeenIdentifier } from './resolve.ts';
import type { Customer } from './state.ts';
import { isSame } from './state.ts';

/** A number that was quiet for so long may have a new owner, ms: no provider gives one on before 45 days. */
export const quietLimit = 45 * 24 * 60 * 60 * 1000;

export interface Sighting {
  readonly seen: readonly SeenIdentifier[];
  /** As the provider gives it. */
  readonly name: string;
  /** ms since the epoch */
  readonly at: number;
  /** When the customer wrote last, ms since the epoch. */
  readonly lastHeard: number | undefined;
}

/**
 * Whether a message from a known number is from somebody else: it comes with another WhatsApp account than the number
 * had, or after a long silence under another name. Anything else that is proven to be the customer's outweighs that.
 * @returns why, in words without anything personal; undefined when nothing says so
 */
export function changedHands(customer: Customer, sighting: Sighting): string | undefined {
  const { seen, name, at, lastHeard } = sighting;
  const phone = seen.find((one) => one.identifier.kind === 'phone' && isStrong(one.evidence));
  if (!phone || !isLinked(customer, phone)) return undefined;
  const others = seen.filter((one) => one !== phone && isStrong(one.evidence));
  if (others.some((one) => isLinked(customer, one))) return undefined;
  const account = others.find((one) => one.identifier.kind === 'whatsapp-user');
  const hasAccount = customer.identifiers.some(
    (one) => one.kind === 'whatsapp-user' && isStrong(one.evidence),
  );
  if (account && hasAccount) return 'the number came with another WhatsApp account';
  const isQuiet = lastHeard !== undefined && at - lastHeard > quietLimit;
  const isOther =
    name.trim() !== '' && customer.name !== undefined && plainName(name) !== plainName(customer.name.text);
  return isQuiet && isOther ? 'the number was quiet for weeks and has another name now' : undefined;
}

function isLinked({ identifiers }: Customer, { identifier }: SeenIdentifier): boolean {
  return identifiers.some((one) => isStrong(one.evidence) && isSame(one, identifier));
}
