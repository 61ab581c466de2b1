// The command: simulates seeds, prints a table, and of a failing seed everything that is needed to look at it.
import { parseArgs } from 'node:util';
import { faultKinds } from './faults.ts';
import { type Simulated, simulate } from './simulate.ts';

const usage = `usage: bun tests/simulation/run.ts [--seed N] [--seeds K] [--steps M] [--trace]
  --seed N   first seed (1)
  --seeds K  how many seeds (20, or 1 when --seed is given)
  --steps M  steps under load and faults, per seed (5000)
  --trace    print every line of the trace`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string' },
    steps: { type: 'string', default: '5000' },
    trace: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(usage);
  process.exit(0);
}

const first = wholeNumber('seed', values.seed ?? '1');
const count = wholeNumber('seeds', values.seeds ?? (values.seed === undefined ? '20' : '1'));
const steps = wholeNumber('steps', values.steps);
const results: Simulated[] = [];
for (let seed = first; seed < first + count; seed++) {
  const result = await simulate({ seed, steps, onLine: values.trace ? console.log : undefined });
  results.push(result);
  if (result.failure) report(result);
}
console.log(table(results));
process.exit(results.some((r) => r.failure) ? 1 : 0);

function wholeNumber(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  console.error(`--${name} is a whole number, not ${text}\n${usage}`);
  process.exit(2);
}

function report({ seed, failure }: Simulated): void {
  if (!failure) return;
  console.log(
    `seed ${seed} fails at step ${failure.step}:\n${failure.violation}\nThe last lines of its trace:`,
  );
  for (const line of failure.lastLines) console.log(line);
  console.log(`Again: bun tests/simulation/run.ts --seed ${seed} --steps ${steps} --trace\n`);
}

function table(all: readonly Simulated[]): string {
  const sum = (of: (result: Simulated) => number) => all.reduce((total, result) => total + of(result), 0);
  const rows: readonly (readonly [string, number])[] = [
    ['seeds', all.length],
    ['seeds that failed', sum((r) => (r.failure ? 1 : 0))],
    ['steps', sum((r) => r.steps)],
    ['invariant checks', sum((r) => r.checks)],
    ['mails to the desk', sum((r) => r.messages.mails)],
    ['WhatsApp messages to the desk', sum((r) => r.messages.chats)],
    ['submissions acknowledged', sum((r) => r.messages.acknowledged)],
    ['messages stored', sum((r) => r.messages.stored)],
    ['  answered', sum((r) => r.messages.answered)],
    ['  escalated', sum((r) => r.messages.escalated)],
    ['  suppressed', sum((r) => r.messages.suppressed)],
    ['replies', sum((r) => r.replies)],
    ['conflicts', sum((r) => r.conflicts)],
    ['dead letters', sum((r) => r.deadLetters)],
    ['faults', sum((r) => [...r.faults.values()].reduce((a, b) => a + b, 0))],
    ...faultKinds.map((kind) => [`  ${kind}`, sum((r) => r.faults.get(kind) ?? 0)] as const),
  ];
  const widest = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(widest)}  ${String(value).padStart(9)}`).join('\n');
}
