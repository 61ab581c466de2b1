// Titles of suggested articles: headings about the matter, not the words of one customer.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { headingOf } from '../../../src/domain/knowledge/heading.ts';
import { letterOf } from '../../../src/domain/knowledge/letter.ts';
import { processorTime } from '../../processor-time.ts';

const heading = (message: string, subject = '', answer = '') =>
  headingOf({ subject, questions: [letterOf(message).body], answer, names: ['Ada Marsh', 'mara'] });

describe('the question', () => {
  const cases: readonly (readonly [message: string, title: string])[] = [
    [
      'Hello,\n\nhow do I print two labels on one sheet?\n\nRegards\nAda',
      'How to print two labels on one sheet',
    ],
    [
      'Hi there, could you please tell me how I can change my billing address?',
      'How to change the billing address',
    ],
    [
      'Hi, quick question: can I cancel an order after it was shipped? Thanks!',
      'Can I cancel an order after it was shipped?',
    ],
    ['I was wondering whether you ship to Norway?', 'Do you ship to Norway?'],
    ['And what does error code E-42 mean?', 'What does error code E-42 mean?'],
    [
      'Guten Tag,\n\nkönnen Sie mir bitte sagen, wie ich meine Rechnungsadresse ändern kann?',
      'Die Rechnungsadresse ändern',
    ],
    ['Hallo, wie kann ich zwei Etiketten auf ein Blatt drucken?', 'Zwei Etiketten auf ein Blatt drucken'],
    [
      'We moved last year, how do I change the sender address on labels?',
      'How to change the sender address on labels',
    ],
    [
      'Sehr geehrte Damen und Herren,\nich möchte gerne meinen Tarif wechseln. Wie geht das?',
      'Den Tarif wechseln',
    ],
    ['PLEASE HELP! HOW DO I SIGN IN AGAIN WITHOUT A PHONE???', 'How to sign in again without a phone'],
    ['Könnten Sie mir sagen, ob man Etiketten auf A5 drucken kann?', 'Kann man Etiketten auf A5 drucken?'],
    [
      'If I cancel the contract today, do I still get an invoice for shipped orders?',
      'Do I still get an invoice for shipped orders?',
    ],
    [
      'Bonjour, comment imprimer deux étiquettes sur une feuille ?',
      'Comment imprimer deux étiquettes sur une feuille ?',
    ],
  ];
  for (const [message, title] of cases)
    test(`becomes “${title}”`, () => {
      expect(heading(message)).toBe(title);
    });

  test('is the one that the answer is about', () => {
    const message = 'Is anybody there on a Sunday evening? How do I return a damaged parcel?';
    expect(heading(message, '', 'Open Returns, choose the damaged parcel and print the return label.')).toBe(
      'How to return a damaged parcel',
    );
  });

  test('that says nothing gives way to the subject', () => {
    expect(heading('Labels come out blank. Can you help me?', 'Printer prints blank labels')).toBe(
      'Printer prints blank labels',
    );
    expect(heading('Why?', 'Re: [External] AW: two labels on one sheet!!!')).toBe('Two labels on one sheet');
  });

  test('about one customer gives way to the subject, and to the kind of matter where that is no better', () => {
    expect(heading('Where is my parcel 84412345678?', 'Tracking a parcel that is late')).toBe(
      'Tracking a parcel that is late',
    );
    expect(heading('Where is order AB-10293?', 'Order AB-10293')).toBe('');
    expect(heading('Why did Ada Marsh get two invoices?', 'Two invoices for one order')).toBe(
      'Two invoices for one order',
    );
  });

  test('loses a reference that only says whose it was', () => {
    expect(heading('How do I change the delivery address of my order LDX-44716 before it leaves?')).toBe(
      'How to change the delivery address before it leaves',
    );
    expect(heading('Put a fan above the tank of LDX-44716.')).not.toContain('LDX');
  });

  test('that tells of one customer is none', () => {
    expect(heading('I ordered three rolls last week and they have not arrived.')).toBe('');
    expect(heading('It says “invalid token” since this morning.')).toBe('');
  });

  test('is what was wanted or wrong where nobody asked', () => {
    expect(heading('Hello, I would like to change the language of my invoices. It is urgent. Ada')).toBe(
      'Change the language of the invoices',
    );
    expect(heading('Dear team,\nthe scanner does not read barcodes any more. Yours, Ada')).toBe(
      'The scanner does not read barcodes any more',
    );
  });
});

test('a long one is cut where a clause ends', () => {
  const title = heading(
    'How can I move all of our open orders from the old warehouse to the new one, because we are closing the old one at the end of this year and must be out by then?',
  );
  expect(title).toBe('How to move all of the open orders from the old warehouse to the new one');
});

test('a heading is short, has one line, nothing taken out, and no name, address or number of anybody', () => {
  const parts = fc.constantFrom(
    'How do I print labels?',
    'Where is order 4821337?',
    'Ada Marsh',
    'Hello,\n',
    'write to ada@marsh.example',
    'and then',
    'I need a refund for 12 Mill Lane',
    'Wie ändere ich das?',
    '🎉',
    '\n\n',
    ', ',
  );
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 12 }), fc.array(parts, { maxLength: 3 }), (message, subject) => {
      const title = heading(message.join(' '), subject.join(' '));
      expect(title.length).toBeLessThanOrEqual(90);
      expect(title).toBe(title.trim());
      expect(title).not.toMatch(/\n|\[…\]|marsh|@|4821337|mill lane/i);
    }),
  );
});

test('hostile text takes no time', () => {
  const spent = processorTime();
  for (const text of [
    'a '.repeat(50_000),
    'how '.repeat(20_000),
    `${'how do I, '.repeat(8_000)}?`,
    '?'.repeat(50_000),
  ])
    heading(text, text);
  expect(spent()).toBeLessThan(2_000);
});
