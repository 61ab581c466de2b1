// What an event says in one line, from its own fields.
import type { AuditEvent } from './contract.ts';

/** The fields that tell most, the most telling first. */
const telling = [
  'text',
  'subject',
  'query',
  'tool',
  'evidence',
  'reason',
  'rule',
  'because',
  'basis',
  'code',
  'rating',
  'staffId',
  'score',
  'name',
  'tickets',
  'model',
  'attempt',
] as const;

export type Telling = (typeof telling)[number];

const longest = 220;

export interface Gist {
  readonly field: Telling;
  readonly value: string;
}

export function gistOf({ data }: Pick<AuditEvent, 'data'>): Gist | undefined {
  const field = telling.find((name) => ['string', 'number'].includes(typeof data[name]) && data[name] !== '');
  if (field === undefined) return undefined;
  const value = String(data[field]).replace(/\s+/g, ' ');
  return { field, value: shortened(value, longest) };
}

/** At most so many characters, the last of them an ellipsis where there was more. */
export function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** `lastInboundAt` → `Last inbound at`. */
export function nameWords(name: string): string {
  const words = name
    .replace(/[_-]+/g, ' ')
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const earliest = Date.UTC(2000, 0, 1);

/** Fields called `at` or `…At` hold moments: as ISO 8601 or in ms since the epoch. */
export function momentIn(name: string, value: unknown): number | undefined {
  if (!/^at$|At$/.test(name)) return undefined;
  const moment = typeof value === 'string' ? Date.parse(value) : value;
  return typeof moment === 'number' && moment > earliest ? moment : undefined;
}
