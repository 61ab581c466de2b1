// A payload for any declared event, made from its schema.
import type { TSchema } from '@sinclair/typebox';
import { dice } from './history.ts';

type Payload = Record<string, unknown>;

/** @param seed the same seed, the same payload; optional fields are there in half of them */
export function sampleOf(schema: TSchema, seed: number): Payload {
  const random = dice(seed);
  return objectOf(schema, random);
}

function objectOf(schema: TSchema, random: () => number): Payload {
  const required: readonly string[] = schema['required'] ?? [];
  const fields = Object.entries<TSchema>(schema['properties'] ?? {});
  const present = fields.filter(([name]) => required.includes(name) || random() < 0.5);
  return Object.fromEntries(present.map(([name, field]) => [name, valueFor(field, random)]));
}

function valueFor(schema: TSchema, random: () => number): unknown {
  if ('const' in schema) return schema['const'];
  const choices: readonly TSchema[] | undefined = schema['anyOf'];
  const choice = choices?.[Math.floor(random() * choices.length)];
  if (choice) return valueFor(choice, random);
  switch (schema['type']) {
    case 'object':
      return objectOf(schema, random);
    case 'array':
      return Array.from({ length: Math.floor(random() * 3) }, () => valueFor(schema['items'], random));
    case 'boolean':
      return random() < 0.5;
    case 'integer':
      return (schema['minimum'] ?? 0) + Math.floor(random() * 3);
    case 'number':
      return schema['minimum'] ?? random();
    default:
      return schema['pattern']?.endsWith('{64}$') === true ? hexOf(random, 64) : uuid(random);
  }
}

/** Fits the schema of a SHA-256 digest. */
function hexOf(random: () => number, digits: number): string {
  return Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');
}

/** Fits the schema of an id, and any text. */
function uuid(random: () => number): string {
  const hex = hexOf(random, 32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
