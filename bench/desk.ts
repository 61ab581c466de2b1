// The program's own wiring over a benchmark's store, with logs that go nowhere.
import type { Db } from '../src/adapters/postgres/connection.ts';
import { notifier } from '../src/adapters/postgres/wakeups.ts';
import { readConfig } from '../src/main/config.ts';
import { buildCore, type Core } from '../src/main/core.ts';
import { loadSecrets } from '../src/main/secrets.ts';
import { createTelemetry } from '../src/main/telemetry.ts';

/** @param folder where keys are made and kept */
export function coreOn(sql: Db, folder: string): Core {
  const read = readConfig({ LEDGERDESK_DATA_DIR: folder });
  if ('problems' in read) throw new Error(read.problems.join('; '));
  const telemetry = createTelemetry({ logLevel: 'warn', logFormat: 'json' }, () => {});
  // A server's disk is not ours to watch: only the embedded database looks for room before each append.
  const config = sql.options.path ? read.config : { ...read.config, databaseUrl: 'postgres://bench' };
  return buildCore(
    config,
    loadSecrets(read.config),
    { sql },
    telemetry,
    notifier(sql, () => {}),
    notifier(sql, () => {}, 'sequenced'),
  );
}
