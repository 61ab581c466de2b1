import { describe, expect, test } from 'bun:test';
import { Type } from '@sinclair/typebox';
import fc from 'fast-check';
import { eventCodec, InvalidEvent, UnknownEvent } from '../../../src/application/log/event-codec.ts';
import { catalogue, upcasters } from '../../../src/domain/event/catalogue.ts';
import { defineEvent, personal } from '../../../src/domain/event/define.ts';
import { sampleOf } from '../../infra/sample-payload.ts';

const codec = eventCodec(catalogue, upcasters);

describe('the codec', () => {
  test('gives back every event as it was, through JSON, with its personal fields apart', () => {
    for (const definition of catalogue.values()) {
      fc.assert(
        fc.property(fc.integer(), (seed) => {
          const event = { type: definition.type, data: sampleOf(definition.schema, seed) };
          const encoded = codec.encode(event);
          for (const name of Object.keys(definition.personal)) expect(encoded.data).not.toHaveProperty(name);
          const stored = JSON.parse(JSON.stringify(encoded));
          expect(codec.decode(stored, stored.personal ?? {})).toEqual(event);
        }),
        { numRuns: 15 },
      );
    }
  });

  test('refuses unknown types, missing and additional fields', () => {
    const wrong = [
      { type: 'Unheard', data: {} },
      { type: 'TicketClosed', data: {} },
      { type: 'TicketClosed', data: { by: 'x', phone: '+1' } },
      { type: 'TicketRated', data: { rating: 'five' } },
    ];
    for (const event of wrong) expect(() => codec.encode(event)).toThrow(InvalidEvent);
  });

  test('names what a newer program wrote: a type it does not know, or a version of one it knows', () => {
    const heard = { type: 'TicketClosed', schemaVersion: 99, data: { by: 'timer' } };
    const unheard = { type: 'Unheard', schemaVersion: 1, data: {} };
    for (const stored of [heard, unheard]) {
      const { type, schemaVersion } = stored;
      expect(() => codec.decode(stored, undefined)).toThrow(new UnknownEvent(type, schemaVersion));
    }
  });

  test('reads an erased field as declared, and an optional one that was never given as absent', () => {
    const said = defineEvent('Said', 1, {
      name: personal(Type.String(), '[erased]'),
      nick: Type.Optional(personal(Type.String(), '[gone]')),
    });
    const own = eventCodec(new Map([[said.type, said]]), []);
    const stored = own.encode({ type: 'Said', data: { name: 'Ada', nick: undefined } });
    expect(stored).toEqual({ type: 'Said', schemaVersion: 1, data: {}, personal: { name: 'Ada' } });
    expect(own.decode(stored, stored.personal).data).toEqual({ name: 'Ada' });
    expect(own.decode(stored, undefined).data).toEqual({ name: '[erased]', nick: '[gone]' });
  });
});
