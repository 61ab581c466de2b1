// What every event store promises.
import { expect } from 'bun:test';
import { Type } from '@sinclair/typebox';
import fc from 'fast-check';
import { eventCodec, UnknownEvent } from '../../src/application/log/event-codec.ts';
import { UniqueConflict, VersionConflict } from '../../src/application/log/event-store.ts';
import { claims, identifiers, messages, tickets } from '../../src/application/projection/tables.ts';
import { defineEvent, personal } from '../../src/domain/event/define.ts';
import {
  answer,
  firstContact,
  id,
  linked,
  message,
  metadata,
  newCase,
  noon,
  note,
  onCustomer,
  onTicket,
  opened,
  registered,
  thrownBy,
} from '../infra/sample.ts';
import type { World } from '../infra/worlds.ts';

type It = (name: string, body: (world: World) => Promise<void>) => void;

const unheard = (streamId: string) => ({
  streamId,
  expectedVersion: 0,
  events: [{ type: 'Unheard', data: {} }],
});

export function eventStoreContract(it: It): void {
  it('gives back what was appended, in order of versions', async ({ events }) => {
    const one = newCase();
    const traced = { ...metadata, causationId: 'cause', channel: 'webform', traceparent: '00-a-b-01' };
    const appended = await events.append({ ...firstContact(one), metadata: traced });
    expect(await events.readStream(one.streamId)).toEqual([...appended]);
    expect(appended.map((e) => e.version)).toEqual([1, 2]);
    expect(appended[1]).toMatchObject({
      streamId: one.streamId,
      type: 'CustomerMessageReceived',
      schemaVersion: 1,
      data: message(one).data,
      metadata: { ...traced, customerId: one.customerId },
      at: noon,
      erased: false,
    });
    const [first, second] = appended;
    expect((first?.id ?? 0n) < (second?.id ?? 0n)).toBe(true);
    expect(Math.abs((first?.recordedAt ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  it('keeps who did which event, where several did', async ({ events }) => {
    const one = newCase();
    const [first, second] = [note('by the model'), note('by the passages')];
    const actors = new Map([[first, { kind: 'agent', id: 'model' } as const]]);
    const { streams, at } = onTicket(one, 0, [first, second]);
    const appended = await events.append({
      streams: streams.map((own) => ({ ...own, actors })),
      metadata,
      at,
    });
    expect(appended.map((e) => e.metadata.actor)).toEqual([{ kind: 'agent', id: 'model' }, metadata.actor]);
    expect(await events.readStream(one.streamId)).toEqual([...appended]);
  });

  it('tells the time that it records events by', async ({ events }) => {
    const before = await events.now();
    const [event] = await events.append(firstContact(newCase()));
    const after = await events.now();
    expect(before).toBeLessThanOrEqual(event?.recordedAt ?? 0);
    expect(after).toBeGreaterThanOrEqual(event?.recordedAt ?? Number.POSITIVE_INFINITY);
    expect(Math.abs(after - Date.now())).toBeLessThan(60_000);
  });

  it('stores all of an append at one moment (bug: a look back could fall between two of its events)', async ({
    events,
  }) => {
    const one = newCase();
    const notes = Array.from({ length: 500 }, () => note());
    const moments = [];
    for (const [version, added] of [
      [0, [opened(one), ...notes]],
      [501, [note(), note()]],
      [503, notes],
    ] as const) {
      const stored = await events.append(onTicket(one, version, added));
      expect(new Set(stored.map(({ recordedAt }) => recordedAt)).size).toBe(1);
      moments.push(stored[0]?.recordedAt ?? 0);
    }
    expect(moments).toEqual(moments.toSorted((a, b) => a - b));
    const read = await events.readStream(one.streamId);
    expect([...new Set(read.map(({ recordedAt }) => recordedAt))]).toEqual([...new Set(moments)]);
  });

  it('reads a range of versions, and nothing of a stream that is not there', async ({ events }) => {
    const one = newCase();
    await events.append(onTicket(one, 0, [opened(one), note('a'), note('b'), note('c')]));
    const versions = async (range?: { from?: number; to?: number }) =>
      (await events.readStream(one.streamId, range)).map((e) => e.version);
    expect(await versions({ from: 2, to: 3 })).toEqual([2, 3]);
    expect(await versions({ from: 4 })).toEqual([4]);
    expect(await versions({ to: 1 })).toEqual([1]);
    expect(await versions({ from: 9 })).toEqual([]);
    expect(await events.readStream(`ticket-${id()}`)).toEqual([]);
  });

  it('gives each of many who read at once their own stream', async ({ events }) => {
    const cases = Array.from({ length: 12 }, newCase);
    for (const one of cases) await events.append(firstContact(one));
    const asked = [...cases, ...cases.slice(0, 3)].map(({ streamId }) => streamId);
    const read = await Promise.all(
      [...asked, 'ticket-unheard-of'].map((streamId) => events.readStream(streamId)),
    );
    expect(read.map((found) => found.map((e) => `${e.streamId} ${e.version}`))).toEqual([
      ...asked.map((streamId) => [`${streamId} 1`, `${streamId} 2`]),
      [],
    ]);
    expect(read[0]?.[1]).toMatchObject({ data: message(cases[0] ?? newCase()).data });
  });

  it('refuses a version that the stream has passed, and one it has not reached', async ({ events }) => {
    const one = newCase();
    await events.append(firstContact(one));
    for (const expected of [0, 1, 3, 7]) {
      const error = await thrownBy(events.append(onTicket(one, expected, [note()]))).catch(
        () => `${expected} taken`,
      );
      expect(error).toBeInstanceOf(VersionConflict);
      expect(error).toMatchObject({ code: 'version-conflict', streamId: one.streamId });
    }
    const missing = await thrownBy(events.append(onTicket(newCase(), 2, [note()])));
    expect(missing).toBeInstanceOf(VersionConflict);
    expect(await events.readStream(one.streamId)).toHaveLength(2);
  });

  it('refuses each of many at once for its own fault alone', async ({ events }) => {
    const cases = Array.from({ length: 40 }, newCase);
    const [taken = newCase()] = cases;
    await events.append(firstContact(taken));
    const outcomes = await Promise.allSettled(
      cases.map((one, i) => {
        if (i % 10 === 3) return events.append(onTicket(one, 4, [note('too far')]));
        if (i % 10 === 7) return events.append({ ...firstContact(one), streams: [unheard(one.streamId)] });
        return events.append(firstContact(one));
      }),
    );
    for (const [i, outcome] of outcomes.entries()) {
      const { streamId } = cases[i] ?? taken;
      const isRefused = i === 0 || i % 10 === 3 || i % 10 === 7;
      expect(outcome.status).toBe(isRefused ? 'rejected' : 'fulfilled');
      const versions = (await events.readStream(streamId)).map(({ version }) => version);
      expect(versions).toEqual(isRefused && i > 0 ? [] : [1, 2]);
      if (outcome.status === 'fulfilled')
        expect(await events.readStream(streamId)).toEqual([...outcome.value]);
      else if (i % 10 !== 7) expect(outcome.reason).toMatchObject({ code: 'version-conflict', streamId });
    }
  });

  it('refuses a version that one stream has not reached among many that are in order', async ({ events }) => {
    const cases = Array.from({ length: 40 }, newCase);
    await Promise.all(cases.map((one) => events.append(firstContact(one))));
    const outcomes = await Promise.allSettled(
      cases.map((one, i) => events.append(onTicket(one, i === 29 ? 3 : 2, [note(), note()]))),
    );
    expect(outcomes.flatMap(({ status }, i) => (status === 'rejected' ? [i] : []))).toEqual([29]);
    for (const [i, one] of cases.entries()) {
      const versions = (await events.readStream(one.streamId)).map(({ version }) => version);
      expect(versions).toEqual(i === 29 ? [1, 2] : [1, 2, 3, 4]);
    }
  });

  it('refuses two parts for one stream that do not know of each other', async ({ events }) => {
    const one = newCase();
    const part = { streamId: one.streamId, expectedVersion: 0, customerId: one.customerId };
    const streams = [
      { ...part, events: [opened(one)] },
      { ...part, events: [note()] },
    ];
    expect(await thrownBy(events.append({ streams, metadata, at: noon }))).toBeInstanceOf(VersionConflict);
    expect(await events.readStream(one.streamId)).toEqual([]);
  });

  it('stores all streams of a request or none, rows included', async ({
    events,
    tickets: directory,
    dump,
  }) => {
    const [taken, fresh] = [newCase(), newCase()];
    await events.append(firstContact(taken));
    const before = await dump(messages);
    const streams = [...firstContact(fresh).streams, ...onTicket(taken, 1, [note()]).streams];
    expect(await thrownBy(events.append({ streams, metadata, at: noon }))).toBeInstanceOf(VersionConflict);
    expect(await events.readStream(fresh.streamId)).toEqual([]);
    expect(await directory.byReference(fresh.reference)).toBeUndefined();
    expect(await dump(messages)).toEqual(before);
    await events.append({ streams: firstContact(fresh).streams, metadata, at: noon });
    expect(await directory.byReference(fresh.reference)).toMatchObject({ ticketId: fresh.ticketId });
  });

  it('names the constraint when a provider message is filed twice', async ({ events }) => {
    const [one, other] = [newCase(), newCase()];
    const providerMessageId = `twice-${id()}`;
    await events.append(onTicket(one, 0, [opened(one), message(one, { providerMessageId })]));
    const again = onTicket(other, 0, [opened(other), message(other, { providerMessageId })]);
    const error = await thrownBy(events.append(again));
    expect(error).toBeInstanceOf(UniqueConflict);
    expect(error).toMatchObject({ code: 'unique-conflict', constraint: `${claims.name}_pkey` });
    expect(await events.readStream(other.streamId)).toEqual([]);
  });

  it('names the constraint when a reference is taken', async ({ events }) => {
    const one = newCase();
    await events.append(firstContact(one));
    const other = { ...newCase(), reference: one.reference };
    const error = await thrownBy(events.append(firstContact(other)));
    expect(error).toBeInstanceOf(UniqueConflict);
    expect(error).toMatchObject({ constraint: Object.keys(tickets.unique ?? {})[0] });
  });

  it('names the constraint when an identifier is linked to somebody else', async ({ events }) => {
    const value = `${id()}@example.org`;
    const contact = (customerId: string) =>
      onCustomer(customerId, 0, [registered(customerId), linked(customerId, value)]);
    await events.append(contact(id()));
    const error = await thrownBy(events.append(contact(id())));
    expect(error).toBeInstanceOf(UniqueConflict);
    expect(error).toMatchObject({ constraint: `${identifiers.name}_pkey` });
  });

  it('keeps personal fields out of everything stored but the sealed bytes', async (world) => {
    const one = newCase();
    const secret = `secret-${id()}`;
    const events = [opened(one, secret), message(one, { text: secret, senderName: secret })];
    await world.events.append(onTicket(one, 0, [...events, answer(one, id(), secret), note(secret)]));
    const stored = await world.storedText(one.streamId);
    expect(stored).toContain(one.reference);
    expect(stored).not.toContain(secret);
    const read = await world.events.readStream(one.streamId);
    expect(read.map((e) => JSON.stringify(e.data).includes(secret))).toEqual([true, true, true, true]);
  });

  it('reads personal fields as erased once the key is gone, and everything else as before', async (world) => {
    const [one, other] = [newCase(), newCase()];
    for (const each of [one, other]) await world.events.append(firstContact(each));
    await world.erase(one.customerId);
    const [openedEvent, received] = await world.events.readStream(one.streamId);
    expect(openedEvent).toMatchObject({
      erased: true,
      data: { subject: '[erased]', reference: one.reference },
    });
    expect(received).toMatchObject({
      erased: true,
      data: { text: '[erased]', senderName: '[erased]', messageId: one.messageId },
    });
    expect((await world.events.readStream(other.streamId)).map((e) => e.erased)).toEqual([false, false]);
  });

  it('does not read an optional personal field as erased that was never given', async ({ events }) => {
    const one = newCase();
    await events.append(onTicket(one, 0, [opened(one), { type: 'TicketRated', data: { rating: 5 } }]));
    expect((await events.readStream(one.streamId))[1]?.data).toEqual({ rating: 5 });
  });

  it('does not call an event erased that had nothing personal', async (world) => {
    const one = newCase();
    await world.events.append(onTicket(one, 0, [opened(one), { type: 'TicketClosed', data: { by: 'x' } }]));
    await world.erase(one.customerId);
    const [, closed] = await world.events.readStream(one.streamId);
    expect(closed).toMatchObject({ erased: false, data: { by: 'x' } });
  });

  it('refuses personal fields without a customer to seal them for', async ({ events }) => {
    const one = newCase();
    const streams = [{ streamId: one.streamId, expectedVersion: 0, events: [opened(one)] }];
    const error = await thrownBy(events.append({ streams, metadata, at: noon }));
    expect(String(error)).toContain('no customer to seal');
    expect(await events.readStream(one.streamId)).toEqual([]);
  });

  it('refuses an event that does not fit its declaration', async ({ events }) => {
    const one = newCase();
    const wrong = { type: 'TicketRated', data: { rating: 9 } } as const;
    const streams = [
      { streamId: one.streamId, expectedVersion: 0, customerId: one.customerId, events: [wrong] },
    ];
    expect(await thrownBy(events.append({ streams, metadata, at: noon }))).toMatchObject({
      code: 'invalid-event',
    });
  });

  it('stores nothing for a request without events', async ({ events }) => {
    const one = newCase();
    expect(await events.append(onTicket(one, 0, []))).toEqual([]);
    expect(await events.append(onTicket(one, 4, []))).toEqual([]);
    expect(await events.append({ streams: [], metadata, at: noon })).toEqual([]);
  });

  it('stores a message of a megabyte', async ({ events }) => {
    const one = newCase();
    const text = 'Zażółć gęślą jaźń. '.repeat(50_000);
    await events.append(onTicket(one, 0, [opened(one), message(one, { text })]));
    const [, received] = await events.readStream(one.streamId);
    expect(received?.data).toMatchObject({ text });
  });

  it('keeps any well-formed text as it is', async ({ events, tickets: directory }) => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 40 }).filter((s) => !s.includes('\0') && s.isWellFormed()),
        async (text) => {
          const one = newCase();
          await events.append(onTicket(one, 0, [opened(one, text), message(one, { text })]));
          const [, received] = await events.readStream(one.streamId);
          expect(received?.data).toMatchObject({ text });
          expect((await directory.messagesOf(one.ticketId))[0]?.text).toBe(text);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('takes a thousand events in one append', async ({ events }) => {
    const one = newCase();
    const notes = Array.from({ length: 999 }, (_, i) => note(`note ${i}`));
    const appended = await events.append(onTicket(one, 0, [opened(one), ...notes]));
    expect(appended.map((e) => e.version)).toEqual(Array.from({ length: 1_000 }, (_, i) => i + 1));
    const read = await events.readStream(one.streamId);
    expect(read).toEqual([...appended]);
    expect(read.at(-1)?.data).toMatchObject({ text: 'note 998' });
  });

  it('lifts old payloads to the current declaration, sealed fields included', async (world) => {
    const was = defineEvent('Weighed', 1, { pounds: Type.Number(), by: personal(Type.String(), '[erased]') });
    const is = defineEvent('Weighed', 2, { grams: Type.Number(), by: personal(Type.String(), '[erased]') });
    const old = world.withCodec(eventCodec(new Map([[was.type, was]]), []));
    const current = world.withCodec(
      eventCodec(new Map([[is.type, is]]), [
        {
          type: 'Weighed',
          from: 1,
          up: ({ pounds, ...rest }) => ({ ...rest, grams: Number(pounds) * 453.592 }),
        },
      ]),
    );
    const customerId = id();
    const streamId = `parcel-${id()}`;
    const event = { type: 'Weighed', data: { pounds: 2, by: 'Ada' } };
    await old.append({
      streams: [{ streamId, expectedVersion: 0, customerId, events: [event] }],
      metadata,
      at: noon,
    });
    const [lifted] = await current.readStream(streamId);
    expect(lifted).toMatchObject({ type: 'Weighed', data: { grams: 907.184, by: 'Ada' } });
    expect(lifted?.data).not.toHaveProperty('pounds');
    const newer = { type: 'Weighed', data: { grams: 5, by: 'Ada' } };
    await current.append({
      streams: [{ streamId, expectedVersion: 1, customerId, events: [newer] }],
      metadata,
      at: noon,
    });
    expect(await thrownBy(old.readStream(streamId))).toBeInstanceOf(UnknownEvent);
  });

  it('lets one of several writers at the same version win', async ({ events }) => {
    const one = newCase();
    await events.append(firstContact(one));
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) => events.append(onTicket(one, 2, [note(`writer ${i}`)]))),
    );
    const lost = results.flatMap((r) => (r.status === 'rejected' ? [r.reason] : []));
    expect(lost).toHaveLength(7);
    for (const error of lost) expect(error).toBeInstanceOf(VersionConflict);
    expect(await events.readStream(one.streamId)).toHaveLength(3);
  });
}
