// Replies leave at the pace of their channel: a burst at once, the rest in turn, and what would wait too long is told when.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { manualClock } from '../../../src/adapters/memory/clock.ts';
import type {
  ChannelGateway,
  OutboundReply,
  SendOutcome,
} from '../../../src/application/channel/channel-gateway.ts';
import { type Pace, pacedGateway } from '../../../src/application/channel/paced-gateway.ts';
import { id, noon } from '../../infra/sample.ts';

const reply = (over: Partial<OutboundReply> = {}): OutboundReply => ({
  replyId: id(),
  ticketId: id(),
  reference: 'LD-1',
  subject: 's',
  parts: ['One.'],
  alreadySent: [],
  attemptedAt: noon,
  automatic: true,
  ...over,
});

/** A gateway that notes when something left through it. */
function channel(pace: Pace, over: Partial<ChannelGateway> = {}) {
  const clock = manualClock(noon);
  const left: { readonly at: number; readonly parts: number }[] = [];
  const gateway = pacedGateway(
    {
      channel: 'whatsapp',
      sendLimitMs: 1_000,
      send: async ({ parts }) => {
        left.push({ at: clock.now() - noon, parts: parts.length });
        return { outcome: 'sent' };
      },
      reconcile: async () => ({ state: 'sent', providerMessageIds: ['x'] }),
      ...over,
    },
    pace,
    clock,
  );
  /** Time goes on in small steps, so that nobody wakes much too late. */
  const pass = async (ms: number, step = 1) => {
    for (let at = 0; at < ms; at += step) await clock.advance(Math.min(step, ms - at));
  };
  return { gateway, clock, left, pass };
}

