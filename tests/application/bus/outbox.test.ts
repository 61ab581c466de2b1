import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { topics } from '../../../src/application/bus/message-bus.ts';
import { busMessages, workAgain } from '../../../src/application/bus/outbox.ts';
import { backoff, defaultRetry } from '../../../src/application/bus/retry.ts';
import type { RecordedEvent } from '../../../src/application/log/event-store.ts';
import { catalogue } from '../../../src/domain/event/catalogue.ts';
import { answer, id, message, newCase, noon, opened } from '../../infra/sample.ts';
import { sampleOf } from '../../infra/sample-payload.ts';

function recorded(type: string, data: object, streamId = 'ticket-1'): RecordedEvent {
  const metadata = {
    correlationId: 'correlation',
    actor: { kind: 'customer' as const },
    customerId: 'customer-1',
    traceparent: 'trace',
  };
  const times = { at: noon, recordedAt: noon };
  return { id: 7n, streamId, version: 3, type, schemaVersion: 1, data, metadata, ...times, erased: false };
}
const messagesOf = (event: { readonly type: string; readonly data: object }) =>
  busMessages({ position: 42n, event: recorded(event.type, event.data) });
const one = newCase();

describe('the outbox', () => {
  test('never lets a personal field out, whatever the event', () => {
    const marker = 'PERSONAL';
    for (const definition of catalogue.values()) {
      fc.assert(
        fc.property(fc.integer(), (seed) => {
          const data = { ...sampleOf(definition.schema, seed) };
          for (const name of Object.keys(definition.personal)) data[name] = `${marker} ${name}`;
          const messages = busMessages({ position: 1n, event: recorded(definition.type, data) });
          expect(JSON.stringify(messages)).not.toContain(marker);
        }),
        { numRuns: 20 },
      );
    }
  });

  test('tells the public feed of every ticket event, as a CloudEvent in order of the ledger', () => {
    const [fact, ...others] = messagesOf(opened(one));
    expect(others).toEqual([]);
    expect(fact).toEqual({
      topic: topics.events,
      key: 'customer-1',
      headers: {
        'content-type': 'application/json',
        ce_specversion: '1.0',
        ce_id: `42/${topics.events}`,
        ce_source: '/ledgerdesk',
        ce_type: 'ledgerdesk.TicketOpened',
        ce_subject: '1',
        ce_time: new Date(noon).toISOString(),
        traceparent: 'trace',
      },
      value: {
        ticketId: '1',
        position: '42',
        version: 3,
        type: 'TicketOpened',
        data: expect.objectContaining({ reference: one.reference }),
      },
    });
  });

  test('gives a message to the agent, and one for staff to nobody', () => {
    const topicsOf = (event: Parameters<typeof messagesOf>[0]) => messagesOf(event).map((m) => m.topic);
    expect(topicsOf(message(one))).toEqual([topics.events, topics.inbound.webform, topics.incoming]);
    expect(topicsOf(message(one, { handling: 'staff' }))).toEqual([topics.events, topics.inbound.webform]);
  });

  test('gives replies to delivery, and what a run cost to those who count', () => {
    const replyId = id();
    expect(
      messagesOf(answer(one, replyId)).map((m) => [m.topic, m.value['replyId'] ?? m.value['outcome']]),
    ).toEqual([
      [topics.events, undefined],
      [topics.outgoing, replyId],
      [topics.agentMetrics, 'answered'],
    ]);
    const told = answer(one, replyId);
    const acknowledgement = { ...told, data: { ...told.data, kind: 'acknowledgement' } };
    expect(messagesOf(acknowledgement).map((m) => m.topic)).toEqual([topics.events, topics.outgoing]);
    const staff = { type: 'StaffReplied', data: { replyId, staffId: 's', channel: 'webform', text: 'x' } };
    expect(messagesOf(staff).map((m) => m.topic)).toEqual([topics.events, topics.outgoing]);
  });

  test('announces escalations, with the run if there was one', () => {
    const data = { reason: 'legal', by: 'policy', evidence: 'x', priority: 'high', messageIds: [] };
    expect(messagesOf({ type: 'TicketEscalated', data }).map((m) => m.topic)).toEqual([
      topics.events,
      topics.escalations,
    ]);
    const [, notice, metric] = messagesOf({ type: 'TicketEscalated', data: { ...data, runId: id() } });
    expect(notice?.value).toMatchObject({ reason: 'legal', by: 'policy', priority: 'high' });
    expect(metric).toMatchObject({ topic: topics.agentMetrics, value: { outcome: 'escalated' } });
  });

  test('says nothing of customers, articles, or events of nobody', () => {
    const event = recorded('CustomerRegistered', { customerId: id() }, 'customer-1');
    expect(busMessages({ position: 1n, event })).toEqual([]);
    const { customerId: _, ...metadata } = recorded('TicketClosed', {}).metadata;
    const nobodys = { ...recorded('TicketClosed', { by: 'x' }), metadata };
    expect(busMessages({ position: 1n, event: nobodys })).toEqual([]);
  });

  test('names the reply when delivery is asked again, and only the ticket when the agent is', () => {
    const ids = { customerId: 'c', ticketId: 't', subjectId: 's', id: 'work-1' };
    const work = { ...ids, at: noon, traceparent: 'trace' };
    expect(workAgain(topics.outgoing, work)).toMatchObject({
      key: 'c',
      headers: { traceparent: 'trace' },
      value: { ticketId: 't', replyId: 's' },
    });
    expect(workAgain(topics.incoming, work).value).toEqual({ ticketId: 't' });
  });
});

test('the pause before the next delivery grows to its limit, spread over its upper half', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (attempt, spread) => {
        const step = Math.min(defaultRetry.firstMs * 2 ** (attempt - 1), defaultRetry.longestMs);
        const pause = backoff(defaultRetry, attempt, spread);
        expect(pause).toBeGreaterThanOrEqual(step / 2);
        expect(pause).toBeLessThanOrEqual(step);
      },
    ),
  );
});
