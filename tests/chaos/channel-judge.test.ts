// The judge of the channels sees what it is there to see: one made-up history for each promise broken.
import { expect, test } from 'bun:test';
import { type ChannelEvidence, judgeChannels } from './channel-judge.ts';
import type { LoggedEvent } from './evidence.ts';
import type { Fate } from './judge.ts';
import type { Received } from './providers.ts';
import type { Written } from './writers.ts';

const written = (id: string, more: Partial<Written> = {}): Written => ({
  channel: 'email',
  providerMessageId: id,
  customer: 'ada',
  byPerson: true,
  inOrder: true,
  ...more,
});
const inbound = (id: string, position: number): LoggedEvent =>
  event('CustomerMessageReceived', position, { providerMessageId: id });
const event = (type: string, position: number, data: Record<string, unknown>): LoggedEvent => ({
  streamId: 'ticket-1',
  version: position,
  type,
  data: { channel: 'email', ...data },
  position: BigInt(position),
  recordedAt: position,
});
const fate = (more: Partial<Fate> = {}): Fate => ({
  messageId: 'm',
  version: 1,
  outcomes: ['answered'],
  doneAt: 1,
  decidedBy: 2,
  ...more,
});
const received: Received = { channel: 'email', replyId: 'r1', once: '<r1@desk>' };

const whole: ChannelEvidence = {
  written: [written('a'), written('b')],
  events: [
    inbound('a', 1),
    event('ReplyComposed', 2, { replyId: 'r1' }),
    event('ReplySent', 3, { replyId: 'r1' }),
    inbound('b', 4),
  ],
  fates: new Map([
    ['a', fate()],
    ['b', fate()],
  ]),
  received: [received],
};
const whatIn = (change: Partial<ChannelEvidence>) =>
  judgeChannels({ ...whole, ...change }).map(({ what }) => what);

test('messages that are there once, in order, with one reply that arrived, break nothing', () => {
  expect(whatIn({})).toEqual([]);
});

test('a message that its provider has and the log has not is lost', () => {
  expect(whatIn({ written: [...whole.written, written('c')] })).toEqual([
    'email message c is in the log 0 times',
  ]);
});

test('a message that is in the log twice, also on one ticket, is doubled', () => {
  expect(whatIn({ events: [...whole.events, inbound('b', 5)] })).toEqual([
    'email message b is in the log 2 times',
  ]);
});

test('a message that nobody wrote is seen', () => {
  expect(whatIn({ written: [written('a')] })).toEqual(['nobody wrote message b']);
});

test('an outcome that was never sent is seen', () => {
  expect(whatIn({ fates: new Map([['a', fate({ doneAt: undefined })]]) })).toEqual([
    'email message a has no outcome that was sent',
  ]);
});

test('an answer to a machine is seen', () => {
  expect(whatIn({ written: [written('a', { byPerson: false }), written('b')] })).toEqual([
    'email message a of a machine is answered',
  ]);
});

test('an order that was not kept is seen, and one that was the provider’s to keep is not', () => {
  expect(whatIn({ written: [written('b'), written('a')] })).toEqual([
    'email message a stands behind a later one of its customer',
  ]);
  expect(whatIn({ written: [written('b'), written('a', { inOrder: false })] })).toEqual([]);
  expect(whatIn({ written: [written('b'), written('a', { customer: 'ben' })] })).toEqual([]);
});

test('a reply that a customer got twice is seen', () => {
  expect(whatIn({ received: [received, received] })).toEqual(['reply r1 was sent 2 times, as <r1@desk>']);
});

test('a reply that is sent in the log only, and one that is sent and not in the log, are seen', () => {
  expect(whatIn({ received: [] })).toEqual(['reply r1 is sent in the log, and its customer has nothing']);
  expect(whatIn({ received: [received, { ...received, replyId: 'r2', once: '<r2@desk>' }] })).toEqual([
    'reply r2 left and is not in the log',
  ]);
});