describe('a paced channel', () => {
  test('lets a burst out at once, and then one after the other', async () => {
    const { gateway, left, pass } = channel({ burst: 3, perSecond: 2 });
    const all = Array.from({ length: 6 }, () => gateway.send(reply()));
    await pass(2_000);
    expect((await Promise.all(all)).map(({ outcome }) => outcome)).toEqual(Array(6).fill('sent'));
    expect(left.map(({ at }) => at)).toEqual([0, 0, 0, 500, 1_000, 1_500]);
  });

  test('has a whole burst again after a pause, and no more however long it was', async () => {
    const { gateway, left, pass, clock } = channel({ burst: 2, perSecond: 1 });
    await Promise.all([gateway.send(reply()), gateway.send(reply())]);
    await clock.advance(3_600_000);
    const all = [1, 2, 3].map(() => gateway.send(reply()));
    await pass(1_000);
    await Promise.all(all);
    expect(left.map(({ at }) => at)).toEqual([0, 0, 3_600_000, 3_600_000, 3_601_000]);
  });

  test('goes on at its pace whatever its process’s clock is set to (bug, chaos: set back, it sent nothing for as long)', async () => {
    for (const byMs of [-600_000, 600_000]) {
      const { gateway, clock } = channel({ burst: 1, perSecond: 1 });
      await gateway.send(reply());
      clock.set(byMs);
      expect(gateway.isOpenForSending()).toBe(true);
      const next = gateway.send(reply());
      await clock.advance(1_000);
      expect(await next).toEqual({ outcome: 'sent' });
    }
  });

  test('leaves a reply to its timer that would wait too long, says when to come back, and gives its turn away', async () => {
    const { gateway, left, pass } = channel({ burst: 1, perSecond: 0.5 });
    const outcomes: SendOutcome[] = [];
    const all = Array.from({ length: 5 }, (_, i) =>
      gateway
        .send(reply(i === 4 ? { alreadySent: ['first'], parts: ['One.', 'Two.'] } : {}))
        .then((outcome) => outcomes.push(outcome)),
    );
    await pass(0);
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    const refused = {
      outcome: 'failed',
      code: 'own-rate-limit',
      permanent: false,
      deferred: 'by-us',
    } as const;
    expect(outcomes.filter(({ outcome }) => outcome === 'failed')).toEqual([
      { ...refused, retryInMs: 6_000 },
      { ...refused, retryInMs: 6_000, providerMessageIds: ['first'] },
    ]);
    await pass(6_000, 10);
    await Promise.all(all);
    expect(left.map(({ at }) => at)).toEqual([0, 2_000, 4_000]);
    expect((await gateway.send(reply())).outcome).toBe('sent');
  });

  test('says beforehand that a reply would wait too long, so that no attempt is made of it', async () => {
    const { gateway, pass } = channel({ burst: 1, perSecond: 0.5 });
    expect(gateway.isOpenForSending()).toBe(true);
    const all = Array.from({ length: 3 }, () => gateway.send(reply()));
    expect(gateway.isOpenForSending()).toBe(false);
    await pass(1_000);
    expect(gateway.isOpenForSending()).toBe(true);
    await pass(3_000);
    await Promise.all(all);
  });

  test('counts every message of a reply', async () => {
    const { gateway, left, pass } = channel({ burst: 1, perSecond: 1 });
    const all = [gateway.send(reply({ parts: ['1', '2', '3'] })), gateway.send(reply())];
    await pass(3_000);
    await Promise.all(all);
    expect(left).toEqual([
      { at: 0, parts: 3 },
      { at: 3_000, parts: 1 },
    ]);
  });

  test('names a limit that has room for the wait, and waits for no look-up', async () => {
    const { gateway } = channel({ burst: 1, perSecond: 0.001 });
    expect(gateway.sendLimitMs).toBe(6_000);
    expect(gateway.channel).toBe('whatsapp');
    for (let n = 0; n < 3; n++)
      expect(await gateway.reconcile(reply())).toEqual({ state: 'sent', providerMessageIds: ['x'] });
    const { sendLimitMs: _, ...atOnce } = channel({ burst: 1, perSecond: 1 }).gateway;
    expect('sendLimitMs' in pacedGateway(atOnce, { burst: 1, perSecond: 1 }, manualClock())).toBe(false);
  });

  test('what the provider says, and what breaks, comes through as it is', async () => {
    const defect = new TypeError('x');
    const broken = channel({ burst: 9, perSecond: 9 }, { send: () => Promise.reject(defect) });
    expect(await broken.gateway.send(reply()).catch((error: unknown) => error)).toBe(defect);
    const unknown = { outcome: 'unknown', code: 'timeout' } as const;
    const lost = channel({ burst: 9, perSecond: 9 }, { send: async () => unknown });
    expect(await lost.gateway.send(reply())).toEqual(unknown);
  });

  test('whoever comes when, no stretch of time sees more than a burst and its share', async () => {
    const coming = fc.record({
      afterMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 900 })),
      parts: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 20 }),
        fc.array(coming, { minLength: 1, maxLength: 25 }),
        async (burst, perSecond, comings) => {
          const { gateway, left, pass } = channel({ burst, perSecond });
          const all: Promise<SendOutcome>[] = [];
          for (const { afterMs, parts } of comings) {
            await pass(afterMs, 5);
            all.push(gateway.send(reply({ parts: Array.from({ length: parts }, () => 'x') })));
          }
          await pass(5_005, 5);
          const outcomes = await Promise.all(all);
          // Each either left or was told when to come back, which is later than anybody waits.
          expect(left).toHaveLength(outcomes.filter(({ outcome }) => outcome === 'sent').length);
          for (const outcome of outcomes)
            if (outcome.outcome === 'failed') expect(outcome.retryInMs).toBeGreaterThan(5_000 - 1);
          for (const [from, first] of left.entries()) {
            let parts = 0;
            for (const { at, parts: more } of left.slice(from)) {
              parts += more;
              // A reply goes out whole: its further messages are what may exceed the burst, and are made up for. Clocks
              // here move by 5 ms.
              const share = ((at - first.at + 5) / 1_000) * perSecond;
              expect(parts).toBeLessThanOrEqual(burst + 2 + share + 1e-6);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('replies of one message never exceed a burst and its share by a single one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 10 }),
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 30 }),
        async (burst, perSecond, pauses) => {
          const { gateway, left, pass } = channel({ burst, perSecond });
          const all: Promise<SendOutcome>[] = [];
          for (const pause of pauses) {
            await pass(pause, 5);
            all.push(gateway.send(reply()));
          }
          await pass(5_005, 5);
          await Promise.all(all);
          for (const [from, first] of left.entries())
            for (const [to, last] of left.entries())
              if (to >= from)
                expect(to - from + 1).toBeLessThanOrEqual(
                  burst + ((last.at - first.at + 5) / 1_000) * perSecond + 1e-6,
                );
        },
      ),
      { numRuns: 60 },
    );
  });
});
