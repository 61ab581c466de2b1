// WhatsApp's webhooks: stored before they are acknowledged, and news of a reply that only moves it forward.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { statusNews, statusUrl } from '../../../src/adapters/twilio/callback.ts';
import type { AcceptMessage } from '../../../src/application/channel/accept-message.ts';
import type { InboundMessage } from '../../../src/application/channel/inbound-message.ts';
import type { WebhookRequest } from '../../../src/application/channel/webhook.ts';
import { StoreUnavailable, VersionConflict } from '../../../src/application/log/event-store.ts';
import { changeTicket } from '../../../src/application/ticket/change-ticket.ts';
import { loadTicket } from '../../../src/application/ticket/load-ticket.ts';
import {
  type ReportedNews,
  recordNews,
  whatsappStatusWebhook,
  whatsappWebhook,
} from '../../../src/application/whatsapp/webhooks.ts';
import { decide, type TicketCommand } from '../../../src/domain/ticket/decide.ts';
import type { ReplyProgress } from '../../../src/domain/ticket/state.ts';
import { memoryDesk } from '../../infra/desk.ts';
import { answer, firstContact, id, metadata, newCase, noon, onTicket, thrownBy } from '../../infra/sample.ts';

const MARK = 'xylophone';
const request: WebhookRequest = { target: '/webhooks/whatsapp', headers: {}, body: `Body=${MARK}` };
const sid = (n: number) => `SM${String(n).padStart(32, '0')}`;

const message: InboundMessage = {
  channel: 'whatsapp',
  providerMessageId: sid(1),
  account: 'whatsapp:+14155238886',
  replyTo: 'whatsapp:+4915112345678',
  seen: [],
  senderName: MARK,
  text: MARK,
  sentAt: noon,
  attachments: [],
  original: new Uint8Array(),
};
const stored = { ticketId: 't', reference: 'LD-1', messageId: 'm', repeated: false };

describe('a message', () => {
  const webhook = (
    accept: AcceptMessage,
    over: { readonly refused?: string; readonly malformed?: string } = {},
  ) => {
    const telemetry = memoryTelemetry();
    const { malformed } = over;
    const take = whatsappWebhook({
      verify: () => over.refused,
      parse: () => (malformed === undefined ? message : { malformed }),
      accept,
      telemetry,
    });
    return { take, telemetry };
  };

  test('mistake 2: is acknowledged when it is stored, and not before', async () => {
    const store = Promise.withResolvers<void>();
    let answered = false;
    const { take } = webhook(async () => {
      await store.promise;
      return stored;
    });
    const answer = take(request).then((given) => {
      answered = true;
      return given;
    });
    for (let turn = 0; turn < 50; turn++) await Promise.resolve();
    expect(answered).toBe(false);
    store.resolve();
    expect(await answer).toEqual({ outcome: 'accepted' });
  });

  test('that cannot be stored is not acknowledged', async () => {
    const away = new StoreUnavailable('away');
    const { take } = webhook(() => Promise.reject(away));
    expect(await thrownBy(take(request))).toBe(away);
  });

  test('that was stored before is acknowledged again', async () => {
    const { take } = webhook(async () => ({ ...stored, repeated: true }));
    expect(await take(request)).toEqual({ outcome: 'accepted' });
  });

  test('goes on with the trace of its request', async () => {
    const traces: (string | undefined)[] = [];
    const { take } = webhook(async (_, trace) => {
      traces.push(trace);
      return stored;
    });
    await take({ ...request, traceparent: 'trace' });
    await take(request);
    expect(traces).toEqual(['trace', undefined]);
  });

  test('mistake 1: without proof of the provider is not even read', async () => {
    const { take, telemetry } = webhook(() => Promise.reject(new Error('it was read')), {
      refused: 'no-signature',
    });
    expect(await take(request)).toEqual({ outcome: 'unauthenticated', why: 'no-signature' });
    expect(telemetry.logs.map(({ level, fields }) => [level, fields])).toEqual([
      ['warn', { channel: 'whatsapp', why: 'no-signature' }],
    ]);
  });

  test('that nobody can read is logged without its words, and not asked for again', async () => {
    const { take, telemetry } = webhook(() => Promise.reject(new Error('it was read')), {
      malformed: 'no-message-sid',
    });
    expect(await take(request)).toEqual({ outcome: 'malformed', why: 'no-message-sid' });
    expect(telemetry.logs).toHaveLength(1);
    expect(JSON.stringify(telemetry.logs)).not.toContain(MARK);
  });
});

