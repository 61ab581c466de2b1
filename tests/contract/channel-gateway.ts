// What every gateway must do, whichever provider stands behind it. Run on each adapter, over its stand-in's HTTP.
import { describe, expect, spyOn, test } from 'bun:test';
import fc from 'fast-check';
import type {
  ChannelGateway,
  OutboundReply,
  SendOutcome,
} from '../../src/application/channel/channel-gateway.ts';
import type { Channel } from '../../src/domain/conversation/channel.ts';
import { id } from '../infra/sample.ts';

/** What can be made to go wrong at the provider. Each fault is for the next send and gone with it. */
export interface ProviderFaults {
  refuseForGood(): void;
  /** @param retryInMs what the provider says about coming back */
  refuseForNow(retryInMs: number): void;
  /** It takes the message; the answer never comes, or denies it. */
  loseAnswer(how: 'hang' | 'error'): void;
  /** Every answer is late by so much, milliseconds, until it is 0 again. */
  delay(ms: number): void;
  /** Nobody listens there any more. */
  away(): Promise<void>;
}

export interface GatewayWorld extends AsyncDisposable {
  readonly gateway: ChannelGateway;
  /** Of a customer nobody else writes to, who can be written to now. */
  newCustomer(): Promise<string>;
  /** Texts that reached the customer, oldest first. */
  received(customer: string): readonly string[];
  readonly faults: ProviderFaults;
}

const MARK = 'xylophone';
/** @param timeoutMs how long the provider is given for one request; by default what suits a quick test */
type Open = (timeoutMs?: number) => Promise<GatewayWorld>;

function outbound(over: Partial<OutboundReply>): OutboundReply {
  return {
    replyId: id(),
    ticketId: id(),
    reference: 'LD-7K2M-9QXA',
    subject: `Where is my ${MARK}?`,
    parts: [`One ${MARK}.`, `Two ${MARK}.`, `Three ${MARK}.`],
    alreadySent: [],
    lastInboundAt: Date.now(),
    attemptedAt: Date.now(),
    automatic: true,
    ...over,
  };
}

