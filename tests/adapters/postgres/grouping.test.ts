import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { inGroups } from '../../../src/adapters/postgres/grouping.ts';

interface Request {
  readonly name: string;
  readonly keys: readonly string[];
}

const undone = new Error('undone');

/** The end of a turn of the event loop. */
const turn = () =>
  new Promise<void>((resolve) => {
    setImmediate(resolve);
  });

/** Does what it is asked when it is told to. */
function held(
  limits: { readonly inFlight: number; readonly most: number; readonly patience?: number },
  refuses: ReadonlySet<string> = new Set(),
) {
  const asked: string[][] = [];
  const gates: (() => void)[] = [];
  const busy: string[] = [];
  const submit = inGroups<Request, string>({
    patience: 60_000,
    ...limits,
    keysOf: ({ keys }) => keys,
    wasUndone: (error) => error === undone,
    async perform(requests) {
      const keys = requests.flatMap((request) => request.keys);
      expect(keys.some((key) => busy.includes(key))).toBe(false);
      busy.push(...keys);
      asked.push(requests.map(({ name }) => name));
      await new Promise<void>((resolve) => {
        gates.push(resolve);
      });
      for (const key of keys) busy.splice(busy.indexOf(key), 1);
      const refused = requests.find(({ name }) => refuses.has(name));
      if (refused) throw refused.name.startsWith('lost') ? new Error('lost') : undone;
      return requests.map(({ name }) => `${name} done`);
    },
  });
  /** Lets everything happen. */
  const settle = async () => {
    for (let idle = 0; idle < 5; idle++) {
      await turn();
      const open = gates.splice(0);
      if (open.length > 0) idle = 0;
      for (const gate of open) gate();
    }
  };
  return { submit, asked, settle };
}

