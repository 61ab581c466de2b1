// A consumer in a process of its own, to be killed or stopped. Says on standard output what it does, a line each:
// `begin <key> <n> <at>`, `end <key> <n> <at>`. SIGTERM disposes it.
import { kafkaBus } from '../../../src/adapters/kafkajs/bus.ts';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';

interface Task {
  readonly brokers: readonly string[];
  readonly prefix: string;
  readonly group: string;
  readonly topic: string;
  readonly workMs: number;
}

const { workMs, group, topic, ...connection }: Task = JSON.parse(process.argv[2] ?? '');
const bus = kafkaBus({
  ...connection,
  clientId: `child-${process.pid}`,
  clock: systemClock,
  ids: systemIds,
  telemetry: memoryTelemetry(),
  sessionTimeoutMs: 6_000,
  commitEveryMs: 200,
});
const say = (what: string, key: string, n: unknown) =>
  console.log(`${what} ${key} ${n} ${performance.timeOrigin + performance.now()}`);
process.on('SIGTERM', () => void bus[Symbol.asyncDispose]().then(() => process.exit(0)));
await bus.subscribe({
  group,
  topics: [topic],
  concurrency: 8,
  handle: async ({ key, value }) => {
    say('begin', key, value['n']);
    await Bun.sleep(workMs); // the work itself: two at once on one key would overlap
    say('end', key, value['n']);
  },
});
