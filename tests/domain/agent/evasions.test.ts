// Replies that try to pass the guardrails: figures in other spellings, other languages, other alphabets.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { checkReply, type ReplyDraft, type ReplyGround } from '../../../src/domain/agent/guardrails.ts';
import { channels } from '../../../src/domain/conversation/channel.ts';
import { processorTime } from '../../processor-time.ts';

const passage = {
  chunkId: 'k-1',
  title: 'Reset your password',
  text: 'Open https://app.example.com/reset and enter your e-mail address. The link is valid for 30 minutes. The Pro plan costs $29 per month.',
};
const german = {
  chunkId: 'k-2',
  title: 'Passwort zurücksetzen',
  text: 'Öffnen Sie die Seite und geben Sie Ihre Adresse ein. Der Link ist 30 Minuten gültig. Der Tarif kostet 29 Euro im Monat.',
};
const ground: ReplyGround = { retrieved: [passage, german], question: '', priorCustomerTexts: [] };
const rule = (text: string, over: Partial<ReplyDraft> = {}, on: ReplyGround = ground) => {
  const verdict = checkReply(
    {
      text,
      citations: [{ chunkId: 'k-1' }, { chunkId: 'k-2' }],
      channel: 'webform',
      kind: 'answer',
      ...over,
    },
    on,
  );
  return verdict.ok ? 'ok' : verdict.rule;
};

describe('a figure is the same in every spelling', () => {
  for (const text of [
    'The link is valid for 30 minutes.',
    'The link is valid for thirty minutes.',
    'The link is valid for ３０ minutes.',
    'The link is valid for ٣٠ minutes.',
    'Der Link ist dreißig Minuten gültig.',
    'Der Link ist 30 Minuten gültig.',
  ])
    test(`${text} passes`, () => expect(rule(text)).toBe('ok'));
  for (const text of [
    'The link is valid for forty-five minutes.',
    'The link is valid for ninety minutes.',
    'The link is valid for ９０ minutes.',
    'The link is valid for ٩٠ minutes.',
    'The link is valid for thirty days.',
    'The Pro plan costs nineteen dollars per month.',
    'The Pro plan costs one hundred and twenty dollars per month.',
    'Der Link ist fünfundvierzig Minuten gültig.',
    'Der Link ist 30 Tage gültig.',
    'Der Link ist dreißig Tage gültig.',
    'Der Tarif kostet zwanzig Euro im Monat.',
  ])
    test(`${text} does not`, () => expect(rule(text)).toBe('unsupported-fact'));
});

describe('what poses as something else is refused before its content is read', () => {
  for (const text of [
    'The link is valid for 3\u200b0 minutes.',
    'Open https://\u0430pp.example.com/reset and enter your e-mail address.',
    'Open [https://app.example.com/reset](https://evil.example/reset) and enter your e-mail address.',
    'The Pro plan costs &dollar;19 per month.',
  ])
    test(JSON.stringify(text), () => expect(rule(text)).toBe('deception'));
});

describe('a promise of work is one in every language', () => {
  for (const text of [
    'Wir werden uns bei Ihnen melden.',
    'Ich kümmere mich umgehend darum.',
    'Ich habe Ihre Adresse geändert.',
    'Nous allons vous rappeler.',
    'Nous vous recontacterons.',
    "J'ai annulé votre commande.",
    'Vamos a revisar su caso.',
    'Nos pondremos en contacto con usted.',
    'La contatteremo al più presto.',
    'Abbiamo annullato il suo ordine.',
    'Vamos verificar a sua conta.',
    'Entraremos em contacto consigo.',
    'Wij zullen u terugbellen.',
    'We nemen zo snel mogelijk contact met u op.',
  ])
    test(text, () => expect(rule(text)).toBe('promise'));
  test('and what a cited passage says is policy, not a promise', () => {
    const text = 'Nach dem Kauf werden wir Ihnen eine Bestätigung senden.';
    const on = { ...ground, retrieved: [passage, { ...german, text }] };
    expect(rule(text, {}, on)).toBe('ok');
  });
});

describe('the reply is in the language of the question', () => {
  const question = 'Wie kann ich das Passwort ändern, und wie lange ist der Link gültig?';
  const on = { ...ground, question };
  test('an English answer to a German question is refused', () =>
    expect(
      rule('Open the page and enter your e-mail address. The link is valid for 30 minutes.', {}, on),
    ).toBe('language'));
  test('a German answer is not', () =>
    expect(
      rule('Öffnen Sie die Seite und geben Sie Ihre Adresse ein. Der Link ist 30 Minuten gültig.', {}, on),
    ).toBe('ok'));
  test('where the language of either cannot be told, it is let through', () =>
    expect(rule('The link is valid for 30 minutes.', {}, { ...ground, question: 'Passwort?' })).toBe('ok'));
});

test('words behind a mile of blanks are not out of sight', () => {
  const text = `The link is valid for 30 minutes.${' '.repeat(20_000)}You will receive a refund.${' '.repeat(5_000)}`;
  expect(rule(text, { channel: 'email' })).toBe('too-long');
});

describe('bad input', () => {
  const pieces = [
    'forty-',
    'dreißig ',
    'vingt-',
    '١',
    'cento',
    'wir werden ',
    '[a](',
    '&#x',
    'a\u0301',
    '一',
    '\u0000',
    '😀',
    'http://a.',
    '1 day ',
    'one hundred ',
  ];
  test('a megabyte is judged in bounded time on every channel', () => {
    for (const channel of channels)
      for (const piece of pieces) {
        const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
        const spent = processorTime();
        rule(text, { channel });
        expect(spent()).toBeLessThan(4_000);
      }
  }, 120_000);
  test('whatever the customer wrote, at any length, the verdict comes in time', () => {
    for (const piece of pieces) {
      const question = piece.repeat(Math.ceil(1_000_000 / piece.length));
      const spent = processorTime();
      rule('The link is valid for 30 minutes.', {}, { ...ground, question, priorCustomerTexts: [question] });
      expect(spent()).toBeLessThan(8_000);
    }
  }, 120_000);
  test('any characters get a verdict', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (text, question) => {
        expect(rule(text, {}, { ...ground, question })).toBeString();
      }),
    );
  }, 30_000);
});
