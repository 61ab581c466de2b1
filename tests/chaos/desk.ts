// One desk for a run: database and topics made by the program itself, settings of each process, and commands on it.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { ledgerdesk } from '../e2e/desk.ts';
import type { ModelServer } from './model.ts';
import type { Environment } from './processes.ts';
import type { Servers } from './servers.ts';

export interface DeskSettings {
  /** @param half goes through a database proxy of its own */
  environment(half: 0 | 1, usesModel: boolean): Environment;
  /** Runs a command past the proxies. @throws Error with what it wrote when it fails */
  run(...args: readonly string[]): Promise<string>;
}

export function deskOn(
  servers: Servers,
  model: ModelServer,
  providers: Environment,
  folder: string,
): DeskSettings {
  const { privateKey } = generateKeyPairSync('ed25519');
  const common = {
    ...providers,
    LEDGERDESK_KAFKA_BROKERS: servers.brokers,
    LEDGERDESK_MASTER_KEY: randomBytes(32).toString('base64'),
    LEDGERDESK_SIGNING_KEY: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    LEDGERDESK_RATE_LIMIT_PER_MINUTE: '0',
    LEDGERDESK_AGENT_CONCURRENCY: '32',
  };
  const withModel = {
    LEDGERDESK_AGENT: 'openai',
    LEDGERDESK_OPENAI_BASE_URL: model.baseURL,
    LEDGERDESK_OPENAI_TIMEOUT_MS: '5000',
  };
  return {
    environment: (half, usesModel) => ({
      ...common,
      ...(usesModel ? withModel : {}),
      LEDGERDESK_DATABASE_URL: servers.databaseUrls[half],
    }),
    async run(...args) {
      const env = { ...common, LEDGERDESK_DATABASE_URL: servers.databaseUrl };
      const { code, stdout, stderr } = await ledgerdesk(args, { folder, env });
      if (code !== 0) throw new Error(`ledgerdesk ${args.join(' ')} ended with ${code}: ${stdout}${stderr}`);
      return stdout;
    },
  };
}
