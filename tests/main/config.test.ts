import { describe, expect, test } from 'bun:test';
import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { channelSettings } from '../../src/main/channel-settings.ts';
import { type Config, configurationTable, readConfig } from '../../src/main/config.ts';
import { kafkaConnection } from '../../src/main/kafka.ts';

const masterKey = Buffer.alloc(32, 7).toString('base64');
const signingKey = generateKeyPairSync('ed25519')
  .privateKey.export({ format: 'der', type: 'pkcs8' })
  .toString('base64');
const digest = 'ab'.repeat(32);

function configOf(environment: Record<string, string>): Config {
  const result = readConfig(environment);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return result.config;
}

function problemsOf(environment: Record<string, string>): readonly string[] {
  const result = readConfig(environment);
  return 'problems' in result ? result.problems : [];
}

describe('the brokers of Kafka', () => {
  const server = {
    LEDGERDESK_DATABASE_URL: 'postgres://desk@db.example/desk',
    LEDGERDESK_MASTER_KEY: masterKey,
    LEDGERDESK_SIGNING_KEY: signingKey,
  };

  test('that are commas alone do not quietly mean the bus in memory', () => {
    for (const commas of [',', ',,', ' , '])
      expect(problemsOf({ ...server, LEDGERDESK_KAFKA_BROKERS: commas })).toEqual([
        `LEDGERDESK_KAFKA_BROKERS must not be commas alone; it is ${JSON.stringify(commas.trim())}`,
      ]);
    expect(problemsOf({ LEDGERDESK_TRUSTED_PROXIES: ',' })).toEqual([
      'LEDGERDESK_TRUSTED_PROXIES must not be commas alone; it is ","',
    ]);
  });

  test('have ports that there are', () => {
    const brokersOf = (text: string) => configOf({ ...server, LEDGERDESK_KAFKA_BROKERS: text }).kafkaBrokers;
    expect(brokersOf('a:1, b:65535,')).toEqual(['a:1', 'b:65535']);
    for (const text of ['a:9092,b:65536', 'a:0'])
      expect(problemsOf({ ...server, LEDGERDESK_KAFKA_BROKERS: text })).toEqual([
        `LEDGERDESK_KAFKA_BROKERS must be a list of host:port, parted by commas, with ports from 1 up to 65535; it is "${text}"`,
      ]);
  });
});

describe('the password of Kafka', () => {
  const user = { LEDGERDESK_KAFKA_USERNAME: 'desk', LEDGERDESK_KAFKA_PASSWORD: 'pear' };
  const saslOf = (environment: Record<string, string>) =>
    kafkaConnection(configOf({ ...user, ...environment }), 'test').sasl;

  test('is shown by SCRAM-SHA-512 unless another mechanism is asked for', () => {
    const [username, password] = ['desk', 'pear'];
    expect(saslOf({})).toEqual({ mechanism: 'scram-sha-512', username, password });
    expect(saslOf({ LEDGERDESK_KAFKA_MECHANISM: 'scram-sha-256' })).toMatchObject({
      mechanism: 'scram-sha-256',
    });
    const managed = { LEDGERDESK_KAFKA_MECHANISM: 'plain', LEDGERDESK_KAFKA_SSL: 'on' };
    expect(saslOf(managed)).toMatchObject({ mechanism: 'plain' });
  });

  test('is never sent as it is over a connection that is not encrypted', () => {
    expect(problemsOf({ ...user, LEDGERDESK_KAFKA_MECHANISM: 'plain' })).toEqual([
      'LEDGERDESK_KAFKA_MECHANISM=plain shows the password to the network: LEDGERDESK_KAFKA_SSL=on',
    ]);
  });
});

