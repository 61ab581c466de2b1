// Identifiers: what a customer is recognised by, how each is normalised, and how much a sighting of one proves.
import { type Static, Type } from '@sinclair/typebox';
import { readableLabel } from './punycode.ts';

export const IdentifierKind = Type.Union([
  Type.Literal('email'),
  Type.Literal('phone'),
  Type.Literal('whatsapp-user'),
  Type.Literal('external'),
  Type.Literal('session'),
]);
export type IdentifierKind = Static<typeof IdentifierKind>;

/** verified: a code went there and back. attested: the provider authenticated the sender. claimed: somebody typed it. */
export const Evidence = Type.Union([
  Type.Literal('verified'),
  Type.Literal('attested'),
  Type.Literal('claimed'),
]);
export type Evidence = Static<typeof Evidence>;

export interface Identifier {
  readonly kind: IdentifierKind;
  /** Normalised: equal values mean the same address. */
  readonly value: string;
}

const strength: Record<Evidence, number> = { verified: 3, attested: 2, claimed: 1 };

/** Whether `a` proves more than `b`. */
export function isStronger(a: Evidence, b: Evidence): boolean {
  return strength[a] > strength[b];
}

/** Whether this grade may show a customer's history. */
export function isStrong(evidence: Evidence): boolean {
  return evidence !== 'claimed';
}

/**
 * Normalises an e-mail address: trimmed, NFC, domain lower-cased and in the form people read, local part lower-cased
 * (no provider in use tells case apart; RFC 5321 §2.4 allows it, so it stays a rule of ours).
 * @returns undefined when it is not an address we could answer.
 */
export function normaliseEmail(typed: string): Identifier | undefined {
  if (typed.length > longest) return undefined;
  const text = typed.trim().normalize('NFC');
  if (text.length > 254) return undefined; // RFC 5321 §4.5.3.1.3 less the angle brackets
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const labels = text
    .slice(at + 1)
    .split('.')
    .map(readableLabel);
  if (labels.includes(undefined)) return undefined;
  const domain = labels.join('.');
  if (at < 1 || local.length > 64 || !isLocalPart(local) || !isDomain(domain)) return undefined;
  return { kind: 'email', value: `${local.toLowerCase()}@${domain.toLowerCase()}` };
}

/** Reads a phone number in E.164 from what somebody typed; undefined for what is none. */
export type ReadPhone = (typed: string) => string | undefined;

/** Knows no country: only what is in international form already. */
const internationalPhone: ReadPhone = (typed) => {
  const digits = typed.replace(/[\s().-]/g, '');
  return /^\+[1-9]\d{6,14}$/.test(digits) ? digits : undefined;
};

/** Beyond this no identifier goes, and no time is spent on it. UTF-16 units. */
const longest = 1_000;

/**
 * What staff or a host application typed, in its one form.
 * @param readPhone knows the numbers of the countries
 * @returns undefined when it cannot be an identifier of that kind
 */
export function normaliseIdentifier(
  kind: IdentifierKind,
  typed: string,
  readPhone: ReadPhone = internationalPhone,
): Identifier | undefined {
  if (typed.length > longest) return undefined;
  const value = typed.trim();
  switch (kind) {
    case 'email':
      return normaliseEmail(value);
    case 'phone': {
      const number = readPhone(value);
      return number === undefined ? undefined : { kind, value: number };
    }
    case 'whatsapp-user':
      return /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/.test(value) ? { kind, value } : undefined;
    case 'external':
    case 'session':
      return /^[\x21-\x7e]{1,256}$/.test(value) ? { kind, value } : undefined;
  }
}

function isLocalPart(local: string): boolean {
  return (
    /^[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]+$/u.test(local) &&
    !local.startsWith('.') &&
    !local.endsWith('.') &&
    !local.includes('..')
  );
}

function isDomain(domain: string): boolean {
  const labels = domain.split('.');
  return (
    labels.length >= 2 &&
    labels.every((label) => label.length <= 63 && /^[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?$/u.test(label))
  );
}
