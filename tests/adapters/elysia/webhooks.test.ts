// The webhooks as providers and strangers reach them: what is proven is stored and then acknowledged, nothing else is.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { bodyLimit } from '../../../src/adapters/elysia/json-body.ts';
import { type GmailSandbox, gmailSandbox } from '../../../src/adapters/gmail/sandbox/sandbox.ts';
import { statusUrl } from '../../../src/adapters/twilio/callback.ts';
import { StoreUnavailable, VersionConflict } from '../../../src/application/log/event-store.ts';
import { changeTicket } from '../../../src/application/ticket/change-ticket.ts';
import { loadTicket } from '../../../src/application/ticket/load-ticket.ts';
import { decide } from '../../../src/domain/ticket/decide.ts';
import { answer, firstContact, id, metadata, newCase, onTicket } from '../../infra/sample.ts';
import { everywhere, memoryWorld } from '../../infra/worlds.ts';
import { sleeplessClock } from '../../sleepless-clock.ts';
import { problemOf } from './fixture.ts';
import {
  bodyOf,
  bounded,
  expectTwiml,
  mailbox,
  messageFields,
  newSid,
  number,
  publicUrl,
  sidIn,
  signatureOf,
  webhooksOn,
} from './webhooks.ts';

const paths = ['/webhooks/gmail', '/webhooks/whatsapp', '/webhooks/whatsapp/status'] as const;
const target = '/webhooks/whatsapp';

let google: GmailSandbox;
beforeAll(async () => {
  google = await gmailSandbox({ mailboxes: [mailbox] });
});
afterAll(() => google[Symbol.asyncDispose]());
const inMemory = (changes?: Parameters<typeof webhooksOn>[2]) => webhooksOn(memoryWorld(), google, changes);

describe('a webhook that proves nothing', () => {
  test('mistake 1: without its header is refused on every address', async () => {
    const { post, isStored } = inMemory();
    const fields = messageFields();
    for (const path of paths) {
      const answer = await problemOf(await post(path, bodyOf(fields)));
      expect([answer.status, answer.code]).toEqual([401, 'webhook-unproven']);
    }
    expect(await isStored(sidIn(fields))).toBe(false);
  });

  test('that is signed with another token, for another address or for other fields is refused', async () => {
    const { post, signed, isStored } = inMemory();
    const fields = messageFields();
    const wrong = [
      signatureOf(target, fields, { token: 'another-token' }),
      signatureOf('/webhooks/whatsapp/status', fields),
      signatureOf(`${target}?x=1`, fields),
      signatureOf(target, fields, { base: 'https://evil.example' }),
      signatureOf(target, fields, { base: 'http://desk.example' }),
      signatureOf(target, fields.slice(1)),
      signatureOf(target, [...fields, ['Extra', '1']]),
      `${signatureOf(target, fields)}=`,
      'x'.repeat(10_000),
      '',
    ];
    for (const signature of wrong) {
      const answer = await problemOf(await post(target, bodyOf(fields), { 'x-twilio-signature': signature }));
      expect([answer.status, answer.code]).toEqual([401, 'webhook-unproven']);
    }
    expect(await isStored(sidIn(fields))).toBe(false);
    await expectTwiml(await signed(target, fields));
    expect(await isStored(sidIn(fields))).toBe(true);
  });

  test('that was signed for where a header claims we are is refused', async () => {
    const { post } = inMemory();
    const fields = messageFields();
    const headers = {
      'x-twilio-signature': signatureOf(target, fields, { base: 'https://evil.example' }),
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      forwarded: 'host=evil.example;proto=https',
    };
    expect((await post(target, bodyOf(fields), headers)).status).toBe(401);
  });

  test('of mail with a token of somebody else is refused', async () => {
    const { post } = inMemory();
    const { headers, body } = await google.pushes.request(mailbox, 7n);
    const token = headers['authorization'] ?? '';
    for (const authorization of [token.slice(0, -4), `Basic ${token.slice(7)}`, 'Bearer a.b.c', `${token}x`])
      expect((await post('/webhooks/gmail', body, { authorization })).status).toBe(401);
    const elsewhere = body.replace('subscriptions/desk', 'subscriptions/other');
    const answer = await problemOf(await post('/webhooks/gmail', elsewhere, { ...headers }));
    expect([answer.status, answer.code]).toEqual([403, 'webhook-forbidden']);
  });

  test('is told nothing of what would have been right, and logged without its words', async () => {
    const { post, telemetry, requests } = inMemory();
    const fields = messageFields();
    const answer = await post(target, bodyOf(fields), { 'x-twilio-signature': 'guessed' });
    const told = JSON.stringify([...answer.headers]) + (await answer.text());
    const logged = JSON.stringify([telemetry.logs, requests]);
    for (const secret of ['the-token', signatureOf(target, fields), 'guessed', 'Ada', '4915112345678'])
      expect(told + logged).not.toContain(secret);
    expect(telemetry.logs.map((line) => line.fields['why'])).toEqual(['wrong-signature']);
  });
});

