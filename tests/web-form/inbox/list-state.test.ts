// The list of a queue while it grows and changes.
import { describe, expect, test } from 'bun:test';
import { shiftOf } from '../../../web-form/design/virtual-list.tsx';
import type { TicketRow } from '../../../web-form/inbox/contract.ts';
import { emptyList, type ListAction, reduceList, stepFrom } from '../../../web-form/inbox/list-state.ts';

const row = (reference: string, subject = reference): TicketRow => ({
  reference,
  ticketId: `id-${reference}`,
  customerId: 'c',
  customerName: 'Ada Marsh',
  subject,
  channel: 'email',
  status: 'escalated',
  priority: 'normal',
  lastMessageAt: '2026-11-20T10:00:00.000Z',
  excerpt: '',
  presence: [],
});
const run = (...actions: ListAction[]) => actions.reduce(reduceList, emptyList);
const asked: ListAction = { kind: 'asked', question: 'mine' };
const read = (references: string[], next?: string): ListAction => ({
  kind: 'read',
  question: 'mine',
  page: { items: references.map((reference) => row(reference)), ...(next === undefined ? {} : { next }) },
});

describe('reading', () => {
  test('grows by pages and holds nothing twice', () => {
    const state = run(
      asked,
      read(['a', 'b'], 'p2'),
      { kind: 'asked-more' },
      {
        kind: 'read-more',
        question: 'mine',
        after: 'p2',
        page: { items: [row('b'), row('c')] },
      },
    );
    expect(state.rows.map(({ reference }) => reference)).toEqual(['a', 'b', 'c']);
    expect({ next: state.next, more: state.more }).toEqual({ next: null, more: false });
  });

  test('a page that belongs to an older reading, and an answer about another queue, are dropped', () => {
    const late = { kind: 'read-more', question: 'mine', after: 'p2', page: { items: [row('z')] } } as const;
    expect(run(asked, read(['a'], 'p2'), read(['a'], 'p3'), late).rows.length).toBe(1);
    const other = run(asked, read(['a']), { kind: 'asked', question: 'all' }, read(['b']));
    expect(other).toEqual({ ...emptyList, question: 'all' });
  });

  test('rows that say the same stay the same', () => {
    const first = run(asked, read(['a', 'b']));
    expect(reduceList(first, read(['a', 'b'])).rows).toBe(first.rows);
    const changed = reduceList(first, read(['b', 'a']));
    expect(changed.rows[0]).toBe(first.rows[1] as TicketRow);
  });

  test('a failure keeps what is there, and the next answer clears it', () => {
    const failed = run(asked, read(['a']), { kind: 'failed', question: 'mine' });
    expect({ rows: failed.rows.length, failed: failed.failed }).toEqual({ rows: 1, failed: true });
    expect(reduceList(failed, read(['a'])).failed).toBe(false);
  });
});

describe('stepping', () => {
  const rows = ['a', 'b', 'c'].map((reference) => row(reference));
  test.each([
    [undefined, 1, 'a'],
    [undefined, -1, 'c'],
    ['a', 1, 'b'],
    ['c', 1, 'c'],
    ['a', -1, 'a'],
  ] as const)('from %p by %d', (current, step, expected) => {
    expect(stepFrom(rows, current, step)).toBe(expected);
  });

  test('from a ticket that has left the list to the one in its place', () => {
    expect(stepFrom(rows, 'gone', 1, 1)).toBe('b');
    expect(stepFrom(rows, 'gone', -1, 1)).toBe('a');
    expect(stepFrom(rows, 'gone', 1, 9)).toBe('c');
    expect(stepFrom([], 'gone', 1)).toBeUndefined();
  });
});

test('the list knows by how much to scroll when rows come or go above', () => {
  const keys = (names: string) => names.split('');
  expect(shiftOf(keys('abcd'), keys('xyabcd'), 1)).toBe(2);
  expect(shiftOf(keys('abcd'), keys('bcd'), 1)).toBe(-1);
  expect(shiftOf(keys('abcd'), keys('acd'), 1)).toBe(-1);
  expect(shiftOf(keys('abcd'), keys('xyz'), 1)).toBe(0);
});
