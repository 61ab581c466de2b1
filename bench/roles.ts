// The desk in production's shape: every role a process of its own, on a real broker and a real database.
import { readFileSync } from 'node:fs';
import { Kafka, logLevel } from 'kafkajs';
import { allTopics, createTopics } from '../src/adapters/kafkajs/topics.ts';
import { readConfig } from '../src/main/config.ts';
import { loadSecrets } from '../src/main/secrets.ts';
import { createTelemetry } from '../src/main/telemetry.ts';
import type { Store } from './store.ts';

const mainFile = new URL('../src/main/cli.ts', import.meta.url).pathname;
const articles = new URL('../demo/knowledge', import.meta.url).pathname;

type Environment = Readonly<Record<string, string>>;

/** One process with one role. */
export interface RoleProcess extends AsyncDisposable {
  readonly role: string;
  readonly url: string;
  /** Resident memory now, in megabytes as the kernel counts them. */
  resident(): number;
}

/** Starts a role and waits until it runs; a consumer has joined its group then. @throws Error when it ends instead */
export async function startRole(role: string, environment: Environment): Promise<RoleProcess> {
  const program = spawn(['start', '--roles', role], environment);
  const url = await addressIn(program.stdout);
  if (url === undefined) throw new Error(`the role ${role} ended with ${await program.exited}`);
  return {
    role,
    url,
    resident: () => residentOf(program.pid),
    [Symbol.asyncDispose]: async () => {
      program.kill('SIGTERM');
      await program.exited;
    },
  };
}

/** Brings the demo articles in, for the agent to find something. */
export async function importArticles(environment: Environment): Promise<void> {
  const code = await spawn(['knowledge', 'import', articles], environment).exited;
  if (code !== 0) throw new Error(`the import of articles ended with ${code}`);
}

function spawn(words: readonly string[], environment: Environment) {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment };
  return Bun.spawn([process.execPath, mainFile, ...words], {
    env,
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'inherit',
  });
}

/** Reads until the program has named its address, and lets it print whatever it likes after that. */
async function addressIn(output: ReadableStream<Uint8Array>): Promise<string | undefined> {
  const decoder = new TextDecoder();
  const reader = output.getReader();
  for (let text = ''; ; ) {
    const { value, done } = await reader.read();
    if (done) return undefined;
    text += decoder.decode(value, { stream: true });
    const url = /http:\/\/[\d.]+:\d+/.exec(text)?.[0];
    if (url !== undefined) return url;
  }
}

export function residentOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
}

/** What every role is started with. The keys are those of the store's folder, so that `coreOn` reads the same log. */
export function settings(store: Store, brokers: readonly string[], prefix: string): Environment {
  const read = readConfig({ LEDGERDESK_DATA_DIR: store.folder });
  if ('problems' in read) throw new Error(read.problems.join('; '));
  const { masterKeys, signingKey } = loadSecrets(read.config);
  const [masterKey = new Uint8Array()] = masterKeys.values();
  return {
    LEDGERDESK_DATABASE_URL: store.connectionString,
    LEDGERDESK_KAFKA_BROKERS: brokers.join(','),
    LEDGERDESK_KAFKA_PREFIX: prefix,
    LEDGERDESK_MASTER_KEY: Buffer.from(masterKey).toString('base64'),
    LEDGERDESK_SIGNING_KEY: signingKey,
    LEDGERDESK_PORT: '0',
    LEDGERDESK_RATE_LIMIT_PER_MINUTE: '0',
    LEDGERDESK_LOG_LEVEL: 'error',
  };
}

/** All topics of the desk under a prefix; disposing deletes them. */
export async function openTopics(
  brokers: readonly string[],
  prefix: string,
  partitions: number,
): Promise<AsyncDisposable> {
  const telemetry = createTelemetry({ logLevel: 'error', logFormat: 'json' }, () => {});
  await createTopics({ brokers, clientId: 'bench', prefix, telemetry }, { partitions, replication: 1 });
  return {
    async [Symbol.asyncDispose]() {
      const admin = new Kafka({
        brokers: [...brokers],
        clientId: 'bench',
        logLevel: logLevel.NOTHING,
      }).admin();
      await admin.connect();
      await admin.deleteTopics({ topics: allTopics.map((topic) => prefix + topic) });
      await admin.disconnect();
    },
  };
}