/** A ticket with a reply on its way by WhatsApp, in so many parts. */
async function replyOnItsWay(parts: number) {
  const desk = memoryDesk();
  const one = newCase();
  const replyId = id();
  await desk.events.append(firstContact(one, desk.clock.now()));
  const composed = answer(one, replyId);
  if (composed.type !== 'ReplyComposed') throw new Error('no reply');
  const onWhatsapp = { ...composed, data: { ...composed.data, channel: 'whatsapp' as const } };
  await desk.events.append(onTicket(one, 2, [onWhatsapp], desk.clock.now()));
  const change = (command: TicketCommand) =>
    changeTicket(desk, one.ticketId, metadata, (state) => decide(command, state));
  await change({ command: 'AttemptReply', replyId, parts });
  const sids = Array.from({ length: parts }, (_, i) => sid(i + 1));
  const sendReturns = () =>
    change({ command: 'RecordSent', replyId, providerMessageId: sid(1), providerMessageIds: sids });
  const news = (progress: ReportedNews['progress'], part = 1): ReportedNews => ({
    ticketId: one.ticketId,
    replyId,
    part,
    providerMessageId: sid(part),
    progress,
    ...(progress === 'failed' ? { code: 'window-closed' } : {}),
  });
  const hear = (progress: ReportedNews['progress'], part = 1) => recordNews(desk, news(progress, part));
  const reply = async () => {
    const found = (await loadTicket(desk, one.ticketId)).ticket?.replies.find((r) => r.replyId === replyId);
    if (!found) throw new Error('there is no reply');
    return found;
  };
  const progress = async () => (await reply()).progress;
  const since = async () => (await desk.typesOf(one.ticketId)).slice(4);
  return { desk, one, replyId, sendReturns, news, hear, reply, progress, since };
}

