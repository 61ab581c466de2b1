// Status callbacks that never came: the provider is asked, and what it says is recorded as if it had told us.
import { describe, expect, test } from 'bun:test';
import { twilioClient } from '../../../src/adapters/twilio/client.ts';
import { twilioSandbox } from '../../../src/adapters/twilio/sandbox/sandbox.ts';
import { messageStatuses } from '../../../src/adapters/twilio/statuses.ts';
import { changeTicket } from '../../../src/application/ticket/change-ticket.ts';
import { loadTicket } from '../../../src/application/ticket/load-ticket.ts';
import { type LookUpStatus, missedNews } from '../../../src/application/whatsapp/missed-news.ts';
import { recordNews } from '../../../src/application/whatsapp/webhooks.ts';
import { decide } from '../../../src/domain/ticket/decide.ts';
import { memoryDesk } from '../../infra/desk.ts';
import { answer, firstContact, id, metadata, newCase, onTicket } from '../../infra/sample.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

function deskWithReplies(atOnce = 100) {
  const desk = memoryDesk();
  const statuses = new Map<string, Awaited<ReturnType<LookUpStatus>>>();
  const asked: string[] = [];
  const status: LookUpStatus = async (sid) => {
    asked.push(sid);
    return statuses.get(sid);
  };
  const news = missedNews({ ...desk, status }, { afterMs: 5 * MINUTE, untilMs: DAY, atOnce });
  /** A reply that went out as several messages. */
  const sent = async (parts = 1, messages = parts) => {
    const one = newCase();
    const replyId = id();
    await desk.events.append(firstContact(one, desk.clock.now()));
    const composed = answer(one, replyId);
    if (composed.type !== 'ReplyComposed') throw new Error('no reply');
    const written = { ...composed, data: { ...composed.data, channel: 'whatsapp' as const } };
    await desk.events.append(onTicket(one, 2, [written], desk.clock.now()));
    const sids = Array.from({ length: messages }, () => `SM${id().replaceAll('-', '')}`);
    const [first = ''] = sids;
    const { ticketId } = one;
    for (const command of [
      { command: 'AttemptReply', replyId, parts },
      { command: 'RecordSent', replyId, providerMessageId: first, providerMessageIds: sids },
    ] as const)
      await changeTicket(desk, ticketId, metadata, (state) => decide(command, state));
    for (const sid of sids) statuses.set(sid, { progress: 'sent' });
    const reply = async () =>
      (await loadTicket(desk, ticketId)).ticket?.replies.find((r) => r.replyId === replyId);
    return { ticketId, replyId, sids, reply, types: async () => (await desk.typesOf(ticketId)).slice(5) };
  };
  return { desk, statuses, asked, news, sent };
}