describe('requests done in groups', () => {
  test('wait for the end of the turn at most while there is room', async () => {
    const { submit, asked, settle } = held({ inFlight: 2, most: 8 });
    const first = submit({ name: 'a', keys: ['a'] });
    await turn();
    expect(asked).toEqual([['a']]);
    await settle();
    expect(await first).toBe('a done');
  });

  test('share a statement with all that the same turn brings in', async () => {
    const { submit, asked, settle } = held({ inFlight: 2, most: 8 });
    const all = [submit({ name: 'a', keys: ['a'] })];
    await Promise.resolve();
    all.push(submit({ name: 'b', keys: ['b'] }));
    await turn();
    expect(asked).toEqual([['a', 'b']]);
    await settle();
    expect(await Promise.all(all)).toEqual(['a done', 'b done']);
  });

  test('share the next statement while enough are on their way', async () => {
    const { submit, asked, settle } = held({ inFlight: 1, most: 3 });
    const all = [submit({ name: 'a', keys: ['a'] })];
    await turn();
    for (const name of ['b', 'c', 'd', 'e']) all.push(submit({ name, keys: [name] }));
    await settle();
    expect(asked).toEqual([['a'], ['b', 'c', 'd'], ['e']]);
    expect(await Promise.all(all)).toEqual(['a done', 'b done', 'c done', 'd done', 'e done']);
  });

  test('wait for the statement before them, and go together, while it is quick', async () => {
    const { submit, asked, settle } = held({ inFlight: 2, most: 8 });
    const all = [submit({ name: 'a', keys: ['a'] })];
    await turn();
    all.push(submit({ name: 'b', keys: ['b'] }));
    await turn();
    all.push(submit({ name: 'c', keys: ['c'] }));
    await settle();
    expect(asked).toEqual([['a'], ['b', 'c']]);
    expect(await Promise.all(all)).toEqual(['a done', 'b done', 'c done']);
  });

  test('do not wait for it once they fill a statement of their own', async () => {
    const { submit, asked, settle } = held({ inFlight: 2, most: 2 });
    const all = [submit({ name: 'a', keys: ['a'] })];
    await turn();
    for (const name of ['b', 'c', 'd']) all.push(submit({ name, keys: [name] }));
    await turn();
    expect(asked).toEqual([['a'], ['b', 'c']]);
    await settle();
    expect(await Promise.all(all)).toHaveLength(4);
  });

  test('wait as long as they are told to for one that takes its time, and no longer', async () => {
    const { submit, asked, settle } = held({ inFlight: 2, most: 8, patience: 20 });
    const all = [submit({ name: 'slow', keys: ['slow'] })];
    await turn();
    const came = performance.now();
    all.push(submit({ name: 'b', keys: ['b'] }));
    while (asked.length < 2) await turn();
    const waited = performance.now() - came;
    expect(waited).toBeGreaterThan(19);
    expect(waited).toBeLessThan(2_000);
    expect(asked).toEqual([['slow'], ['b']]);
    await settle();
    expect(await Promise.all(all)).toHaveLength(2);
  });

  test('are no less patient because another of them may not start', async () => {
    const { submit, asked, settle } = held({ inFlight: 3, most: 8, patience: 20 });
    const all = [submit({ name: 'slow', keys: ['x'] })];
    await turn();
    all.push(submit({ name: 'behind it', keys: ['x'] }));
    const came = performance.now();
    while (performance.now() - came < 25) await turn();
    all.push(submit({ name: 'b', keys: ['b'] }));
    await turn();
    all.push(submit({ name: 'c', keys: ['c'] }));
    while (asked.length < 2) await turn();
    expect(asked).toEqual([['slow'], ['b', 'c']]);
    await settle();
    expect(await Promise.all(all)).toHaveLength(4);
  });

  test('give the server its next statement before those of the last go on', async () => {
    const happened: string[] = [];
    const submit = inGroups<string, string>({
      inFlight: 1,
      most: 1,
      patience: 0,
      keysOf: () => [],
      wasUndone: () => true,
      async perform([name = '']) {
        happened.push(`${name} asked`);
        await turn();
        return [name];
      },
    });
    await Promise.all(['a', 'b'].map(async (name) => happened.push(`${await submit(name)} answered`)));
    expect(happened).toEqual(['a asked', 'b asked', 'a answered', 'b answered']);
  });

  test('never touch the same thing twice at a time, and keep their order where they do', async () => {
    const { submit, asked, settle } = held({ inFlight: 4, most: 8 });
    const names = ['x1', 'y1', 'x2', 'xy', 'y2', 'z'];
    const keys = [['x'], ['y'], ['x'], ['x', 'y'], ['y'], ['z']];
    const all = names.map((name, i) => submit({ name, keys: keys[i] ?? [] }));
    await settle();
    expect(asked).toEqual([['x1', 'y1', 'z'], ['x2'], ['xy'], ['y2']]);
    expect(await Promise.all(all)).toHaveLength(6);
  });

  test('fail each for itself when the group was undone', async () => {
    const { submit, asked, settle } = held({ inFlight: 1, most: 8 }, new Set(['b']));
    const all = ['a', 'b', 'c'].map((name) => submit({ name, keys: [name] }));
    const settled = Promise.allSettled(all);
    await settle();
    expect((await settled).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(asked).toEqual([['a', 'b', 'c'], ['a', 'b'], ['a'], ['b'], ['c']]);
  });

  test('need few statements to find the one that is refused among many', async () => {
    const names = Array.from({ length: 64 }, (_, i) => `r${i}`);
    const { submit, asked, settle } = held({ inFlight: 1, most: 64 }, new Set(['r40']));
    const settled = Promise.allSettled(names.map((name) => submit({ name, keys: [name] })));
    await settle();
    const refused = names.filter((_, i) => i === 40);
    expect((await settled).flatMap(({ status }, i) => (status === 'rejected' ? [names[i]] : []))).toEqual(
      refused,
    );
    expect(asked).toHaveLength(13); // all, and both halves of what failed, six times
  });

  test('are not tried again when nobody knows whether the group was done', async () => {
    const { submit, asked, settle } = held({ inFlight: 1, most: 8 }, new Set(['lost']));
    const settled = Promise.allSettled(['a', 'lost'].map((name) => submit({ name, keys: [name] })));
    await settle();
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(asked).toEqual([['a', 'lost']]);
  });

  test('are all done once, whatever they touch and whichever are refused', async () => {
    const request = fc.record({
      keys: fc.uniqueArray(fc.constantFrom<string>('p', 'q', 'r', 's'), { minLength: 1 }),
      isRefused: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(request, { maxLength: 12 }),
        fc.integer({ min: 1, max: 3 }),
        async (wanted, most) => {
          const named = wanted.map((one, i) => ({ ...one, name: `r${i}` }));
          const refused = new Set(named.filter((one) => one.isRefused).map(({ name }) => name));
          const { submit, asked, settle } = held({ inFlight: 2, most }, refused);
          const settled = Promise.allSettled(named.map(submit));
          await settle();
          for (const [i, { status }] of (await settled).entries())
            expect(status).toBe(refused.has(`r${i}`) ? 'rejected' : 'fulfilled');
          const last = asked.flat();
          for (const key of ['p', 'q', 'r', 's']) {
            const order = named
              .filter(({ keys }) => keys.includes(key))
              .map(({ name }) => last.lastIndexOf(name));
            expect(order).toEqual(order.toSorted((a, b) => a - b));
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
