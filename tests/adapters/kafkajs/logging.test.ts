// What kafkajs says reaches the log of the desk as far as it is news to somebody.
import { expect, test } from 'bun:test';
import { withAdmin } from '../../../src/adapters/kafkajs/admin.ts';
import { busHealth } from '../../../src/adapters/kafkajs/lag.ts';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { freePorts } from '../../infra/free-ports.ts';
import { onKafka } from '../../infra/kafka.ts';

test('a broker that is away is told of once a minute by all that try it (bug: ten lines a second for as long as it was away)', async () => {
  const telemetry = memoryTelemetry();
  const access = { brokers: [`127.0.0.1:${await freePorts()}`], clientId: 'test', telemetry };
  for (let n = 0; n < 3; n++) expect(await busHealth(access)).toMatchObject({ reachable: false });
  const said = telemetry.logs.map(({ message }) => message);
  expect(said.length).toBeGreaterThan(0);
  expect(new Set(said).size).toBe(said.length);
  const another = memoryTelemetry();
  await busHealth({ ...access, telemetry: another });
  expect(another.logs.map(({ message }) => message)).toEqual(said);
}, 60_000);

onKafka('the log of kafkajs', 1, (kafka) => {
  test('an answer that is not yes is no warning: who asked says what it could not help (bug: every rebalance wrote a dozen lines without a reason)', async () => {
    const options = kafka().options();
    const asked = withAdmin(options, (admin) => admin.fetchTopicMetadata({ topics: ['nowhere'] }));
    expect(await asked.catch((error: unknown) => String(error))).toContain(
      'does not host this topic-partition',
    );
    const levels = options.telemetry.logs.map(({ level, message }) => `${level} ${message.slice(0, 26)}`);
    expect(new Set(levels)).toEqual(new Set(['debug kafkajs: Response Metadata']));
  }, 60_000);
});
