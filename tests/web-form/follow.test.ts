// Following a conversation: how often it asks, when it rests, and what it makes of trouble. The clock is driven by hand.
import { describe, expect, test } from 'bun:test';
import type { Ticket } from '../../web-form/client/contract.ts';
import type { Answer } from '../../web-form/client/http.ts';
import { followTicket, nextPause, type Surroundings, type View } from '../../web-form/status/follow.ts';
import { difference } from '../../web-form/status/use-ticket.ts';
import { messageOf } from './stub-answers.ts';

const ticket = (part: Partial<Ticket> = {}): Ticket => ({
  reference: 'LD-1',
  subject: 'Label',
  status: 'open',
  openedAt: '2026-11-20T10:00:00.000Z',
  updatedAt: '2026-11-20T10:00:00.000Z',
  rating: null,
  canRate: false,
  canReply: true,
  continuations: [],
  messages: [],
  ...part,
});
const found = (body: Ticket, etag = '"1"'): Answer<Ticket | undefined> => ({
  ok: true,
  status: 200,
  body,
  etag,
});
const unchanged: Answer<Ticket | undefined> = { ok: true, status: 304, body: undefined, etag: '"1"' };
const lost: Answer<Ticket | undefined> = { ok: false, trouble: { kind: 'unreachable' } };

/** A follower in a world of its own: answers are queued, time passes only on request. */
function stage(answers: Answer<Ticket | undefined>[]) {
  const world = {
    time: 0,
    hidden: false,
    asked: [] as (string | undefined)[],
    views: [] as View[],
    timer: undefined as { at: number; run: () => void } | undefined,
    wake: () => {},
    /** Milliseconds until the next question, or undefined when none is planned. */
    pause: () => (world.timer ? world.timer.at - world.time : undefined),
    async settle() {
      for (let turn = 0; turn < 5; turn++) await Promise.resolve();
    },
    /** Lets the planned question happen. */
    async next() {
      const { timer } = world;
      if (!timer) throw new Error('no question is planned');
      world.timer = undefined;
      world.time = timer.at;
      timer.run();
      await world.settle();
    },
  };
  const around: Surroundings = {
    now: () => world.time,
    after: (ms, run) => {
      const timer = { at: world.time + ms, run };
      world.timer = timer;
      return () => {
        if (world.timer === timer) world.timer = undefined;
      };
    },
    hidden: () => world.hidden,
    onWake: (run) => {
      world.wake = run;
      return () => {
        world.wake = () => {};
      };
    },
  };
  const load = (etag: string | undefined) => {
    world.asked.push(etag);
    return Promise.resolve(answers.length > 1 ? (answers.shift() ?? unchanged) : (answers[0] ?? unchanged));
  };
  const follower = followTicket(load, (view) => world.views.push(view), around);
  return { world, follower };
}

describe('following a conversation', () => {
  test('it asks every 1.5 s for a minute after a change, then more and more rarely, down to every 15 s', () => {
    expect(nextPause(1_500, 59_999)).toBe(1_500);
    expect(nextPause(1_500, 60_000)).toBe(2_250);
    expect(nextPause(12_000, 90_000)).toBe(15_000);
    expect(nextPause(15_000, 500_000)).toBe(15_000);
  });

  test('it sends the ETag of the last answer and keeps what it has when nothing changed', async () => {
    const { world } = stage([found(ticket(), '"7"'), unchanged]);
    await world.settle();
    await world.next();
    expect(world.asked).toEqual([undefined, '"7"']);
    expect(world.views.length).toBe(1);
    expect(world.views[0]?.ticket?.reference).toBe('LD-1');
  });

  test('it slows down without changes and is brisk again after one', async () => {
    const { world } = stage([
      found(ticket()),
      ...Array.from({ length: 60 }, () => unchanged),
      found(ticket({ status: 'pending' })),
      unchanged,
    ]);
    await world.settle();
    const pauses: (number | undefined)[] = [];
    while (world.views.length < 2) {
      pauses.push(world.pause());
      await world.next();
    }
    expect(pauses[0]).toBe(1_500);
    expect(Math.max(...pauses.map((pause) => pause ?? 0))).toBe(15_000);
    expect(world.pause()).toBe(1_500);
  });

  test('it says once that the line is lost, goes on asking, and says when it is back', async () => {
    const { world } = stage([found(ticket()), lost, lost, unchanged]);
    await world.settle();
    await world.next();
    await world.next();
    expect(world.views.map((view) => view.lost)).toEqual([false, true]);
    expect(world.views[1]?.ticket?.reference).toBe('LD-1');
    await world.next();
    expect(world.views.map((view) => view.lost)).toEqual([false, true, false]);
  });

  test('it waits as long as a busy desk asks for', async () => {
    const { world } = stage([{ ok: false, trouble: { kind: 'busy', retryInMs: 20_000 } }]);
    await world.settle();
    expect(world.pause()).toBe(20_000);
  });

  test('it ends for good when the link is wrong', async () => {
    const { world, follower } = stage([{ ok: false, trouble: { kind: 'unauthorised' } }]);
    await world.settle();
    expect(world.views.at(-1)?.ended).toEqual({ kind: 'unauthorised' });
    expect(world.pause()).toBeUndefined();
    follower.refresh();
    expect(world.asked.length).toBe(1);
  });

  test('it rests while nobody looks and asks at once when somebody does', async () => {
    const { world } = stage([found(ticket()), unchanged]);
    world.hidden = true;
    await world.settle();
    expect(world.pause()).toBeUndefined();
    world.wake();
    expect(world.asked.length).toBe(1);
    world.hidden = false;
    world.wake();
    await world.settle();
    expect(world.asked.length).toBe(2);
    expect(world.pause()).toBe(1_500);
  });

  test('it shows nothing after it was stopped, not even an answer that was on its way', async () => {
    const { world, follower } = stage([found(ticket())]);
    follower.stop();
    await world.settle();
    expect(world.views).toEqual([]);
    expect(world.pause()).toBeUndefined();
  });
});

describe('what is announced', () => {
  test('a new answer is read out with its author, and one of the customer is not', () => {
    const before = ticket({ messages: [messageOf(1, { author: 'customer', text: 'Hello?' })] });
    const after = ticket({
      status: 'pending',
      messages: [
        ...before.messages,
        messageOf(2, { text: 'Print the test page.' }),
        messageOf(3, { author: 'customer', text: 'I did.' }),
      ],
    });
    const { announcement, added } = difference(before, after);
    expect(added).toEqual(['message-2', 'message-3']);
    expect(announcement).toBe(
      'New message from Support assistant: Print the test page. The conversation is now: Answered.',
    );
  });

  test('nothing is said when nothing is new', () => {
    expect(difference(ticket(), ticket())).toEqual({ announcement: '', added: [] });
  });
});
