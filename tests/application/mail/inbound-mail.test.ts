// A mail as a message of a customer: whose it is, how far that is proven, and whether anybody is to answer.
import { describe, expect, test } from 'bun:test';
import { mailReader } from '../../../src/adapters/mime/read-mail.ts';
import { inboundMail } from '../../../src/application/mail/inbound-mail.ts';
import { noon } from '../../infra/sample.ts';

const settings = {
  account: 'help@desk.example',
  ownAddresses: ['help@desk.example', 'Sales@Desk.example'],
  receivingServer: 'mx.google.com',
};
const pass =
  'Authentication-Results: mx.google.com; spf=pass smtp.mailfrom=ada@example.org; dmarc=pass (p=REJECT sp=NONE) header.from=example.org';
const from = 'From: Ada Marsh <Ada.Marsh@Example.org>';

async function understood(lines: readonly string[], body = 'It is blank.', receivedAt = noon) {
  const raw = Buffer.from([...lines, '', body].join('\r\n'));
  const place = { id: 'm1', threadId: 't1', raw, labels: ['INBOX'], receivedAt };
  return inboundMail(await mailReader()(raw), place, settings, noon);
}

describe('a customer’s mail', () => {
  test('is theirs, attested where the receiving server vouches for it', async () => {
    const found = await understood([
      pass,
      from,
      'Subject: Blank',
      'Message-ID: <1@example.org>',
      'References: <0@example.org> <r@desk.example>',
      'In-Reply-To: <r@desk.example>',
    ]);
    expect(found).toMatchObject({
      channel: 'email',
      providerMessageId: 'gmail:help@desk.example:m1',
      replyTo: 'ada.marsh@example.org',
      seen: [
        {
          identifier: { kind: 'email', value: 'ada.marsh@example.org' },
          evidence: 'attested',
          primary: true,
        },
      ],
      senderName: 'Ada Marsh',
      text: 'It is blank.',
      subject: 'Blank',
      sentAt: noon,
      thread: {
        messageId: '<1@example.org>',
        inReplyTo: '<r@desk.example>',
        // With the mail it answers: an answer of ours has to name the whole way.
        references: ['<0@example.org>', '<r@desk.example>'],
        providerThreadId: 't1',
      },
    });
    expect(found.suppression).toBeUndefined();
  });
  test('is kept byte by byte, and read without what was quoted', async () => {
    const body =
      'Still blank.\r\n\r\nOn Tue, 3 Nov 2026 at 10:15, Help <help@desk.example> wrote:\r\n> Turn it.';
    const found = await understood([from], body);
    expect(found.text).toBe('Still blank.');
    expect(Buffer.from(found.original).toString()).toContain('> Turn it.');
  });
  test('without text says what it has instead', async () => {
    expect((await understood([from, 'Subject: Photo'], '')).text).toBe('(no text) Photo');
    expect((await understood([from], ' ')).text).toBe('(no text)');
  });
  test('does not come from the future', async () =>
    expect((await understood([from], 'x', noon + 86_400_000)).sentAt).toBe(noon + 300_000));
  test('from nobody can be kept and not answered', async () => {
    const found = await understood(['Subject: Blank']);
    expect(found.seen).toEqual([]);
    expect(found.replyTo).toBeUndefined();
  });
});

describe('who vouches for a sender', () => {
  const evidence = async (...lines: readonly string[]) => (await understood(lines)).seen[0]?.evidence;
  test('our own receiving server, about the domain of From', async () =>
    expect(await evidence(pass, from)).toBe('attested'));
  test('nobody without a verdict', async () => expect(await evidence(from)).toBe('claimed'));
  const refused: readonly (readonly [string, string])[] = [
    ['a failed verdict', pass.replace('dmarc=pass', 'dmarc=fail')],
    ['a verdict of another server', pass.replace('mx.google.com', 'mx.evil.example')],
    ['a verdict about another domain', pass.replace('header.from=example.org', 'header.from=evil.example')],
    ['SPF and DKIM alone', 'Authentication-Results: mx.google.com; spf=pass; dkim=pass header.d=example.org'],
    [
      'a verdict in a comment',
      'Authentication-Results: mx.google.com; spf=pass (; dmarc=pass header.from=example.org)',
    ],
    ['two verdicts', `${pass}; dmarc=pass header.from=example.org`],
    ['a domain that only ends alike', pass.replace('header.from=example.org', 'header.from=notexample.org')],
    ['an empty header', 'Authentication-Results:'],
  ];
  for (const [what, line] of refused)
    test(`not ${what}`, async () => expect(await evidence(line, from)).toBe('claimed'));
  test('not a header that the sender copied in below', async () => {
    expect(await evidence(pass.replace('dmarc=pass', 'dmarc=fail'), pass, from)).toBe('claimed');
    expect(await evidence('Authentication-Results: mx.evil.example; none', pass, from)).toBe('claimed');
  });
  test('not one of several authors', async () =>
    expect(await evidence(pass, 'From: boss@example.org', from)).toBe('claimed'));
});

