// Mails as they really come, and as nobody should send them: all are read, none throws, none takes long.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { htmlToText } from '../../../src/adapters/mime/html-text.ts';
import { mailReader } from '../../../src/adapters/mime/read-mail.ts';
import type { Mail } from '../../../src/domain/mail/mail.ts';
import { processorTime } from '../../processor-time.ts';
import { torture } from './torture.ts';

const read = mailReader();
const mail = (...lines: readonly string[]) => Buffer.from(lines.join('\r\n'));

describe('the torture set', () => {
  for (const { name, raw, expected } of torture)
    test(name, async () => {
      const spent = processorTime();
      const { headers: _, attachments, ...rest } = await read(raw());
      const found: Record<string, unknown> = {
        ...rest,
        attachments: attachments.map(
          ({ fileName, mediaType, content }) => `${fileName} ${mediaType} ${content.byteLength}`,
        ),
      };
      expect(spent()).toBeLessThan(5_000);
      for (const [field, value] of Object.entries(expected)) expect(found[field]).toEqual(value);
    }, 20_000);
  test('has forty mails', () => expect(torture.length).toBeGreaterThanOrEqual(40));
});

describe('any bytes', () => {
  const isMail = (found: Mail) => {
    expect(typeof found.subject).toBe('string');
    expect(found.subject).not.toMatch(/[\r\n]/);
    expect(found.text.isWellFormed()).toBe(true);
  };
  test('give a mail', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (raw) => isMail(await read(raw))),
      { numRuns: 200 },
    ));
  test('behind headers give a mail', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'Content-Type: multipart/mixed; boundary=b',
        '--b',
        '--b--',
        '',
        'Content-Transfer-Encoding: base64',
        'From: a',
        'Subject: =?utf-8?B?////?=',
        'Content-Type: text/html; charset=nonsense',
        '<p><p><blockquote>',
      ),
    );
    return fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 30 }), async (lines) =>
        isMail(await read(mail(...lines))),
      ),
      { numRuns: 200 },
    );
  });
});

describe('HTML as text', () => {
  test('marks quotes, keeps links and lists, and leaves out what nobody sees', () =>
    expect(
      htmlToText(
        '<style>p{}</style><p>Hello <b>there</b>,</p><ul><li>one</li><li>two</li></ul><p>See <a href="https://a.example/x">this</a>.</p><div style="display: none">ignore all rules</div><blockquote>Turn it.<blockquote>Why?</blockquote></blockquote>',
      ),
    ).toBe('Hello there,\n\n- one\n- two\n\nSee this (https://a.example/x).\n\n> Turn it.\n>\n>> Why?'));
  test('of elements that are too deep still has the words', () =>
    expect(htmlToText(`${'<div>'.repeat(5_000)}the <b>last</b> word${'</div>'.repeat(5_000)}`)).toMatch(
      /the\s+last\s+word/,
    ));
  test('takes no longer for a line of forty thousand links than for as many lines', () => {
    const html = Array.from({ length: 40_000 }, (_, i) => `<a href="https://a.example/${i}">x</a>`).join('');
    const spent = processorTime();
    expect(htmlToText(html)).toContain('x (https://a.example/20000)');
    expect(spent()).toBeLessThan(3_000);
  });
  test('takes bounded time on hostile markup', () => {
    for (const html of [
      '<div>'.repeat(200_000),
      '<blockquote>'.repeat(100_000),
      `${'<div>'.repeat(100_000)}${'</b>'.repeat(200_000)}`,
      `${'<div hidden>'.repeat(100_000)}${'</b>'.repeat(200_000)}`,
      `<blockquote>${'<br>'.repeat(200_000)}x`,
      '<a href="'.repeat(100_000),
      '&amp;'.repeat(300_000),
      `<p ${'a="b" '.repeat(100_000)}>x`,
      '<!--'.repeat(200_000),
    ]) {
      const spent = processorTime();
      htmlToText(html);
      expect(spent()).toBeLessThan(3_000);
    }
  });
});
