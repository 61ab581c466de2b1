// What hostile mails cost: through the reader and the extraction of the reply, each in CPU time per megabyte, which is printed.

import { afterAll, expect, test } from 'bun:test';
import fc from 'fast-check';
import { mailReader } from '../../../src/adapters/mime/read-mail.ts';
import { inboundMail } from '../../../src/application/mail/inbound-mail.ts';
import { processorTime } from '../../processor-time.ts';

const MB = 1_000_000;
const largest = 2 * MB;
/** Milliseconds of CPU time: what is quadratic takes minutes. */
const mostPerMb = 1_000;
/** What small mails cost by themselves, and what else the process does meanwhile, milliseconds. */
const overhead = 250;
const longestMs = 60_000;

const read = mailReader();
const settings = {
  account: 'help@desk.example',
  ownAddresses: ['help@desk.example'],
  receivingServer: 'mx.example',
};
const costs: { readonly name: string; readonly ms: number; readonly bytes: number }[] = [];

/** @returns milliseconds of CPU time */
async function costOf(raw: Uint8Array): Promise<number> {
  const spent = processorTime();
  const place = { id: 'm', threadId: 't', raw, labels: ['INBOX'], receivedAt: 0 };
  const found = inboundMail(await read(raw), place, settings, 0);
  const took = spent();
  expect(found.text.isWellFormed()).toBe(true);
  return took;
}

async function isCheap(name: string, raw: Uint8Array): Promise<void> {
  const ms = await costOf(raw);
  costs.push({ name, ms, bytes: raw.byteLength });
  expect(ms).toBeLessThanOrEqual(overhead + (mostPerMb * raw.byteLength) / MB);
}

const fill = (unit: string, bytes = largest) => unit.repeat(Math.ceil(bytes / Buffer.byteLength(unit)));
const top = 'From: Ada <ada@example.org>\r\nSubject: Blank\r\n';
const mailOf = (mediaType: string, body: string) =>
  Buffer.from(`${top}Content-Type: ${mediaType}; charset=utf-8\r\n\r\n${body}`);
const mixedOf = (mediaType: string, body: string) =>
  Buffer.from(
    `${top}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n--b\r\nContent-Type: ${mediaType}; charset=utf-8\r\n\r\n${body}\r\n--b--\r\n`,
  );

const introduction = 'On Tue, 3 Nov 2026 at 10:15, Support <help@desk.example> wrote:';
const texts = [
  'a',
  ' ',
  '\t\n',
  '\n',
  '\r',
  '--\n',
  '-- \nAda\n',
  '> ',
  '>',
  '> a\n',
  '> a\nb\n',
  '|',
  '```\n',
  '``` > a\n',
  '_____\n',
  '=====\n',
  `${introduction}\n`,
  `${introduction}\n> a\n`,
  'On Tue, 3 Nov 2026 ',
  'On \n',
  'wrote:\n',
  'wrote: ',
  'Am schrieb ',
  '<a@example.org> ',
  '<a@example.org>\n',
  '@',
  'From: a\n',
  'From: a\nTo: b\nSubject: c\n',
  'From: ',
  '-----Original Message-----\n',
  'Sent from my phone\n',
  'Sent from my ',
  'LD-1',
  '[LD-',
  '10:15 ',
  '1',
  '. ',
  'Reporting-MTA: ',
  '\u0000',
  '\u200d',
  'e\u0301',
  '👩‍👩‍👧‍👦',
  '\ufeff',
  '日',
] as const;
const pages = [
  '<',
  '>',
  '</',
  '<p>',
  '<div>',
  '<b><i>',
  '<blockquote>',
  '<table><tr><td>',
  '<td>a',
  '<li>a',
  '<ul><li>',
  '<a href="https://example.org/?a">a</a> ',
  '<a href="',
  '<a ',
  '<a a=a ',
  '<!--',
  '<!-- -->',
  '-->',
  '<![CDATA[',
  '<style>',
  '<style>a{}</style>',
  '<script>',
  '<script></',
  '<title>',
  '<textarea>',
  '<pre> ',
  '<br>',
  '<br> ',
  '<hr>',
  '<img alt="a">',
  '<span style="display:none">',
  '<span style="',
  '&',
  '&amp;',
  '&#x',
  '&#1114112;',
  '&nbsp;',
  ' ',
  '\n',
  'https://example.org/',
  'a',
] as const;

for (const unit of texts)
  test(
    `2 MB of text ${JSON.stringify(unit)}`,
    () => isCheap(`text ${JSON.stringify(unit)}`, mailOf('text/plain', fill(unit))),
    longestMs,
  );
for (const unit of pages) {
  test(
    `2 MB of HTML ${JSON.stringify(unit)}`,
    () => isCheap(`html ${JSON.stringify(unit)}`, mailOf('text/html', fill(unit))),
    longestMs,
  );
  test(
    `2 MB of HTML beside text ${JSON.stringify(unit)}`,
    () => isCheap(`beside text ${JSON.stringify(unit)}`, mixedOf('text/html', fill(unit))),
    longestMs,
  );
}