describe('news that nobody told us', () => {
  for (const progress of ['delivered', 'read'] as const)
    test(`a reply whose callbacks were lost is ${progress} once the provider is asked, and asked about no more`, async () => {
      const { desk, statuses, news, sent, asked } = deskWithReplies();
      const one = await sent();
      statuses.set(one.sids[0] ?? '', { progress });
      expect(await news.look()).toBe(0);
      expect(asked).toEqual([]);
      await desk.clock.advance(5 * MINUTE);
      expect(await news.look()).toBe(1);
      expect((await one.reply())?.progress).toBe(progress);
      expect(await news.look()).toBe(0);
      expect(asked).toEqual(one.sids);
    });

  test('mistake 10: a reply that never arrived is failed, with the reason, and its ticket is somebody’s business', async () => {
    const { desk, statuses, news, sent } = deskWithReplies();
    const one = await sent();
    statuses.set(one.sids[0] ?? '', { progress: 'failed', code: 'bad-address' });
    await desk.clock.advance(5 * MINUTE);
    expect(await news.look()).toBe(1);
    expect(await one.reply()).toMatchObject({
      progress: 'failed',
      failure: { code: 'bad-address', permanent: true },
    });
    expect(await one.types()).toEqual(['ReplyFailed', 'TicketEscalated']);
  });

  test('parts count one by one, and a callback that comes later changes nothing', async () => {
    const { desk, statuses, news, sent } = deskWithReplies();
    const one = await sent(2);
    const [first = '', second = ''] = one.sids;
    statuses.set(first, { progress: 'delivered' });
    await desk.clock.advance(5 * MINUTE);
    await news.look();
    expect((await one.reply())?.progress).toBe('sent');
    statuses.set(second, { progress: 'read' });
    await news.look();
    expect((await one.reply())?.progress).toBe('delivered');
    const before = await one.types();
    const { ticketId, replyId } = one;
    const late = { ticketId, replyId, part: 1, providerMessageId: first, progress: 'delivered' } as const;
    expect(await recordNews(desk, late)).toBe('recorded');
    expect(await one.types()).toEqual(before);
  });

  test('of a reply that went out as one template stand for the whole of it', async () => {
    const { desk, statuses, news, sent } = deskWithReplies();
    const one = await sent(3, 1);
    statuses.set(one.sids[0] ?? '', { progress: 'delivered' });
    await desk.clock.advance(5 * MINUTE);
    await news.look();
    expect((await one.reply())?.progress).toBe('delivered');
  });

  test('a failure of a message that is none of the reply’s any more is no news', async () => {
    const { desk, sent } = deskWithReplies();
    const one = await sent();
    const { ticketId, replyId } = one;
    const old = { ticketId, replyId, part: 1, providerMessageId: `SM${'0'.repeat(32)}` } as const;
    expect(await recordNews(desk, { ...old, progress: 'failed', code: 'rate-limited' })).toBe('recorded');
    expect((await one.reply())?.progress).toBe('sent');
  });

  test('what is still sent, or gone at the provider, is asked about again until it is a day old', async () => {
    const { desk, statuses, news, sent, asked } = deskWithReplies();
    const [one, other] = [await sent(), await sent()];
    statuses.set(other.sids[0] ?? '', { progress: 'unknown' });
    await desk.clock.advance(DAY - 1);
    expect(await news.look()).toBe(0);
    expect(asked.toSorted()).toEqual([...one.sids, ...other.sids].toSorted());
    await desk.clock.advance(1);
    await news.look();
    expect(asked).toHaveLength(2);
    expect((await one.reply())?.progress).toBe('sent');
  });

  test('one whose news cannot be recorded keeps nobody else from being asked about', async () => {
    const { desk, sent, statuses } = deskWithReplies();
    const [one, other] = [await sent(), await sent()];
    const status: LookUpStatus = async (sid) => {
      if (one.sids.includes(sid)) throw new Error('it cannot be understood');
      return statuses.get(sid);
    };
    statuses.set(other.sids[0] ?? '', { progress: 'delivered' });
    const news = missedNews({ ...desk, status }, { afterMs: 5 * MINUTE, untilMs: DAY, atOnce: 100 });
    await desk.clock.advance(5 * MINUTE);
    for (let round = 0; round < 2; round++) await news.look().catch(() => undefined);
    expect((await other.reply())?.progress).toBe('delivered');
  });

  test('who stays without news keeps nobody else from being asked about', async () => {
    const { desk, news, sent, asked } = deskWithReplies(2);
    const all: string[] = [];
    for (let n = 0; n < 5; n++) {
      all.push(...(await sent()).sids);
      await desk.clock.advance(1);
    }
    await desk.clock.advance(5 * MINUTE);
    for (let n = 0; n < 6; n++) await news.look();
    expect(asked).toEqual([...all, ...all]);
  });

  test('while the provider is away, nothing is known and nobody is passed over', async () => {
    const { desk, statuses, news, sent, asked } = deskWithReplies();
    const one = await sent();
    statuses.set(one.sids[0] ?? '', undefined);
    await desk.clock.advance(5 * MINUTE);
    expect(await news.look()).toBe('unavailable');
    statuses.set(one.sids[0] ?? '', { progress: 'delivered' });
    expect(await news.look()).toBe(1);
    expect(asked).toHaveLength(2);
  });
});

test('the stand-in tells where a message is, and that one is not there', async () => {
  await using twilio = await twilioSandbox({ number: 'whatsapp:+14155238886' });
  const { accountSid, authToken, url: baseUrl } = twilio;
  const client = twilioClient({ accountSid, authToken, baseUrl });
  const status = messageStatuses(client);
  const sent = await client.create({ To: 'whatsapp:+4915112345678', From: twilio.number, Body: 'Hello' });
  const sid = 'ok' in sent ? sent.ok.sid : '';
  await twilio.report(sid, 'read');
  expect(await status(sid)).toEqual({ progress: 'read' });
  await twilio.report(sid, 'undelivered', 63016);
  expect(await status(sid)).toEqual({ progress: 'failed', code: 'window-closed' });
  await twilio.report(sid, 'a new word');
  expect(await status(sid)).toEqual({ progress: 'unknown' });
  expect(await status(`SM${'0'.repeat(32)}`)).toEqual({ progress: 'unknown' });
  const away = twilioClient({ accountSid, authToken, baseUrl: 'http://127.0.0.1:1' });
  expect(await messageStatuses(away)(sid)).toBeUndefined();
});
