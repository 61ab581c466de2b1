import { describe, expect, test } from 'bun:test';
import { manualClock } from '../../../src/adapters/memory/clock.ts';
import { presenceBook } from '../../../src/application/inbox/presence.ts';
import { together } from '../../../src/application/inbox/queues.ts';

const reference = 'LD-7K2M-9QXA';

/** Two processes that hear each other. */
function processes() {
  const clock = manualClock(1_000_000);
  const changed: string[] = [];
  const announce = (text: string) => {
    for (const one of all) one.hear(text);
  };
  const one = presenceBook({ clock, announce });
  const other = presenceBook({ clock, announce });
  const all = [one, other];
  other.onChange((ticket) => changed.push(ticket));
  return { clock, one, other, changed };
}

describe('presence', () => {
  test('is known in every process, and told once', () => {
    const { clock, one, other, changed } = processes();
    one.here(reference, 'anna', false);
    one.here(reference, 'anna', false);
    expect(other.of(reference)).toEqual([{ name: 'anna', composing: false, since: clock.now() }]);
    expect(changed).toEqual([reference]);
    one.here(reference, 'anna', true);
    expect(other.of(reference)[0]?.composing).toBe(true);
    expect(changed).toHaveLength(2);
    one.left(reference, 'anna');
    expect([one.of(reference), other.of(reference)]).toEqual([[], []]);
    expect(changed).toHaveLength(3);
  });

  test('ends by itself when nothing more is said', async () => {
    const { clock, one, other, changed } = processes();
    one.here(reference, 'anna', false);
    one.here(reference, 'ben', false);
    await clock.advance(30_000);
    one.here(reference, 'ben', false);
    await clock.advance(20_000);
    other.sweep();
    expect(other.of(reference).map(({ name }) => name)).toEqual(['ben']);
    expect(changed).toHaveLength(3);
  });

  test('of one person is bounded: the ticket they said least of lately is left', () => {
    const { one, other } = processes();
    one.here('LD-A', 'anna', false);
    one.here('LD-B', 'anna', false);
    for (let i = 0; i < 48; i++) one.here(`LD-${i}`, 'anna', false);
    one.here('LD-A', 'anna', false);
    one.here('LD-C', 'anna', true);
    for (const process of [one, other]) {
      expect(process.of('LD-A')).toHaveLength(1);
      expect(process.of('LD-B')).toHaveLength(0);
      expect(process.of('LD-C')).toHaveLength(1);
    }
  });

  test('of one person leaves room for everybody else, and one ticket shows so many people', () => {
    const { one } = processes();
    for (let i = 0; i < 6_000; i++) one.here(`LD-${i}`, 'a program', false);
    one.here(reference, 'ben', false);
    expect(one.of(reference).map(({ name }) => name)).toEqual(['ben']);
    for (let i = 0; i < 200; i++) one.here(reference, `name ${i}`, false);
    expect(one.of(reference)).toHaveLength(50);
  });

  test('is not disturbed by what nobody means', () => {
    const { one } = processes();
    for (const text of ['null', '{}', '[]', '[1,2]', '["LD"]']) one.hear(text);
    expect(one.of('LD')).toEqual([]);
  });
});

describe('counting together', () => {
  test('runs one at a time, and who comes meanwhile shares the next', async () => {
    let started = 0;
    const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const count = together(async () => {
      const nr = started++;
      await gates[nr]?.promise;
      return nr;
    });
    const first = count();
    await Promise.resolve();
    await Promise.resolve();
    const rest = [count(), count(), count()];
    expect(started).toBe(1);
    gates[0]?.resolve();
    gates[1]?.resolve();
    expect(await Promise.all([first, ...rest])).toEqual([0, 1, 1, 1]);
  });

  test('goes on after a failure', async () => {
    let nr = 0;
    const count = together(async () => {
      if (nr++ === 0) throw new Error('lost');
      return nr;
    });
    expect(await count().catch((error: Error) => error.message)).toBe('lost');
    expect(await count()).toBe(2);
  });
});
