// When a burst of messages is over.
import { expect, test } from 'bun:test';
import { channels } from '../../../src/domain/conversation/channel.ts';
import { isBurstOver, longestBurst, quietAt, quietPeriods } from '../../../src/domain/conversation/quiet.ts';

test('every channel has its pause: none on the form, 30 s on e-mail, 5 s on WhatsApp', () => {
  expect(channels.map((channel) => quietPeriods[channel])).toStrictEqual([0, 30_000, 5_000]);
  for (const channel of channels)
    expect(quietAt([{ channel, at: 1_000 }])).toBe(1_000 + quietPeriods[channel]);
});

test('each message of a burst starts the pause anew', () => {
  const burst = [
    { channel: 'whatsapp', at: 0 },
    { channel: 'whatsapp', at: 4_000 },
  ] as const;
  expect(isBurstOver(burst, 8_999)).toBe(false);
  expect(isBurstOver(burst, 9_000)).toBe(true);
});

test('the longest pause counts when channels mix', () =>
  expect(
    quietAt([
      { channel: 'email', at: 0 },
      { channel: 'webform', at: 1_000 },
    ]),
  ).toBe(30_000));

test('somebody who never pauses is answered all the same', () => {
  const burst = Array.from({ length: 100 }, (_, i) => ({ channel: 'whatsapp' as const, at: i * 2_000 }));
  expect(quietAt(burst)).toBe(longestBurst);
});

test('pauses can be set', () =>
  expect(quietAt([{ channel: 'email', at: 0 }], { webform: 0, email: 7, whatsapp: 0 })).toBe(7));

test('where nothing waits there is no burst to be over', () => {
  expect(quietAt([])).toBeUndefined();
  expect(isBurstOver([], 1_000_000)).toBe(false);
});

test('a message that a wrong clock put far ahead is answered at once, and not when the time has come there', () => {
  const ahead = (channel: 'webform' | 'email', ms: number) => isBurstOver([{ channel, at: ms }], 0);
  expect(ahead('webform', 600_000)).toBe(true);
  expect(ahead('email', longestBurst)).toBe(true);
  expect(ahead('email', longestBurst - quietPeriods.email)).toBe(false);
});
