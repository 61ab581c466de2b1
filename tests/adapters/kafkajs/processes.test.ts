// Several consumers as processes: killed, joining and leaving while messages flow.
import { expect, test } from 'bun:test';
import { topics } from '../../../src/application/bus/message-bus.ts';
import { message, onKafka, until } from '../../infra/kafka.ts';
import { inOrder, type Step, startChild } from './children.ts';

const keys = Array.from({ length: 24 }, (_, k) => `k${k}`);
const round = (topic: string, n: number) => keys.map((key) => message(topic, key, n));

const ended = (log: readonly Step[]) =>
  new Set(log.filter(({ what }) => what === 'end').map(({ key, n }) => `${key} ${n}`));

/** Numbers of a key whose work began out of turn: a number may come again, but none before a lower one has ended. */
function outOfTurn(log: readonly Step[]): string[] {
  const found: string[] = [];
  for (const key of keys) {
    const done = new Set<number>();
    for (const { what, n } of inOrder(log).filter((step) => step.key === key)) {
      if (what === 'end') done.add(n);
      else if (n > 0 && !done.has(n - 1)) found.push(`${key} ${n}`);
    }
  }
  return found;
}

/** Times that two processes worked on one key at once, other than the one that a redelivery takes. */
function overlaps(log: readonly Step[], workMs: number): string[] {
  return keys.flatMap((key) => {
    const begins = log.filter((step) => step.key === key && step.what === 'begin');
    return begins.flatMap((one) => {
      const others = begins.filter(
        (two) => two.child !== one.child && two.at >= one.at && two.at < one.at + workMs && two.n !== one.n,
      );
      return others.map((two) => `${key} ${one.n} and ${two.n}`);
    });
  });
}

onKafka('consumers of Kafka as processes', 4, (kafka) => {
  test('after kill -9 another one gets everything that was not committed: nothing is lost', async () => {
    await using bus = kafka().bus();
    const { brokers, prefix } = kafka().options();
    const [topic, rounds] = [topics.incoming, 20];
    const task = { brokers, prefix, group: 'killed', topic, workMs: 20 };
    const log: Step[] = [];
    for (let n = 0; n < rounds; n++) await bus.publish(round(topic, n));
    const first = startChild(log, 1, task);
    await until(() => log.length > 200, 'a good part of the work');
    await first.kill();
    const before = ended(log);
    expect(before.size).toBeLessThan(keys.length * rounds);
    const second = startChild(log, 2, task);
    await until(() => ended(log).size === keys.length * rounds, 'everything');
    expect(await second.stop()).toBe(0);
    const again = log.filter(
      ({ child, what, key, n }) => child === 2 && what === 'end' && before.has(`${key} ${n}`),
    );
    expect(again.length).toBeLessThan(before.size);
    expect(outOfTurn(log)).toEqual([]);
  }, 90_000);

  test('while consumers join and leave nothing is lost, keys keep their order, and no two work on one key', async () => {
    await using bus = kafka().bus();
    const { brokers, prefix } = kafka().options();
    const [topic, workMs] = [topics.outgoing, 25];
    const task = { brokers, prefix, group: 'dancing', topic, workMs };
    const log: Step[] = [];
    let [n, isFlowing] = [0, true];
    // More than one consumer can do: partitions move away from queues that are not empty.
    for (; n < 150; n++) await bus.publish(round(topic, n));
    const flow = async () => {
      for (; isFlowing; n++) {
        await bus.publish(round(topic, n));
        await Bun.sleep(100); // a flow that outlasts the comings and goings, and no faster than they work
      }
    };
    const begun = (child: number) => log.filter((step) => step.child === child).length;
    const first = startChild(log, 1, task);
    const flowing = flow();
    await until(() => begun(1) > 100, 'the first consumer');
    const second = startChild(log, 2, task);
    await until(() => begun(2) > 100, 'the second consumer');
    const third = startChild(log, 3, task);
    await until(() => begun(3) > 100, 'the third consumer');
    expect(await second.stop()).toBe(0);
    const counts = [begun(1), begun(3)];
    await until(
      () => begun(1) > Number(counts[0]) + 100 && begun(3) > Number(counts[1]) + 100,
      'two going on',
    );
    await third.kill();
    const count = begun(1);
    await until(() => begun(1) > count + 400, 'the first one alone');
    isFlowing = false;
    await flowing;
    await until(() => ended(log).size === keys.length * n, 'everything', 60_000);
    expect(await first.stop()).toBe(0);
    expect(outOfTurn(log)).toEqual([]);
    expect(overlaps(log, workMs)).toEqual([]);
  }, 120_000);
});
