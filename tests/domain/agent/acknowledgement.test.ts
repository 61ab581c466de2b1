// What a customer is told at a hand-over.
import { describe, expect, test } from 'bun:test';
import { acknowledgement, furtherMessageAcknowledgement } from '../../../src/domain/agent/acknowledgement.ts';
import { checkReply } from '../../../src/domain/agent/guardrails.ts';
import { channels } from '../../../src/domain/conversation/channel.ts';
import { EscalationReason } from '../../../src/domain/ticket/events.ts';

const reasons = EscalationReason.anyOf.map((literal) => literal.const);
const reference = 'LD-AAAA-BBBB';
const texts = [
  ...reasons.map((reason) => acknowledgement(reason, reference)),
  furtherMessageAcknowledgement(reference),
];

describe('every acknowledgement', () => {
  test('has a reason of its own to be written for', () => expect(reasons.length).toBe(15));
  test('names the reference', () => {
    for (const text of texts) expect(text).toContain(reference);
  });
  test('says that a person or the team has it', () => {
    for (const text of texts) expect(text).toMatch(/\b(?:person|team)\b/i);
  });
  test('promises no time and no result', () => {
    for (const text of texts)
      expect(text).not.toMatch(
        /\b(?:hours?|days?|minutes?|soon|shortly|asap|immediately|will (?:refund|solve|fix))\b/i,
      );
  });
  test('passes the guardrails of every channel', () => {
    for (const text of texts)
      for (const channel of channels)
        expect(
          checkReply(
            { text, citations: [], channel, kind: 'acknowledgement' },
            { retrieved: [], question: '', priorCustomerTexts: [] },
          ),
        ).toStrictEqual({ ok: true });
  });
});

test('a threat is met with care: a person looks first, and where to turn in danger', () => {
  const text = acknowledgement('threat', reference);
  expect(text).toContain('A person looks at your message first');
  expect(text).toContain('immediate danger');
  expect(text).toContain('local emergency services');
});

test('a security matter asks for no secrets', () =>
  expect(acknowledgement('security', reference)).toContain('do not send us passwords or codes'));

test('who writes again is told that the ticket is with a person already', () =>
  expect(furtherMessageAcknowledgement(reference)).toContain('already with a person'));