/** A desk at its provider with a customer, and replies to them. */
async function setUp(open: Open, timeoutMs?: number) {
  const world = await open(timeoutMs);
  const to = await world.newCustomer();
  const reply = (over: Partial<OutboundReply> = {}) => outbound({ to, ...over });
  const received = () => world.received(to);
  return { world, to, reply, received, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
}

/** Delivers as the desk does: what is unknown is looked up, and what is out is not sent again. */
async function deliver(
  { send, reconcile }: ChannelGateway,
  reply: OutboundReply,
  beforeSend = (_round: number) => {},
): Promise<{ readonly outcomes: readonly SendOutcome['outcome'][]; readonly sentIds: readonly string[] }> {
  const outcomes: SendOutcome['outcome'][] = [];
  let { alreadySent } = reply;
  for (let round = 0; round < 40; round++) {
    beforeSend(round);
    const outcome = await send({ ...reply, alreadySent });
    outcomes.push(outcome.outcome);
    if (outcome.outcome === 'sent') return { outcomes, sentIds: outcome.providerMessageIds ?? [] };
    if (outcome.outcome === 'failed') {
      if (outcome.permanent) throw new Error(`failed for good: ${outcome.code}`);
      alreadySent = outcome.providerMessageIds ?? alreadySent;
      continue;
    }
    let found = await reconcile({ ...reply, alreadySent });
    // On a busy machine a look-up can outlast the short time limit as well, and is made again, as by the desk.
    for (let look = 1; look < 20 && found.state === 'unknown'; look++)
      found = await reconcile({ ...reply, alreadySent });
    if (found.state === 'sent') return { outcomes, sentIds: found.providerMessageIds ?? [] };
    if (found.state === 'unknown') throw new Error('the provider answers, and still cannot say');
    alreadySent = found.providerMessageIds ?? alreadySent;
  }
  throw new Error('it never went out');
}

/** What a channel promises with or without a provider behind it. */
export function channelGatewayContract(
  name: string,
  channel: Channel,
  open: () => Promise<{ readonly gateway: ChannelGateway; readonly to?: string } & AsyncDisposable>,
): void {
  describe(`${name} as a channel gateway`, () => {
    const withOne = async (work: (gateway: ChannelGateway, reply: OutboundReply) => Promise<void>) => {
      await using world = await open();
      const { gateway, to } = world;
      await work(gateway, outbound(to === undefined ? {} : { to }));
    };
    test('serves its channel, and says how long a send takes where it takes time', () =>
      withOne(async ({ channel: served, sendLimitMs }) => {
        expect(served).toBe(channel);
        expect(sendLimitMs === undefined || sendLimitMs > 0).toBe(true);
      }));
    test('a look-up never calls sent what was not, however often it is asked', () =>
      withOne(async ({ reconcile }, reply) => {
        for (let n = 0; n < 3; n++) expect(await reconcile(reply)).toEqual({ state: 'not-sent' });
      }));
    test('what is sent has an id for every part, or none where the channel has none', () =>
      withOne(async ({ send }, reply) => {
        const outcome = await send(reply);
        if (outcome.outcome !== 'sent') throw new Error(outcome.code);
        const { providerMessageIds: ids } = outcome;
        expect(new Set(ids).size).toBe(channel === 'webform' ? 0 : reply.parts.length);
      }));
    test('two replies at once are two, each with ids of its own', () =>
      withOne(async ({ send }, reply) => {
        const other = { ...reply, replyId: id(), parts: ['Another.'] };
        const both = await Promise.all([send(reply), send(other)]);
        expect(both.map(({ outcome }) => outcome)).toEqual(['sent', 'sent']);
        const ids = both.flatMap((one) => (one.outcome === 'sent' ? (one.providerMessageIds ?? []) : []));
        expect(new Set(ids).size).toBe(ids.length);
      }));
  });
}

/** What a channel promises beside that, whose provider may fail: these are told apart by what is thrown at them. */
export function providedGatewayContract(name: string, channel: Channel, open: Open): void {
  channelGatewayContract(name, channel, async () => {
    const world = await open();
    const to = await world.newCustomer();
    return { gateway: world.gateway, to, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
  });
  describe(`${name} and its provider`, () => {
    test('what was sent has an id of the provider for every part, and the customer has them in order', async () => {
      await using desk = await setUp(open);
      const one = desk.reply();
      const outcome = await desk.world.gateway.send(one);
      if (outcome.outcome !== 'sent') throw new Error(outcome.code);
      expect(outcome.providerMessageIds).toHaveLength(3);
      expect(new Set(outcome.providerMessageIds).size).toBe(3);
      expect(desk.received()).toEqual([...one.parts]);
    });

    test('a look-up finds what was sent by the same ids, however often it is asked', async () => {
      await using desk = await setUp(open);
      const one = desk.reply();
      const outcome = await desk.world.gateway.send(one);
      if (outcome.outcome !== 'sent') throw new Error(outcome.code);
      for (let n = 0; n < 2; n++) {
        const found = await desk.world.gateway.reconcile(one);
        if (found.state !== 'sent') throw new Error(found.state);
        expect(found.providerMessageIds).toEqual(outcome.providerMessageIds ?? []);
      }
      expect(desk.received()).toHaveLength(3);
    });

    test('parts that are out are not sent again, and stand first among the ids', async () => {
      await using desk = await setUp(open);
      const one = desk.reply();
      const first = await desk.world.gateway.send({ ...one, parts: one.parts.slice(0, 1) });
      if (first.outcome !== 'sent') throw new Error(first.code);
      const alreadySent = first.providerMessageIds ?? [];
      const rest = await desk.world.gateway.send({ ...one, alreadySent });
      if (rest.outcome !== 'sent') throw new Error(rest.code);
      expect(rest.providerMessageIds?.slice(0, 1)).toEqual([...alreadySent]);
      expect(rest.providerMessageIds).toHaveLength(3);
      expect(desk.received()).toEqual([...one.parts]);
    });

    test('of which nothing is left to send, nothing is sent', async () => {
      await using desk = await setUp(open);
      const outcome = await desk.world.gateway.send(desk.reply({ alreadySent: ['a', 'b', 'c'] }));
      expect(outcome).toMatchObject({ outcome: 'sent', providerMessageIds: ['a', 'b', 'c'] });
      expect(desk.received()).toEqual([]);
    });

    test('a refusal for good is final, gives no time to come back, and names the parts that are out', async () => {
      await using desk = await setUp(open);
      desk.world.faults.refuseForGood();
      const outcome = await desk.world.gateway.send(desk.reply({ alreadySent: ['first'] }));
      expect(outcome).toStrictEqual({
        outcome: 'failed',
        code: expect.stringMatching(/^[\w-]+$/),
        permanent: true,
        providerMessageIds: ['first'],
      });
      expect(desk.received()).toEqual([]);
    });

    test('a refusal for now passes on when the provider wants to be asked again, and what is out', async () => {
      await using desk = await setUp(open);
      const one = desk.reply({ alreadySent: ['first'] });
      desk.world.faults.refuseForNow(23_000);
      expect(await desk.world.gateway.send(one)).toStrictEqual({
        outcome: 'failed',
        code: expect.stringMatching(/^[\w-]+$/),
        permanent: false,
        retryInMs: 23_000,
        deferred: 'by-provider',
        providerMessageIds: ['first'],
      });
      expect((await desk.world.gateway.send(one)).outcome).toBe('sent');
      expect(desk.received()).toEqual(one.parts.slice(1));
    });

    test('nobody to send to is a failure for good, without asking the provider', async () => {
      await using desk = await setUp(open);
      const { to: _, ...nobody } = desk.reply();
      await desk.world.faults.away();
      for (const none of [nobody, desk.reply({ to: '' }), desk.reply({ to: 'a b\r\nBcc: c@d.example' })])
        expect(await desk.world.gateway.send(none)).toMatchObject({ outcome: 'failed', permanent: true });
    });

    for (const how of ['hang', 'error'] as const)
      test(`an answer that is lost (${how}) leaves it unknown; the look-up finds what is out, and the rest follows once`, async () => {
        await using desk = await setUp(open);
        const one = desk.reply();
        desk.world.faults.loseAnswer(how);
        const outcome = await desk.world.gateway.send(one);
        expect(outcome).toStrictEqual({ outcome: 'unknown', code: expect.stringMatching(/^[\w-]+$/) });
        const found = await desk.world.gateway.reconcile(one);
        if (found.state !== 'not-sent') throw new Error(found.state);
        expect(found.providerMessageIds).toHaveLength(1);
        const alreadySent = found.providerMessageIds ?? [];
        expect((await desk.world.gateway.send({ ...one, alreadySent })).outcome).toBe('sent');
        expect(desk.received()).toEqual([...one.parts]);
        expect((await desk.world.gateway.reconcile(one)).state).toBe('sent');
      });

    test('while nobody listens nothing is sent, and a look-up concludes nothing', async () => {
      await using desk = await setUp(open);
      await desk.world.faults.away();
      const outcome = await desk.world.gateway.send(desk.reply());
      expect(outcome.outcome === 'unknown' || (outcome.outcome === 'failed' && !outcome.permanent)).toBe(
        true,
      );
      expect(await desk.world.gateway.reconcile(desk.reply())).toEqual({ state: 'unknown' });
    });

    test('whatever goes wrong on the way, every part reaches the customer once and in order', async () => {
      const fault = fc.constantFrom('none', 'now', 'hang', 'error');
      await using world = await open(250);
      await fc.assert(
        fc.asyncProperty(
          fc.array(fault, { maxLength: 4 }),
          fc.integer({ min: 1, max: 3 }),
          async (plan, count) => {
            const customer = await world.newCustomer();
            const parts = Array.from({ length: count }, (_, i) => `Part ${i + 1} ${MARK}.`);
            const one = outbound({ to: customer, parts });
            const { sentIds } = await deliver(world.gateway, one, (round) => {
              const next = plan[round];
              if (next === 'now') world.faults.refuseForNow(1_000);
              if (next === 'hang' || next === 'error') world.faults.loseAnswer(next);
            });
            expect(world.received(customer)).toEqual(parts);
            expect(new Set(sentIds).size).toBe(count);
          },
        ),
        { numRuns: 15 },
      );
    }, 60_000);

    test('a slow provider is given the time the gateway names, and what it took by then is not sent twice', async () => {
      const timeoutMs = 600;
      await using desk = await setUp(open, timeoutMs);
      const { gateway, faults } = desk.world;
      await gateway.send(desk.reply({ parts: ['Before.'] }));
      const parts = Array.from({ length: 9 }, (_, i) => `Part ${i + 1}.`);
      const one = desk.reply({ parts });
      faults.delay(timeoutMs - 100);
      const started = performance.now();
      const outcome = await gateway.send(one);
      const took = performance.now() - started;
      faults.delay(0);
      expect(took).toBeLessThan(gateway.sendLimitMs ?? 0);
      expect(outcome.outcome).not.toBe('sent');
      const found = await gateway.reconcile(one);
      const alreadySent = found.state === 'unknown' ? [] : (found.providerMessageIds ?? []);
      await deliver(gateway, { ...one, alreadySent });
      expect(desk.received()).toEqual(['Before.', ...parts]);
    }, 30_000);

    test('nothing that was written, and nobody’s address, stands in an outcome or on the console', async () => {
      await using desk = await setUp(open);
      const { gateway, faults } = desk.world;
      const streams = (['log', 'info', 'warn', 'error', 'debug'] as const).map((stream) =>
        spyOn(console, stream).mockImplementation(() => {}),
      );
      const said: unknown[] = [];
      try {
        for (const fault of [
          () => faults.refuseForGood(),
          () => faults.refuseForNow(1_000),
          () => faults.loseAnswer('error'),
          () => faults.loseAnswer('hang'),
          () => {},
        ]) {
          fault();
          const one = desk.reply();
          said.push(await gateway.send(one), await gateway.reconcile(one));
        }
        await faults.away();
        said.push(await gateway.send(desk.reply()), await gateway.reconcile(desk.reply()));
        said.push(...streams.flatMap((stream) => stream.mock.calls));
      } finally {
        for (const stream of streams) stream.mockRestore();
      }
      expect(said.length).toBeGreaterThanOrEqual(12);
      const text = JSON.stringify(said);
      expect(text).not.toContain(MARK);
      expect(text).not.toContain(desk.to.replace(/^whatsapp:/, ''));
    });
  });
}
