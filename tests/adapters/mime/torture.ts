// Mails written to be hard to read: each with what must come out of it.
import type { Mail } from '../../../src/domain/mail/mail.ts';

interface Torture {
  readonly name: string;
  readonly raw: () => Uint8Array;
  readonly expected: Partial<Record<keyof Mail, unknown>>;
}

const top = [
  'From: Ada Marsh <ada@example.org>',
  'To: help@desk.example',
  'Subject: Blank',
  'Message-ID: <1@example.org>',
  'MIME-Version: 1.0',
];
const of =
  (...lines: readonly string[]) =>
  () =>
    Buffer.from([...top, ...lines].join('\r\n'), 'latin1');
const bare =
  (...lines: readonly string[]) =>
  () =>
    Buffer.from(lines.join('\r\n'), 'latin1');
const bytes = (head: readonly string[], body: Uint8Array) => () =>
  Buffer.concat([Buffer.from(`${[...top, ...head].join('\r\n')}\r\n\r\n`), body]);
const plain = 'Content-Type: text/plain; charset=utf-8';
const base64 = (text: string | Uint8Array) => Buffer.from(text).toString('base64');
const nested = (depth: number): string[] =>
  depth === 0
    ? [plain, '', 'deep']
    : [
        `Content-Type: multipart/mixed; boundary=b${depth}`,
        '',
        `--b${depth}`,
        ...nested(depth - 1),
        `--b${depth}--`,
      ];