describe('news of a reply', () => {
  test('moves it along from sent to delivered to read', async () => {
    const { hear, progress, since } = await replyOnItsWay(1);
    const states: ReplyProgress[] = [];
    for (const step of ['under-way', 'sent', 'delivered', 'read'] as const) {
      expect(await hear(step)).toBe('recorded');
      states.push(await progress());
    }
    expect(states).toEqual(['attempted', 'sent', 'delivered', 'read']);
    expect(await since()).toEqual(['ReplySent', 'ReplyDelivered', 'ReplyRead']);
  });

  test('that comes twice, or late, changes nothing and is acknowledged', async () => {
    const { hear, since } = await replyOnItsWay(1);
    await hear('delivered');
    for (const late of ['delivered', 'sent', 'under-way', 'delivered', 'failed'] as const)
      expect(await hear(late)).toBe('recorded');
    expect(await since()).toEqual(['ReplyDelivered']);
    await hear('read');
    for (const late of ['read', 'delivered', 'failed'] as const) expect(await hear(late)).toBe('recorded');
    expect(await since()).toEqual(['ReplyDelivered', 'ReplyRead']);
  });

  test('that comes twice at once is recorded once', async () => {
    const { hear, since } = await replyOnItsWay(1);
    const both = await Promise.all([hear('delivered'), hear('delivered'), hear('delivered')]);
    expect(both).toEqual(['recorded', 'recorded', 'recorded']);
    expect(await since()).toEqual(['ReplyDelivered']);
  });

  test('that comes before the send has returned is kept, and the send adds the ids of all parts', async () => {
    const { hear, sendReturns, since, progress } = await replyOnItsWay(2);
    await hear('sent', 1);
    await hear('delivered', 1);
    await sendReturns();
    expect(await progress()).toBe('sent');
    await hear('read', 2);
    expect(await progress()).toBe('delivered');
    expect(await since()).toEqual(['ReplyDelivered', 'ReplySent', 'ReplyDelivered', 'ReplyRead']);
  });

  test('of one part before the send has returned does not stand for the others', async () => {
    const { hear, progress } = await replyOnItsWay(3);
    await hear('sent', 1);
    await hear('delivered', 2);
    expect(await progress()).toBe('attempted');
  });

  test('mistake 10: what the provider failed to deliver is failed, also when the send was answered well', async () => {
    const { hear, sendReturns, reply, since } = await replyOnItsWay(1);
    await sendReturns();
    await hear('failed');
    expect(await reply()).toMatchObject({
      progress: 'failed',
      failure: { code: 'window-closed', permanent: true },
    });
    expect(await since()).toEqual(['ReplySent', 'ReplyFailed', 'TicketEscalated']);
    for (const late of ['sent', 'delivered', 'read', 'failed'] as const)
      expect(await hear(late)).toBe('recorded');
    expect(await since()).toHaveLength(3);
  });

  test('that it failed, before the send has returned, is not overruled by the send', async () => {
    const { hear, sendReturns, progress } = await replyOnItsWay(1);
    await hear('failed');
    await sendReturns();
    expect(await progress()).toBe('failed');
  });

  test('that an earlier attempt failed does not fail the reply while the next attempt is made', async () => {
    const { desk, one, replyId, news, reply, progress } = await replyOnItsWay(1);
    const change = (command: TicketCommand) =>
      changeTicket(desk, one.ticketId, metadata, (state) => decide(command, state));
    const late = { ...news('failed'), providerMessageId: sid(9), attempt: 1 };
    await change({
      command: 'RecordFailure',
      replyId,
      attempt: 1,
      code: 'provider-trouble',
      permanent: false,
      retryInMs: 1_000,
    });
    expect(await recordNews(desk, late)).toBe('recorded');
    expect(await progress()).toBe('composed');
    await change({ command: 'AttemptReply', replyId });
    expect(await recordNews(desk, late)).toBe('recorded');
    expect(await progress()).toBe('attempted');
    expect(await recordNews(desk, { ...news('failed'), attempt: 2 })).toBe('recorded');
    expect(await reply()).toMatchObject({ progress: 'failed', failure: { permanent: true } });
  });

  test('of a reply or a ticket that is not ours is refused and stores nothing', async () => {
    const { desk, news, since } = await replyOnItsWay(1);
    expect(await recordNews(desk, { ...news('delivered'), replyId: id() })).toBe('unknown-reply');
    expect(await recordNews(desk, { ...news('failed'), replyId: id() })).toBe('unknown-reply');
    expect(await recordNews(desk, { ...news('delivered'), ticketId: id() })).toBe('unknown-reply');
    expect(await since()).toEqual([]);
  });

  test('is the provider’s word, because of its message', async () => {
    const { desk, one, hear } = await replyOnItsWay(1);
    await hear('delivered');
    const last = (await desk.events.readStream(one.streamId)).at(-1);
    expect(last?.metadata).toMatchObject({
      causationId: sid(1),
      actor: { kind: 'system', id: 'provider' },
      channel: 'whatsapp',
    });
  });

  test('is decided again when the ticket moved meanwhile', async () => {
    const { desk, one, hear, sendReturns, since } = await replyOnItsWay(1);
    desk.beforeAppend.push(sendReturns);
    expect(await hear('delivered')).toBe('recorded');
    expect(await since()).toEqual(['ReplySent', 'ReplyDelivered']);
    desk.beforeAppend.push(
      ...Array.from({ length: 50 }, () => () => Promise.reject(new VersionConflict(one.streamId))),
    );
    const told = thrownBy(hear('read'));
    for (let n = 0; n < 40; n++) await desk.clock.advance(50);
    expect(await told).toBeInstanceOf(VersionConflict);
  });

  test('only moves forward, whatever comes in whatever order, and all of it again is no news', async () => {
    const rank = {
      composed: 0,
      attempted: 1,
      sent: 2,
      delivered: 3,
      read: 4,
      failed: 5,
      withdrawn: 5,
    } as const;
    const one = fc.record({
      part: fc.integer({ min: 1, max: 4 }),
      progress: fc.constantFrom('under-way', 'sent', 'delivered', 'read', 'failed'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.array(one, { maxLength: 12 }),
        fc.nat(12),
        async (parts, all, sendAt) => {
          const { hear, sendReturns, progress, since } = await replyOnItsWay(parts);
          let before = rank[await progress()];
          for (const [i, { part, progress: said }] of all.entries()) {
            if (i === sendAt) await sendReturns();
            expect(await hear(said, part)).toBe('recorded');
            const after = rank[await progress()];
            expect(after).toBeGreaterThanOrEqual(before);
            before = after;
          }
          if (sendAt >= all.length) await sendReturns();
          const recorded = await since();
          for (const { part, progress: said } of all) await hear(said, part);
          await sendReturns();
          expect(await since()).toEqual(recorded);
          expect(recorded.filter((type) => type === 'ReplyFailed').length).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('without a failure, the order it came in makes no difference to where the reply is', async () => {
    const one = fc.record({
      part: fc.integer({ min: 1, max: 3 }),
      progress: fc.constantFrom('sent', 'delivered', 'read'),
    });
    const shuffled = fc
      .array(one, { minLength: 1, maxLength: 8 })
      .chain((all) =>
        fc.tuple(
          fc.constant(all),
          fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2, maxLength: all.length * 2 }),
        ),
      );
    const seen = async (all: readonly { part: number; progress: 'sent' | 'delivered' | 'read' }[]) => {
      const { hear, sendReturns, reply } = await replyOnItsWay(3);
      for (const { part, progress } of all) await hear(progress, part);
      await sendReturns();
      const { progress, deliveredParts, readParts } = await reply();
      return { progress, delivered: new Set(deliveredParts), read: new Set(readParts) };
    };
    await fc.assert(
      fc.asyncProperty(shuffled, async ([all, again]) => expect(await seen(again)).toEqual(await seen(all))),
      { numRuns: 100 },
    );
  });
});

describe('a status callback', () => {
  async function callback(refused?: string) {
    const world = await replyOnItsWay(1);
    const take = whatsappStatusWebhook({ ...world.desk, verify: () => refused, parse: statusNews });
    const url = new URL(
      statusUrl('https://desk.example', { ticketId: world.one.ticketId, replyId: world.replyId, part: 1 }),
    );
    const post = (form: Readonly<Record<string, string>>, target = url.pathname + url.search) =>
      take({
        target,
        headers: {},
        body: new URLSearchParams({ MessageSid: sid(1), ...form }).toString(),
        traceparent: 'trace',
      });
    return { ...world, post };
  }

  test('is recorded before it is acknowledged, in the trace of its request', async () => {
    const { post, desk, one, since } = await callback();
    expect(await post({ MessageStatus: 'delivered' })).toEqual({ outcome: 'accepted' });
    expect(await since()).toEqual(['ReplyDelivered']);
    expect((await desk.events.readStream(one.streamId)).at(-1)?.metadata.traceparent).toBe('trace');
  });

  test('says which attempt its message was sent at', () => {
    const names = { ticketId: id(), replyId: id(), part: 2 };
    const target = (over: object) => {
      const url = new URL(statusUrl('https://desk.example', { ...names, ...over }));
      return url.pathname + url.search;
    };
    const body = `MessageSid=${sid(1)}&MessageStatus=sent`;
    expect(statusNews(target({ attempt: 3 }), body)).toMatchObject({ ...names, attempt: 3 });
    expect(statusNews(target({}), body)).not.toHaveProperty('attempt');
    expect(statusNews(`${target({})}&attempt=-1`, body)).not.toHaveProperty('attempt');
  });

  test('says why a message failed in a word of ours', async () => {
    const { post, reply } = await callback();
    await post({ MessageStatus: 'undelivered', ErrorCode: '63016' });
    expect((await reply()).failure).toEqual({ code: 'window-closed', permanent: true });
  });

  test('mistake 1: without proof of the provider changes nothing', async () => {
    const { post, since, desk } = await callback('wrong-signature');
    expect(await post({ MessageStatus: 'failed' })).toEqual({
      outcome: 'unauthenticated',
      why: 'wrong-signature',
    });
    expect(await since()).toEqual([]);
    expect(desk.telemetry.logs.map((line) => line.fields['why'])).toEqual(['wrong-signature']);
  });

  test('that says nothing, or speaks of a reply that is none, is acknowledged and logged', async () => {
    const { post, since, desk } = await callback();
    const elsewhere = new URL(statusUrl('https://desk.example', { ticketId: id(), replyId: id(), part: 1 }));
    const answers = [
      await post({ MessageStatus: 'exploded' }),
      await post({ MessageSid: 'nothing', MessageStatus: 'sent' }),
      await post({ MessageStatus: 'sent' }, '/webhooks/whatsapp/status'),
      await post({ MessageStatus: 'delivered' }, elsewhere.pathname + elsewhere.search),
    ];
    const whys = ['unknown-status', 'no-message-sid', 'no-reply-named', 'unknown-reply'];
    expect(answers).toEqual(whys.map((why) => ({ outcome: 'malformed', why })));
    expect(desk.telemetry.logs.map((line) => line.fields['why'])).toEqual(whys);
    expect(await since()).toEqual([]);
  });

  test('is not acknowledged while the store is away', async () => {
    const { post, desk } = await callback();
    const away = new StoreUnavailable('away');
    desk.beforeAppend.push(() => Promise.reject(away));
    expect(await thrownBy(post({ MessageStatus: 'delivered' }))).toBe(away);
  });
});