const structures: readonly (readonly [string, () => string])[] = [
  ['a header of 2 MB', () => `${top}X-A: ${fill('a ')}\r\n\r\nHello`],
  ['a header folded 400,000 times', () => `${top}X-A: ${fill('a\r\n ')}\r\n\r\nHello`],
  ['200,000 headers', () => `${top}${fill('X-A: abc\r\n')}\r\nHello`],
  ['addresses without end', () => `From: ${fill('a@b.example, ')}\r\n\r\nHello`],
  ['open comments in From', () => `From: ${fill('(')}\r\n\r\nHello`],
  ['open quotes in From', () => `From: ${fill('"')}\r\n\r\nHello`],
  ['open groups in From', () => `From: ${fill('a:')}\r\n\r\nHello`],
  ['encoded words', () => `From: a@b.example\r\nSubject: ${fill('=?utf-8?Q?a?= ')}\r\n\r\nHello`],
  ['half encoded words', () => `From: a@b.example\r\nSubject: ${fill('=?utf-8?')}\r\n\r\nHello`],
  ['references', () => `${top}References: ${fill('<a@b.example> ')}\r\n\r\nHello`],
  ['open references', () => `${top}References: ${fill('<')}\r\n\r\nHello`],
  [
    'results of authentication',
    () => `${top}Authentication-Results: mx.example; ${fill('dmarc=')}\r\n\r\nHello`,
  ],
  ['a list id without end', () => `${top}List-Id: ${fill('<')}\r\n\r\nHello`],
  ['parameters', () => `${top}Content-Type: text/plain; ${fill('a=b; ')}\r\n\r\nHello`],
  ['continued parameters', () => `${top}Content-Type: text/plain; ${fill('name*0*=a; ')}\r\n\r\nHello`],
  ['parts', () => `${top}Content-Type: multipart/mixed; boundary=b\r\n\r\n${fill('--b\r\n\r\na\r\n')}`],
  ['parts in parts', () => `${top}${fill('Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n')}`],
  ['mails in mails', () => `${top}${fill('Content-Type: message/rfc822\r\n\r\n')}`],
  ['broken base64', () => `${top}Content-Transfer-Encoding: base64\r\n\r\n${fill('=a')}`],
  [
    'broken quoted-printable',
    () => `${top}Content-Transfer-Encoding: quoted-printable\r\n\r\n${fill('=\r\n=')}`,
  ],
  [
    'a report',
    () =>
      `${top}Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n${fill('Action: failed\r\n')}`,
  ],
];
test.each(structures)('%s', (name, raw) => isCheap(name, Buffer.from(raw())), longestMs);

test('25 MB of parts are read as far as is cheap, which is said (bug: they took 20 seconds)', async () => {
  const raw = Buffer.from(
    `${top}Content-Type: multipart/mixed; boundary=b\r\n\r\n${fill('--b\r\n\r\na\r\n', 25 * MB)}`,
  );
  const spent = processorTime();
  const { text, problems } = await read(raw);
  expect(spent()).toBeLessThan(5_000);
  expect(text).toStartWith('a\n');
  expect(problems).toContain('the mail has too many parts: its end was not read');
});

test(
  'any of these in any order, and whatever else',
  async () => {
    const unit = fc.oneof(fc.constantFrom(...texts), fc.constantFrom(...pages), fc.string({ maxLength: 20 }));
    const block = fc
      .tuple(unit, fc.integer({ min: 1, max: 400_000 }))
      .map(([of, bytes]) => fill(of === '' ? ' ' : of, bytes));
    const body = fc.array(block, { minLength: 1, maxLength: 5 }).map((blocks) => blocks.join(''));
    const any = fc.tuple(fc.constantFrom('text/plain', 'text/html'), fc.constantFrom(mailOf, mixedOf), body);
    await fc.assert(
      fc.asyncProperty(any, ([mediaType, make, said]) => isCheap('any', make(mediaType, said))),
      // A failure is a mail of megabytes: the seed leads back to it, and making it smaller takes long.
      { numRuns: 40, endOnFailure: true },
    );
  },
  longestMs,
);

afterAll(() => {
  const perMb = ({ ms, bytes }: (typeof costs)[number]) => (ms * MB) / bytes;
  const large = costs.filter(({ bytes }) => bytes >= MB).sort((a, b) => perMb(b) - perMb(a));
  const total = large.reduce((sum, one) => sum + perMb(one), 0) / Math.max(1, large.length);
  console.info(
    `hostile mails of 1 MB and more: ${large.length}, ${Math.round(total)} ms of CPU time per MB on average`,
  );
  for (const one of large.slice(0, 5)) console.info(`  ${Math.round(perMb(one))} ms per MB: ${one.name}`);
});