export const torture: readonly Torture[] = [
  {
    name: 'plain text',
    raw: of(plain, '', 'It is blank.'),
    expected: {
      text: 'It is blank.',
      subject: 'Blank',
      messageId: '<1@example.org>',
      mediaType: 'text/plain',
      from: { address: 'ada@example.org', name: 'Ada Marsh' },
      problems: [],
    },
  },
  {
    name: 'no content type',
    raw: of('', 'It is blank.'),
    expected: { text: 'It is blank.', mediaType: 'text/plain' },
  },
  {
    name: 'ISO-8859-1 in quoted-printable',
    raw: of(
      'Content-Type: text/plain; charset=iso-8859-1',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'Gr=FC=DFe',
    ),
    expected: { text: 'Grüße' },
  },
  {
    name: 'Windows-1252 with its own quotes',
    raw: bytes(['Content-Type: text/plain; charset=windows-1252'], Buffer.from([0x93, 0x41, 0x94, 0x80])),
    expected: { text: '“A”€' },
  },
  {
    name: 'Shift_JIS',
    raw: bytes(['Content-Type: text/plain; charset=shift_jis'], Buffer.from([0x82, 0xb1, 0x82, 0xea])),
    expected: { text: 'これ' },
  },
  {
    name: 'ISO-2022-JP',
    raw: of('Content-Type: text/plain; charset=iso-2022-jp', '', '\x1b$B$3$l\x1b(B'),
    expected: { text: 'これ' },
  },
  {
    name: 'GB18030',
    raw: bytes(['Content-Type: text/plain; charset=gb18030'], Buffer.from([0xd5, 0xe2])),
    expected: { text: '这' },
  },
  {
    name: 'KOI8-R',
    raw: bytes(['Content-Type: text/plain; charset=koi8-r'], Buffer.from([0xe4, 0xc1])),
    expected: { text: 'Да' },
  },
  {
    name: 'a charset nobody knows',
    raw: of('Content-Type: text/plain; charset=x-klingon', '', 'It is blank.'),
    expected: { text: 'It is blank.' },
  },
  {
    name: 'UTF-8 declared as US-ASCII',
    raw: bytes(['Content-Type: text/plain; charset=us-ascii'], Buffer.from('Blank')),
    expected: { text: 'Blank' },
  },
  {
    name: 'encoded words in subject and sender',
    raw: bare(
      'From: =?iso-8859-1?Q?J=FCrgen?= <j@example.org>',
      'Subject: =?utf-8?B?R3LDvMOfZQ==?= =?utf-8?Q?_aus_K=C3=B6ln?=',
      '',
      'x',
    ),
    expected: { subject: 'Grüße aus Köln', from: { address: 'j@example.org', name: 'Jürgen' } },
  },
  {
    name: 'an encoded line break in the subject',
    raw: bare('From: a@example.org', 'Subject: =?utf-8?Q?Hello=0D=0ABcc:_victim@example.org?=', '', 'x'),
    expected: { subject: 'Hello Bcc: victim@example.org' },
  },
  {
    name: 'folded headers',
    raw: bare('From: a@example.org', 'Subject: a very', '\tlong', ' subject', '', 'x'),
    expected: { subject: 'a very long subject' },
  },
  {
    name: 'header names in any case',
    raw: bare('FROM: a@example.org', 'sUBJECT: Blank', 'MESSAGE-id: <1@x>', '', 'x'),
    expected: { subject: 'Blank', messageId: '<1@x>' },
  },
  {
    name: 'bare line feeds',
    raw: () => Buffer.from('From: a@example.org\nSubject: Blank\n\nIt is blank.\n'),
    expected: { subject: 'Blank', text: 'It is blank.' },
  },
  { name: 'no From', raw: bare('Subject: Blank', '', 'x'), expected: { from: undefined, text: 'x' } },
  { name: 'a From without an address', raw: bare('From: Ada Marsh', '', 'x'), expected: { text: 'x' } },
  {
    name: 'an empty mail',
    raw: () => new Uint8Array(),
    expected: { text: '', subject: '', from: undefined, messageId: undefined },
  },
  {
    name: 'headers alone',
    raw: bare('From: a@example.org', 'Subject: Blank'),
    expected: { subject: 'Blank', text: '' },
  },
  {
    name: 'no Message-ID',
    raw: bare('From: a@example.org', '', 'x'),
    expected: { messageId: undefined, references: [] },
  },
  {
    name: 'references with rubbish between',
    raw: of('References: <a@x> nonsense <b@x>', '\t<c@x>', 'In-Reply-To: <c@x> (a comment)', plain, '', 'x'),
    expected: { references: ['<a@x>', '<b@x>', '<c@x>'], inReplyTo: '<c@x>' },
  },
  {
    name: 'a date in the future',
    raw: of('Date: Tue, 3 Nov 2099 10:15:00 +0000', plain, '', 'x'),
    expected: { date: Date.UTC(2099, 10, 3, 10, 15) },
  },
  { name: 'a date that is none', raw: of('Date: yesterday', plain, '', 'x'), expected: { date: undefined } },
  {
    name: 'plain and HTML',
    raw: of(
      'Content-Type: multipart/alternative; boundary=b',
      '',
      '--b',
      plain,
      '',
      'plain',
      '--b',
      'Content-Type: text/html',
      '',
      '<b>html</b>',
      '--b--',
    ),
    expected: { text: 'plain', attachments: [] },
  },
  {
    name: 'HTML alone',
    raw: of('Content-Type: text/html; charset=utf-8', '', '<p>It is <b>blank</b>.</p><script>x()</script>'),
    expected: { text: 'It is blank.' },
  },
  {
    name: 'text and then HTML, some of it hidden',
    raw: of(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      plain,
      '',
      'plain',
      '--b',
      'Content-Type: text/html',
      '',
      '<p>html</p><p style="display:none">obey</p>',
      '--b--',
    ),
    expected: { text: 'plain\n\nhtml', attachments: [] },
  },
  {
    name: 'text and then half a megabyte of links that never end',
    raw: of(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      plain,
      '',
      'plain',
      '--b',
      'Content-Type: text/html',
      '',
      '<a href="'.repeat(60_000),
      '--b--',
    ),
    expected: { text: 'plain' },
  },
  {
    name: 'an empty plain part beside HTML',
    raw: of(
      'Content-Type: multipart/alternative; boundary=b',
      '',
      '--b',
      plain,
      '',
      ' ',
      '--b',
      'Content-Type: text/html',
      '',
      '<p>html</p>',
      '--b--',
    ),
    expected: { text: 'html' },
  },
  {
    name: 'an attachment',
    raw: of(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      plain,
      '',
      'See photo.',
      '--b',
      'Content-Type: image/png; name="label.png"',
      'Content-Disposition: attachment; filename="label.png"',
      'Content-Transfer-Encoding: base64',
      '',
      base64('png!'),
      '--b--',
    ),
    expected: { attachments: ['label.png image/png 4'] },
  },
  {
    name: 'an attachment named like a path',
    raw: of(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: application/x-sh',
      'Content-Disposition: attachment; filename="../../etc/passwd"',
      '',
      'x',
      '--b--',
    ),
    expected: { attachments: ['passwd application/x-sh 2'] },
  },
  {
    name: 'an attachment whose name turns letters around',
    raw: of(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: application/octet-stream',
      "Content-Disposition: attachment; filename*=UTF-8''photo%E2%80%AEgpj.exe",
      '',
      'x',
      '--b--',
    ),
    expected: { attachments: ['photogpj.exe application/octet-stream 2'] },
  },
  {
    name: 'a file name in continued parameters',
    raw: of(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/csv',
      "Content-Disposition: attachment; filename*0*=UTF-8''Gr%C3%BC; filename*1*=%C3%9Fe.csv",
      '',
      'x',
      '--b--',
    ),
    expected: { attachments: ['Grüße.csv text/csv 2'] },
  },
  {
    name: 'an attached mail is no text of ours',
    raw: of(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      plain,
      '',
      'See attached.',
      '--b',
      'Content-Type: message/rfc822',
      '',
      'From: x@y.example',
      'Subject: inner',
      '',
      'inner text',
      '--b--',
    ),
    expected: { subject: 'Blank', text: 'See attached.' },
  },
  {
    name: 'a calendar invitation',
    raw: of(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      plain,
      '',
      'Shall we talk?',
      '--b',
      'Content-Type: text/calendar; method=REQUEST',
      'Content-Disposition: attachment; filename=invite.ics',
      '',
      'BEGIN:VCALENDAR',
      'END:VCALENDAR',
      '--b--',
    ),
    expected: { text: 'Shall we talk?' },
  },
  {
    name: 'a signed mail',
    raw: of(
      'Content-Type: multipart/signed; boundary=b; protocol="application/pkcs7-signature"',
      '',
      '--b',
      plain,
      '',
      'Signed words.',
      '--b',
      'Content-Type: application/pkcs7-signature; name=smime.p7s',
      'Content-Disposition: attachment; filename=smime.p7s',
      'Content-Transfer-Encoding: base64',
      '',
      base64('sig'),
      '--b--',
    ),
    expected: { text: 'Signed words.', attachments: ['smime.p7s application/pkcs7-signature 3'] },
  },
  {
    name: 'an encrypted mail',
    raw: of(
      'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m',
      'Content-Transfer-Encoding: base64',
      '',
      base64('secret'),
    ),
    expected: { text: '', problems: ['the mail is encrypted, or signed so that it hides its text'] },
  },
  {
    name: 'a delivery report',
    raw: of(
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      '',
      '--b',
      plain,
      '',
      'It failed.',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; x',
      '',
      'Action: failed',
      'Status: 5.1.1',
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      'Message-ID: <ours@desk.example>',
      '--b--',
    ),
    expected: { mediaType: 'multipart/report', attachments: [] },
  },
  {
    name: 'a boundary that never comes',
    raw: of('Content-Type: multipart/mixed; boundary=never', '', 'text before any part'),
    expected: { subject: 'Blank' },
  },
  {
    name: 'a boundary that is never closed',
    raw: of('Content-Type: multipart/mixed; boundary=b', '', '--b', plain, '', 'It is blank.'),
    expected: { text: 'It is blank.' },
  },
  {
    name: 'an empty boundary',
    raw: of('Content-Type: multipart/mixed; boundary=""', '', '--', plain, '', 'x'),
    expected: { subject: 'Blank' },
  },
  { name: 'parts within parts, ten deep', raw: of(...nested(10)), expected: { text: 'deep' } },
  {
    name: 'parts within parts, three hundred deep',
    raw: of(...nested(300)),
    expected: { subject: 'Blank', problems: ['the mail could not be parsed: only its headers were read'] },
  },
  {
    name: 'a thousand parts',
    raw: of(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      ...Array.from({ length: 1_000 }, (_, i) => [
        '--b',
        'Content-Type: image/png',
        `Content-Disposition: attachment; filename=${i}.png`,
        '',
        'x',
      ]).flat(),
      '--b--',
    ),
    expected: { problems: ['900 more attachments are left out'] },
  },
  {
    name: 'base64 that is none',
    raw: of(plain, 'Content-Transfer-Encoding: base64', '', '!!!! not base64 ????'),
    expected: { subject: 'Blank' },
  },
  {
    name: 'quoted-printable that is none',
    raw: of(plain, 'Content-Transfer-Encoding: quoted-printable', '', 'a =ZZ b = c'),
    expected: { subject: 'Blank' },
  },
  { name: 'NUL bytes', raw: of(plain, '', 'bl\0ank'), expected: { subject: 'Blank' } },
  {
    name: 'a million bytes of one header',
    raw: bare(`Subject: ${'x'.repeat(1_000_000)}`, 'From: a@example.org', '', 'x'),
    expected: { text: 'x' },
  },
  {
    name: 'more than a megabyte of headers',
    raw: bare(
      'From: a@example.org',
      ...Array.from({ length: 30_000 }, (_, i) => `X-Filler-${i}: ${'x'.repeat(60)}`),
      '',
      'x',
    ),
    expected: {
      from: { address: 'a@example.org', name: '' },
      problems: ['the mail could not be parsed: only its headers were read'],
    },
  },
  {
    name: 'twenty-five megabytes',
    raw: of(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      plain,
      '',
      'Big.',
      '--b',
      'Content-Type: video/mp4; name=v.mp4',
      'Content-Disposition: attachment; filename=v.mp4',
      'Content-Transfer-Encoding: base64',
      '',
      base64(Buffer.alloc(25 * 1024 * 1024)).replace(/.{76}/g, '$&\r\n'),
      '--b--',
    ),
    expected: { text: 'Big.', attachments: [`v.mp4 video/mp4 ${25 * 1024 * 1024}`] },
  },
  {
    name: 'format=flowed',
    raw: of('Content-Type: text/plain; charset=utf-8; format=flowed', '', 'It is ', 'blank.'),
    expected: { text: 'It is blank.' },
  },
];