describe('what is no webhook', () => {
  test('is taken with no other method', async () => {
    const { send } = inMemory();
    for (const path of paths) {
      const answer = await send(path);
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
    }
  });

  test('of a channel that is not configured is nowhere, signed or not', async () => {
    const { post, signed, pushed } = webhooksOn(memoryWorld(), google, { isOff: true });
    for (const path of paths) {
      const answer = await problemOf(await post(path, 'x'));
      expect([answer.status, answer.code]).toEqual([404, 'channel-off']);
    }
    expect((await problemOf(await signed(target, messageFields()))).code).toBe('channel-off');
    expect((await problemOf(await pushed())).code).toBe('channel-off');
  });

  test('too large is refused before it is read, on every address, signed or not', async () => {
    const { post, signed } = inMemory();
    const large = 'a'.repeat(bodyLimit + 1);
    for (const path of paths) {
      const streamed = new ReadableStream({
        pull(controller) {
          controller.enqueue(new TextEncoder().encode('a'.repeat(10_000)));
        },
      });
      for (const body of [large, streamed]) {
        const answer = await problemOf(await bounded(() => post(path, body)));
        expect([answer.status, answer.code]).toEqual([413, 'too-large']);
      }
    }
    const fields = messageFields({ Body: large });
    expect((await problemOf(await signed(target, fields))).code).toBe('too-large');
  });

  test('that never ends is cut off', async () => {
    const { post } = inMemory({ options: { bodyDeadlineMs: 50 } });
    for (const path of paths) {
      const answer = await problemOf(await bounded(() => post(path, new ReadableStream())));
      expect([answer.status, answer.code]).toEqual([408, 'too-slow']);
    }
  });

  test('broken UTF-8 is refused before anything is believed', async () => {
    const { post } = inMemory();
    for (const path of paths) {
      const body = new Uint8Array([0x42, 0x6f, 0x64, 0x79, 0x3d, 0xff, 0xfe, 0xed, 0xa0, 0x80]);
      const answer = await problemOf(await post(path, body, { 'x-twilio-signature': 'x' }));
      expect([answer.status, answer.code]).toEqual([400, 'invalid-text']);
    }
  });
});

describe('a store that is away', () => {
  test.each([new StoreUnavailable('away'), new VersionConflict('ticket-1')])(
    'lets the provider come again: %p',
    async (fault) => {
      const world = memoryWorld();
      const broken = { ...world, events: { ...world.events, append: () => Promise.reject(fault) } };
      const accounts = { ...world.accounts, notify: () => Promise.reject(fault) };
      await world.accounts.register('email', mailbox);
      const { signed, pushed, isStored } = webhooksOn({ ...broken, accounts }, google);
      const fields = messageFields();
      for (const answer of [await signed(target, fields), await pushed()]) {
        expect((await problemOf(answer)).status).toBe(503);
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      }
      expect(await isStored(sidIn(fields))).toBe(false);
    },
  );

  test('is not asked for what proves nothing', async () => {
    const world = memoryWorld();
    const away = () => Promise.reject(new StoreUnavailable('away'));
    const events = { append: away, readStream: away, now: away };
    const { post } = webhooksOn({ ...world, events }, google);
    expect((await post(target, bodyOf(messageFields()))).status).toBe(401);
  });
});

