// The parts of the staff's pages that need no browser: addresses, keys, lists, times.
import { afterEach, describe, expect, test } from 'bun:test';
import { nextItem } from '../../web-form/design/next-item.ts';
import {
  briefWords,
  exactWords,
  lengthWords,
  relativeWords,
  speak,
} from '../../web-form/design/relative-time.tsx';
import { nextTab } from '../../web-form/design/tabs.tsx';
import { windowOf } from '../../web-form/design/virtual-list.tsx';
import { credentialIn, routeOf, startOf } from '../../web-form/staff/address.ts';
import { withoutWords, withWords } from '../../web-form/staff/address-words.ts';
import { rooms, roomsOf } from '../../web-form/staff/rooms.ts';
import { shortcutFor } from '../../web-form/staff/shortcuts.ts';

describe('an address', () => {
  test('is a room, the rest decoded, a query and a fragment', () => {
    const route = routeOf('/inbox/mine/LD-7K2M-9QXA', '?q=a%20b', '#ticket=1');
    expect([route.room, route.rest, route.query.get('q'), route.fragment]).toEqual([
      'inbox',
      ['mine', 'LD-7K2M-9QXA'],
      'a b',
      'ticket=1',
    ]);
    expect(routeOf('/').room).toBe('');
    expect(routeOf('/knowledge/gr%C3%BC%C3%9Fe/%E0%A4%A').rest).toEqual(['grüße', '%E0%A4%A']);
  });

  test('has no words that a customer wrote or is known by: they are kept beside it', () => {
    const to = '/knowledge/new?language=de&title=Wo+ist%3F&keywords=anna%40example.org&q=a%20b#part';
    const { address, words } = withoutWords(to);
    expect(address).toBe('/knowledge/new?language=de#part');
    expect(words).toEqual({ title: 'Wo ist?', keywords: 'anna@example.org', q: 'a b' });
    expect([...new URLSearchParams(withWords('?language=de', { words }))]).toEqual([
      ['language', 'de'],
      ['q', 'a b'],
      ['title', 'Wo ist?'],
      ['keywords', 'anna@example.org'],
    ]);
    expect(withoutWords('/inbox/all?q=')).toEqual({ address: '/inbox/all', words: {} });
    for (const plain of ['', '/', '/inbox/all', '/audit?from=2026-11-20T10%3A00&x', '/a#q=1'])
      expect(withoutWords(plain)).toEqual({ address: plain, words: {} });
    for (const strange of [null, undefined, 7, {}, { words: null }, { words: { q: 7, other: 'x' } }])
      expect(withWords('?language=de', strange)).toBe('?language=de');
  });

  test('with a key or link gives it up, and keeps what is the room’s', () => {
    expect(credentialIn('key=secret&ticket=LD-1')).toEqual({ proof: { key: 'secret' }, rest: 'ticket=LD-1' });
    expect(credentialIn('link=once')).toEqual({ proof: { link: 'once' }, rest: '' });
    expect(credentialIn('key=&link=')).toEqual({ rest: 'key=&link=' });
    expect(credentialIn('ticket=LD-1')).toEqual({ rest: 'ticket=LD-1' });
  });

  test('to begin at is one of ours, or the first room of the role', () => {
    expect(startOf('agent', '/inbox/mine')).toBe('/inbox/mine');
    expect(startOf('auditor', null)).toBe('/audit');
    for (const to of [
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      'https://evil.example',
      '',
      '/',
    ])
      expect([to, startOf('admin', to)]).toEqual([to, '/inbox']);
  });
});

describe('the rooms', () => {
  test('have names and keys of their own, and every role has somewhere to begin', () => {
    expect(new Set(rooms.map(({ name }) => name)).size).toBe(rooms.length);
    expect(new Set(rooms.map(({ key }) => key)).size).toBe(rooms.length);
    for (const role of ['agent', 'auditor', 'admin'] as const)
      expect(roomsOf(role).length).toBeGreaterThanOrEqual(2);
    expect(roomsOf('agent').some(({ name }) => name === 'audit')).toBe(false);
    expect(roomsOf('auditor').some(({ name }) => name === 'inbox')).toBe(false);
  });
});

describe('keys', () => {
  const shortcut = (keys: string, words: string) => ({ keys, words, group: 'x', run: () => {} });
  const all = [shortcut('i', 'first'), shortcut('g i', 'inbox'), shortcut('i', 'second')];

  test('of a sequence come before the single one, and the latest single one before the others', () => {
    expect(shortcutFor(all, 'i', 'g')?.words).toBe('inbox');
    expect(shortcutFor(all, 'i', undefined)?.words).toBe('second');
    expect(shortcutFor(all, 'i', 'x')?.words).toBe('second');
    expect(shortcutFor(all, 'z', 'g')).toBeUndefined();
  });

  test('lead round and round in lists and tabs, the other way from right to left', () => {
    expect(['ArrowDown', 'ArrowUp', 'Home', 'End', 'x'].map((key) => nextItem(key, 2, 3))).toEqual([
      0,
      1,
      0,
      2,
      undefined,
    ]);
    expect(nextItem('ArrowUp', -1, 3)).toBe(2);
    expect(nextItem('ArrowDown', 0, 0)).toBeUndefined();
    expect(['ArrowRight', 'ArrowLeft', 'Home', 'End'].map((key) => nextTab(key, 0, 3))).toEqual([1, 2, 0, 2]);
    expect(['ArrowRight', 'ArrowLeft'].map((key) => nextTab(key, 0, 3, true))).toEqual([2, 1]);
  });
});

describe('a long list', () => {
  test('draws what is in sight and a little around it, never beyond its ends', () => {
    expect(windowOf(0, 500, 50, 100_000)).toEqual({ from: 0, to: 16 });
    expect(windowOf(50_000, 500, 50, 100_000)).toEqual({ from: 994, to: 1_016 });
    expect(windowOf(4_999_500, 500, 50, 100_000)).toEqual({ from: 99_984, to: 100_000 });
    expect(windowOf(9_999_999, 500, 50, 3)).toEqual({ from: 3, to: 3 });
    expect(windowOf(0, 500, 50, 0)).toEqual({ from: 0, to: 0 });
  });
});

describe('times', () => {
  afterEach(() => speak('en'));
  const noon = Date.UTC(2026, 10, 21, 12);

  test('are said in the chosen language', () => {
    expect(relativeWords(noon - 300_000, noon)).toBe('5 minutes ago');
    expect(relativeWords(noon, noon)).toBe('just now');
    speak('de');
    expect(relativeWords(noon - 300_000, noon)).toBe('vor 5 Minuten');
    expect(relativeWords(noon, noon)).toBe('gerade eben');
    expect(exactWords(noon)).toMatch(/^21\.11\.2026, \d\d:00:00 \S+/);
    expect(exactWords(Number.NaN)).toBe('zu unbekannter Zeit');
  });

  test('are brief in lists until they are dates', () => {
    expect([10_000, 480_000, 3 * 86_400_000].map((ms) => briefWords(noon - ms, noon))).toEqual([
      'just now',
      '8 min',
      '3 d',
    ]);
    expect(briefWords(noon - 8 * 86_400_000, noon)).toBe('13 Nov 2026');
  });

  test('have short lengths for tables', () => {
    expect([40_000, 12 * 60_000, 3 * 3_600_000, 60 * 3_600_000, -1].map(lengthWords)).toEqual([
      '40 s',
      '12 min',
      '3 h',
      '3 d',
      '0 s',
    ]);
  });
});
