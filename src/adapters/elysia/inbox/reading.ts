// Who may look at tickets, and which ticket is meant.
import type { Role } from '../guard/bearer.ts';
import { looksLikeReference } from '../kit.ts';
import { Refusal } from '../problem.ts';

export const readers: readonly Role[] = ['agent', 'auditor', 'admin'];

/** The reference as it is stored. @throws Refusal ticket-unknown for what cannot be one */
export function knownReference(reference: string): string {
  if (!looksLikeReference(reference)) throw new Refusal('ticket-unknown');
  return reference.toUpperCase();
}
