// The roles as processes on a Kafka that demands TLS and a password, and what an operator sees where it refuses.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { type SecureBroker, secureUsers, startSecureKafka } from '../infra/own-kafka.ts';
import { covered, replied, repliesIn, submit } from './customer.ts';
import { ledgerdesk, temporaryFolder } from './desk.ts';
import { haveServers, startTopology, type Topology } from './topology.ts';

const suite = haveServers() ? describe : describe.skip;

suite('a desk on a Kafka with TLS and passwords', () => {
  const things = new AsyncDisposableStack();
  const folder = things.adopt(temporaryFolder(), (made) => made[Symbol.dispose]()).path;
  let broker: SecureBroker;
  let desk: Topology;

  beforeAll(async () => {
    broker = await startSecureKafka(things);
    desk = things.use(
      await startTopology(folder, {
        LEDGERDESK_KAFKA_BROKERS: broker.secureAddress,
        LEDGERDESK_KAFKA_SSL: 'on',
        LEDGERDESK_KAFKA_USERNAME: secureUsers.scram,
        LEDGERDESK_KAFKA_PASSWORD: secureUsers.password,
        NODE_EXTRA_CA_CERTS: broker.authority,
      }),
    );
  }, 180_000);
  afterAll(() => things.disposeAsync(), 60_000);

  test('answers a customer over it', async () => {
    const receipt = await submit(desk, { message: covered });
    const view = await replied(desk, receipt);
    expect(repliesIn(view).map(({ author, state }) => [author, state])).toEqual([['agent', 'sent']]);
  }, 90_000);

  const refusals = [
    [
      'a wrong password',
      { LEDGERDESK_KAFKA_PASSWORD: 'kumquat' },
      'Kafka does not accept the user name, the password or the mechanism',
    ],
    [
      'an authority that is not trusted',
      { NODE_EXTRA_CA_CERTS: '' },
      'the certificate of Kafka is not trusted',
    ],
    [
      'topics that nobody made (bug: the doctor found nothing wrong)',
      { LEDGERDESK_KAFKA_PREFIX: 'nowhere.' },
      'no topic nowhere.fte.',
    ],
  ] as const;
  for (const [what, env, sentence] of refusals) {
    test(`with ${what} a role ends at once and says why, as the doctor does`, async () => {
      const launch = { ...desk.launch, env: { ...desk.launch.env, ...env } };
      const started = await ledgerdesk(['start', '--roles', 'agent'], launch);
      expect(started.code).toBe(1);
      expect(started.stderr).toContain(`ledgerdesk: ${sentence}`);
      const examined = await ledgerdesk(['doctor'], launch);
      expect(examined.code).toBe(1);
      expect(examined.stdout).toMatch(/^bus +failed/m);
      expect(examined.stdout).toContain(sentence);
      const everything = JSON.stringify([started, examined]);
      expect(everything).not.toContain('kumquat');
      expect(everything).not.toContain(secureUsers.password);
    }, 90_000);
  }
});