describe('what no person wrote', () => {
  const because = async (...lines: readonly string[]) =>
    (await understood([from, ...lines])).suppression?.because;
  const headers: readonly (readonly [string, string])[] = [
    ['Auto-Submitted: auto-replied', 'header Auto-Submitted'],
    ['Precedence: bulk', 'header Precedence'],
    ['Precedence: auto_reply', 'header Precedence'],
    ['List-Id: <news.example.org>', 'header List-Id'],
    ['List-Unsubscribe: <mailto:x@example.org>', 'header List-Unsubscribe'],
    ['X-Autoreply: yes', 'header X-Autoreply'],
    ['X-Auto-Response-Suppress: All', 'header X-Auto-Response-Suppress'],
    ['Return-Path: <>', 'empty Return-Path'],
    ['Subject: Automatic reply: Blank', 'an absence note'],
    ['Subject: Abwesenheitsnotiz: Urlaub', 'an absence note'],
    ['X-Ledgerdesk-Loop: 1', 'it is our own mail come back'],
  ];
  for (const [line, reason] of headers) test(`${line}`, async () => expect(await because(line)).toBe(reason));
  test('Auto-Submitted: no is written by a person', async () =>
    expect(await because('Auto-Submitted: no')).toBeUndefined());
  test('comes from our own address', async () => {
    const found = await understood(['From: sales@desk.example']);
    expect(found.suppression?.because).toBe('it comes from our own address');
  });
});

describe('a delivery report', () => {
  const replyId = '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c12';
  const report = (status: string, returned: string) =>
    understood(
      [
        'From: Mail Delivery Subsystem <mailer-daemon@example.org>',
        'Subject: Delivery Status Notification',
        'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      ],
      [
        '--b',
        'Content-Type: text/plain',
        '',
        'See below.',
        '--b',
        'Content-Type: message/delivery-status',
        '',
        'Reporting-MTA: dns; mx.example.org',
        '',
        status,
        '--b',
        'Content-Type: text/rfc822-headers',
        '',
        returned,
        '--b--',
      ].join('\r\n'),
    );
  test('names the mail it is about, what became of it, and why', async () =>
    expect(
      (
        await report(
          'Action: failed\r\nStatus: 5.1.1',
          `Message-ID: <ld.x@desk.example>\r\nX-Ledgerdesk-Reply: ${replyId}`,
        )
      ).report,
    ).toEqual({
      messageId: '<ld.x@desk.example>',
      replyId,
      outcome: 'failed',
      code: '5.1.1',
    }));
  test('of a delay is none of a failure', async () =>
    expect(
      (await report('Action: delayed\r\nStatus: 4.4.1', 'Message-ID: <ld.x@desk.example>')).report,
    ).toMatchObject({ outcome: 'delayed', code: '4.4.1' }));
  test('about no mail of anybody is no report', async () =>
    expect((await report('Action: failed', 'Subject: x')).report).toBeUndefined());
  test('in the words of an old mail system is understood as well', async () => {
    const found = await understood(
      ['From: MAILER-DAEMON@example.org', 'Subject: failure notice'],
      'Hi. This is the qmail-send program.\r\n<ada@example.org>:\r\n550 5.1.1 user unknown\r\n\r\n--- Below this line is a copy of the message.\r\n\r\nMessage-ID: <ld.x@desk.example>\r\n',
    );
    expect(found.report).toEqual({ messageId: '<ld.x@desk.example>', outcome: 'failed', code: '5.1.1' });
  });
});

test('a text that is cut says that the rest is in the original (bug: an answer below it was missing without a word)', async () => {
  const older = 'What the older mail said, without marks of quoting.\r\n'.repeat(6_000);
  const found = await understood([from, 'Subject: Blank'], `${older}\r\nMy answer stands here.`);
  expect(found.text).not.toContain('My answer');
  expect(found.text).toEndWith('…\n\n(The mail is longer: open the original for the rest.)');
  const whole = await understood([from, 'Subject: Blank'], 'My answer stands here.');
  expect(whole.text).toBe('My answer stands here.');
});
