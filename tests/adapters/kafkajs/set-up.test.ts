// Topics, wrong settings, and what they look like to an operator.
import { expect, test } from 'bun:test';
import { withAdmin } from '../../../src/adapters/kafkajs/admin.ts';
import { kafkaBus } from '../../../src/adapters/kafkajs/bus.ts';
import { busHealth, consumerLag, lagMeter } from '../../../src/adapters/kafkajs/lag.ts';
import { allTopics, createTopics } from '../../../src/adapters/kafkajs/topics.ts';
import { systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import {
  BusMisconfigured,
  BusUnavailable,
  MessageRefused,
  topics,
} from '../../../src/application/bus/message-bus.ts';
import { tcpProxy } from '../../chaos/tcp-proxy.ts';
import { message, onKafka, until } from '../../infra/kafka.ts';

const subscription = { group: 'g', topics: [topics.incoming], concurrency: 1, handle: async () => {} };
const thrown = (run: Promise<unknown>) => run.then(() => undefined).catch((error: unknown) => error);

onKafka('setting up on Kafka', 3, (kafka) => {
  test('creating the topics again changes nothing and says where the number of partitions differs', async () => {
    const access = kafka().options();
    const names = allTopics.map((topic) => `${access.prefix}${topic}`);
    const again = await createTopics(access, { partitions: 3, replication: 1 });
    expect(again).toEqual({ created: [], kept: names, mismatched: [] });
    const other = await createTopics(access, { partitions: 12, replication: 1 });
    expect([...other.mismatched].sort((a, b) => names.indexOf(a.topic) - names.indexOf(b.topic))).toEqual(
      names.map((topic) => ({ topic, partitions: 3 })),
    );
    expect(names).toHaveLength(9);
  }, 60_000);

  test('several at once create the topics of a busy cluster (bug: a broker that had not heard of a new topic yet failed the migration)', async () => {
    const apart = [1, 2, 3, 4, 5, 6].map((n) => kafka().options({ prefix: `busy${n}.${systemIds.next()}.` }));
    const together = [...apart, ...apart].map((access) =>
      createTopics(access, { partitions: 12, replication: 1 }),
    );
    const reports = await Promise.all(together);
    expect(reports.map(({ mismatched }) => mismatched)).toEqual(reports.map(() => []));
    const names = apart.flatMap(({ prefix }) => allTopics.map((topic) => `${prefix}${topic}`));
    const made = reports.flatMap(({ created }) => created);
    expect([...new Set(made)].sort()).toEqual([...names].sort());
    await withAdmin(kafka().options(), (admin) => admin.deleteTopics({ topics: names }));
  }, 60_000);

  test('a missing topic, found when subscribing or publishing, names the command that creates it', async () => {
    const options = kafka().options({ prefix: 'nowhere.', publishTimeoutMs: 4_000 });
    await using bus = kafkaBus(options);
    const error = await thrown(bus.subscribe(subscription));
    expect(error).toBeInstanceOf(BusMisconfigured);
    expect(String(error)).toContain('nowhere.fte.tickets.incoming');
    expect(String(error)).toContain('ledgerdesk migrate');
    const refused = await thrown(bus.publish([message(topics.incoming, 'a', 1)]));
    expect(refused).toBeInstanceOf(BusUnavailable);
    expect(String(refused)).toContain('ledgerdesk migrate');
    // A relay has no subscription that would have said so: its log must.
    const said = options.telemetry.logs.filter(({ level }) => level === 'error').map((l) => l.message);
    expect(said).toEqual(['publishing fails: a topic does not exist; `ledgerdesk migrate` creates it']);
  }, 60_000);

  test('a topic that was made a moment ago is found (bug: a process that started right after the migration ended)', async () => {
    const late = kafka().options({ prefix: `late${systemIds.next()}.` });
    let made: Promise<unknown> | undefined;
    // Made as soon as it has looked once and waits.
    const sleep: typeof systemClock.sleep = async (ms, signal) => {
      made ??= createTopics(late, { partitions: 1, replication: 1 });
      await made;
      await systemClock.sleep(ms, signal);
    };
    const options = { ...late, clock: { ...systemClock, sleep } };
    await using bus = kafkaBus(options);
    await bus.subscribe(subscription);
    const names = allTopics.map((topic) => `${options.prefix}${topic}`);
    await withAdmin(options, (admin) => admin.deleteTopics({ topics: names }));
  }, 60_000);

  test('a question at which kafkajs stumbles is asked again, over another connection (bug: a TypeError was told to operators)', async () => {
    let asked = 0;
    const answer = await withAdmin(kafka().options(), async (admin) => {
      asked++;
      if (asked === 1) throw new TypeError('undefined is not an object');
      return (await admin.describeCluster()).brokers.length;
    });
    expect([answer, asked]).toEqual([1, 2]);
    const always = withAdmin(kafka().options(), async () => {
      asked++;
      throw new TypeError('undefined is not an object');
    });
    expect([await thrown(always), asked]).toEqual([expect.any(TypeError), 5]);
  }, 60_000);

  test('a question under which the connection breaks or a leader moves is asked again, one that needs somebody is not (bug: one lost connection failed a migration)', async () => {
    const failing = (errors: readonly Error[]) => {
      const left = [...errors];
      let asked = 0;
      const answer = withAdmin(kafka().options(), async () => {
        asked++;
        const error = left.shift();
        if (error) throw error;
        return 'answered';
      });
      return answer.catch(({ name, type }) => type ?? name).then((said: unknown) => [said, asked]);
    };
    const kafkajs = (name: string, type?: string) => Object.assign(new Error('test'), { name, type });
    const moved = kafkajs('KafkaJSProtocolError', 'NOT_LEADER_FOR_PARTITION');
    const passing = [
      moved,
      kafkajs('KafkaJSConnectionClosedError'),
      moved,
      kafkajs('KafkaJSConnectionError'),
    ];
    expect(await failing(passing)).toEqual(['answered', 5]);
    expect(await failing(Array.from({ length: 30 }, () => moved))).toEqual(['NOT_LEADER_FOR_PARTITION', 12]);
    const forbidden = kafkajs('KafkaJSProtocolError', 'TOPIC_AUTHORIZATION_FAILED');
    expect(await failing([forbidden])).toEqual(['TOPIC_AUTHORIZATION_FAILED', 1]);
  }, 60_000);

  test('credentials that the broker does not take are called that', async () => {
    const sasl = { mechanism: 'scram-sha-512', username: 'desk', password: 'kumquat' } as const;
    const options = kafka().options({ sasl, publishTimeoutMs: 4_000 });
    await using bus = kafkaBus(options);
    const error = await thrown(bus.subscribe(subscription));
    expect(error).toBeInstanceOf(BusMisconfigured);
    expect(String(error)).toContain('user name');
    expect(await busHealth(options)).toMatchObject({
      reachable: false,
      problem: expect.stringContaining('user name'),
    });
    expect(JSON.stringify([options.telemetry.logs, String(error)])).not.toContain('kumquat');
  }, 60_000);

  test('a consumer that cannot go on says so to the process, once', async () => {
    const fatal: Error[] = [];
    // Below what a broker allows: nothing that trying again mends.
    const options = kafka().options({ sessionTimeoutMs: 1_000, onFatal: (error) => fatal.push(error) });
    await using bus = kafkaBus(options);
    await bus.subscribe(subscription);
    await until(() => fatal.length > 0, 'the end of the consumer');
    expect(fatal).toHaveLength(1);
    expect(String(fatal[0])).toContain('consumer g');
    expect(options.telemetry.logs.some(({ level }) => level === 'error')).toBe(true);
  }, 60_000);

  test('a message too large for the bus is refused at once, and those around it are not harmed', async () => {
    await using bus = kafka().bus();
    const large = { ...message(topics.events, 'a', 1), value: { text: 'x'.repeat(300_000) } };
    expect(await thrown(bus.publish([large]))).toBeInstanceOf(MessageRefused);
    await bus.publish([message(topics.events, 'a', 2)]);
    const lag = await consumerLag(kafka().options(), 'nobody', [topics.events]);
    expect(lag.reduce((sum, each) => sum + each.lag, 0)).toBe(1);
    expect(lag).toHaveLength(3);
  }, 60_000);

  test('a meter of lag keeps its connection (bug: three new ones every five seconds), and gets another when it breaks', async () => {
    const options = kafka().options();
    const [broker = ''] = options.brokers;
    await using proxy = await tcpProxy(Number(broker.split(':')[1]));
    await using meter = lagMeter({ ...options, brokers: [`127.0.0.1:${proxy.port}`] });
    const asked = async () => (await meter.lag('nobody', [topics.escalations])).length;
    for (let i = 0; i < 5; i++) expect(await asked()).toBe(3);
    expect(proxy.connections()).toBe(1);
    proxy.reset();
    let answered = await asked().catch(() => 0);
    for (let i = 0; i < 5 && answered === 0; i++) answered = await asked().catch(() => 0);
    expect(answered).toBe(3);
  }, 60_000);

  test('many and large messages at once are cut into requests, in order', async () => {
    await using bus = kafka().bus();
    const count = 60;
    const numbers = Array.from({ length: count }, (_, n) => n);
    const burden = 'x'.repeat(100_000);
    const seen: number[] = [];
    await bus.publish(numbers.map((n) => ({ ...message(topics.escalations, 'a', n), value: { n, burden } })));
    await bus.subscribe({
      group: 'large',
      topics: [topics.escalations],
      concurrency: 4,
      handle: async ({ value }) => void seen.push(Number(value['n'])),
    });
    await until(() => seen.length === count, 'all of them');
    expect(seen).toEqual(numbers);
  }, 60_000);
});
