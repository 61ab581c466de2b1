// How an event is declared: its type, its schema version, and which of its fields are personal.
import { type Static, type TObject, type TProperties, type TSchema, Type } from '@sinclair/typebox';

/** A UUID in lower case. A pattern rather than a format: formats need a registry that every user would have to fill. */
export const Id = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' });

/** A whole number from 0: how many, or how many milliseconds. */
export const Count = Type.Integer({ minimum: 0 });

/** Marks a field as personal: it is sealed under the customer's key and reads as `erased` once that key is destroyed. */
export function personal<S extends TSchema>(schema: S, erased: Static<S>): S {
  return { ...schema, personal: true, erased };
}

export interface EventDefinition<T extends string = string, D extends object = object> {
  readonly type: T;
  /** Version of the payload's shape; older stored versions go through the upcasters. */
  readonly schemaVersion: number;
  readonly schema: TSchema;
  /** Sealed fields and what each reads as after erasure. */
  readonly personal: Readonly<Record<string, unknown>>;
  /** Carries the payload's type; never present. */
  readonly payload?: D;
}

/** Declares an event. Extra fields are refused, so that nothing personal slips in under an unknown name. */
export function defineEvent<T extends string, P extends TProperties>(
  type: T,
  schemaVersion: number,
  fields: P,
): EventDefinition<T, Static<TObject<P>>> {
  const sealed: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(fields)) {
    if ('personal' in schema) sealed[name] = schema['erased'];
  }
  return {
    type,
    schemaVersion,
    schema: Type.Object(fields, { additionalProperties: false }),
    personal: sealed,
  };
}

/** The event type that a definition declares. */
export type EventOf<D extends EventDefinition> =
  D extends EventDefinition<infer T, infer P> ? { readonly type: T; readonly data: Readonly<P> } : never;

/** A fact before it is stored: what happened, without when. */
export interface DomainEvent {
  readonly type: string;
  readonly data: object;
}

/** A fact with the moment it happened, in milliseconds since the epoch. Evolving needs no more. */
export type Happened<E extends DomainEvent> = E & { readonly at: number };

/** A domain rule said no. `code` is stable; `detail` is for people. */
export interface Rejection<C extends string = string> {
  readonly rejected: C;
  readonly detail: string;
}

export type Decision<E extends DomainEvent, C extends string> = readonly E[] | Rejection<C>;

export function isRejection(outcome: object): outcome is Rejection {
  return 'rejected' in outcome;
}
