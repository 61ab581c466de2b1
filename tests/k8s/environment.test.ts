// What the containers are given is what the program takes: names, values, and secrets only as references.
import { expect, test } from 'bun:test';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Glob } from 'bun';
import { settingEntries, variableOf } from '../../src/main/config/settings.ts';
import { readConfig } from '../../src/main/config.ts';
import { allRoles, usesMailboxes } from '../../src/main/roles.ts';
import { describeRendered, rendered } from './kustomize.ts';
import { files, only, root, workloads } from './manifests.ts';
import { type Overlay, overlays } from './pods.ts';

/** Values of the right shape for what only Secrets hold. */
const samples: Readonly<Record<string, string>> = {
  LEDGERDESK_DATABASE_URL: 'postgres://app:word@postgres:5432/ledgerdesk?sslmode=verify-full',
  LEDGERDESK_MIGRATION_DATABASE_URL: 'postgres://owner:word@postgres:5432/ledgerdesk',
  LEDGERDESK_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  LEDGERDESK_SIGNING_KEY: generateKeyPairSync('ed25519')
    .privateKey.export({ format: 'der', type: 'pkcs8' })
    .toString('base64'),
  LEDGERDESK_STAFF_KEYS: `prometheus:auditor:${'ab'.repeat(32)}`,
  LEDGERDESK_OPENAI_API_KEY: 'a key',
  LEDGERDESK_KAFKA_PASSWORD: 'a word',
};
/** The same for channels that are switched on. */
const channelSamples: Readonly<Record<string, string>> = {
  LEDGERDESK_GMAIL_MAILBOXES: 'support@shop.example',
  LEDGERDESK_GMAIL_CLIENT_ID: 'a client',
  LEDGERDESK_GMAIL_CLIENT_SECRET: 'a word',
  LEDGERDESK_GMAIL_REFRESH_TOKENS: 'a token',
  LEDGERDESK_GMAIL_TOPIC: 'projects/shop/topics/mail',
  LEDGERDESK_GMAIL_PUSH_SUBSCRIPTION: 'projects/shop/subscriptions/mail',
  LEDGERDESK_GMAIL_PUSH_AUDIENCE: 'https://desk.example/webhooks/gmail',
  LEDGERDESK_GMAIL_PUSH_ACCOUNT: 'push@shop.example',
  LEDGERDESK_TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  LEDGERDESK_TWILIO_AUTH_TOKENS: 'a token',
  LEDGERDESK_WHATSAPP_NUMBER: '+15555550100',
};
const speaking = ['api', 'delivery', 'scheduler'];
/** With these one reads and writes as the mailbox. */
const ofMailboxes = [
  'LEDGERDESK_GMAIL_SERVICE_ACCOUNT',
  'LEDGERDESK_GMAIL_CLIENT_SECRET',
  'LEDGERDESK_GMAIL_REFRESH_TOKENS',
];
/** Read by the runtime, not by the program. */
const ofTheRuntime = ['NODE_EXTRA_CA_CERTS'];
const roles: readonly string[] = allRoles;

const secretSettings = settingEntries
  .filter(([, schema]) => schema['secret'] === true)
  .map(([setting]) => variableOf(setting));

/** The containers of the program, each with its variables. */
function containersOf(overlay: Overlay) {
  const maps = only(rendered(overlay), 'ConfigMap');
  return workloads(rendered(overlay))
    .filter(({ spec }) => spec.template.metadata.labels['app.kubernetes.io/name'] === 'ledgerdesk')
    .map(({ metadata, spec }) => {
      const [container] = spec.template.spec.containers;
      const shared = (container?.envFrom ?? []).flatMap(({ configMapRef }) =>
        Object.entries(maps.find((map) => map.metadata.name === configMapRef.name)?.data ?? {}),
      );
      return {
        name: metadata.name,
        pod: spec.template.spec,
        container,
        plain: Object.fromEntries([
          ...shared,
          ...(container?.env ?? []).flatMap(({ name, value }) =>
            value === undefined ? [] : [[name, value]],
          ),
        ]) as Readonly<Record<string, string>>,
        secret: (container?.env ?? []).flatMap(({ name, valueFrom }) =>
          valueFrom?.secretKeyRef ? [name] : [],
        ),
      };
    });
}

/** Name and keys of every Secret that is documented, or that an operator makes. */
function knownSecrets(overlay: Overlay): ReadonlyMap<string, readonly string[]> {
  const examples = ['k8s/base', overlay].flatMap((folder) =>
    only(files.get(`${folder}/secret.example.yaml`) ?? [], 'Secret'),
  );
  return new Map<string, readonly string[]>([
    ...examples.map(({ metadata, stringData }) => [metadata.name, Object.keys(stringData)] as const),
    ...only(rendered(overlay), 'KafkaUser').map(({ metadata }) => [metadata.name, ['password']] as const),
    ...only(rendered(overlay), 'Kafka').map(
      ({ metadata }) => [`${metadata.name}-cluster-ca-cert`, ['ca.crt']] as const,
    ),
    ...only(rendered(overlay), 'Cluster').map(({ metadata }) => [`${metadata.name}-ca`, ['ca.crt']] as const),
  ]);
}

