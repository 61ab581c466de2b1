// The line on which changes arrive, and the questions they lead to: nothing missed, and no storm.
import { describe, expect, test } from 'bun:test';
import { staleBy } from '../../web-form/inbox/interest.ts';
import { coalesce } from '../../web-form/staff/coalesce.ts';
import {
  type FeedNews,
  followFeed,
  pauseBefore,
  readNews,
  type SourceHandler,
} from '../../web-form/staff/feed.ts';
import { fakeTimers } from './fake-timers.ts';

function scene(from: number | undefined = 10, isHidden = false) {
  const timers = fakeTimers();
  const opened: { after: number | undefined; handler: SourceHandler; closed: boolean }[] = [];
  const news: FeedNews[] = [];
  const window = { hidden: isHidden, wake: () => {} };
  const feed = followFeed(
    {
      open(after, handler) {
        const source = { after, handler, closed: false };
        opened.push(source);
        return {
          close: () => {
            source.closed = true;
          },
        };
      },
      timers,
      chance: () => 1,
      hidden: () => window.hidden,
      onWake(run) {
        window.wake = run;
        return () => {};
      },
    },
    from,
    (one) => news.push(one),
  );
  const last = () => {
    const source = opened.at(-1);
    if (!source) throw new Error('nothing was opened');
    return source;
  };
  const change = (position: number) =>
    last().handler.heard('change', JSON.stringify({ position, type: 'NoteAdded', reference: 'LD-1' }));
  const positions = () => news.flatMap((one) => (one.kind === 'change' ? [one.change.position] : []));
  const lines = () => news.flatMap((one) => (one.kind === 'line' ? [one.line] : []));
  return { timers, opened, news, window, feed, last, change, positions, lines };
}

describe('the feed', () => {
  test('resumes where it broke and tells nothing twice', async () => {
    const { timers, opened, last, change, positions, lines } = scene();
    expect(last().after).toBe(10);
    last().handler.opened();
    change(11);
    change(12);
    last().handler.failed(true);
    await timers.pass(500);
    expect(opened.map(({ after }) => after)).toEqual([10, 12]);
    last().handler.opened();
    change(12);
    change(13);
    expect(positions()).toEqual([11, 12, 13]);
    expect(lines()).toEqual(['live']);
  });

  test('says that the line is lost after a moment, and that it is back', async () => {
    const { timers, opened, last, lines, news } = scene();
    last().handler.opened();
    last().handler.failed(false);
    await timers.pass(600);
    last().handler.failed(false);
    await timers.pass(2_000);
    expect(lines()).toEqual(['live', 'lost']);
    expect(opened.length).toBeGreaterThanOrEqual(3);
    last().handler.opened();
    expect(lines()).toEqual(['live', 'lost', 'live']);
    expect(news.at(-1)).toEqual({ kind: 'line', line: 'live', again: true });
  });

  test('comes back ever more slowly, and not with everybody else', () => {
    expect([0, 1, 2, 3].map((attempt) => pauseBefore(attempt, 1))).toEqual([500, 1000, 2000, 4000]);
    expect(pauseBefore(30, 1)).toBe(20_000);
    expect(pauseBefore(30, 0)).toBe(10_000);
  });

  test('a silent line counts as broken once the desk has sent beats, and only then', async () => {
    const silent = scene();
    silent.last().handler.opened();
    await silent.timers.pass(600_000);
    expect(silent.opened.length).toBe(1);
    const beating = scene();
    beating.last().handler.opened();
    beating.last().handler.heard('beat', '{}');
    await beating.timers.pass(44_000);
    expect(beating.opened.length).toBe(1);
    await beating.timers.pass(2_000);
    expect(beating.opened.length).toBe(2);
    expect(beating.opened[0]?.closed).toBe(true);
  });

  test('lets go of the line when nobody looks for a while, and takes it up at once', async () => {
    const { timers, opened, last, change, window, positions } = scene();
    last().handler.opened();
    change(11);
    window.hidden = true;
    window.wake();
    await timers.pass(4_000);
    expect(last().closed).toBe(false);
    await timers.pass(2_000);
    expect(last().closed).toBe(true);
    window.hidden = false;
    window.wake();
    expect(opened.at(-1)).toMatchObject({ after: 11, closed: false });
    last().handler.opened();
    change(12);
    expect(positions()).toEqual([11, 12]);
  });

  test('is not opened in a tab behind another before it is looked at (bug: seven tabs took all connections)', async () => {
    const { timers, opened, window } = scene(10, true);
    await timers.pass(600_000);
    expect(opened.length).toBe(0);
    window.hidden = false;
    window.wake();
    expect(opened).toMatchObject([{ after: 10, closed: false }]);
  });

  test('after a reset the positions may be lower ones: of a ledger that was restored', async () => {
    const { timers, last, change, positions } = scene(5_000);
    last().handler.opened();
    last().handler.heard('reset', '{"position":300}');
    change(301);
    last().handler.failed(true);
    await timers.pass(500);
    expect([positions(), last().after]).toEqual([[301], 301]);
  });

  test('what an old line still says is not heard, and after the end nothing is', async () => {
    const { timers, opened, last, news, feed } = scene();
    const old = last();
    old.handler.opened();
    old.handler.failed(true);
    await timers.pass(500);
    old.handler.heard('change', '{"position":99,"type":"NoteAdded"}');
    feed.stop();
    last().handler.failed(true);
    await timers.pass(60_000);
    expect(opened.length).toBe(2);
    expect(news).toEqual([{ kind: 'line', line: 'live', again: false }]);
  });

  test('after a reset it goes on behind the position that came with it, and tells of it once', async () => {
    const { timers, last, change, news } = scene();
    last().handler.opened();
    last().handler.heard('reset', '{"position":500}');
    change(400);
    change(501);
    last().handler.failed(true);
    await timers.pass(500);
    expect(last().after).toBe(501);
    expect(news.filter(({ kind }) => kind !== 'line').map(({ kind }) => kind)).toEqual(['reset', 'change']);
  });

  test.each([
    [
      'change',
      '{"position":"7","type":"NoteAdded","reference":5,"text":"secret"}',
      { kind: 'change', change: { position: 7, type: 'NoteAdded' } },
    ],
    [
      'presence',
      '{"reference":"LD-1","staff":[{"name":"Bea","composing":true},7]}',
      { kind: 'presence', reference: 'LD-1', staff: [{ name: 'Bea', composing: true }] },
    ],
    ['change', '{"position":1.5,"type":"NoteAdded"}', undefined],
    ['change', 'not json', undefined],
    ['presence', '{"reference":"LD-1"}', undefined],
    ['weather', '{}', undefined],
  ])('reads %s %s', (event, data, expected) => {
    expect(readNews(event, data) as unknown).toEqual(expected);
  });
});

