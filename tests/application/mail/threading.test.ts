import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { referencesOf, subjectOf } from '../../../src/application/mail/threading.ts';

const ticket = { subject: 'My order', reference: 'LD-ABC' };
const about = (subject: string) => ({ ...ticket, thread: { references: [], subject } });

test.each([
  ['Where is it?', 'Re: Where is it?'],
  ['Re: Where is it?', 'Re: Where is it?'],
  ['RE : Where is it?', 'RE : Where is it?'],
  ['Fwd: Where is it?', 'Re: Fwd: Where is it?'],
  ['Grüße aus Köln', 'Re: Grüße aus Köln'],
])('the reply to %p is called %p', (subject, expected) => {
  expect(subjectOf(about(subject))).toBe(expected);
});

test.each([undefined, '', '  \r\n '])(
  'without a subject to answer (%p) it is the ticket’s, with its reference',
  (subject) => {
    expect(subjectOf(subject === undefined ? ticket : about(subject))).toBe('My order [LD-ABC]');
  },
);

test('a reference is not written twice', () => {
  expect(subjectOf({ ...ticket, subject: 'My order [LD-ABC]' })).toBe('My order [LD-ABC]');
});

test('no subject brings a line break into a header', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (subject) => {
      const made = subjectOf(about(`x${subject}\r\nBcc: all@example.org`));
      expect(made).not.toMatch(/[\r\n\p{Cc}\u2028\u2029]/u);
      expect(made.length).toBeLessThanOrEqual(504);
      expect(made.isWellFormed()).toBe(true);
    }),
  );
});

test('references are the parent’s and the parent itself, oldest first, each once', () => {
  expect(referencesOf({ references: ['<a@x>', '<b@x>', '<a@x>'], inReplyTo: '<c@x>' })).toEqual([
    '<a@x>',
    '<b@x>',
    '<c@x>',
  ]);
  expect(referencesOf({ references: ['<c@x>', '<a@x>'], inReplyTo: '<c@x>' })).toEqual(['<a@x>', '<c@x>']);
  expect(referencesOf({ references: [] })).toEqual([]);
});

test('what is no id is left out', () => {
  const references = ['<a@x>', 'b@x', '<c x@y>', '<d@x>\r\nBcc: <all@x>', `<${'e'.repeat(400)}@x>`, '<>'];
  expect(referencesOf({ references, inReplyTo: '<f@x>\r\n' })).toEqual(['<a@x>']);
});

test('a long thread keeps where it began and what came last', () => {
  const references = Array.from({ length: 500 }, (_, i) => `<${i}@x>`);
  const kept = referencesOf({ references, inReplyTo: '<last@x>' });
  expect(kept).toHaveLength(20);
  expect([kept[0], kept[1], kept.at(-1)]).toEqual(['<0@x>', '<482@x>', '<last@x>']);
});
