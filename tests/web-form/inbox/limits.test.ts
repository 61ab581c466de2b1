// How a reply is measured: as its channel counts, and until when it can be sent.
import { describe, expect, test } from 'bun:test';
import type { ReplyWay } from '../../../web-form/inbox/contract.ts';
import { measure, windowLeft } from '../../../web-form/inbox/limits.ts';
import { processorTime } from '../../processor-time.ts';

const web: ReplyWay = { possible: true, channel: 'webform', limits: { characters: 4000 } };
const mail: ReplyWay = { possible: true, channel: 'email', limits: { characters: 20_000, words: 460 } };
const chat: ReplyWay = {
  possible: true,
  channel: 'whatsapp',
  limits: { characters: 4800, preferredCharacters: 300, parts: 3 },
  window: { open: true, closesAt: '2026-11-20T12:00:00.000Z' },
};

describe('measuring', () => {
  test('counts characters as readers do', () => {
    expect(measure('  👨‍👩‍👧‍👦é🇩🇪 ', web).characters).toBe(3);
    expect(measure('', web)).toEqual({
      characters: 0,
      words: 0,
      parts: 1,
      over: undefined,
      by: 0,
      long: false,
    });
  });

  test.each([
    ['characters', web, 'a'.repeat(4003), 3],
    ['words', mail, 'word '.repeat(463), 3],
    ['parts', chat, `${`${'a'.repeat(1500)}. `.repeat(3)}And one more.`, 1],
  ] as const)('a reply over its limit of %s says by how much', (over, way, text, by) => {
    expect(measure(text, way)).toMatchObject({ over, by });
  });

  test('a chat message longer than reads well is long and not over', () => {
    const sentence = 'This is a sentence of some length, as people write them. ';
    expect(measure(sentence.repeat(8), chat)).toMatchObject({ long: true, over: undefined, parts: 2 });
  });

  test('what is far too long is not counted at every key', () => {
    const spent = processorTime();
    expect(measure('ab '.repeat(400_000), chat)).toMatchObject({ over: 'characters' });
    expect(spent()).toBeLessThan(200);
  });

  test('a template holds less, on one line', () => {
    const closed: ReplyWay = { ...chat, window: { open: false, closesAt: null }, template: true };
    expect(measure('a\n\n\n'.repeat(449), closed).over).toBeUndefined();
    expect(measure('a'.repeat(910), closed)).toMatchObject({ over: 'template', by: 10 });
  });
});

describe('the window of WhatsApp', () => {
  const noon = Date.parse('2026-11-20T12:00:00.000Z');
  test.each([
    [noon - 5 * 3_600_000, { state: 'open', minutes: 300 }],
    [noon - 90 * 60_000, { state: 'soon', minutes: 90 }],
    [noon - 59_000, { state: 'soon', minutes: 0 }],
    [noon + 1, { state: 'closed', minutes: 0 }],
  ] as const)('at %d it is %o', (now, expected) => {
    expect(windowLeft(chat, now)).toEqual(expected);
  });

  test('is closed when the desk says so or nobody knows until when, and is nowhere else', () => {
    expect(windowLeft({ ...chat, window: { open: false, closesAt: null } }, noon)?.state).toBe('closed');
    expect(windowLeft({ ...chat, window: { open: true, closesAt: null } }, noon)?.state).toBe('closed');
    expect(windowLeft(web, noon)).toBeUndefined();
  });
});
