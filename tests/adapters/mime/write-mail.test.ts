// A reply as a mail: threaded, marked as automatic, readable as plain text and as HTML, with nobody's line in a header.
import { describe, expect, test } from 'bun:test';
import { mailReader } from '../../../src/adapters/mime/read-mail.ts';
import { mailWriter } from '../../../src/adapters/mime/write-mail.ts';
import type { OutboundMail } from '../../../src/application/mail/mail-reader.ts';
import { automaticBecause } from '../../../src/domain/mail/automatic.ts';
import { header } from '../../../src/domain/mail/mail.ts';

const mail: OutboundMail = {
  from: { address: 'help@desk.example', name: 'Grüße & Co, "Support"' },
  to: 'ada@example.org',
  subject: 'Re: Blank labels – größer',
  messageId: '<ld.1@desk.example>',
  inReplyTo: '<2@example.org>',
  references: ['<1@example.org>', '<2@example.org>'],
  text: 'Hello Ada,\n\nturn the roll over: <b>now</b> & see https://desk.example/a?b=1&c=2.\n\nReference: LD-1',
  language: 'en',
  automatic: true,
  replyId: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c12',
  at: Date.UTC(2026, 10, 3, 10, 15),
};
const written = async (over: Partial<OutboundMail> = {}) => {
  const raw = await mailWriter()({ ...mail, ...over });
  return { raw: Buffer.from(raw).toString('latin1'), read: await mailReader()(raw) };
};

describe('a reply', () => {
  test('carries what threads it and what stops machines', async () => {
    const { read } = await written();
    expect(read.messageId).toBe('<ld.1@desk.example>');
    expect(read.inReplyTo).toBe('<2@example.org>');
    expect(read.references).toEqual(['<1@example.org>', '<2@example.org>']);
    expect(read.subject).toBe('Re: Blank labels – größer');
    expect(read.from).toEqual({ address: 'help@desk.example', name: 'Grüße & Co, "Support"' });
    expect(read.date).toBe(mail.at);
    expect(header(read, 'auto-submitted')).toBe('auto-replied');
    expect(header(read, 'x-auto-response-suppress')).toBe('All');
    expect(header(read, 'x-ledgerdesk-reply')).toBe(mail.replyId);
    expect(automaticBecause(read, { addresses: [] })).toBe('it is our own mail come back');
  });
  test('of a person says nothing of machines', async () => {
    const { read } = await written({ automatic: false });
    expect(header(read, 'auto-submitted')).toBeUndefined();
    expect(automaticBecause(read, { addresses: [] })).toBeUndefined();
    expect(header(read, 'x-ledgerdesk-reply')).toBe(mail.replyId);
  });
  test('reads the same as text and as HTML, with markup escaped and links made', async () => {
    const { raw, read } = await written();
    expect(read.text).toBe(mail.text);
    expect(raw).toContain('multipart/alternative');
    const html = raw.replace(/=\r\n/g, '').replace(/=3D/g, '=');
    expect(html).toContain('&lt;b&gt;now&lt;/b&gt; &amp; see <a href="https://desk.example/a?b=1&amp;c=2">');
    expect(html).toContain('lang="en"');
  });
  test('lets nobody write a header: not by subject, name or language', async () => {
    const { raw } = await written({
      subject: 'Hello\r\nBcc: victim@example.org\u2028X-Evil: 1',
      from: { address: 'help@desk.example', name: 'A\r\nX-Evil: 1' },
      language: 'en"><script>',
    });
    const head = raw.slice(0, raw.indexOf('\r\n\r\n'));
    expect(head).not.toMatch(/^(?:Bcc|X-Evil):/im);
    expect(raw).not.toContain('<script>');
  });
  test('keeps lines within what mail servers take', async () => {
    const { raw } = await written({
      text: `${'long '.repeat(2_000)}\n\n${'ü'.repeat(3_000)}`,
      references: Array.from({ length: 60 }, (_, i) => `<${i}.${'x'.repeat(60)}@example.org>`),
    });
    expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
  });
});
