// Between an event and its stored form: checked against its declaration, personal fields apart.

import type { TSchema } from '@sinclair/typebox';
import { type TypeCheck, TypeCompiler } from '@sinclair/typebox/compiler';
import type { DomainEvent, EventDefinition } from '../../domain/event/define.ts';
import { type Upcaster, upcast } from '../../domain/event/upcast.ts';

type Fields = Record<string, unknown>;

export interface EncodedEvent {
  readonly type: string;
  readonly schemaVersion: number;
  /** Nothing personal. */
  readonly data: Fields;
  /** The personal fields, to be sealed; undefined when the event has none. */
  readonly personal: Fields | undefined;
}

export interface EventCodec {
  /** @throws InvalidEvent when the type is not declared or the payload does not fit its declaration. */
  encode(event: DomainEvent): EncodedEvent;
  /**
   * Puts data and opened personal fields together at the current schema version.
   * @param personal as opened, empty when nothing was sealed; undefined when the key is gone: then each field reads as
   *   its declared erased value.
   * @throws UnknownEvent when a newer program wrote it; RangeError when an upcaster is missing
   */
  decode(
    stored: { readonly type: string; readonly schemaVersion: number; readonly data: Fields },
    personal: Fields | undefined,
  ): DomainEvent;
}

export class InvalidEvent extends Error {
  override readonly name = 'InvalidEvent';
  readonly code = 'invalid-event';
}

/**
 * An event of a type, or of a version of it, that this program is too old for. Nothing may be decided on a stream that has
 * one, and nothing that follows the log may pass it by: see ADR 13.
 */
export class UnknownEvent extends Error {
  override readonly name = 'UnknownEvent';
  readonly code = 'unknown-event';
  constructor(
    readonly type: string,
    readonly schemaVersion: number,
  ) {
    super(`a newer program wrote ${type} (schema version ${schemaVersion}), which this one does not know`);
  }
}

/** @param definitions every known event; @param upcasters steps from older versions */
export function eventCodec(
  definitions: ReadonlyMap<string, EventDefinition>,
  upcasters: readonly Upcaster[],
): EventCodec {
  const checks = new Map<string, TypeCheck<TSchema>>();
  for (const [type, definition] of definitions) checks.set(type, TypeCompiler.Compile(definition.schema));

  return {
    encode(event) {
      const definition = definitions.get(event.type);
      const check = checks.get(event.type);
      if (!definition || !check) throw new InvalidEvent(`unknown event type ${event.type}`);
      if (!check.Check(event.data)) {
        const first = check.Errors(event.data).First();
        throw new InvalidEvent(
          `${event.type}${first?.path ?? ''}: ${first?.message ?? 'does not fit its schema'}`,
        );
      }
      const data: Fields = {};
      let personal: Fields | undefined;
      for (const [name, value] of Object.entries(event.data)) {
        if (value === undefined) continue;
        if (name in definition.personal) {
          personal ??= {};
          personal[name] = value;
        } else data[name] = value;
      }
      return { type: event.type, schemaVersion: definition.schemaVersion, data, personal };
    },

    decode(stored, personal) {
      const definition = definitions.get(stored.type);
      if (!definition || stored.schemaVersion > definition.schemaVersion) {
        throw new UnknownEvent(stored.type, stored.schemaVersion);
      }
      // An optional personal field that was never given must not read as erased.
      const whole = { ...(personal ?? definition.personal), ...stored.data };
      const { type, schemaVersion } = definition;
      if (stored.schemaVersion === schemaVersion) return { type, data: whole };
      return {
        type,
        data: upcast(upcasters, { type, storedVersion: stored.schemaVersion, current: schemaVersion }, whole),
      };
    },
  };
}