describe('reading the configuration', () => {
  test('an empty environment gives the standalone defaults', () => {
    const config = configOf({});
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      dataDir: '.data',
      agent: 'extractive',
      rateLimitPerMinute: 10,
      autoResolveHours: 72,
      autoCloseDays: 7,
      staffKeys: [],
      trustedProxies: [],
    });
    expect('databaseUrl' in config).toBe(false);
  });

  test('values are converted, lists are split and trimmed, and empty values count as absent', () => {
    const config = configOf({
      LEDGERDESK_PORT: '8080',
      LEDGERDESK_CONFIDENCE_THRESHOLD: '0.25',
      LEDGERDESK_ALLOWED_ORIGINS: 'https://shop.example, http://localhost:8000,',
      LEDGERDESK_TRUSTED_PROXIES: '10.0.0.0/8,fd00::/8',
      LEDGERDESK_STAFF_KEYS: `mara:auditor:${digest},sven:admin:${digest}`,
      LEDGERDESK_PUBLIC_URL: '',
    });
    expect(config.port).toBe(8080);
    expect(config.confidenceThreshold).toBe(0.25);
    expect(config.allowedOrigins).toEqual(['https://shop.example', 'http://localhost:8000']);
    expect(config.trustedProxies).toEqual(['10.0.0.0/8', 'fd00::/8']);
    expect(config.staffKeys).toEqual([
      { name: 'mara', role: 'auditor', sha256: digest },
      { name: 'sven', role: 'admin', sha256: digest },
    ]);
    expect('publicUrl' in config).toBe(false);
  });

  test('a complete production configuration is taken', () => {
    const config = configOf({
      LEDGERDESK_DATABASE_URL: 'postgres://app:pw@db/desk?sslmode=require',
      LEDGERDESK_MIGRATION_DATABASE_URL: 'postgres://owner:pw@db/desk',
      LEDGERDESK_MASTER_KEY: masterKey,
      LEDGERDESK_SIGNING_KEY: signingKey,
      LEDGERDESK_AGENT: 'openai',
      LEDGERDESK_OPENAI_API_KEY: 'k',
      LEDGERDESK_PUBLIC_URL: 'https://desk.example',
    });
    expect(config.masterKey).toBe(masterKey);
  });

  test('everything that is wrong is listed at once', () => {
    const problems = problemsOf({
      LEDGERDESK_PORT: '70000',
      LEDGERDESK_RATE_LIMIT_PER_MINUTE: '1.5',
      LEDGERDESK_AGENT: 'wizard',
      LEDGERDESK_PUBLIC_URL: 'desk.example',
      LEDGERDESK_TRUSTED_PROXIES: '10.0.0.0/99',
      LEDGERDESK_ALLOWED_ORIGINS: 'https://shop.example/',
      LEDGERDESK_PROT: '3000',
    });
    expect(problems).toEqual([
      'LEDGERDESK_PROT is not a setting; did you mean LEDGERDESK_PORT?',
      'LEDGERDESK_PORT must be a whole number from 0 up to 65535; it is "70000"',
      'LEDGERDESK_PUBLIC_URL must be an address like https://desk.example, without a query; it is "desk.example"',
      'LEDGERDESK_ALLOWED_ORIGINS must be origins like https://shop.example, without a path or a trailing slash, parted by commas; it is "https://shop.example/"',
      'LEDGERDESK_RATE_LIMIT_PER_MINUTE must be a whole number from 0 up to 100000; it is "1.5"',
      'LEDGERDESK_TRUSTED_PROXIES must be networks like 10.0.0.0/8 or fd00::/8, parted by commas; it is "10.0.0.0/99"',
      'LEDGERDESK_AGENT must be one of extractive, openai; it is "wizard"',
    ]);
  });

  test('secret values never appear in a problem', () => {
    const problems = problemsOf({
      LEDGERDESK_DATABASE_URL: 'mysql://root:hunter2@db/desk',
      LEDGERDESK_MIGRATION_DATABASE_URL: 'hunter2',
      LEDGERDESK_MASTER_KEY: 'hunter2',
      LEDGERDESK_SIGNING_KEY: Buffer.from('hunter2').toString('base64'),
      LEDGERDESK_STAFF_KEYS: 'mara:auditor:hunter2',
    });
    expect(problems.length).toBe(5);
    expect(problems.join('\n')).not.toContain('hunter2');
    expect(problems.join('\n')).not.toContain(Buffer.from('hunter2').toString('base64'));
  });

  test('a database of its own needs both keys, for keys made on the spot would be lost with the machine', () => {
    expect(problemsOf({ LEDGERDESK_DATABASE_URL: 'postgres://app@db/desk' })).toEqual([
      'LEDGERDESK_MASTER_KEY is needed when LEDGERDESK_DATABASE_URL is set',
      'LEDGERDESK_SIGNING_KEY is needed when LEDGERDESK_DATABASE_URL is set',
    ]);
  });

  test('settings that need each other are asked for', () => {
    expect(problemsOf({ LEDGERDESK_MIGRATION_DATABASE_URL: 'postgres://app@db/desk' })).toEqual([
      'LEDGERDESK_DATABASE_URL is needed when LEDGERDESK_MIGRATION_DATABASE_URL is set',
    ]);
    expect(problemsOf({ LEDGERDESK_AGENT: 'openai' })).toEqual([
      'LEDGERDESK_OPENAI_API_KEY or LEDGERDESK_OPENAI_BASE_URL is needed when LEDGERDESK_AGENT is openai',
    ]);
    expect(problemsOf({ LEDGERDESK_STAFF_KEYS: `mara:agent:${digest},mara:admin:${digest}` })).toEqual([
      'LEDGERDESK_STAFF_KEYS must not name the same person twice',
    ]);
  });

  const push = {
    LEDGERDESK_GMAIL_TOPIC: 'projects/shop/topics/mail',
    LEDGERDESK_GMAIL_PUSH_SUBSCRIPTION: 'projects/shop/subscriptions/mail',
    LEDGERDESK_GMAIL_PUSH_AUDIENCE: 'https://desk.example/webhooks/gmail',
    LEDGERDESK_GMAIL_PUSH_ACCOUNT: 'push@shop.example',
    LEDGERDESK_PUBLIC_URL: 'https://desk.example',
  };

  test('push settings without mailboxes are half a channel (bug: they were taken in silence, and no mail ever came)', () => {
    expect(problemsOf(push)).toEqual([
      'LEDGERDESK_GMAIL_MAILBOXES is needed when LEDGERDESK_GMAIL_TOPIC, LEDGERDESK_GMAIL_PUSH_SUBSCRIPTION, LEDGERDESK_GMAIL_PUSH_AUDIENCE, LEDGERDESK_GMAIL_PUSH_ACCOUNT are set',
    ]);
    expect(problemsOf({ LEDGERDESK_GMAIL_TOPIC: push.LEDGERDESK_GMAIL_TOPIC })).toEqual([
      'LEDGERDESK_GMAIL_TOPIC, LEDGERDESK_GMAIL_PUSH_SUBSCRIPTION, LEDGERDESK_GMAIL_PUSH_AUDIENCE, LEDGERDESK_GMAIL_PUSH_ACCOUNT go together; missing: LEDGERDESK_GMAIL_PUSH_SUBSCRIPTION, LEDGERDESK_GMAIL_PUSH_AUDIENCE, LEDGERDESK_GMAIL_PUSH_ACCOUNT',
      'LEDGERDESK_GMAIL_MAILBOXES is needed when LEDGERDESK_GMAIL_TOPIC is set',
      'LEDGERDESK_PUBLIC_URL is needed for webhooks: providers reach the desk there',
    ]);
  });

  test('a WhatsApp template without a sender is half a channel (bug: it was taken in silence)', () => {
    expect(problemsOf({ LEDGERDESK_TWILIO_TEMPLATE_SID: `HX${'0'.repeat(32)}` })).toEqual([
      'LEDGERDESK_TWILIO_ACCOUNT_SID, LEDGERDESK_TWILIO_AUTH_TOKENS, LEDGERDESK_WHATSAPP_NUMBER go together; missing: LEDGERDESK_TWILIO_ACCOUNT_SID, LEDGERDESK_TWILIO_AUTH_TOKENS, LEDGERDESK_WHATSAPP_NUMBER',
    ]);
  });

  test('who is only told of news needs no credentials of the mailbox (bug: the api had to hold the private key)', () => {
    const api = {
      ...push,
      LEDGERDESK_GMAIL_MAILBOXES: 'support@shop.example',
      LEDGERDESK_GMAIL_CLIENT_ID: 'a client',
    };
    const config = readConfig(api, { usesMailboxes: false });
    expect(config).toHaveProperty('config');
    if (!('config' in config)) return;
    expect(channelSettings(config.config).mail).toMatchObject({
      mailboxes: [{ address: 'support@shop.example' }],
      push: { audience: 'https://desk.example/webhooks/gmail', account: 'push@shop.example' },
    });
    expect(problemsOf(api)).toEqual([
      'LEDGERDESK_GMAIL_CLIENT_ID, LEDGERDESK_GMAIL_CLIENT_SECRET, LEDGERDESK_GMAIL_REFRESH_TOKENS go together; missing: LEDGERDESK_GMAIL_CLIENT_SECRET, LEDGERDESK_GMAIL_REFRESH_TOKENS',
    ]);
    expect(problemsOf({ ...api, LEDGERDESK_GMAIL_CLIENT_ID: '' })).toEqual([
      'LEDGERDESK_GMAIL_SERVICE_ACCOUNT or LEDGERDESK_GMAIL_CLIENT_ID is needed when LEDGERDESK_GMAIL_MAILBOXES is set',
    ]);
  });

  test('variables of other programs are none of its business, and a far-off name gets no guess', () => {
    expect(problemsOf({ PORT: 'x', HOME: '/root' })).toEqual([]);
    expect(problemsOf({ LEDGERDESK_SOMETHING_ELSE_ENTIRELY: '1' })).toEqual([
      'LEDGERDESK_SOMETHING_ELSE_ENTIRELY is not a setting',
    ]);
  });

  test('no text makes it throw', () => {
    const names = configurationTable().match(/LEDGERDESK_[A-Z_]+/g) ?? [];
    const environments = fc.dictionary(fc.constantFrom(...names), fc.string({ unit: 'binary' }));
    fc.assert(fc.property(environments, (environment) => readConfig(environment) !== undefined));
  });
});

test('the table names every variable once, with default and secrecy', () => {
  const table = configurationTable();
  expect(table).toContain('| `LEDGERDESK_PORT` | `3000` | Port to listen on; 0 takes a free one. |');
  expect(table).toContain('| `LEDGERDESK_STAFF_KEYS` | (none) |');
  expect(table.split('\n').find((line) => line.includes('MASTER_KEY'))).toEndWith('**Secret.** |');
  const rows = table.split('\n').filter((line) => line.startsWith('| `'));
  expect(new Set(rows.map((row) => row.split('`')[1])).size).toBe(rows.length);
});