everywhere('webhooks over HTTP', (it) => {
  it('a message is stored before it is acknowledged with an empty answer', async (world) => {
    const { signed, isStored } = webhooksOn(world, google);
    const fields = messageFields();
    await expectTwiml(await signed(target, fields));
    expect(await isStored(sidIn(fields))).toBe(true);
  });

  it('mistake 7: a message that is replayed, also at once, is stored once', async (world) => {
    const { signed, telemetry } = webhooksOn(world, google);
    const fields = messageFields();
    const first = await Promise.all([1, 2, 3].map(() => signed(target, fields)));
    const again = await signed(target, fields);
    for (const answer of [...first, again]) await expectTwiml(answer);
    const claim = await world.tickets.claim('whatsapp', sidIn(fields));
    const { events } = await loadTicket(world, claim?.ticketId ?? '');
    const received = events.filter((event) => event.type === 'CustomerMessageReceived');
    expect(
      received.filter((event) => event.data.providerMessageId === sidIn(fields)).map((e) => e.data.text),
    ).toEqual(['My printer prints blank pages.']);
    expect(telemetry.counted('messages_accepted', { channel: 'whatsapp' })).toBe(1);
  });

  it('what is missing or lies is stored all the same, with the reason why nobody answers', async (world) => {
    const { signed } = webhooksOn(world, google);
    const fields = messageFields({ From: '', WaId: 'x', NumMedia: '999999999', Body: '' });
    await expectTwiml(await signed(target, fields));
    const claim = await world.tickets.claim('whatsapp', sidIn(fields));
    const { events } = await loadTicket(world, claim?.ticketId ?? '');
    expect(events.find((event) => event.type === 'MessageSuppressed')?.data).toMatchObject({
      reason: 'spam',
      because: 'the sender is no WhatsApp address',
    });
  });

  it('what nobody can read is acknowledged, for repeating it would not help', async (world) => {
    const { signed, telemetry } = webhooksOn(world, google);
    for (const MessageSid of ['', '../../etc', 'SM123', `SM${'g'.repeat(32)}`])
      await expectTwiml(await signed(target, messageFields({ MessageSid })));
    expect(telemetry.logs.map((line) => line.fields['why'])).toEqual(Array(4).fill('no-message-sid'));
  });

  it('a header in a field is a text like any other', async (world) => {
    const { signed } = webhooksOn(world, google);
    const Body = 'Hello\r\nSet-Cookie: a=b\r\n\r\n<script>';
    const fields = messageFields({ Body, ProfileName: 'Ada\r\nBcc: eve@evil.example' });
    const response = await signed(target, fields);
    expect(response.headers.get('set-cookie')).toBeNull();
    await expectTwiml(response);
    const claim = await world.tickets.claim('whatsapp', sidIn(fields));
    const { events } = await loadTicket(world, claim?.ticketId ?? '');
    const received = events.findLast((event) => event.type === 'CustomerMessageReceived');
    expect(received?.data).toMatchObject({ text: 'Hello\nSet-Cookie: a=b\n\n<script>' });
  });

  it('NUL in any field keeps no message out', async (world) => {
    const { signed, isStored } = webhooksOn(world, google);
    const all = { MediaUrl0: 'https://api.twilio.com/x', MediaContentType0: 'image/png', NumMedia: '1' };
    const more = { ...all, OriginalRepliedMessageSid: 'SM1', Latitude: '1', Longitude: '2', Label: 'x' };
    for (const [name, value] of messageFields(more)) {
      if (name === 'MessageSid') continue;
      const fields = messageFields({ ...more, [name]: `${value}\0` });
      await expectTwiml(await signed(target, fields));
      expect([name, await isStored(sidIn(fields))]).toEqual([name, true]);
    }
  });

  it('texts that are cut short are cut between characters', async (world) => {
    const { signed, isStored } = webhooksOn(world, google);
    for (const before of ['', 'x']) {
      const long = `${before}${'😀'.repeat(12_000)}`.slice(0, 21_001);
      const name = `${before}${'😀'.repeat(400)}`;
      const media = { NumMedia: '1', MediaUrl0: 'https://api.twilio.com/x', MediaContentType0: name };
      const place = { Latitude: '1', Longitude: '2', Label: name, Address: name };
      for (const over of [
        { Body: name },
        { Body: long.slice(0, 4_096) },
        { ProfileName: name },
        media,
        place,
      ])
        for (const more of [{}, { OriginalRepliedMessageSid: name }]) {
          const fields = messageFields({ ...over, ...more });
          await expectTwiml(await signed(target, fields));
          expect(await isStored(sidIn(fields))).toBe(true);
        }
    }
  });

  it('a notification of mail makes the mailbox due and is answered without a body', async (world) => {
    const { pushed, woken } = webhooksOn(world, google);
    await world.accounts.register('email', mailbox);
    const response = await pushed();
    expect([response.status, await response.text()]).toEqual([204, '']);
    expect(woken()).toBe(1);
    const due = await world.accounts.claimDue('email', 60_000);
    expect(due.map(({ account }) => account)).toEqual([mailbox]);
    await world.accounts.advance('email', mailbox, 100n);
    await world.accounts.release('email', mailbox, 3_600_000);
    for (let n = 0; n < 3; n++) expect((await pushed()).status).toBe(204);
    expect(await world.accounts.claimDue('email', 60_000)).toEqual([]);
    expect((await pushed(undefined, 101n)).status).toBe(204);
    expect(await world.accounts.claimDue('email', 60_000)).toHaveLength(1);
  });

  it('a notification of a mailbox that is not ours is acknowledged and changes nothing', async (world) => {
    const { pushed, telemetry, woken } = webhooksOn(world, google);
    for (const address of ['eve@evil.example', 'a\0b@desk.example', `${'x'.repeat(64)}@desk.example`])
      expect((await pushed(undefined, 7n, address)).status).toBe(204);
    expect(woken()).toBe(0);
    expect(telemetry.logs.map((line) => line.fields['why'])).toHaveLength(3);
  });

  it('news of a reply is recorded once, however often it is sent', async (world) => {
    const { signed } = webhooksOn(world, google);
    const one = newCase();
    const replyId = id();
    await world.events.append(firstContact(one));
    await world.events.append(onTicket(one, 2, [answer(one, replyId)]));
    const clock = sleeplessClock(() => Date.now());
    await changeTicket({ ...world, clock }, one.ticketId, metadata, (ticket) =>
      decide({ command: 'AttemptReply', replyId }, ticket),
    );
    const url = new URL(statusUrl(publicUrl, { ticketId: one.ticketId, replyId, part: 1 }));
    const news = Object.entries({ MessageSid: newSid(), MessageStatus: 'delivered', To: number });
    const send = () => signed(url.pathname + url.search, news);
    for (const response of [...(await Promise.all([send(), send(), send()])), await send()])
      await expectTwiml(response);
    const { events } = await loadTicket(world, one.ticketId);
    expect(events.filter((event) => event.type === 'ReplyDelivered')).toHaveLength(1);
  });
});
