// What stands for addresses, ids of threads and words in the tables of routing.
import { expect, test } from 'bun:test';
import { sha256Hex } from '../../../src/adapters/node-crypto/hashes.ts';
import { hmacHex } from '../../../src/adapters/node-crypto/mac.ts';
import { threadRows } from '../../../src/application/projection/thread-rows.ts';
import type { TicketEvent } from '../../../src/domain/ticket/events.ts';

const at = Date.UTC(2026, 0, 10);
const replyTo = 'Ada@Example.org';
const messageId = '<1@mail.example.org>';
const event: TicketEvent = {
  type: 'CustomerMessageReceived',
  data: {
    messageId: 'm',
    customerId: 'c',
    channel: 'email',
    providerMessageId: 'gmail:1',
    evidence: 'attested',
    handling: 'agent',
    senderName: 'Ada',
    text: 'Thanks',
    replyTo,
    thread: { messageId, providerThreadId: 'thread-1', list: 'id news.example' },
  },
};
const recorded = {
  id: 1n,
  streamId: 'ticket-t',
  version: 2,
  type: event.type,
  schemaVersion: 1,
  data: event.data,
  metadata: { correlationId: 'm', actor: { kind: 'customer' as const, id: 'c' } },
  customerId: 'c',
  at,
  recordedAt: at,
  erased: false,
};

const cells = (key: number) =>
  threadRows(recorded, event, hmacHex(Buffer.alloc(32, key))).flatMap((change) =>
    change.op === 'put' ? Object.values(change.row) : [],
  );

test('nobody finds an address in the tables by trying it out (bug: they held plain SHA-256)', () => {
  const guesses = [
    replyTo,
    'ada@example.org',
    'example.org',
    'thanks',
    'Thanks',
    messageId,
    `message ${messageId}`,
    'thread thread-1',
    'id news.example',
    'list id news.example',
  ];
  const found = cells(1);
  expect(found.length).toBeGreaterThan(10);
  for (const guess of guesses) {
    expect(found).not.toContain(guess);
    expect(found).not.toContain(sha256Hex(guess));
  }
});

test('the same key makes the same rows again, another key others', () => {
  expect(cells(1)).toEqual(cells(1));
  const digests = (key: number) =>
    cells(key).filter((cell) => typeof cell === 'string' && /^[0-9a-f]{64}$/.test(cell));
  expect(digests(1)).toHaveLength(6);
  expect(digests(1).filter((one) => digests(2).includes(one))).toEqual([]);
});
