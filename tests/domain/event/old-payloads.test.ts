// Payloads as older versions of this program stored them, read by the present one.
import { expect, test } from 'bun:test';
import { Value } from '@sinclair/typebox/value';
import { catalogue, upcasters } from '../../../src/domain/event/catalogue.ts';
import { type Payload, upcast } from '../../../src/domain/event/upcast.ts';

const id = '01990000-0000-7000-8000-000000000001';

/** By type: the payload of version 1, of version 2 and so on, without the present one. */
const stored: Readonly<Record<string, readonly Payload[]>> = {
  ReplyComposed: [
    {
      replyId: id,
      runId: id,
      kind: 'answer',
      channel: 'email',
      answers: [id],
      text: 'Turn the roll over.',
      citations: [{ chunkId: 'labels#1', articleId: id, slug: 'labels', title: 'Labels', heading: 'Blank' }],
      agent: 'openai',
      model: 'stand-in-1',
      promptDigest: 'ab',
      usage: { inputTokens: 10, outputTokens: 2, costMicros: 3 },
    },
  ],
  SentimentAssessed: [{ messageId: id, score: -0.5 }],
  SuggestionApproved: [{ ticketId: id, articleId: id, staffId: 'mara' }],
  ReplyWithdrawn: [{ replyId: id, reason: 'human-in-charge', messageIds: [id] }],
};

test('every event that has had another shape is here in each of them, and reads as today’s', () => {
  for (const [type, { schemaVersion: version, schema }] of catalogue) {
    const old = stored[type] ?? [];
    expect([type, old.length]).toEqual([type, version - 1]);
    for (const [index, payload] of old.entries()) {
      const lifted = upcast(upcasters, { type, storedVersion: index + 1, current: version }, payload);
      expect([type, [...Value.Errors(schema, lifted)]]).toEqual([type, []]);
    }
  }
});

test('a reply from before its checks were kept says nothing of them', () => {
  const [old = {}] = stored['ReplyComposed'] ?? [];
  const lifted = upcast(upcasters, { type: 'ReplyComposed', storedVersion: 1, current: 2 }, old);
  expect(lifted).not.toHaveProperty('checks');
});