describeRendered('the environment of the containers', () => {
  test('is a valid configuration for every role and for the migration', () => {
    for (const overlay of overlays) {
      const containers = containersOf(overlay);
      expect(containers.map(({ name }) => name).sort()).toEqual([...roles, 'migrate'].sort());
      for (const { name, plain, secret } of containers) {
        const given = Object.fromEntries(secret.map((variable) => [variable, samples[variable]]));
        const result = readConfig({ ...plain, ...given });
        expect('problems' in result ? result.problems : [], `${overlay} ${name}`).toEqual([]);
      }
    }
  });

  test('has no variable that neither the program nor the runtime knows', () => {
    const known = [...settingEntries.map(([setting]) => variableOf(setting)), ...ofTheRuntime];
    for (const overlay of overlays)
      for (const { plain, secret } of containersOf(overlay))
        for (const name of [...Object.keys(plain), ...secret]) expect(known).toContain(name);
  });

  test('takes every secret setting from a Secret, and from nowhere else', () => {
    for (const overlay of overlays) {
      for (const { plain, secret } of containersOf(overlay)) {
        for (const name of Object.keys(plain)) expect(secretSettings).not.toContain(name);
        for (const name of secret) expect(secretSettings).toContain(name);
      }
    }
  });

  test('refers only to Secrets and keys that are documented or made by an operator', () => {
    for (const overlay of overlays) {
      const known = knownSecrets(overlay);
      const used = [
        ...workloads(rendered(overlay)).flatMap(({ spec }) =>
          spec.template.spec.containers.flatMap(({ env = [] }) =>
            env.flatMap((v) => v.valueFrom?.secretKeyRef ?? []),
          ),
        ),
        ...workloads(rendered(overlay)).flatMap(({ spec }) =>
          (spec.template.spec.volumes ?? []).flatMap((volume) =>
            (volume.projected?.sources ?? []).flatMap(({ secret }) =>
              secret.items.map(({ key }) => ({ name: secret.name, key })),
            ),
          ),
        ),
        ...only(rendered(overlay), 'TriggerAuthentication').flatMap(({ spec }) => spec.secretTargetRef),
        ...only(rendered(overlay), 'PodMonitor').flatMap(({ spec }) =>
          spec.podMetricsEndpoints.map(({ authorization }) => authorization.credentials),
        ),
        ...only(rendered(overlay), 'Ingress').flatMap(({ spec }) =>
          spec.tls.map(({ secretName }) => ({ name: secretName, key: 'tls.crt' })),
        ),
        ...only(rendered(overlay), 'Cluster').flatMap(({ spec }) =>
          [spec.bootstrap.initdb.secret, ...spec.managed.roles.map((role) => role.passwordSecret)].map(
            ({ name }) => ({
              name,
              key: 'password',
            }),
          ),
        ),
      ];
      expect(used.length).toBeGreaterThan(10);
      for (const { name, key } of used) expect(known.get(name) ?? [`no Secret ${name}`]).toContain(key);
    }
  });

  test('gives the role that owns the schema to the migration only, and the model key to the agent only', () => {
    for (const overlay of overlays) {
      const holders = (variable: string) =>
        containersOf(overlay)
          .filter(({ secret }) => secret.includes(variable))
          .map(({ name }) => name);
      expect(holders('LEDGERDESK_MIGRATION_DATABASE_URL')).toEqual(['migrate']);
      expect(holders('LEDGERDESK_OPENAI_API_KEY')).toEqual(['agent']);
    }
  });

  test('gives the credentials of mailboxes to the roles that use them only (bug: the api held the private key)', () => {
    for (const overlay of overlays) {
      for (const variable of ofMailboxes) {
        const holders = containersOf(overlay).filter(
          ({ secret, plain }) => secret.includes(variable) || variable in plain,
        );
        expect(holders.map(({ name }) => name).sort(), `${overlay} ${variable}`).toEqual([
          'delivery',
          'scheduler',
        ]);
      }
    }
  });

  test('tells the agent whether there are mailboxes (bug: in a cluster nobody was asked for a code)', () => {
    for (const overlay of overlays) {
      const agent = containersOf(overlay).find(({ name }) => name === 'agent');
      const known = agent?.container?.env?.find(({ name }) => name === 'LEDGERDESK_GMAIL_MAILBOXES');
      const from = known?.valueFrom?.configMapKeyRef;
      expect(from?.key).toBe('LEDGERDESK_GMAIL_MAILBOXES');
      const map = only(rendered(overlay), 'ConfigMap').find(({ metadata }) => metadata.name === from?.name);
      expect(map?.metadata.name).toStartWith('ledgerdesk-channels');
    }
  });

  test('gives what the channels need to the roles that speak with providers, and to nobody else', () => {
    // Addresses of stand-ins are no business of a cluster.
    const ofChannels = settingEntries
      .map(([setting]) => setting)
      .filter((setting) => /^(?:gmail|mail|twilio|whatsappNumber)/.test(setting) && !setting.endsWith('Url'))
      .map(variableOf);
    expect(ofChannels.length).toBeGreaterThan(14);
    for (const overlay of overlays) {
      for (const { name, plain, secret } of containersOf(overlay)) {
        const has = [...Object.keys(plain), ...secret].filter((variable) => ofChannels.includes(variable));
        const meant = ofChannels.filter((variable) => name !== 'api' || !ofMailboxes.includes(variable));
        expect([name, has.sort()]).toEqual([name, speaking.includes(name) ? meant.toSorted() : []]);
      }
    }
  });

  test('starts the same roles with the channels switched on, and none of them when half of a channel is missing', () => {
    for (const overlay of overlays) {
      for (const { name, plain, secret } of containersOf(overlay).filter((c) => speaking.includes(c.name))) {
        const given = Object.fromEntries(secret.map((variable) => [variable, samples[variable]]));
        const has = ([variable]: readonly [string, string]) => variable in plain || secret.includes(variable);
        const channels = Object.fromEntries(Object.entries(channelSamples).filter(has));
        const on = { ...plain, ...given, ...channels };
        const as = { usesMailboxes: allRoles.some((role) => role === name && usesMailboxes(role)) };
        expect(readConfig(on, as), `${overlay} ${name}`).toHaveProperty('config');
        for (const missing of Object.keys(channels)) {
          const left = { ...on, [missing]: '' };
          // The client's id is no secret and in the settings of all three; alone it does nothing.
          const isSpare = !as.usesMailboxes && missing === 'LEDGERDESK_GMAIL_CLIENT_ID';
          expect(readConfig(left, as), `${name} without ${missing}`).toHaveProperty(
            isSpare ? 'config' : 'problems',
          );
        }
      }
    }
  });

  test('listens where the port, the probes and the policies expect it', () => {
    for (const overlay of overlays) {
      for (const { name, plain, container } of containersOf(overlay).filter((c) => c.name !== 'migrate')) {
        expect(plain['LEDGERDESK_HOST'], name).toBe('0.0.0.0');
        const [port] = container?.ports ?? [];
        expect(String(port?.containerPort)).toBe(plain['LEDGERDESK_PORT'] ?? '');
      }
    }
  });

  test('leaves time to finish before the cluster kills: pause, work in flight, and some to spare', () => {
    for (const overlay of overlays) {
      for (const { name, plain, container, pod } of containersOf(overlay).filter(
        (c) => c.name !== 'migrate',
      )) {
        const pause = container?.lifecycle?.preStop.sleep.seconds ?? Number.NaN;
        expect(pause, name).toBeGreaterThanOrEqual(5);
        expect(pod.terminationGracePeriodSeconds).toBe(60);
        expect(pause + Number(plain['LEDGERDESK_SHUTDOWN_SECONDS'])).toBeLessThanOrEqual(55);
      }
    }
  });

  test('asks for three copies of every topic, in place of the default of one', () => {
    for (const overlay of overlays)
      for (const { plain } of containersOf(overlay)) expect(plain['LEDGERDESK_KAFKA_REPLICATION']).toBe('3');
  });

  test('encrypts what leaves the pod in production, to authorities that are checked', () => {
    for (const { plain, container, pod } of containersOf('k8s/overlays/production')) {
      expect(plain['LEDGERDESK_KAFKA_SSL']).toBe('on');
      const file = plain['NODE_EXTRA_CA_CERTS'] ?? '';
      const mount = container?.volumeMounts?.find(({ mountPath }) => file.startsWith(`${mountPath}/`));
      const [writer] = pod.initContainers ?? [];
      expect(writer?.volumeMounts?.map(({ name }) => name)).toContain(mount?.name ?? 'no mount');
      expect(writer?.command?.join(' ')).toContain(file);
    }
  });

  test('no Secret is ever sent, and none has a value here', () => {
    for (const overlay of overlays) expect(only(rendered(overlay), 'Secret')).toEqual([]);
    const examples = [...files].filter(([path]) => path.endsWith('secret.example.yaml'));
    expect(examples.length).toBe(3);
    for (const { stringData } of examples.flatMap(([, manifests]) => only(manifests, 'Secret')))
      expect(Object.values(stringData).join('')).toBe('');
  });
});

test('no file holds what looks like a secret', () => {
  const suspicious =
    /PRIVATE KEY|\bsk-[A-Za-z0-9]{8}|\bAKIA[A-Z0-9]{8}|\beyJ[A-Za-z0-9_-]{20}|[A-Za-z0-9+/]{43}=|\b[0-9a-f]{64}\b/;
  const paths = [...new Glob('k8s/**/*').scanSync(root)];
  expect(paths.length).toBeGreaterThan(20);
  for (const path of paths) expect(readFileSync(`${root}${path}`, 'utf8'), path).not.toMatch(suspicious);
  expect(`LEDGERDESK_MASTER_KEY=${samples['LEDGERDESK_MASTER_KEY']}`).toMatch(suspicious);
});
