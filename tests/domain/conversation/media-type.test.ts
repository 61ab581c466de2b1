// What a file is by its first bytes.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { actualMediaType } from '../../../src/domain/conversation/media-type.ts';
import { processorTime } from '../../processor-time.ts';

const of = (hex: string) => Uint8Array.fromHex(hex);
const text = (said: string) => new TextEncoder().encode(said);
const office = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const program = of('4d5a90000300000004000000ffff0000');
const octets = 'application/octet-stream';

describe('a file', () => {
  test.each([
    ['image/png', of('89504e470d0a1a0a0000')],
    ['image/jpeg', of('ffd8ffe000104a464946')],
    ['image/gif', text('GIF89a…')],
    ['image/webp', text('RIFF1234WEBPVP8 ')],
    ['image/heic', text('....ftypheic....')],
    ['application/pdf', text('%PDF-1.7')],
    ['audio/ogg', text('OggS....OpusHead')],
    ['audio/mpeg', text('ID3....')],
    ['audio/aac', of('fff15080')],
    ['audio/amr', text('#!AMR\n')],
    ['video/mp4', text('....ftypisom....')],
    ['audio/mp4', text('....ftypM4A ....')],
    ['video/3gpp', text('....ftyp3gp4....')],
    [office, of('504b030414000600')],
    ['application/msword', of('d0cf11e0a1b11ae10000')],
    ['text/plain', text('My printer prints blank pages.')],
    ['text/plain', of('fffe4d007900')],
    ['text/vcard', text('BEGIN:VCARD\r\n')],
    ['text/html', text('<p>Hello</p>')],
    ['application/xml', text('<order/>')],
    ['application/x-unheard-of', of('0001020304')],
  ])('that is called %s and begins like one is one', (declared, content) => {
    expect(actualMediaType(declared, content)).toBe(declared);
  });

  test.each([
    ['image/png', of('ffd8ffe000104a464946'), 'image/jpeg'],
    ['image/jpeg', program, 'application/vnd.microsoft.portable-executable'],
    ['text/plain', program, 'application/vnd.microsoft.portable-executable'],
    ['image/png', text('\n <!DOCTYPE html><script>'), 'text/html'],
    ['text/plain', text('<html><body>'), 'text/html'],
    ['image/jpeg', text('<?xml version="1.0"?>\n<svg onload="x()">'), 'image/svg+xml'],
    ['application/pdf', of('504b030414000600'), 'application/zip'],
    ['image/png', of('7f454c4602010100'), 'application/x-elf'],
    [octets, text('%PDF-1.7'), 'application/pdf'],
    ['image/png', text('nothing like it'), octets],
    ['image/png', new Uint8Array(), octets],
    ['text/plain', of('41004200'), octets],
  ])('that is called %s and is none is taken for what it is: %#', (declared, content, actual) => {
    expect(actualMediaType(declared, content)).toBe(actual);
  });

  test('is judged by its beginning in bounded time, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('image/png', 'text/plain', octets),
        fc.uint8Array(),
        (declared, content) => {
          const actual = actualMediaType(declared, content);
          const longer = new Uint8Array(Math.max(512, content.length) + 10_000);
          longer.set(content);
          if (content.length >= 512) expect(actualMediaType(declared, longer)).toBe(actual);
          expect(actual).not.toBe('');
        },
      ),
    );
    const hostile = text(`${' '.repeat(300)}${'<!--'.repeat(500_000)}`);
    const spent = processorTime();
    for (let n = 0; n < 100; n++) actualMediaType('text/plain', hostile);
    expect(spent()).toBeLessThan(1_000);
  });
});
