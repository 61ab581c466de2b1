// Moments and periods in queries. They are text there: checked as text, converted here.
import { Type } from '@sinclair/typebox';
import { isoTime, isoTimeForm } from '../../../application/platform/iso-time.ts';
import { Refusal } from '../problem.ts';
import type { Moment } from './desk.ts';

/** @param description what happens at it */
export const Instant = (description: string) =>
  Type.String({
    pattern: isoTimeForm,
    description: `${description}, ISO 8601 with its zone.`,
    examples: ['2026-11-20T14:02:00Z'],
  });

export const Version = (description: string) =>
  Type.String({ pattern: '^\\d{1,9}$', description, examples: ['3'] });

/** @param field where it came from @returns ms since the epoch @throws Refusal */
export function instantOf(text: string, field: string): number {
  const at = isoTime(text);
  if (at === undefined) throw invalid(field, 'There is no such moment.');
  return at;
}

/** @throws Refusal when both are given, or there is no such moment */
export function momentOf(
  { version, at }: { readonly version?: string | undefined; readonly at?: string | undefined },
  field = 'at',
): Moment {
  if (version !== undefined && at !== undefined)
    throw invalid(field, 'Please give a version or a moment, not both.');
  if (version !== undefined) return { version: Number(version) };
  return at === undefined ? undefined : { at: instantOf(at, field) };
}

export function invalid(field: string, message: string): Refusal {
  return new Refusal('invalid-fields', { errors: [{ field, message }] });
}
