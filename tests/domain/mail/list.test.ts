// Which mailing list a mail came through.
import { expect, test } from 'bun:test';
import { mailingList } from '../../../src/domain/mail/list.ts';

const listOf = (headers: Readonly<Record<string, string>>, from?: string) =>
  mailingList({ headers: Object.entries(headers).map(([name, value]) => ({ name, value })) }, from);

test.each([
  ['<printers.lists.example>', 'id printers.lists.example'],
  ['"Printers, <all> of them" <Printers.Lists.Example>', 'id printers.lists.example'],
  ['printers.lists.example', 'id printers.lists.example'],
])('List-Id %s names it, whoever writes', (value, list) => {
  expect(listOf({ 'list-id': value }, 'ada@example.org')).toBe(list);
  expect(listOf({ 'list-id': value })).toBe(list);
});

test.each([
  ['list-unsubscribe', '<mailto:leave@news.example>'],
  ['precedence', 'bulk'],
  ['precedence', 'list'],
])('without an id, header %s: %s names the domain that sends', (name, value) => {
  expect(listOf({ [name]: value }, 'issue-1234@News.example')).toBe('domain news.example');
  expect(listOf({ [name]: value })).toBeUndefined();
});

test('a domain of everybody is no list, nor is an absence note', () => {
  expect(listOf({ precedence: 'bulk' }, 'ada@gmail.com')).toBeUndefined();
  expect(listOf({ precedence: 'auto_reply' }, 'ada@example.org')).toBeUndefined();
  expect(listOf({ 'auto-submitted': 'auto-replied' }, 'ada@example.org')).toBeUndefined();
});

test('an id that is empty or endless is none', () => {
  expect(listOf({ 'list-id': '<>' }, 'ada@news.example')).toBeUndefined();
  expect(listOf({ 'list-id': 'x'.repeat(100_000), precedence: 'list' }, 'a@news.example')).toBe(
    'domain news.example',
  );
});
