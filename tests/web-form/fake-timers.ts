// Time that moves when a test says so.
import type { Timers } from '../../web-form/staff/coalesce.ts';

export interface FakeTimers extends Timers {
  /** Moves the time on and runs what falls due, in order; answers that wait come in between. */
  pass(ms: number): Promise<void>;
}

export function fakeTimers(): FakeTimers {
  let time = 0;
  let waiting: { at: number; run: () => void }[] = [];
  const settle = async () => {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };
  return {
    now: () => time,
    after(ms, run) {
      const timer = { at: time + ms, run };
      waiting.push(timer);
      return () => {
        waiting = waiting.filter((one) => one !== timer);
      };
    },
    async pass(ms) {
      const until = time + ms;
      await settle();
      for (;;) {
        const next = waiting.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        waiting = waiting.filter((one) => one !== next);
        time = next.at;
        next.run();
        await settle();
      }
      time = until;
    },
  };
}
