import { expect, test } from 'bun:test';
import { MalformedMessage, namedIn } from '../../../src/application/bus/named.ts';

test('work is known by the ids it names', () => {
  const value = { ticketId: '01a1fea8-184a-74c0-8e8c-6da50a3542dd', replyId: 'r-1', position: '7' };
  expect(namedIn({ value }, ['ticketId', 'replyId'])).toEqual({
    ticketId: value.ticketId,
    replyId: value.replyId,
  });
});

test('well-formed JSON that names no ticket is malformed, not a ticket called undefined', () => {
  const bad = [undefined, null, 7, true, '', 'a b', 'a\u0000', {}, ['x'], 'x'.repeat(101)];
  for (const ticketId of bad) {
    expect(() => namedIn({ value: { ticketId } }, ['ticketId'])).toThrow(MalformedMessage);
  }
  expect(() => namedIn({ value: { ticketId: 't-1' } }, ['ticketId', 'replyId'])).toThrow(
    new MalformedMessage('the message names no replyId'),
  );
});
