// Whatever is sent to the webhooks, signed or not, is answered at once, never with a fault of ours, and never lost.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { bodyLimit } from '../../../src/adapters/elysia/json-body.ts';
import { type GmailSandbox, gmailSandbox } from '../../../src/adapters/gmail/sandbox/sandbox.ts';
import { statusUrl } from '../../../src/adapters/twilio/callback.ts';
import { loadTicket } from '../../../src/application/ticket/load-ticket.ts';
import { answer, firstContact, id, newCase, onTicket } from '../../infra/sample.ts';
import { everywhere, memoryWorld } from '../../infra/worlds.ts';
import {
  bodyOf,
  bounded,
  expectTwiml,
  type Field,
  mailbox,
  messageFields,
  newSid,
  publicUrl,
  sidIn,
  signatureOf,
  webhooksOn,
} from './webhooks.ts';

const numRuns = 300;
const seed = Math.trunc(Math.random() * 2 ** 31);
console.info(`fuzzing the webhooks with seed ${seed}`);
const runs = { numRuns, seed };
/** A property of 300 requests to a database. */
const longestMs = 120_000;

let google: GmailSandbox;
beforeAll(async () => {
  google = await gmailSandbox({ mailboxes: [mailbox] });
});
afterAll(() => google[Symbol.asyncDispose]());

const paths = ['/webhooks/gmail', '/webhooks/whatsapp', '/webhooks/whatsapp/status'] as const;
const message = '/webhooks/whatsapp';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ maxLength: 200 }),
  fc.constantFrom(
    '',
    ' ',
    '\0',
    'x\0y',
    '\r\nSet-Cookie: a=b',
    'Ada\r\nBcc: eve@evil.example',
    '\u202e\ufeff\u200b',
    '👨‍👩‍👧‍👦'.repeat(40),
    'a\u0300\u0301'.repeat(200),
    '<script>alert(1)</script>',
    "'; drop table events; --",
    '__proto__',
    '%00%ff',
    'STOP',
    'whatsapp:+4915112345678',
    'whatsapp:US.1A2b3C',
    'x'.repeat(20_000),
  ),
);
const noNumber = fc.constantFrom(
  'NaN',
  '-1',
  '1e999',
  '1e9',
  '0x10',
  '٣',
  ' 7 ',
  '1.5',
  '99999999999999999999',
  '',
  'two',
);
const known = [
  'From',
  'To',
  'Body',
  'NumMedia',
  'WaId',
  'ProfileName',
  'ButtonText',
  'ListTitle',
  'OptOutType',
  'Latitude',
  'Longitude',
  'Label',
  'Address',
  'OriginalRepliedMessageSid',
  'ExternalUserId',
  'MediaUrl0',
  'MediaContentType0',
  'MediaUrl1',
  'MessageStatus',
  'SmsStatus',
  'ErrorCode',
  'SmsMessageSid',
  '__proto__',
  'constructor',
  'hasOwnProperty',
];
const field: fc.Arbitrary<Field> = fc.tuple(
  fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, text),
  fc.oneof({ weight: 3, arbitrary: text }, noNumber),
);
const wellFormed = ([name, value]: Field): Field => [name.toWellFormed(), value.toWellFormed()];
const fields = fc.array(field, { maxLength: 20 }).map((all) => all.map(wellFormed));

const deep = `${'{"a":['.repeat(10_000)}1${']}'.repeat(10_000)}`;
const manyKeys = Array.from({ length: 10_000 }, (_, i) => `k${i.toString(36)}=`).join('&');
const hostileBody = fc.oneof(
  fc.uint8Array({ maxLength: 2_000 }),
  fields.map((all) => new TextEncoder().encode(bodyOf(all))),
  fc.json({ maxDepth: 4 }).map((json) => new TextEncoder().encode(json)),
);

