// The policy on wording that needs care, and on text that nobody should send.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { screen } from '../../../src/domain/agent/policy.ts';
import { processorTime } from '../../processor-time.ts';
import { elsewhere } from './questions-elsewhere.ts';

const verdict = (text: string, earlierScores: readonly number[] = []) => {
  const outcome = screen([{ text }], { earlierScores });
  return 'escalate' in outcome ? outcome.escalate : 'proceed';
};

describe('what the customer denies, quotes or cites is not what they want', () => {
  for (const text of [
    'I do not want to sue anybody.',
    'Wir wollen keine Erstattung.',
    'Je ne veux pas de remboursement.',
    'No quiero denunciar a nadie.',
    'Non voglio un rimborso.',
    'Não quero reembolso.',
    'Ik wil geen terugbetaling.',
    'Thanks.\n\n> I will sue you\n> and talk to my lawyer',
    'Your article "I want my money back" has a dead link',
    'Which field is it?\n-- \nAda Stone, Attorney at law',
    'How do I print?\n\nThis e-mail is confidential. If you are not the intended recipient, legal action may follow.',
  ])
    test(JSON.stringify(text), () => expect(verdict(text)).toBe('proceed'));
  test('a denial that is taken back is a threat', () =>
    expect(verdict("I don't want to sue you, but I will if this goes on.")).toBe('legal'));
  test('a denial of one thing denies no other', () =>
    expect(verdict("I don't want a refund, let me talk to a human.")).toBe('human-requested'));
  test('a mail of nothing but quoted text is read', () => expect(verdict('> I will sue you')).toBe('legal'));
});

describe('hysteresis', () => {
  const question = 'How can I make you refund the unused credits, please?';
  test('a hot word in a calm question is answered', () => expect(verdict(question)).toBe('proceed'));
  test('and is not after an angry message', () => expect(verdict(question, [-0.8])).toBe('refund'));
  test('nor once the customer has calmed down', () => expect(verdict(question, [-0.8, 0.2])).toBe('proceed'));
});

describe('the evidence', () => {
  test('of a long sentence is the part that fired', () => {
    const outcome = screen([{ text: `${'and the label is blue '.repeat(40)}so i will sue you over it` }]);
    expect('escalate' in outcome ? outcome.evidence : '').toContain('i will sue you');
  });
  test.each([
    ['I am so angry with you', 'i am so angry'],
    ['This is the third time I write and nobody answers me.', 'third time i write and nobody answers'],
    [
      'You have no idea, and now nobody there ever answers, not even the fourth time.',
      'nobody there ever answers, not even the fourth time',
    ],
  ])('of ideas that fire together is all from the first to the last: %s', (text, words) => {
    const outcome = screen([{ text }]);
    const [signal] = 'escalate' in outcome ? outcome.signals : [];
    expect(signal?.phrase).toContain(words);
  });
  test('of a long message in a bad mood is its angriest sentence', () => {
    const calm = 'The blue label is on the left and the red one is on the right. '.repeat(5);
    const text = `${calm}This is outrageous, pathetic and disgusting, you are useless. ${calm}`;
    const outcome = screen([{ text }], { earlierScores: [-0.9] });
    for (const { sentence } of 'escalate' in outcome ? outcome.signals : [])
      expect(sentence).toBe('this is outrageous, pathetic and disgusting, you are useless.');
    expect('escalate' in outcome && outcome.evidence).toContain('outrageous');
  });
  test('of ideas far apart is the one that says more', () => {
    const outcome = screen([
      { text: `Unless ${'the blue label and the red one '.repeat(4)} come we will cancel everything` },
    ]);
    const [signal] = 'escalate' in outcome ? outcome.signals : [];
    expect(signal?.phrase).not.toBe('unless');
    expect(signal?.sentence).toContain(signal?.phrase ?? 'nothing fired');
  });
  test('names everything that fired, the weightiest first, with its message', () => {
    const outcome = screen([{ text: 'I want a refund.' }, { text: 'I will sue you.' }]);
    const signals = 'escalate' in outcome ? outcome.signals : [];
    expect(signals.map(({ reason, message }) => [reason, message])).toStrictEqual([
      ['legal', 1],
      ['refund', 0],
    ]);
    for (const { phrase, sentence } of signals) expect(sentence).toContain(phrase);
  });
});

describe('slips of a letter, shorthand and accents', () => {
  for (const [text, reason] of [
    ['let me talk to a humna', 'human-requested'],
    ['pls refnd me', 'refund'],
    ['my laywer will contact u', 'legal'],
    ['my acount was hacked', 'security'],
    ['Je veux etre remboursee', 'refund'],
    ['ICH MÖCHTE MIT EINEM MITARBETER SPRECHEN', 'human-requested'],
  ] as const)
    test(text, () => expect(verdict(text)).toBe(reason));
  test('do not turn one right word into another', () => {
    for (const text of [
      'What is the refund policy?',
      'The layer is blue',
      'Use the counter',
      'Thank you for the polite answer',
      'Is the export compliant, and how do I relate a task to a tank?',
      'Je paie en argent',
    ])
      expect(verdict(text)).toBe('proceed');
  });
});

describe('bad input', () => {
  test('a plain question in any of forty languages goes on to the agent', () => {
    expect(elsewhere.length).toBeGreaterThanOrEqual(40);
    for (const text of elsewhere) expect(`${text}: ${verdict(text)}`).toBe(`${text}: proceed`);
  });
  test('nothing at all goes on, too', () => {
    for (const text of ['', ' ', '\n\n', '"', '> ', '\u0000', '\ud800', '-- \n'])
      expect(verdict(text)).toBe('proceed');
    expect(screen([])).toStrictEqual({ proceed: true });
  });
  test('a megabyte costs a bounded time', () => {
    for (const piece of [
      'i will ',
      'talk to a ',
      'want … ',
      '"',
      '>\n',
      'on x wrote:\n',
      '-- \n',
      'ich will nicht ',
      'lawyer? how, ',
      '- how ',
      "don't want to ",
      'humn ',
      '\u0301',
      'ß',
      'a\u0430',
      '\u202e',
      '他',
      '😀',
      'f*',
      'refund back ',
    ]) {
      const spent = processorTime();
      screen([{ text: piece.repeat(Math.ceil(1_000_000 / piece.length)) }]);
      expect(spent()).toBeLessThan(2_000);
    }
  });
  test('binary, mixed scripts and words in any order get an answer', () => {
    const word = fc.constantFrom(
      'lawyer',
      'refund',
      'not',
      'human',
      'I',
      'you',
      '?',
      ',',
      '"',
      '>',
      '\n',
      'mon',
      'avocat',
      'und',
      'Мне',
      '他',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(word, { maxLength: 60 }).map((all) => all.join(' ')),
        ),
        fc.array(fc.double({ min: -1, max: 1, noNaN: true })),
        (text, earlierScores) => {
          const outcome = screen([{ text }], { earlierScores });
          if ('proceed' in outcome) return;
          expect(outcome.evidence.length).toBeLessThanOrEqual(200);
          expect(outcome.signals.map(({ reason }): string => reason)[0]).toBe(outcome.escalate);
        },
      ),
    );
  }, 30_000);
});
