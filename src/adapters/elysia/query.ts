// What lists have in common. Queries are text: numbers are checked as text and converted afterwards.
import { Type } from '@sinclair/typebox';

export const Limit = Type.String({
  pattern: '^([1-9]\\d?|[1-4]\\d\\d|500)$',
  description: 'At most this many, 1 to 500; 50 when absent.',
  examples: ['50'],
});

/** The query of a list that has no other filter. */
export const Limited = Type.Object({ limit: Type.Optional(Limit) }, { additionalProperties: false });

/** @param limit as it came, checked against `Limit` */
export function limitOf(limit: string | undefined): number {
  return Number(limit ?? 50);
}
