// Which real servers the tests run on: named by the environment, in containers, or the local ones of bin/infra.
import { existsSync } from 'node:fs';

export interface Servers extends AsyncDisposable {
  /** Variables for the tests; empty where there is no server. */
  readonly variables: Readonly<Record<string, string>>;
  /** One line for people. */
  readonly source: string;
}

const database = 'LEDGERDESK_TEST_DATABASE_URL';
const brokers = 'LEDGERDESK_TEST_KAFKA_BROKERS';
const postgresImage = 'pgvector/pgvector:pg17';
const kafkaImage = 'apache/kafka:4.1.0';
const nothing = async () => {};

/** @throws what a container or bin/infra fails with: servers that were chosen have to work */
export async function provideServers(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Servers> {
  const given = [database, brokers].filter((name) => environment[name]);
  if (given.length > 0)
    return { variables: {}, source: `servers from ${given.join(' and ')}`, [Symbol.asyncDispose]: nothing };
  const engine = await containerEngine();
  if (engine === 'there') return inContainers();
  if (existsSync('.infra')) return local();
  const why = engine === 'silent' ? 'the container engine does not answer' : 'no container engine here';
  const source = `no real servers: ${why}; "bin/infra up" installs local ones. Only embedded databases are tested`;
  return { variables: {}, source, [Symbol.asyncDispose]: nothing };
}

/** An engine that is starting or stuck takes the question and says nothing. */
const SILENT_MS = 10_000;

async function containerEngine(): Promise<'there' | 'absent' | 'silent'> {
  const { getContainerRuntimeClient } = await import('testcontainers');
  const silent = Promise.withResolvers<'silent'>();
  const timer = setTimeout(() => silent.resolve('silent'), SILENT_MS);
  // The probe throws where no engine answers.
  const found = getContainerRuntimeClient().then(
    () => 'there' as const,
    () => 'absent' as const,
  );
  try {
    return await Promise.race([found, silent.promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function inContainers(): Promise<Servers> {
  const { GenericContainer, Wait } = await import('testcontainers');
  const port = 9092;
  const postgres = await new GenericContainer(postgresImage)
    .withEnvironment({ POSTGRES_HOST_AUTH_METHOD: 'trust' })
    .withExposedPorts(5432)
    .withWaitStrategy(Wait.forLogMessage(/ready to accept connections/, 2))
    .start();
  const kafka = await new GenericContainer(kafkaImage)
    .withExposedPorts({ container: port, host: port })
    .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
    .start();
  return {
    variables: {
      [database]: `postgres://postgres@${postgres.getHost()}:${postgres.getMappedPort(5432)}/postgres`,
      [brokers]: `${kafka.getHost()}:${port}`,
    },
    source: `containers ${postgresImage} and ${kafkaImage}`,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([postgres.stop(), kafka.stop()]);
    },
  };
}

async function local(): Promise<Servers> {
  const up = Bun.spawn(['bin/infra', 'up'], { stdout: 'pipe', stderr: 'inherit' });
  const printed = await new Response(up.stdout).text();
  if ((await up.exited) !== 0) throw new Error('bin/infra up failed; see above');
  const variables = Object.fromEntries(
    printed
      .trim()
      .split('\n')
      .map((line) => line.split(/=(.*)/s).slice(0, 2)),
  );
  return {
    variables,
    source: `local servers of bin/infra: ${Object.values(variables).join(', ')}`,
    [Symbol.asyncDispose]: nothing,
  };
}
