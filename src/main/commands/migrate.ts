// ledgerdesk migrate: the schema of the database, and the topics of the bus.
import type { Command } from 'commander';
import { createTopics } from '../../adapters/kafkajs/topics.ts';
import type { Config } from '../config.ts';
import { migrateDatabase } from '../database.ts';
import { Failure } from '../failure.ts';
import { kafkaConnection } from '../kafka.ts';
import { print } from '../output.ts';
import { configuration } from '../session.ts';
import { createTelemetry } from '../telemetry.ts';

const PARTITIONS = 12;

export function migrateCommand(program: Command): void {
  program
    .command('migrate')
    .description('bring the database schema up to date, and create the topics of the bus')
    .action(async () => {
      const config = configuration();
      const applied = await migrateDatabase(config);
      print(applied.length === 0 ? 'the schema is up to date' : `applied: ${applied.join(', ')}`);
      if (config.kafkaBrokers.length > 0) await migrateBus(config);
    });
}

async function migrateBus(config: Config): Promise<void> {
  const telemetry = createTelemetry({ ...config, logLevel: 'error' }, (line) => process.stderr.write(line));
  const access = { ...kafkaConnection(config, 'migrate'), telemetry };
  const { created, mismatched } = await createTopics(access, {
    partitions: PARTITIONS,
    replication: config.kafkaReplication,
  });
  print(created.length === 0 ? 'the topics are there' : `topics created: ${created.join(', ')}`);
  if (mismatched.length === 0) return;
  const found = mismatched.map(({ topic, partitions }) => `${topic} has ${partitions}`).join(', ');
  throw new Failure(`topics should have ${PARTITIONS} partitions, but ${found}; they were left alone`);
}
