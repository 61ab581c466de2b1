import { describe, expect, test } from 'bun:test';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { type BusMessage, BusUnavailable, topics } from '../../../src/application/bus/message-bus.ts';
import { handleTraced, publishTraced } from '../../../src/application/bus/traced.ts';
import { thrownBy } from '../../infra/sample.ts';

const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const message = (topic: string, headers: BusMessage['headers'] = { traceparent: trace }): BusMessage => ({
  topic,
  key: 'customer',
  headers: { ce_id: topic, ...headers },
  value: { ticketId: 'ticket' },
});

function recordingBus() {
  const published: (readonly BusMessage[])[] = [];
  return { published, publish: async (messages: readonly BusMessage[]) => void published.push(messages) };
}

describe('messages that are published', () => {
  test('carry the span of their publishing where they are work, and their event’s trace otherwise', async () => {
    const telemetry = memoryTelemetry();
    const bus = recordingBus();
    const all = [message(topics.events), message(topics.incoming), message(topics.outgoing)];
    await publishTraced(bus, telemetry, all);
    expect(telemetry.spans.map(({ name, parent }) => [name, parent])).toEqual([
      ['publish', trace],
      ['publish', trace],
    ]);
    const own = telemetry.spans.map(({ traceparent }) => traceparent);
    expect(bus.published).toEqual([
      all.map((each, i) => ({
        ...each,
        headers: { ...each.headers, traceparent: i === 0 ? trace : own[i - 1] },
      })),
    ] as BusMessage[][]);
  });

  test('get a trace where they had none', async () => {
    const telemetry = memoryTelemetry();
    const bus = recordingBus();
    await publishTraced(bus, telemetry, [message(topics.incoming, {})]);
    expect(bus.published[0]?.[0]?.headers['traceparent']).toBe(String(telemetry.spans[0]?.traceparent));
  });

  test('fail together with the bus, and so do their spans', async () => {
    const telemetry = memoryTelemetry();
    const away = new BusUnavailable('zqwherezq');
    const bus = { publish: () => Promise.reject(away) };
    const all = [message(topics.events), message(topics.incoming)];
    expect(await thrownBy(publishTraced(bus, telemetry, all))).toBe(away);
    expect(await thrownBy(publishTraced(bus, telemetry, [message(topics.events)]))).toBe(away);
    expect(telemetry.spans.map(({ attributes }) => attributes['error.type'])).toEqual([
      'BusUnavailable bus-unavailable',
    ]);
  });
});

test('a message is handled below the span it carries, and the span says where it lay', async () => {
  const telemetry = memoryTelemetry();
  const delivered = { ...message(topics.incoming), partition: 3, offset: '41', attempt: 2 };
  const own = await handleTraced(telemetry, 'answer', delivered, async (span) => {
    span.set({ 'ledgerdesk.outcome': 'answered' });
    return span.traceparent;
  });
  expect(telemetry.spans).toEqual([
    {
      name: 'answer',
      parent: trace,
      traceparent: own,
      attributes: {
        'messaging.destination.name': topics.incoming,
        'messaging.destination.partition.id': '3',
        'messaging.kafka.offset': '41',
        'ledgerdesk.attempt': 2,
        'ledgerdesk.ticket_id': 'ticket',
        'ledgerdesk.outcome': 'answered',
      },
    },
  ]);
});
