// The form's rules without a browser: validation, counting, drafts and the text as it is shown.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { limits, type Submission, wordsFor } from '../../src/application/ticket/submission.ts';
import { freshId } from '../../web-form/client/fresh-id.ts';
import { blocksOf } from '../../web-form/design/prose.ts';
import { exactWords, relativeWords } from '../../web-form/design/relative-time.tsx';
import { categories, isCategory } from '../../web-form/form/choices.ts';
import { countWords } from '../../web-form/form/counter.tsx';
import { keepDraft } from '../../web-form/form/draft.ts';
import { tidy, validate } from '../../web-form/form/validate.ts';

const good: Submission = {
  name: ' Ada Marsh ',
  email: ' ada@example.org ',
  subject: 'Label will not print',
  category: 'technical',
  priority: 'normal',
  message: 'My label printer prints blank pages. What can I try?',
  submissionId: freshId(),
  website: '',
};
const check = (part: Partial<Submission>) =>
  validate({ ...good, ...part }, undefined, { fields: {}, shouldUseNativeValidation: false });

describe('validation', () => {
  test('a good submission is sent without outer white space and without the empty spam trap', async () => {
    const { values, errors } = await check({});
    expect(errors).toEqual({});
    expect(values).toEqual(tidy(good));
    expect(tidy(good)).toMatchObject({ name: 'Ada Marsh', email: 'ada@example.org' });
    expect('website' in tidy(good)).toBe(false);
  });

  test('white space alone counts as empty, and the sentence is the one of the server', async () => {
    for (const field of ['name', 'email', 'subject', 'message'] as const) {
      const { errors } = await check({ [field]: ' \n\t '.repeat(20) });
      expect(Object.keys(errors)).toEqual([field]);
      expect(errors).toMatchObject({ [field]: { message: wordsFor(field) } });
    }
  });

  test('an address that cannot be answered is refused', async () => {
    for (const email of [
      'ada',
      'ada@',
      '@example.org',
      'ada@example',
      'a b@example.org',
      'ada@example..org',
    ]) {
      expect((await check({ email })).errors).toHaveProperty('email');
    }
  });

  test('a message fits from 20 to 2000 characters, counted after trimming', async () => {
    for (const [length, fits] of [
      [19, false],
      [20, true],
      [2000, true],
      [2001, false],
    ] as const) {
      const { errors } = await check({ message: ` ${'x'.repeat(length)} ` });
      expect('message' in errors).toBe(!fits);
    }
  });

  test('what a program put into the spam trap is sent as it is', () => {
    expect(tidy({ ...good, website: 'https://spam.example' }).website).toBe('https://spam.example');
  });
});

describe('the counter', () => {
  test('says what is missing, what is there, and what is too much', () => {
    expect(countWords('  abc ', 20)).toEqual({ words: '17 more to go', over: false });
    expect(countWords('x'.repeat(40), 20)).toEqual({ words: '40 of 2000', over: false });
    expect(countWords('x'.repeat(limits.messageMax + 3), 20)).toEqual({
      words: '3 over the limit of 2000',
      over: true,
    });
  });
});

describe('what is counted', () => {
  test('is said, and the counter, the form and its words agree on it', async () => {
    expect(wordsFor('message')).toContain('most emoji count as two or more');
    const emoji = (count: number) => '👍'.repeat(count);
    expect(countWords(emoji(1_000), 20)).toEqual({ words: '2000 of 2000', over: false });
    expect((await check({ message: emoji(1_000) })).errors).toEqual({});
    expect(countWords(emoji(1_001), 20).over).toBe(true);
    expect((await check({ message: emoji(1_001) })).errors).toHaveProperty('message');
  });
});

describe('a draft', () => {
  test('without storage there is simply none', () => {
    const draft = keepDraft('somewhere', ['message']);
    draft.save({ message: 'text' });
    expect(draft.load()).toEqual({});
    draft.clear();
  });

  test('submission ids have the form the schema asks for, and differ', () => {
    const ids = Array.from({ length: 50 }, freshId);
    expect(new Set(ids).size).toBe(50);
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
  });

  test('they are made where crypto.randomUUID is missing, as on a page without https', () => {
    const { randomUUID } = crypto;
    Reflect.set(crypto, 'randomUUID', undefined);
    try {
      expect(freshId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    } finally {
      Reflect.set(crypto, 'randomUUID', randomUUID);
    }
  });
});

describe('text as it is shown', () => {
  test('paragraphs, bullets and numbers become what they look like', () => {
    expect(blocksOf('Try this:\n1. Off\n2. On\n\n- a\n- b\nand then\nthis')).toEqual([
      { kind: 'paragraph', text: 'Try this:' },
      { kind: 'list', ordered: true, items: ['Off', 'On'] },
      { kind: 'list', ordered: false, items: ['a', 'b'] },
      { kind: 'paragraph', text: 'and then\nthis' },
    ]);
  });

  test('no letter of a text is lost', () => {
    const letters = (text: string) => text.replace(/[^\p{L}]/gu, '');
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', '1', '.', '-', '*', ' ', '\n', '\r', '<') }),
        (text) => {
          const shown = blocksOf(text).map((block) =>
            block.kind === 'list' ? block.items.join('\n') : block.text,
          );
          expect(letters(shown.join('\n'))).toBe(letters(text));
        },
      ),
    );
  });

  test('times are said as people do, and never break the page', () => {
    const now = Date.UTC(2026, 10, 20, 12);
    const ago = (ms: number) => relativeWords(now - ms, now);
    expect([ago(1_000), ago(60_000), ago(300_000), ago(3_600_000), ago(86_400_000)]).toEqual([
      'just now',
      '1 minute ago',
      '5 minutes ago',
      '1 hour ago',
      'yesterday',
    ]);
    expect(ago(30 * 86_400_000)).toBe('21 Oct 2026');
    // 37 hours before an evening are the morning of the day before.
    const evening = new Date(2026, 10, 20, 22, 30).getTime();
    const before = (hours: number) => relativeWords(evening - hours * 3_600_000, evening);
    expect([before(22.25), before(23), before(37), before(47)]).toEqual([
      '22 hours ago',
      'yesterday',
      'yesterday',
      '2 days ago',
    ]);
    expect(exactWords(Number.NaN)).toBe('at an unknown time');
  });

  test('every category has words, and only known ones are taken over', () => {
    expect(categories.length).toBe(8);
    expect(isCategory('billing')).toBe(true);
    for (const other of ['constructor', '', 'Billing', null, undefined])
      expect(isCategory(other)).toBe(false);
  });
});
