// What a customer wrote, without what their mail program quoted and added.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { extractReply } from '../../../src/domain/mail/reply-text.ts';
import { processorTime } from '../../processor-time.ts';

const reply = 'The second roll prints blank as well.\n\nCan I send it back?';
const quoted = '> Please turn the roll over.\n>\n> Your support team';

test('an answer below a quote of any length is found, also with a line above (bug: below 200,000 characters it was lost)', () => {
  const introduction = 'On Tue, 3 Nov 2026 at 10:15, Support <help@desk.example> wrote:';
  const quote = '> Please turn the roll over, and print once more.\n'.repeat(10_000);
  expect(quote.length).toBeGreaterThan(400_000);
  const mail = `My answer is below.\n\n${introduction}\n${quote}\n${reply}\n`;
  expect(extractReply(mail)).toBe(`My answer is below.\n\n${reply}`);
  expect(extractReply(`${introduction}\n${quote}\n${reply}\n`)).toBe(reply);
});

describe('the older mail goes', () => {
  const introductions: readonly (readonly [string, string])[] = [
    ['English', 'On Tue, 3 Nov 2026 at 10:15, Support <help@desk.example> wrote:'],
    [
      'English, wrapped',
      'On Tue, Nov 3, 2026 at 10:15 AM Support Team at the Desk\n<help@desk.example> wrote:',
    ],
    ['German', 'Am Di., 3. Nov. 2026 um 10:15 Uhr schrieb Support <help@desk.example>:'],
    ['German, Outlook on a phone', 'Am 03.11.2026 um 10:15 schrieb Support:'],
    ['French', 'Le mar. 3 nov. 2026 à 10:15, Support <help@desk.example> a écrit :'],
    ['Spanish', 'El mar, 3 nov 2026 a las 10:15, Support (<help@desk.example>) escribió:'],
    ['Italian', 'Il giorno mar 3 nov 2026 alle ore 10:15 Support <help@desk.example> ha scritto:'],
    ['Portuguese', 'Em ter., 3 de nov. de 2026 às 10:15, Support <help@desk.example> escreveu:'],
    ['Dutch', 'Op di 3 nov 2026 om 10:15 schreef Support <help@desk.example>:'],
    ['Swedish', 'Den tis 3 nov. 2026 kl 10:15 skrev Support <help@desk.example>:'],
    ['Polish', 'wt., 3 lis 2026 o 10:15 Support <help@desk.example> napisał(a):'],
    ['Czech', 'út 3. 11. 2026 v 10:15 odesílatel Support <help@desk.example> napsal:'],
    ['Russian', 'вт, 3 нояб. 2026 г. в 10:15, Support <help@desk.example>:'],
    ['Turkish', 'Support <help@desk.example>, 3 Kas 2026 Sal, 10:15 tarihinde şunu yazdı:'],
    ['Japanese', '2026年11月3日(火) 10:15 Support <help@desk.example>:'],
    ['Chinese', 'Support <help@desk.example> 于2026年11月3日周二 10:15写道：'],
    ['Korean', '2026년 11월 3일 (화) 오전 10:15, Support <help@desk.example>님이 작성:'],
  ];
  for (const [language, introduction] of introductions)
    test(`introduced in ${language}`, () =>
      expect(extractReply(`${reply}\n\n${introduction}\n\n${quoted}\n`)).toBe(reply));

  const blocks: readonly (readonly [string, string])[] = [
    [
      'English',
      'From: Support <help@desk.example>\nSent: Tuesday, November 3, 2026 10:15\nTo: Ada\nSubject: RE: Blank labels',
    ],
    [
      'German',
      'Von: Support <help@desk.example>\nGesendet: Dienstag, 3. November 2026 10:15\nAn: Ada\nBetreff: AW: Blank',
    ],
    [
      'French',
      'De : Support <help@desk.example>\nEnvoyé : mardi 3 novembre 2026 10:15\nÀ : Ada\nObjet : RE: Blank',
    ],
    ['Spanish', '*De:* Support\n*Enviado el:* martes, 3 de noviembre\n*Para:* Ada\n*Asunto:* RE: Blank'],
    ['Italian', 'Da: Support\nInviato: martedì 3 novembre\nA: Ada\nOggetto: R: Blank'],
    ['Chinese', '发件人: Support\n发送时间: 2026年11月3日\n收件人: Ada\n主题: 回复: Blank'],
  ];
  for (const [language, block] of blocks)
    test(`behind headers in ${language}`, () => {
      expect(extractReply(`${reply}\n\n${block}\n\nPlease turn the roll over.`)).toBe(reply);
      expect(extractReply(`${reply}\n\n________________________________\n${block}\n\nPlease turn it.`)).toBe(
        reply,
      );
    });

  test('without marks of quoting, when the introduction leaves no doubt', () => {
    const introduction = 'On Tue, 3 Nov 2026 at 10:15, Support <help@desk.example> wrote:';
    expect(extractReply(`${reply}\n\n${introduction}\nPlease turn the roll over.\nYour team`)).toBe(reply);
  });
  test('with Windows line ends', () =>
    expect(extractReply(`Yes.\r\n\r\nOn Tue, 3 Nov 2026 at 10:15, S <s@d.example> wrote:\r\n> No?\r\n`)).toBe(
      'Yes.',
    ));
});

