// Ids and references in addresses, queries and bodies.
import { type ProblemCode, Refusal } from './problem.ts';

/** A UUID, in lower case. */
export const idPattern = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
const form = new RegExp(idPattern);

export function isId(text: string): boolean {
  return form.test(text);
}

/** @throws Refusal with the given code for what cannot be an id */
export function knownId(id: string, unknown: ProblemCode): string {
  if (!isId(id)) throw new Refusal(unknown);
  return id;
}

/** The form of a reference, in any case; anything else is not worth a look-up. */
export function looksLikeReference(text: string): boolean {
  return /^LD-[0-9A-Z]{4}-[0-9A-Z]{4}$/i.test(text);
}

/** The reference as it is stored. @throws Refusal ticket-unknown for what cannot be one */
export function knownReference(reference: string): string {
  if (!looksLikeReference(reference)) throw new Refusal('ticket-unknown');
  return reference.toUpperCase();
}
