// What every command begins with: the configuration, the secrets, the database and the core on it.
import { LeaseLost } from '../application/log/ledger.ts';
import { type Config, type ReadOptions, readConfig } from './config.ts';
import { buildCore, type Core } from './core.ts';
import { type OpenDatabase, openDatabase, requireDesk } from './database.ts';
import { Failure } from './failure.ts';
import { loadSecrets, type Secrets, secretsOf } from './secrets.ts';
import { createTelemetry, type ProgramTelemetry } from './telemetry.ts';

/**
 * @param options a command reads no mailbox and sends nothing: it needs no credentials for that, unless it says so
 * @throws Failure listing everything that is wrong with the environment
 */
export function configuration(options: ReadOptions = { usesMailboxes: false }): Config {
  const result = readConfig(process.env, options);
  if ('config' in result) return result.config;
  throw new Failure(
    ['the configuration is not valid:', ...result.problems.map((p) => `  ${p}`)].join('\n'),
    2,
  );
}

export interface Session extends AsyncDisposable {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly database: OpenDatabase;
  readonly telemetry: ProgramTelemetry;
  readonly core: Core;
}

/**
 * Opens everything a command needs, beside a running desk if there is one.
 * @param begins whether the command may be the first on a data directory @throws Failure where no desk was begun and it may not
 */
export async function openSession(applicationName: string, { begins = false } = {}): Promise<Session> {
  const config = configuration();
  if (!begins) requireDesk(config);
  const given = loadSecrets(config);
  const telemetry = createTelemetry({ logFormat: config.logFormat, logLevel: 'error' }, (line) =>
    process.stderr.write(line),
  );
  const database = await openDatabase(config, 'visit', applicationName);
  let secrets: Secrets;
  try {
    secrets = await secretsOf(given, database.sql);
  } catch (error) {
    await database[Symbol.asyncDispose]();
    throw error;
  }
  const core = buildCore(config, secrets, database, telemetry);
  return {
    config,
    secrets,
    telemetry,
    database,
    core,
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

const LEASE_MS = 10_000;
const PAUSE_MS = 50;
const MOST_PAUSES = 200;

/** Lets everything appended get its position: by the running relay, or by ourselves where none runs. */
export async function settle({ ledger, leases, clock, ids }: Core): Promise<void> {
  const holder = ids.next();
  for (let pause = 0; pause < MOST_PAUSES; pause++) {
    if ((await ledger.waiting()) === 0) return;
    const lease = await leases.acquire('relay', holder, LEASE_MS);
    if (!lease) {
      await clock.sleep(PAUSE_MS);
      continue;
    }
    try {
      while ((await ledger.sequence(lease, 1_000)) > 0) await leases.renew(lease, LEASE_MS);
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error;
    } finally {
      await leases.release(lease);
    }
  }
  throw new Failure('events still wait for their positions; is a relay running?');
}
