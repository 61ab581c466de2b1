// What can be done with a ticket, why something did not go through, and how figures are said.
import { describe, expect, test } from 'bun:test';
import { betweenWords } from '../../../web-form/inbox/between-words.ts';
import { choicesOf, foreseen } from '../../../web-form/inbox/choices.ts';
import { begin, type Composition, reduceComposition, typed } from '../../../web-form/inbox/composition.ts';
import { costWords } from '../../../web-form/inbox/cost-words.ts';
import type { Draft } from '../../../web-form/inbox/drafts.ts';
import { sizeWords } from '../../../web-form/inbox/size-words.ts';
import { troubleText } from '../../../web-form/inbox/trouble-text.ts';
import { german } from '../../../web-form/inbox/words-de.ts';
import { english } from '../../../web-form/inbox/words-en.ts';
import { message, ticket } from './stub-tickets.ts';

const asked = message({ kind: 'customer' });
const replied = message({ kind: 'staff', by: 'nora' });

describe('what can be done', () => {
  test.each([
    ['nobody has it', { messages: [asked] }, 'take', ['assign']],
    [
      'a colleague has it',
      { assignee: 'ida', messages: [asked, replied] },
      'take',
      ['assign', 'hand-back', 'resolve', 'confirm'],
    ],
    [
      'it is mine and the customer waits',
      { assignee: 'nora', messages: [replied, asked] },
      undefined,
      ['assign', 'confirm'],
    ],
    [
      'it is mine and answered',
      { assignee: 'nora', messages: [asked, replied] },
      'hand-back',
      ['resolve', 'confirm', 'assign'],
    ],
    [
      'only automatic mail came since',
      {
        assignee: 'nora',
        messages: [asked, replied, message({ suppressed: { reason: 'automatic', because: null } })],
      },
      'hand-back',
      ['resolve', 'confirm', 'assign'],
    ],
    [
      'the agent has it',
      { status: 'pending', staffInCharge: false, messages: [asked] },
      'take',
      ['assign', 'resolve'],
    ],
    ['it is resolved', { status: 'resolved', staffInCharge: false }, 'reopen', ['close']],
    ['it is closed', { status: 'closed', staffInCharge: false }, 'reopen', []],
    [
      'its customer was erased',
      { customer: { customerId: 'c', name: null, grade: 'claimed', erased: true } },
      undefined,
      [],
    ],
  ] as const)('%s', (_, part, first, more) => {
    expect<unknown>(choicesOf(ticket({ reference: 'LD-1', ...part }), 'nora')).toEqual({
      first,
      more: [...more],
    });
  });

  test('taking over is shown at once, and one may write at once', () => {
    const open = ticket({
      reference: 'LD-1',
      status: 'pending',
      staffInCharge: false,
      reply: { possible: false, because: 'not-escalated', channel: 'email', limits: { characters: 10 } },
    });
    expect(foreseen(open, 'take', 'nora')).toMatchObject({
      status: 'escalated',
      assignee: 'nora',
      staffInCharge: true,
      reply: { possible: true },
    });
    expect(foreseen(open, 'take', 'nora').reply.because).toBeUndefined();
    expect(foreseen(open, 'resolve', 'nora')).toBe(open);
  });
});

describe('writing', () => {
  const shown = { version: 7, messages: [{ id: 'm1' }] };
  const first = typed(undefined, 'H', shown, { actionId: 'a1', now: 5 });
  const draft: Draft = { text: 'Hello', actionId: 'a1', basis: 7, seen: ['m1'], savedAt: 6 };

  test('begins with the first letter on what is seen then, and ends with the last', () => {
    expect(first).toEqual({ text: 'H', actionId: 'a1', basis: 7, seen: ['m1'], savedAt: 5 });
    const later = typed(first, 'He', { version: 9, messages: [] }, { actionId: 'a2', now: 6 });
    expect(later).toEqual({ text: 'He', actionId: 'a1', basis: 7, seen: ['m1'], savedAt: 6 });
    expect(typed(first, '', shown, { actionId: 'a2', now: 6 })).toBeUndefined();
  });

  const run = (...actions: Parameters<typeof reduceComposition>[1][]): Composition =>
    actions.reduce(reduceComposition, begin('reply', draft));

  test('a conflict and a failure give the text back', () => {
    const between = { version: 9, what: 'replied', by: 'ida', at: '' };
    const conflict = run({ kind: 'sending' }, { kind: 'conflict', between, draft });
    expect(conflict).toMatchObject({ sending: false, open: true, draft, conflict: between });
    const failed = run({ kind: 'sending' }, { kind: 'failed', trouble: { kind: 'unreachable' }, draft });
    expect(failed).toMatchObject({ sending: false, open: true, draft, trouble: { kind: 'unreachable' } });
    expect(run({ kind: 'sending' }, { kind: 'sent' })).toMatchObject({ draft: undefined, open: false });
  });

  test('another tab changes the text here, but not while it is being sent', () => {
    const news = { kind: 'changed', draft: { ...draft, text: 'Hello Ada' } } as const;
    expect(run({ kind: 'heard', news }).draft?.text).toBe('Hello Ada');
    expect(run({ kind: 'sending' }, { kind: 'heard', news }).draft?.text).toBe('Hello');
    expect(run({ kind: 'heard', news: { kind: 'gone' } })).toMatchObject({
      draft: undefined,
      elsewhere: 'gone',
    });
  });
});

describe('words', () => {
  test('say what came in between', () => {
    expect(betweenWords({ what: 'replied', by: 'ida' }, english)).toBe('ida replied');
    expect(betweenWords({ what: 'customer-wrote', by: 'customer' }, german)).toBe(
      'Der Kunde hat wieder geschrieben',
    );
    expect(betweenWords({ what: 'something new', by: 'ida' }, english)).toBe('The ticket has moved on');
  });

  test('say why something did not go through', () => {
    expect(troubleText({ kind: 'refused', code: 'not-answered', detail: 'x' }, english)).toBe(
      'The customer has no answer yet. Reply first.',
    );
    expect(troubleText({ kind: 'refused', code: 'brand-new', detail: 'in its own words' }, english)).toBe(
      'in its own words',
    );
    expect(troubleText({ kind: 'unreachable' }, german)).toContain('Nichts wird doppelt gesendet');
  });

  test.each([
    [0, '$0'],
    [12, '$0.000012'],
    [1_320, '$0.0013'],
    [99_999, '$0.10'],
    [1_200_000, '$1.20'],
  ])('%d millionths are %s', (micros, words) => {
    expect(costWords(micros)).toBe(words);
  });

  test.each([
    [undefined, ''],
    [0, '0 B'],
    [999, '999 B'],
    [1_000, '1 kB'],
    [23_400, '23 kB'],
    [2_340_112, '2.3 MB'],
  ])('%p bytes are %p', (bytes, words) => {
    expect(sizeWords(bytes)).toBe(words);
  });
});