describe('asking again', () => {
  test('a thousand reasons in a second are a handful of questions, and the last reason is never forgotten', async () => {
    const timers = fakeTimers();
    let asked = 0;
    const again = coalesce(async () => void asked++, { waitMs: 100, everyMs: 1000 }, timers);
    for (let reason = 0; reason < 1000; reason++) {
      again.request();
      await timers.pass(1);
    }
    expect(asked).toBeLessThanOrEqual(2);
    const before = asked;
    again.request();
    await timers.pass(5000);
    expect(asked).toBe(before + 1);
  });

  test('never two at a time, and again when something changed while one was under way', async () => {
    const timers = fakeTimers();
    let [under, most, asked] = [0, 0, 0];
    const ask = () =>
      new Promise<void>((done) => {
        asked += 1;
        under += 1;
        most = Math.max(most, under);
        timers.after(3000, () => {
          under -= 1;
          done();
        });
      });
    const again = coalesce(ask, { waitMs: 10, everyMs: 100 }, timers);
    again.request();
    await timers.pass(50);
    again.request();
    again.now();
    await timers.pass(20_000);
    expect({ asked, most }).toEqual({ asked: 2, most: 1 });
  });

  test('a failed question is asked again for the next reason, and a stopped one never', async () => {
    const timers = fakeTimers();
    let asked = 0;
    const again = coalesce(
      () => Promise.reject(new Error(`no ${asked++}`)),
      { waitMs: 10, everyMs: 100 },
      timers,
    );
    again.now();
    await timers.pass(1000);
    again.request();
    await timers.pass(1000);
    expect(asked).toBe(2);
    again.request();
    again.stop();
    await timers.pass(1000);
    expect(asked).toBe(2);
  });
});

describe('what a change makes stale', () => {
  const watching = { reference: 'LD-1', ticketId: 't1', customerId: 'c1' };
  const told = (type: string, ids: object = { reference: 'LD-1' }) => {
    const stale = staleBy({ position: 1, type, ...ids }, watching);
    return Object.entries(stale).flatMap(([what, is]) => (is ? [what] : []));
  };
  test.each([
    ['ModelCalled', { reference: 'LD-1' }, []],
    ['ReplyDelivered', { reference: 'LD-1' }, ['ticket']],
    ['ReplyDelivered', { reference: 'LD-2' }, []],
    ['TicketEscalated', { reference: 'LD-2' }, ['queues', 'list']],
    ['StaffReplied', { ticketId: 't1' }, ['queues', 'list', 'ticket']],
    ['TicketMoved', { reference: 'LD-1', customerId: 'c1' }, ['queues', 'list', 'ticket', 'customer']],
    ['IdentifierLinked', { customerId: 'c1' }, ['queues', 'list', 'ticket', 'customer']],
    ['ArticlePublished', {}, []],
  ])('%s %o', (type, ids, expected) => {
    expect(told(type, ids)).toEqual(expected);
  });
});

test('who asks all the time asks ever more rarely, and briskly again after a quiet while', async () => {
  const timers = fakeTimers();
  const at: number[] = [];
  const again = coalesce(async () => void at.push(timers.now()), { waitMs: 100, everyMs: 1000 }, timers);
  for (let step = 0; step < 300; step++) {
    again.request();
    await timers.pass(100);
  }
  const pauses = at.slice(1).map((moment, place) => moment - (at[place] ?? 0));
  expect(pauses[0]).toBeLessThan(2_000);
  expect(pauses.at(-1)).toBeGreaterThanOrEqual(5_000);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(5_100);
  await timers.pass(60_000);
  const before = at.length;
  again.request();
  await timers.pass(150);
  again.request();
  await timers.pass(1_200);
  expect(at.length).toBe(before + 2);
});
