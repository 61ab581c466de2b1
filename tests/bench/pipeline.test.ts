// The benchmark of the whole way: that it runs where the servers are, and says what it needs where they are not.
import { expect, test } from 'bun:test';
import { kafkaBrokers } from '../infra/kafka.ts';
import { migratedFolder } from '../infra/migrated.ts';
import { ran } from '../infra/ran.ts';

const runner = new URL('../../bench/run.ts', import.meta.url).pathname;
const servers = {
  LEDGERDESK_TEST_DATABASE_URL: process.env['LEDGERDESK_TEST_DATABASE_URL'] ?? '',
  LEDGERDESK_TEST_KAFKA_BROKERS: kafkaBrokers()?.join(',') ?? '',
};

async function run(environment: Readonly<Record<string, string>>) {
  const env = { ...process.env, LEDGERDESK_BENCH_MIGRATED: await migratedFolder(), ...environment };
  return await ran([process.execPath, runner, 'pipeline', '--quick'], { env });
}

test('the pipeline is not run without a server and a broker, and says so', async () => {
  const { output, code } = await run({ LEDGERDESK_TEST_DATABASE_URL: '', LEDGERDESK_TEST_KAFKA_BROKERS: '' });
  expect(code).toBe(0);
  expect(output).toContain('not run');
  expect(output).toContain('LEDGERDESK_TEST_KAFKA_BROKERS');
  expect(output).not.toMatch(/^(met|MISSED)/m);
}, 60_000);

test.if(Object.values(servers).every((named) => named !== ''))(
  'the pipeline runs as processes on Kafka and PostgreSQL, beside its peer, and judges its targets',
  async () => {
    const { output, error, code } = await run(servers);
    expect([code, error]).toEqual([0, expect.not.stringContaining('Error:')]);
    for (const who of ['desk', 'plain kafkajs consumer']) {
      for (const model of ['0 ms', '1 s']) {
        expect(output).toMatch(new RegExp(`^${who} +2 +${model} +\\d+\\.\\d+ ms`, 'm'));
      }
    }
    for (const role of ['api', 'relay', 'agent', 'delivery', 'scheduler']) {
      expect(output).toMatch(new RegExp(`^(met|MISSED) +resident memory, ${role}: \\d+ MB`, 'm'));
    }
    expect(output).not.toContain('NaN');
  },
  240_000,
);