/** Bodies that cost much where a program is careless: each nearly as long as may be. */
const costly: readonly (readonly [string, string])[] = [
  ['10,000 fields', manyKeys],
  ['one field 32,000 times', 'a&'.repeat(bodyLimit / 2 - 1)],
  ['one field with many values', Array.from({ length: 9_000 }, (_, i) => `a=${i}`).join('&')],
  ['60,000 percent signs', '%'.repeat(60_000)],
  ['60,000 plus signs', `From=whatsapp:${'+'.repeat(60_000)}`],
  ['20,000 NULs', `Body=${'%00'.repeat(20_000)}`],
  ['6,000 joiners', `Body=${'%E2%80%8D'.repeat(6_000)}`],
  ['a file’s address of 6,000 joiners', `NumMedia=1&MediaUrl0=${'%E2%80%8D'.repeat(6_000)}`],
  ['10,000 marks on one letter', `Body=a${'%CC%80'.repeat(10_000)}`],
  ['60,000 blanks', `Body=${' '.repeat(60_000)}x&ProfileName=${'%0A'.repeat(1_000)}`],
  ['10,000 levels of JSON', deep.slice(0, bodyLimit)],
  ['64 KiB of one letter', 'a'.repeat(bodyLimit)],
];

describe('without a proof, in memory', () => {
  test(
    'any body, header and query is refused at once',
    async () => {
      const { post } = webhooksOn(memoryWorld(), google);
      const latin = fc.string({ maxLength: 100 }).map((header) => header.replace(/[^\x20-\x7e]/g, '').trim());
      const headers = fc.record(
        {
          'x-twilio-signature': latin,
          authorization: latin,
          'content-type': latin,
          'x-forwarded-host': latin,
        },
        { requiredKeys: [] },
      );
      const query = fc.oneof(
        fc.constant(''),
        fc.string({ maxLength: 100 }).map((q) => `?${encodeURIComponent(q)}`),
        fc.constant('?bodySHA256='),
        fc.constant('?bodySHA256=%'),
      );
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...paths),
          query,
          headers,
          hostileBody,
          async (path, more, all, body) => {
            const { status } = await bounded(() => post(`${path}${more}`, body, all));
            expect([400, 401]).toContain(status);
          },
        ),
        runs,
      );
    },
    longestMs,
  );

  for (const [name, body] of costly)
    test(`${name} cost nothing much`, async () => {
      const { post } = webhooksOn(memoryWorld(), google);
      for (const path of paths) {
        const proof = { 'x-twilio-signature': 'x', authorization: 'Bearer a.b.c' };
        expect((await bounded(() => post(path, body, proof))).status).toBe(401);
        expect((await bounded(() => post(`${path}?bodySHA256=x`, body, proof))).status).toBe(401);
      }
    });
});

