// The chaos suite: two processes of every role on real servers, customers who keep writing, and one fault after the other.
//   bun run chaos [--short] [--seconds N] [--seed N] [--only scenario]
// The short form plays every fault once and lets them overlap; the long form waits in between and does more of each.
// A seed repeats what is chosen (victims, moments, copies), not how the processes interleave.
import { parseArgs } from 'node:util';
import { perform } from './performance.ts';
import { scenarios } from './scenarios.ts';

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    seconds: { type: 'string' },
    seed: { type: 'string' },
    only: { type: 'string' },
  },
});
const isShort = values.short;
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const seconds = Number(values.seconds ?? (isShort ? 4 : 20));
const chosen = scenarios.filter(({ name }) => values.only === undefined || name === values.only);
if (chosen.length === 0 || !Number.isFinite(seed) || !(seconds > 0)) {
  console.error(
    `usage: run.ts [--short] [--seconds N] [--seed N] [--only ${scenarios.map(({ name }) => name).join('|')}]`,
  );
  process.exit(2);
}
const interrupted = Promise.withResolvers<never>();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => interrupted.reject(new Error(`interrupted by ${signal}`)));
const isWell = await perform({ scenarios: chosen, isShort, seconds, seed }, interrupted.promise).catch(
  (error: unknown) => {
    console.error(error);
    return false;
  },
);
process.exit(isWell ? 0 : 1);
