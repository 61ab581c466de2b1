// The circuit breaker, and what stands behind it: the agent's provider and each channel.
import { describe, expect, test } from 'bun:test';
import { manualClock } from '../../../src/adapters/memory/clock.ts';
import { guardedAgent } from '../../../src/application/agent/guarded-agent.ts';
import { AgentUnavailable, type SupportAgent } from '../../../src/application/agent/support-agent.ts';
import type { ChannelGateway, SendOutcome } from '../../../src/application/channel/channel-gateway.ts';
import { guardedGateway } from '../../../src/application/channel/guarded-gateway.ts';
import { circuitBreaker } from '../../../src/application/platform/breaker.ts';
import { looseLog } from '../agent/desk.ts';

function fixture() {
  const clock = manualClock();
  const states: string[] = [];
  const breaker = circuitBreaker({
    clock,
    failures: 3,
    openMs: 1_000,
    onChange: (state) => states.push(state),
  });
  const fail = (times: number) => {
    for (let i = 0; i < times; i++) if (breaker.admits()) breaker.failed();
  };
  return { clock, states, breaker, fail };
}

describe('a circuit breaker', () => {
  test('is open for its time whatever its process’s clock is set to (bug: set back, it stayed open for as long)', async () => {
    for (const byMs of [-600_000, 600_000]) {
      const { breaker, fail, clock } = fixture();
      fail(3);
      clock.set(byMs);
      await clock.advance(999);
      expect(breaker.admits()).toBe(false);
      await clock.advance(1);
      expect(breaker.admits()).toBe(true);
    }
  });

  test('stays closed while failures are not in a row', () => {
    const { breaker, fail } = fixture();
    fail(2);
    expect(breaker.admits()).toBe(true);
    breaker.succeeded();
    fail(2);
    expect(breaker.state()).toBe('closed');
  });

  test('opens after failures in a row and refuses until its time is up', async () => {
    const { breaker, fail, clock, states } = fixture();
    fail(3);
    expect(breaker.admits()).toBe(false);
    await clock.advance(999);
    expect(breaker.wouldAdmit()).toBe(false);
    await clock.advance(1);
    expect(breaker.wouldAdmit()).toBe(true);
    expect(states).toEqual(['open']);
  });

  test('lets one call through to see, and closes when it works', async () => {
    const { breaker, fail, clock, states } = fixture();
    fail(3);
    await clock.advance(1_000);
    expect([breaker.admits(), breaker.admits()]).toEqual([true, false]);
    breaker.succeeded();
    expect(breaker.admits()).toBe(true);
    expect(states).toEqual(['open', 'trying', 'closed']);
  });

  test('does not wait for ever for a trial that never ends', async () => {
    const { breaker, fail, clock } = fixture();
    fail(3);
    await clock.advance(1_000);
    expect([breaker.admits(), breaker.admits()]).toEqual([true, false]);
    await clock.advance(1_000);
    expect(breaker.admits()).toBe(true);
  });

  test('opens again at once when the one call fails', async () => {
    const { breaker, fail, clock } = fixture();
    fail(3);
    await clock.advance(1_000);
    fail(1);
    expect(breaker.state()).toBe('open');
    await clock.advance(999);
    expect(breaker.admits()).toBe(false);
  });
});

test('an agent whose provider fails is not asked while its breaker is open, so that the fallback works at once', async () => {
  const { breaker } = fixture();
  let asked = 0;
  const failing: SupportAgent = {
    name: 'failing',
    run: async () => {
      asked++;
      throw new AgentUnavailable('down', false);
    },
  };
  const agent = guardedAgent(failing, breaker);
  const task = {
    ticketId: 't',
    channel: 'webform',
    category: 'general',
    subject: '',
    transcript: [],
    question: '',
    maxToolCalls: 1,
  } as const;
  for (let i = 0; i < 5; i++)
    await agent.run(task, [], new AbortController().signal, looseLog()).catch(() => {});
  expect(asked).toBe(3);
});

describe('a channel behind a breaker', () => {
  const reply = {
    replyId: 'r',
    ticketId: 't',
    reference: 'LD-0000-0000',
    subject: '',
    parts: ['hello'],
    alreadySent: [],
    attemptedAt: 0,
    automatic: true,
  };
  const gatewayWith = (outcome: SendOutcome): ChannelGateway => ({
    channel: 'webform',
    send: async () => outcome,
    reconcile: async () => ({ state: 'not-sent' }),
  });

  test('is left alone after failures that may pass', async () => {
    const { breaker } = fixture();
    const guarded = guardedGateway(
      gatewayWith({ outcome: 'failed', code: '503', permanent: false }),
      breaker,
    );
    for (let i = 0; i < 3; i++) await guarded.send(reply);
    expect(guarded.isOpenForSending()).toBe(false);
    expect(await guarded.send(reply)).toEqual({
      outcome: 'failed',
      code: 'breaker-open',
      permanent: false,
      deferred: 'by-us',
    });
  });

  test('waiting for our own pace, or because the provider asks for it, opens no breaker', async () => {
    for (const deferred of ['by-us', 'by-provider'] as const) {
      const { breaker } = fixture();
      const guarded = guardedGateway(
        gatewayWith({ outcome: 'failed', code: '429', permanent: false, retryInMs: 5_000, deferred }),
        breaker,
      );
      for (let i = 0; i < 20; i++) await guarded.send(reply);
      expect(guarded.isOpenForSending()).toBe(true);
    }
  });

  test('our own pace says nothing about the provider: failures before and after it are in a row', async () => {
    const { breaker } = fixture();
    const outage = { outcome: 'failed', code: '503', permanent: false } as const;
    const outcomes: SendOutcome[] = [outage, outage, { ...outage, deferred: 'by-us' }, outage];
    const guarded = guardedGateway(
      { ...gatewayWith(outage), send: async () => outcomes.shift() ?? outage },
      breaker,
    );
    for (let i = 0; i < 4; i++) await guarded.send(reply);
    expect(breaker.state()).toBe('open');
  });

  test('a trial that our own pace held up is made by the next reply', async () => {
    const { breaker, fail, clock, states } = fixture();
    fail(3);
    await clock.advance(1_000);
    const held = { outcome: 'failed', code: 'own-rate-limit', permanent: false, deferred: 'by-us' } as const;
    await guardedGateway(gatewayWith(held), breaker).send(reply);
    expect(breaker.state()).toBe('open');
    const next = guardedGateway(gatewayWith({ outcome: 'sent' }), breaker);
    expect(next.isOpenForSending()).toBe(true);
    expect(await next.send(reply)).toEqual({ outcome: 'sent' });
    expect(states).toEqual(['open', 'trying', 'open', 'trying', 'closed']);
  });

  test('is not open for sending while its own pace has no turn', async () => {
    const { breaker } = fixture();
    const paced = { ...gatewayWith({ outcome: 'sent' }), isOpenForSending: () => false };
    expect(guardedGateway(paced, breaker).isOpenForSending()).toBe(false);
  });

  test('a refusal for good says that the provider works', async () => {
    const { breaker } = fixture();
    const guarded = guardedGateway(
      gatewayWith({ outcome: 'failed', code: 'bad-address', permanent: true }),
      breaker,
    );
    for (let i = 0; i < 5; i++) await guarded.send(reply);
    expect(guarded.isOpenForSending()).toBe(true);
  });
});
