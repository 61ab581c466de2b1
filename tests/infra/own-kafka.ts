// Brokers of a test's own, beside the one that all tests share: of the same installation, with data that is deleted.
import { describe } from 'bun:test';
import { freePorts } from './free-ports.ts';
import { kafkaBrokers } from './kafka.ts';

const root = new URL('../..', import.meta.url).pathname;

type Variables = Readonly<Record<string, string>>;

export interface OwnBroker {
  readonly address: string;
  /** crash: as if its machine had died. start: again on the data that is there. */
  control(action: 'crash' | 'start'): Promise<void>;
}

export interface SecureBroker extends OwnBroker {
  /** Where it listens with TLS and passwords. */
  readonly secureAddress: string;
  /** File with the authority that its certificate is of. */
  readonly authority: string;
}

/** User names and the password of the secure listener, as in tests/infra/kafka-secure.sh. */
export const secureUsers = { scram: 'desk', plain: 'plain', password: 'only-for-tests' } as const;

/** One that listens with TLS and passwords as well. @param things takes what has to be stopped and removed at the end */
export async function startSecureKafka(things: AsyncDisposableStack): Promise<SecureBroker> {
  const env = instance('secure', await freePorts(3), { LEDGERDESK_INFRA_KAFKA_SECURE: 'on' });
  things.defer(() => remove(env));
  const printed = await infra(env, 'up', 'kafka');
  return {
    ...brokerOf(env),
    secureAddress: printed['LEDGERDESK_TEST_KAFKA_SECURE_BROKERS'] ?? '',
    authority: printed['LEDGERDESK_TEST_KAFKA_CA'] ?? '',
  };
}

/** Three of one cluster. @param things takes what has to be stopped and removed at the end */
export async function startThreeKafkas(things: AsyncDisposableStack): Promise<readonly OwnBroker[]> {
  const port = await freePorts(6);
  const ports = [port, port + 2, port + 4];
  const voters = ports.map((own, i) => `${i + 1}@127.0.0.1:${own + 1}`).join(',');
  const cluster = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');
  const envs = ports.map((own, i) =>
    instance(`of-three-${i + 1}`, own, {
      LEDGERDESK_INFRA_KAFKA_NODE: String(i + 1),
      LEDGERDESK_INFRA_KAFKA_VOTERS: voters,
      LEDGERDESK_INFRA_KAFKA_CLUSTER: cluster,
    }),
  );
  for (const env of envs) things.defer(() => remove(env));
  // Together: none of them answers before there is a majority.
  await Promise.all(envs.map((env) => infra(env, 'up', 'kafka')));
  return envs.map(brokerOf);
}

/** A suite with brokers of its own: where Kafka is tested at all, from the installation of bin/infra. */
export function onOwnKafka(title: string, define: () => void): void {
  if (kafkaBrokers()) describe(title, define);
  else describe.skip(title, define);
}

const portName = 'LEDGERDESK_INFRA_KAFKA_PORT';

function instance(name: string, port: number, more: Variables): Variables {
  return { LEDGERDESK_INFRA_INSTANCE: `${name}-${process.pid}`, [portName]: String(port), ...more };
}

function brokerOf(env: Variables): OwnBroker {
  return {
    address: `127.0.0.1:${env[portName]}`,
    control: async (action) => void (await infra(env, action, 'kafka')),
  };
}

/** Nothing in it is worth a stop in good order. */
async function remove(env: Variables): Promise<void> {
  await infra(env, 'crash', 'kafka');
  await infra(env, 'remove');
}

/** @returns the variables it prints */
async function infra(env: Variables, ...args: readonly string[]): Promise<Variables> {
  const options = { cwd: root, stdout: 'pipe', stderr: 'inherit', env: { ...process.env, ...env } } as const;
  const child = Bun.spawn(['bin/infra', ...args], options);
  const printed = await new Response(child.stdout).text();
  if ((await child.exited) !== 0) throw new Error(`bin/infra ${args.join(' ')} failed`);
  return Object.fromEntries(printed.split('\n').map((line) => line.split(/=(.*)/s).slice(0, 2)));
}
