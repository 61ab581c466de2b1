import { expect, test } from 'bun:test';
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { messageIds } from '../../../src/application/mail/message-ids.ts';
import { processorTime } from '../../processor-time.ts';

const mac = (secret: string) => (text: string) => createHmac('sha256', secret).update(text).digest('hex');
const ids = messageIds(mac('ours'));
const replyId = '018f3f6e-0000-7000-8000-000000000001';
const issued = ids.issue(replyId, 2, 'desk.example');

test('an id names the reply and its part, and is the same every time', () => {
  expect(issued).toMatch(/^<ld\.018f3f6e-0000-7000-8000-000000000001\.2\.[0-9a-f]{32}@desk\.example>$/);
  expect(ids.issue(replyId, 2, 'desk.example')).toBe(issued);
});

test('an id of ours is recognised, in other letters, without brackets and under another domain', () => {
  const forms = [
    issued,
    issued.toUpperCase(),
    issued.slice(1, -1),
    issued.replace('desk.example', 'mail.example'),
  ];
  for (const form of forms) expect(ids.own(form)).toEqual({ replyId, part: 2 });
});

test('an id with another key, reply, part or digest is not ours', () => {
  const other = issued.endsWith('0@desk.example>') ? '1@desk.example>' : '0@desk.example>';
  const forged = [
    messageIds(mac('theirs')).issue(replyId, 2, 'desk.example'),
    issued.replace('.2.', '.3.'),
    issued.replace('000000000001', '000000000002'),
    issued.replace(/.@desk\.example>$/, other),
    issued.replace('.2.', '.02.'),
    `${issued} <x@y>`,
    '<ld.@desk.example>',
    '',
  ];
  for (const id of forged) expect(ids.own(id)).toBeUndefined();
});

test('nothing that anybody writes is ours by chance, and hostile text is done with at once', () => {
  fc.assert(fc.property(fc.string({ maxLength: 2_000 }), (text) => expect(ids.own(text)).toBeUndefined()));
  const spent = processorTime();
  for (const text of [
    '<ld.'.repeat(100_000),
    `<ld.${replyId}.1.${'a'.repeat(1_000_000)}`,
    ' '.repeat(1_000_000),
  ])
    expect(ids.own(text)).toBeUndefined();
  expect(spent()).toBeLessThan(500);
});