everywhere('whatever is proven, over HTTP', (it) => {
  it('any form that is a message is stored, whatever stands in it', async (world) => {
    const { post, isStored } = webhooksOn(world, google);
    await fc.assert(
      fc.asyncProperty(fields, fc.boolean(), async (hostile, first) => {
        const sid: Field = ['MessageSid', newSid()];
        const base = messageFields().filter(([name]) => name !== 'MessageSid');
        const all = first ? [...hostile, ...base, sid] : [sid, ...base, ...hostile];
        const named = all.filter(([name]) => name === 'MessageSid').length === 1;
        const to = all.findLast(([name]) => name === 'To')?.[1] ?? '';
        const headers = { 'x-twilio-signature': signatureOf(message, all) };
        const body = bodyOf(all);
        const response = await bounded(() => post(message, body, headers));
        if (body.length > bodyLimit) return expect(response.status).toBe(413);
        await expectTwiml(response);
        if (named && to !== '' && to.length <= 200) expect(await isStored(sid[1])).toBe(true);
      }),
      runs,
    );
  });

  it('a form without its fields, or with others, is acknowledged and read no further', async (world) => {
    const { signed } = webhooksOn(world, google);
    await fc.assert(
      fc.asyncProperty(fields, async (all) => {
        const response = await bounded(() => signed(message, all));
        if (response.status !== 413) await expectTwiml(response);
      }),
      runs,
    );
  });

  it('bytes and JSON under a signature are acknowledged or refused as no text', async (world) => {
    const { post } = webhooksOn(world, google);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths.slice(1)), hostileBody, async (path, body) => {
        const digest = createHash('sha256').update(body).digest('hex');
        const target = `${path}?bodySHA256=${digest}`;
        const headers = { 'x-twilio-signature': signatureOf(target, []) };
        const { status } = await bounded(() => post(target, body, headers));
        expect([200, 400]).toContain(status);
      }),
      runs,
    );
  });

  it('news with any query and any form changes a reply or nothing', async (world) => {
    const { signed } = webhooksOn(world, google);
    const one = newCase();
    const replyId = id();
    await world.events.append(firstContact(one));
    await world.events.append(onTicket(one, 2, [answer(one, replyId)]));
    const own = new URL(statusUrl(publicUrl, { ticketId: one.ticketId, replyId, part: 1 }));
    const other = new URL(statusUrl(publicUrl, { ticketId: id(), replyId: id(), part: 99 }));
    const target = fc.oneof(
      fc.constantFrom(...[own, other].map((url) => url.pathname + url.search)),
      fc.string({ maxLength: 80 }).map((query) => `${own.pathname}?${new URLSearchParams({ reply: query })}`),
      fc.constant(`${own.pathname}${own.search.replace('part=1', 'part=0x9')}`),
    );
    const status = fc.constantFrom('queued', 'sent', 'delivered', 'read', 'failed', 'canceled', '__proto__');
    await fc.assert(
      fc.asyncProperty(target, status, fields, async (where, word, hostile) => {
        const all: Field[] = [...hostile, ['MessageSid', newSid()], ['MessageStatus', word]];
        const response = await bounded(() => signed(where, all));
        if (response.status !== 413) await expectTwiml(response);
      }),
      runs,
    );
    const { events } = await loadTicket(world, one.ticketId);
    const news = events.filter(({ type }) => type.startsWith('Reply')).map(({ type }) => type);
    expect(new Set(news).size).toBe(news.length);
  });

  it('a push with any body is acknowledged or refused, and moves no cursor', async (world) => {
    const { pushed } = webhooksOn(world, google);
    await world.accounts.register('email', mailbox);
    const address = fc.oneof(fc.constant(mailbox), text, fc.emailAddress(), fc.constant(`${'a\0'}@b.c`));
    const historyId = fc.oneof(
      noNumber,
      fc.integer(),
      fc.double(),
      fc.bigInt({ min: 0n, max: 10n ** 25n }).map(String),
      fc.constantFrom(null, [], {}, true),
    );
    const notice = fc.record(
      { emailAddress: address, historyId, email_address: address, extra: fc.jsonValue() },
      { requiredKeys: [] },
    );
    const push = fc.record(
      {
        message: fc.oneof(
          notice.map((data) => ({ data: Buffer.from(JSON.stringify(data)).toString('base64') })),
          text.map((data) => ({ data: Buffer.from(data).toString('base64url') })),
          text.map((data) => ({ data })),
          fc.jsonValue(),
        ),
        subscription: fc.oneof({ weight: 5, arbitrary: fc.constant(google.subscription) }, text),
        deliveryAttempt: fc.jsonValue(),
      },
      { requiredKeys: ['message', 'subscription'] },
    );
    const body = fc.oneof(
      { weight: 4, arbitrary: push.map((json) => new TextEncoder().encode(JSON.stringify(json))) },
      hostileBody,
    );
    await fc.assert(
      fc.asyncProperty(body, async (bytes) => {
        const { status } = await bounded(() => pushed(bytes));
        expect([204, 400, 403]).toContain(status);
      }),
      runs,
    );
    expect((await world.accounts.get('email', mailbox))?.cursor).toBeUndefined();
  });

  it('what costs much elsewhere costs nothing much', async (world) => {
    const { signed, pushed, isStored } = webhooksOn(world, google);
    for (const [, body] of costly) {
      const hostile = [...new URLSearchParams(body)];
      const all: Field[] = [...hostile, ...messageFields({ MessageSid: newSid() })].map(wellFormed);
      const response = await bounded(() => signed(message, all));
      if (response.status !== 413) {
        await expectTwiml(response);
        expect(await isStored(sidIn(all))).toBe(true);
      }
      expect((await bounded(() => signed(paths[2], hostile))).status).toBeLessThan(500);
      expect((await bounded(() => pushed(body))).status).toBe(204);
    }
  });
});
