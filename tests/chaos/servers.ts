// PostgreSQL and Kafka of one chaos run: an instance of their own from the shared installation, behind proxies.
import { freePorts } from '../infra/free-ports.ts';
import { type TcpProxy, tcpProxy } from './tcp-proxy.ts';

const root = new URL('../..', import.meta.url).pathname;

export type ServerName = 'postgres' | 'kafka';

export interface Servers {
  /** Past the proxies, for the suite itself. */
  readonly databaseUrl: string;
  /** What roles connect to. Half of the processes go through each proxy of the database. */
  readonly databaseUrls: readonly [string, string];
  readonly brokers: string;
  readonly databaseProxies: readonly [TcpProxy, TcpProxy];
  readonly brokerProxy: TcpProxy;
  /** down: asked to stop. crash: as if the machine had died. start: again on the data that is there. */
  control(action: 'down' | 'crash' | 'start', server: ServerName): Promise<void>;
}

/** @param things takes what has to be stopped and removed at the end */
export async function startServers(things: AsyncDisposableStack): Promise<Servers> {
  const [postgresPort, kafkaPort] = [await freePorts(1), await freePorts(2)];
  const proxyTo = async (port: number) => things.use(await tcpProxy(port));
  const databaseProxies = [await proxyTo(postgresPort), await proxyTo(postgresPort)] as const;
  const brokerProxy = await proxyTo(kafkaPort);
  const env = {
    ...process.env,
    LEDGERDESK_INFRA_INSTANCE: `chaos-${process.pid}`,
    LEDGERDESK_INFRA_POSTGRES_PORT: String(postgresPort),
    LEDGERDESK_INFRA_KAFKA_PORT: String(kafkaPort),
    LEDGERDESK_INFRA_KAFKA_ADVERTISED_PORT: String(brokerProxy.port),
  };
  const database = (port: number) => `postgres://postgres@127.0.0.1:${port}/postgres`;
  things.defer(() => infra(env, 'remove'));
  await infra(env, 'up');
  return {
    databaseUrl: database(postgresPort),
    databaseUrls: [database(databaseProxies[0].port), database(databaseProxies[1].port)],
    brokers: `127.0.0.1:${brokerProxy.port}`,
    databaseProxies,
    brokerProxy,
    control: (action, server) => infra(env, action, server),
  };
}

async function infra(env: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<void> {
  // Its output goes nowhere: a server it leaves behind would hold a pipe open.
  const child = Bun.spawn(['bin/infra', ...args], { cwd: root, env, stdout: 'ignore', stderr: 'inherit' });
  const code = await child.exited;
  if (code !== 0) throw new Error(`bin/infra ${args.join(' ')} ended with ${code}`);
}
