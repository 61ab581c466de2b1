// How much long work on the ledger runs at once: each verification and export reads all of it, and takes from everybody else.
import type { Clock } from '../../../application/platform/clock.ts';
import { Refusal } from '../problem.ts';

/** Of one person, and of this process. */
const mostOfOne = 2;
const mostOfAll = 4;
/** Who reads nothing for so long has gone without a word. */
const patienceMs = 5 * 60_000;
const retrySeconds = '30';

interface Running {
  readonly name: string;
  heardAt: number;
}

export interface AtOnce {
  /** Work whose end is known. @throws Refusal busy */
  run<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Work that lasts while somebody reads it. @throws Refusal busy */
  hold(name: string): <T>(pieces: AsyncIterable<T>) => AsyncIterable<T>;
}

export function atOnce({ now }: Pick<Clock, 'now'>): AtOnce {
  const running = new Set<Running>();
  const enter = (name: string): Running => {
    for (const one of running) if (now() - one.heardAt > patienceMs) running.delete(one);
    const ofOne = [...running].filter((one) => one.name === name).length;
    if (ofOne >= mostOfOne)
      throw busy(`${ofOne} verifications or exports of yours are running; at most ${mostOfOne} do at once`);
    if (running.size >= mostOfAll)
      throw busy(`${running.size} verifications or exports are running; at most ${mostOfAll} do at once`);
    const one = { name, heardAt: now() };
    running.add(one);
    return one;
  };
  return {
    async run(name, work) {
      // It ends by itself, however long it takes.
      const one = enter(name);
      one.heardAt = Number.POSITIVE_INFINITY;
      try {
        return await work();
      } finally {
        running.delete(one);
      }
    },
    hold(name) {
      const one = enter(name);
      return (pieces) =>
        heldWhileRead(pieces, {
          onRead: () => {
            one.heardAt = now();
          },
          onEnd: () => running.delete(one),
        });
    },
  };
}

/** Not a generator: one that was never begun would not be told of its end. */
function heldWhileRead<T>(
  pieces: AsyncIterable<T>,
  { onRead, onEnd }: { readonly onRead: () => void; readonly onEnd: () => void },
): AsyncIterable<T> {
  return {
    [Symbol.asyncIterator]: () => {
      const iterator = pieces[Symbol.asyncIterator]();
      return {
        async next() {
          onRead();
          try {
            const next = await iterator.next();
            if (next.done) onEnd();
            return next;
          } catch (error) {
            onEnd();
            throw error;
          }
        },
        async return(value) {
          onEnd();
          return (await iterator.return?.(value)) ?? { done: true, value };
        },
      };
    },
  };
}

function busy(detail: string): Refusal {
  return new Refusal('busy', { detail, headers: { 'retry-after': retrySeconds } });
}