describe('what was written stays', () => {
  const stays = (text: string) => expect(extractReply(text)).toBe(text.trim());
  test('answers between quotes, with what they answer', () => {
    const inline = '> Which printer?\nThe LP-2.\n\n> Which roll?\nThe blue one.';
    const found = extractReply(`On Tue, 3 Nov 2026 at 10:15, S <s@d.example> wrote:\n${inline}`);
    expect(found).toBe(inline);
    expect(extractReply(`See below.\n\nOn Tue, 3 Nov 2026 at 10:15, S <s@d.example> wrote:\n${inline}`)).toBe(
      `See below.\n\n${inline}`,
    );
  });
  test('an answer below the quote', () =>
    expect(
      extractReply(
        `On Tue, 3 Nov 2026 at 10:15, S <s@d.example> wrote:\n\n${quoted}\n\nI did, and it is blank.`,
      ),
    ).toBe('I did, and it is blank.'));
  test('sentences below a quote that follows a greeting', () =>
    expect(
      extractReply(
        `Hello,\n\nOn Tue, 3 Nov 2026 at 10:15, S <s@d.example> wrote:\n${quoted}\n\nThe serial is 12-34.`,
      ),
    ).toBe('Hello,\n\nThe serial is 12-34.'));
  test('lines that look like rules or headers within a list', () => {
    stays('Order 1\n-----\nbroken\n\nOrder 2\n-----\nlate');
    stays('From: the blue one\nThat is what the label says.');
    stays('My address:\nTo: Ada Marsh\n1 Mill Lane');
  });
  test('code with comments, quotes and dashes', () =>
    stays('It says:\n\n```\n> run\n-- comment\nSent from my shell\n```'));
  test('a story with dates in it', () => {
    stays('On Monday 3 May 2027 the courier wrote: nobody at home. That is not true.');
    stays('On 3 May I ordered.\n\nOn 4 May you wrote it was sent.\n\nWhere is it?');
  });
  test('a sentence that begins like a signature of a device', () =>
    stays(
      'Sent from my old house in Berlin to the new one in Bonn, the parcel never arrived, and neither did the second one that you sent after it.',
    ));
  test('a journey or a form that looks like the headers of a mail', () => {
    stays('Please change my booking:\nFrom: Berlin\nTo: Bonn\nDate: 12 May\n\nThank you, Ada');
    stays('Bitte ändern:\nVon: Berlin\nAn: Bonn\nDatum: 12. Mai\n\nDanke');
  });
  test('a last line about a parcel that reads like one of a device', () => {
    for (const line of [
      'Sent with DHL on Monday',
      'Send by post please',
      'Sent by mail on 3 May',
      'Gesendet mit DHL, Sendungsnummer 1234567',
      'Geschickt über Hermes am Montag',
      'Enviado por Correos el lunes',
      'Envoyé de Paris lundi',
    ])
      stays(`Where is my order?\n${line}`);
  });
  test('a short answer below the quote, without a full stop', () => {
    const introduction = 'On Tue, 3 Nov 2026 at 10:15, S <s@d.example> wrote:';
    for (const answer of ['The big one', 'Option B', 'Ada Marsh\n+49 30 1234567'])
      expect(extractReply(`Hi, see below\n\n${introduction}\n${quoted}\n\n${answer}`)).toBe(
        `Hi, see below\n\n${answer}`,
      );
  });
  test('the older mail itself, when there is nothing else', () => {
    stays('> Please turn the roll over.');
    stays(
      'From: a@b.example\nSent: Monday\nTo: c@d.example\nSubject: Blank\n\nForwarded for your information.',
    );
  });
  test('an empty mail is an empty reply', () => expect(extractReply(' \r\n\t')).toBe(''));
});

describe('any text', () => {
  const lines = fc.array(
    fc.oneof(
      fc.string(),
      fc.constantFrom(
        '> quoted',
        '-- ',
        '',
        'On Tue, 3 Nov 2026 at 10:15, S <s@d.example> wrote:',
        'From: x',
        'Sent: y',
        'To: z',
        '```',
      ),
    ),
    { maxLength: 30 },
  );
  test('gives a reply that is in it, line by line, and again the same', () =>
    fc.assert(
      fc.property(lines, (all) => {
        const text = all.join('\n');
        const found = extractReply(text);
        expect(found.length).toBeLessThanOrEqual(text.length + 1);
        if (text.trim() !== '') expect(found).not.toBe('');
        const given = new Set(
          text
            .replace(/\r\n?/g, '\n')
            .split('\n')
            .map((line) => line.trim()),
        );
        for (const line of found.split('\n')) expect(given.has(line.trim()) || line === '').toBe(true);
      }),
      { numRuns: 300 },
    ));

  test('takes bounded time, however hostile', () => {
    const hostile = [
      'On '.repeat(300_000),
      `${'On Tue, 3 Nov 2026 at 10:15, '.repeat(10)}\n`.repeat(3_000),
      '> '.repeat(500_000),
      `${'-'.repeat(200)}\n`.repeat(5_000),
      `From: ${'a@b.example, '.repeat(30_000)}\n`.repeat(2),
      'sent from '.repeat(100_000),
      `${'('.repeat(100)}sent from ${'x.'.repeat(90)}\n`.repeat(3_000),
      `${' '.repeat(500)}\n`.repeat(2_000),
      `<\n`.repeat(300_000),
      `a\n${'--\n'.repeat(60_000)}`,
      '-- \n'.repeat(50_000),
      `${' '.repeat(190_000)}x`,
      `a\n${'> a\n'.repeat(45_000)}`,
      `${'> a\n'.repeat(20_000)}x\n${'> a\n'.repeat(20_000)}`,
    ];
    for (const text of hostile) {
      const spent = processorTime();
      extractReply(text);
      expect(spent()).toBeLessThan(2_000);
    }
  });
});
