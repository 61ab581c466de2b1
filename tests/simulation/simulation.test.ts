// The simulation as a test: seeds that hold, one that replays exactly, and broken parts that it must find.
import { describe, expect, test } from 'bun:test';
import { mutants } from './mutants.ts';
import { type Simulated, simulate } from './simulate.ts';

const STEPS = 3_000;
/** A broken part has to be found within so many. */
const MOST_SEEDS = 250;
/** Longest the search of all of them may take on a busy machine, milliseconds. */
const SEARCH_MS = 300_000;

/** Of a failing seed, what is needed to look at it. */
function findings({ seed, failure }: Simulated): string {
  return failure ? [`seed ${seed}: ${failure.violation}`, ...failure.lastLines].join('\n') : '';
}

/** Each says the same in every run: more of them are for who changes something, by LEDGERDESK_TEST_SIMULATIONS. */
const seeds = Number(process.env['LEDGERDESK_TEST_SIMULATIONS'] ?? 40);

describe('the desk under faults', () => {
  for (let first = 1; first < seeds; first += 10) {
    test(`keeps its promises under the seeds ${first} to ${first + 9}`, async () => {
      for (let seed = first; seed < first + 10; seed++)
        expect(findings(await simulate({ seed, steps: STEPS }))).toBe('');
    });
  }

  test('does the same to the byte when a seed is run again, and something else under another', async () => {
    const traces: string[][] = [];
    const run = async (seed: number) => {
      const lines: string[] = [];
      traces.push(lines);
      return simulate({ seed, steps: STEPS, onLine: (line) => lines.push(line) });
    };
    const [one, again, other] = [await run(3), await run(3), await run(4)];
    expect(traces[1]).toEqual(traces[0] ?? []);
    expect(traces[0]?.length).toBeGreaterThan(1_000);
    expect(again).toEqual(one);
    expect(other.hash).not.toBe(one.hash);
  });

  test('meets every kind of outcome and many faults', async () => {
    const { messages, faults, conflicts } = await simulate({ seed: 2, steps: STEPS });
    for (const count of [messages.answered, messages.escalated, conflicts]) expect(count).toBeGreaterThan(0);
    expect(faults.size).toBeGreaterThan(8);
  });
});

describe('what the simulation found stays mended', () => {
  const found = [
    ['a reply held up between its attempt and its send is not sent beside its second attempt', 45],
    ['a reply on its way to the provider is not taken for lost by the next owner of its partition', 88],
    ['late news of an attempt that is over does not make a reply fail that was sent since', 40],
    ['a dead letter is kept although the store is away longer than the bus tries', 15],
  ] as const;
  for (const [what, seed] of found) {
    test(`${what} (seed ${seed})`, async () => {
      // Found before there was mail: a world of other channels takes other turns.
      for (const channels of ['form', 'all'] as const)
        expect(findings(await simulate({ seed, steps: 5_000, channels }))).toBe('');
    });
  }
});

describe('a broken desk is found out', () => {
  for (const mutant of mutants) {
    const found = async () => {
      const failed = await firstFailure(mutant);
      expect(failed?.failure?.violation).toMatch(mutant.foundAs);
    };
    test(`within ${MOST_SEEDS} seeds when ${mutant.name}`, found, SEARCH_MS);
  }
});

async function firstFailure(mutant: (typeof mutants)[number]): Promise<Simulated | undefined> {
  const { seed: first = 1 } = mutant;
  for (let seed = first; seed < first + MOST_SEEDS; seed++) {
    const result = await simulate({ seed, steps: STEPS, mutant });
    if (result.failure) return result;
  }
  return undefined;
}
