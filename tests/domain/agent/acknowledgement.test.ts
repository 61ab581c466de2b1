// What a customer is told at a hand-over.
import { describe, expect, test } from 'bun:test';
import { acknowledgement, furtherMessageAcknowledgement } from '../../../src/domain/agent/acknowledgement.ts';
import { checkReply } from '../../../src/domain/agent/guardrails.ts';
import { languages } from '../../../src/domain/agent/languages/phrases.ts';
import { channels } from '../../../src/domain/conversation/channel.ts';
import { EscalationReason } from '../../../src/domain/ticket/reasons.ts';

const reasons = EscalationReason.anyOf.map((literal) => literal.const);
const reference = 'LD-AAAA-BBBB';
const texts = [
  ...reasons.map((reason) => acknowledgement(reason, reference)),
  furtherMessageAcknowledgement(reference),
];
const further = languages.flatMap((language) =>
  [true, false].map((offHours) => furtherMessageAcknowledgement(reference, { language, offHours })),
);

/** For every channel, by the guardrails. */
function expectFit(text: string): void {
  for (const channel of channels)
    expect(
      checkReply(
        { text, citations: [], channel, kind: 'acknowledgement' },
        { retrieved: [], question: '', priorCustomerTexts: [] },
      ),
    ).toStrictEqual({ ok: true });
}

describe('every acknowledgement', () => {
  test('has a reason of its own to be written for', () => expect(reasons.length).toBe(16));
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
    for (const text of texts) expectFit(text);
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

describe('in the customer’s language, and when nobody is at work', () => {
  const all = languages.flatMap((language) =>
    [true, false].flatMap((offHours) =>
      reasons.map((reason) => ({
        language,
        offHours,
        reason,
        text: acknowledgement(reason, reference, { language, offHours }),
      })),
    ),
  );
  test('every one names the reference and is fit for every channel', () => {
    for (const { text } of all) {
      expect(text).toContain(reference);
      expectFit(text);
    }
  });
  test('so is what is said to a further message, once and in other words for each', () => {
    expect(new Set(further).size).toBe(languages.length * 2);
    for (const text of further) {
      expect(text).toContain(reference);
      expectFit(text);
    }
  });
  test('languages differ', () =>
    expect(new Set(languages.map((language) => acknowledgement('legal', reference, { language }))).size).toBe(
      languages.length,
    ));
  test('that nobody is at work is said of everything but a threat', () => {
    for (const { language, reason } of all) {
      const [away, here] = [true, false].map((offHours) =>
        acknowledgement(reason, reference, { language, offHours }),
      );
      expect(away === here).toBe(reason === 'threat');
    }
  });
  test('English and working hours are what is meant when nothing is said', () =>
    expect(acknowledgement('legal', reference)).toBe(
      acknowledgement('legal', reference, { language: 'en', offHours: false }),
    ));
});
