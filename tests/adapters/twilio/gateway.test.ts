// Replies by WhatsApp against the stand-in: in order, within the window, and never twice.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { twilioClient } from '../../../src/adapters/twilio/client.ts';
import { whatsappGateway } from '../../../src/adapters/twilio/gateway.ts';
import { type TwilioSandbox, twilioSandbox } from '../../../src/adapters/twilio/sandbox/sandbox.ts';
import type { OutboundReply } from '../../../src/application/channel/channel-gateway.ts';
import { id } from '../../infra/sample.ts';

const number = 'whatsapp:+14155238886';
let twilio: TwilioSandbox;
let phones = 0;
beforeAll(async () => {
  twilio = await twilioSandbox({ number });
  twilio.to('http://127.0.0.1:1', 'https://desk.example');
});
afterAll(() => twilio[Symbol.asyncDispose]());

const templateSid = `HX${'1'.repeat(32)}`;
function setUp({ template = false, timeoutMs = 400, authToken = twilio.authToken } = {}) {
  const client = twilioClient({ accountSid: twilio.accountSid, authToken, baseUrl: twilio.url, timeoutMs });
  const gateway = whatsappGateway({
    client,
    from: number,
    publicUrl: 'https://desk.example',
    clock: systemClock,
    timeoutMs,
    ...(template ? { templateSid } : {}),
  });
  const to = `whatsapp:+49151${String(++phones).padStart(8, '0')}`;
  const write = (text = 'Hello') => twilio.customerSends({ from: to, text });
  const reply = (over: Partial<OutboundReply> = {}): OutboundReply => ({
    replyId: id(),
    ticketId: id(),
    reference: 'LD-0000-0000',
    subject: '',
    parts: ['One.', 'Two.', 'Three.'],
    alreadySent: [],
    to,
    lastInboundAt: Date.now(),
    attemptedAt: Date.now(),
    automatic: true,
    ...over,
  });
  const sent = () =>
    twilio
      .chat(to)
      .filter((one) => one.direction === 'outbound-api')
      .map((one) => one.body);
  return { client, gateway, to, write, reply, sent };
}

describe('sending', () => {
  test('goes out part by part, in order, each with its own address for news', async () => {
    const { gateway, write, reply, sent, to } = setUp();
    await write();
    const outcome = await gateway.send(reply());
    expect(outcome).toMatchObject({ outcome: 'sent' });
    expect(sent()).toEqual(['One.', 'Two.', 'Three.']);
    const addresses = twilio.chat(to).flatMap((one) => one.statusCallback ?? []);
    expect(addresses.map((url) => new URL(url).searchParams.get('part'))).toEqual(['1', '2', '3']);
    expect(addresses.map((url) => new URL(url).hash)).toEqual(Array(3).fill('#rc=3&rp=all'));
  });
  test('goes on after the parts that are out', async () => {
    const { gateway, write, reply, sent } = setUp();
    await write();
    expect(await gateway.send(reply({ alreadySent: ['SM1'] }))).toMatchObject({ outcome: 'sent' });
    expect(sent()).toEqual(['Two.', 'Three.']);
  });
  test('says which parts are out when a later one is refused for now', async () => {
    const { gateway, write, reply, sent } = setUp();
    await write();
    const one = reply({ parts: ['One.'] });
    await gateway.send(one);
    twilio.faults.failNext(1, 429, 20429, 7);
    expect(await gateway.send(reply())).toEqual({
      outcome: 'failed',
      code: 'rate-limited',
      permanent: false,
      retryInMs: 7_000,
      deferred: 'by-provider',
    });
    expect(sent()).toEqual(['One.']);
  });
  const refusals: readonly (readonly [number, number, string, boolean])[] = [
    [400, 63016, 'window-closed', true],
    [400, 21610, 'opted-out', true],
    [400, 21211, 'bad-address', true],
    [400, 21617, 'too-long', true],
    [429, 63018, 'rate-limited', false],
    [401, 20003, 'not-set-up', false],
  ];
  for (const [status, code, word, permanent] of refusals)
    test(`error ${code} is ${permanent ? 'final' : 'passing'}`, async () => {
      const { gateway, reply, sent } = setUp();
      twilio.faults.failNext(1, status, code);
      expect(await gateway.send(reply())).toMatchObject({ outcome: 'failed', code: word, permanent });
      expect(sent()).toEqual([]);
    });
  for (const [status, code] of [
    [429, undefined],
    [429, 20429],
    [429, 63018],
    [400, 63038],
  ] as const)
    test(`a limit (${status}, ${code}) is to be waited for, and is no outage`, async () => {
      const { gateway, reply } = setUp();
      twilio.faults.failNext(1, status, code, 120);
      expect(await gateway.send(reply())).toEqual({
        outcome: 'failed',
        code: 'rate-limited',
        permanent: false,
        retryInMs: 120_000,
        deferred: 'by-provider',
      });
    });
  test('a customer who sent STOP gets nothing until START', async () => {
    const { gateway, write, reply, sent } = setUp();
    await write('STOP');
    expect(await gateway.send(reply())).toMatchObject({ code: 'opted-out', permanent: true });
    await write('START');
    expect(await gateway.send(reply({ parts: ['One.'] }))).toMatchObject({ outcome: 'sent' });
    expect(sent()).toEqual(['One.']);
  });
  test('to nobody, or to what is no address, is refused here', async () => {
    const { gateway, reply } = setUp();
    const { to: _, ...nobody } = reply();
    expect(await gateway.send(nobody)).toMatchObject({ code: 'bad-address', permanent: true });
    expect(await gateway.send(reply({ to: '+4915112345678' }))).toMatchObject({
      code: 'bad-address',
      permanent: true,
    });
  });
  test('a provider that is not there was not sent to', async () => {
    const client = twilioClient({
      accountSid: 'AC1',
      authToken: 'x',
      baseUrl: 'http://127.0.0.1:1',
      timeoutMs: 400,
    });
    const gateway = whatsappGateway({
      client,
      from: number,
      publicUrl: 'https://desk.example',
      clock: systemClock,
    });
    expect(await gateway.send(setUp().reply())).toEqual({
      outcome: 'failed',
      code: 'provider-unreachable',
      permanent: false,
    });
  });
  test('wrong credentials are somebody’s to mend, and the reply waits', async () => {
    const { gateway, reply } = setUp({ authToken: 'wrong' });
    expect(await gateway.send(reply())).toMatchObject({ code: 'not-set-up', permanent: false });
  });
});

describe('the 24 hours', () => {
  const yesterday = () => Date.now() - 25 * 3_600_000;
  test('are kept here: nothing is sent outside them', async () => {
    const { gateway, reply, sent } = setUp();
    expect(await gateway.send(reply({ lastInboundAt: yesterday() }))).toEqual({
      outcome: 'failed',
      code: 'window-closed',
      permanent: true,
    });
    const { lastInboundAt: _, ...never } = reply();
    expect(await gateway.send(never)).toMatchObject({ code: 'window-closed' });
    expect(sent()).toEqual([]);
  });
  test('are bridged by a template, where there is one and the text is short', async () => {
    const { gateway, reply, sent } = setUp({ template: true });
    expect(
      await gateway.send(reply({ lastInboundAt: yesterday(), parts: ['Turn it\nover.', 'Then print.'] })),
    ).toMatchObject({ outcome: 'sent' });
    expect(sent()).toEqual([
      'About your request LD-0000-0000: Turn it over. Then print. Reply to this message to go on.',
    ]);
    expect(await gateway.send(reply({ lastInboundAt: yesterday(), parts: ['x'.repeat(901)] }))).toMatchObject(
      { code: 'window-closed' },
    );
  });
});

describe('an outcome nobody knows', () => {
  for (const how of ['hang', 'error'] as const)
    test(`(${how}) is looked up, and what is out is not sent again`, async () => {
      const { gateway, write, reply, sent } = setUp();
      await write();
      const one = reply();
      twilio.faults.loseNextAnswer(how);
      expect(await gateway.send(one)).toMatchObject({ outcome: 'unknown' });
      const found = await gateway.reconcile(one);
      if (found.state !== 'not-sent') throw new Error(`it is ${found.state}`);
      expect(found.providerMessageIds).toHaveLength(1);
      expect(await gateway.send({ ...one, alreadySent: found.providerMessageIds ?? [] })).toMatchObject({
        outcome: 'sent',
      });
      expect(sent()).toEqual(['One.', 'Two.', 'Three.']);
      expect(await gateway.reconcile(one)).toMatchObject({ state: 'sent' });
    });
  test('of a template is found by its words', async () => {
    const { gateway, reply } = setUp({ template: true });
    const one = reply({ lastInboundAt: 0 });
    twilio.faults.loseNextAnswer('error');
    expect(await gateway.send(one)).toMatchObject({ outcome: 'unknown' });
    expect(await gateway.reconcile(one)).toMatchObject({ state: 'sent' });
  });
  test('was not sent when nothing is there, and the same words sent before do not count', async () => {
    const { gateway, write, reply } = setUp();
    await write();
    await gateway.send(reply({ parts: ['One.'] }));
    const later = reply({ parts: ['One.'], attemptedAt: Date.now() + 11 * 60_000 });
    expect(await gateway.reconcile(later)).toEqual({ state: 'not-sent' });
  });
  test('was not sent when the same words went out for another reply of the ticket', async () => {
    const { gateway, write, reply } = setUp();
    await write();
    const sent = await gateway.send(reply({ parts: ['We have added it.'] }));
    if (sent.outcome !== 'sent') throw new Error('the first reply was not sent');
    const lost = reply({ parts: ['We have added it.'] });
    const sentForOthers = sent.providerMessageIds ?? [];
    expect(await gateway.reconcile({ ...lost, sentForOthers })).toEqual({ state: 'not-sent' });
  });
  test('two equal parts are two messages', async () => {
    const { gateway, write, reply } = setUp();
    await write();
    const one = reply({ parts: ['Same.', 'Same.'] });
    twilio.faults.loseNextAnswer('error');
    await gateway.send(one);
    expect(await gateway.reconcile(one)).toMatchObject({
      state: 'not-sent',
      providerMessageIds: [expect.any(String)],
    });
  });
  describe('mistake 10: a message that is found but came to nothing is failed, not sent', () => {
    const found = async (status: string, code?: number) => {
      const { gateway, write, reply, sent } = setUp();
      await write();
      const one = reply();
      const [first] = one.parts;
      await gateway.send({ ...one, parts: [first ?? ''] });
      twilio.faults.loseNextAnswer('error');
      await gateway.send({ ...one, alreadySent: ['x'] });
      const last = twilio.chat(one.to ?? '').at(-1)?.sid ?? '';
      await twilio.webhooks.idle();
      await twilio.report(last, status, code);
      const before = twilio.chat(one.to ?? '').filter((message) => message.body === 'One.');
      expect(sent()).toEqual(['One.', 'Two.']);
      return { outcome: await gateway.reconcile(one), out: before.map(({ sid }) => sid), gateway, one, last };
    };
    for (const status of ['failed', 'undelivered', 'canceled'])
      test(`(${status}) for good, with the provider’s reason, where the table says so`, async () => {
        const { outcome, out } = await found(status, 63024);
        expect(outcome).toEqual({
          state: 'failed',
          code: 'bad-address',
          permanent: true,
          providerMessageIds: out,
        });
      });
    test('for now where the code is a passing one, and what goes out next is what counts then', async () => {
      const { outcome, out, gateway, one } = await found('undelivered', 63018);
      expect(outcome).toEqual({
        state: 'failed',
        code: 'rate-limited',
        permanent: false,
        deferred: 'by-provider',
        retryInMs: 60_000,
        providerMessageIds: out,
      });
      await gateway.send({ ...one, alreadySent: out });
      expect(await gateway.reconcile(one)).toMatchObject({ state: 'sent' });
    });
    test('for good without a code', async () => {
      const { outcome } = await found('undelivered');
      expect(outcome).toMatchObject({ state: 'failed', code: 'unknown', permanent: true });
    });
    for (const status of ['accepted', 'queued', 'sending', 'sent', 'delivered', 'read', 'something new'])
      test(`but what is ${status} is out, and news of it comes by itself`, async () => {
        const { outcome, out, last } = await found(status);
        expect(outcome).toEqual({ state: 'not-sent', providerMessageIds: [...out, last] });
      });
    test('also as a template', async () => {
      const { gateway, reply } = setUp({ template: true });
      const one = reply({ lastInboundAt: 0 });
      twilio.faults.loseNextAnswer('error');
      await gateway.send(one);
      await twilio.webhooks.idle();
      await twilio.report(twilio.chat(one.to ?? '').at(-1)?.sid ?? '', 'undelivered', 63049);
      expect(await gateway.reconcile(one)).toEqual({
        state: 'failed',
        code: 'refused-recipient',
        permanent: true,
      });
    });
  });
  test('stays unknown while the provider cannot be asked', async () => {
    const { reply } = setUp();
    const client = twilioClient({
      accountSid: 'AC1',
      authToken: 'x',
      baseUrl: 'http://127.0.0.1:1',
      timeoutMs: 400,
    });
    const away = whatsappGateway({
      client,
      from: number,
      publicUrl: 'https://desk.example',
      clock: systemClock,
    });
    expect(await away.reconcile(reply())).toEqual({ state: 'unknown' });
  });
});

describe('files of customers', () => {
  const png = Uint8Array.fromHex('89504e470d0a1a0a');
  const limits = { bytes: 1_000, types: ['image/', 'application/pdf'] };
  const photo = async (content: Uint8Array, mediaType = 'image/png') => {
    const { client, to } = setUp();
    const { sid } = await twilio.customerSends({ from: to, text: '', media: [{ mediaType, content }] });
    const listed = await client.mediaOf(sid);
    const url = 'ok' in listed ? (listed.ok[0]?.url ?? '') : '';
    return { client, url };
  };
  test('are fetched with our credentials', async () => {
    const { client, url } = await photo(png);
    expect(await client.fetchMedia(url, limits)).toEqual({
      mediaType: 'image/png',
      content: Buffer.from(png),
    });
  });
  test('that lie about what they are count as what they are, or are refused', async () => {
    const fetched = async (content: Uint8Array, mediaType: string) => {
      const { client, url } = await photo(content, mediaType);
      return client.fetchMedia(url, limits);
    };
    const content = (bytes: Uint8Array) => Buffer.from(bytes);
    expect(await fetched(png, 'image/jpeg')).toEqual({ mediaType: 'image/png', content: content(png) });
    const page = new TextEncoder().encode('<!doctype html><script>');
    expect(await fetched(page, 'image/png')).toEqual({ refused: 'text/html, which says it is image/png' });
    const drawing = new TextEncoder().encode('<svg onload="x()"/>');
    expect(await fetched(drawing, 'image/png')).toEqual({
      refused: 'image/svg+xml, which says it is image/png',
    });
    expect(await fetched(drawing, 'image/svg+xml')).toEqual({ refused: 'a type that is not taken' });
    const odd = new Uint8Array([1, 2, 3]);
    expect(await fetched(odd, 'image/png')).toEqual({
      mediaType: 'application/octet-stream',
      content: content(odd),
    });
  });
  test('that are too large or of another type than allowed are refused', async () => {
    const large = await photo(new Uint8Array(1_001));
    expect(await large.client.fetchMedia(large.url, limits)).toEqual({ refused: 'too large' });
    const script = await photo(new Uint8Array([1]), 'text/html');
    expect(await script.client.fetchMedia(script.url, limits)).toEqual({
      refused: 'a type that is not taken',
    });
  });
  test('are fetched from nowhere but the provider', async () => {
    const { client } = setUp();
    for (const url of [
      'http://169.254.169.254/latest/meta-data',
      'file:///etc/passwd',
      'http://127.0.0.1:1/x',
      'https://api.twilio.com.evil.example/x',
      'https://evil.example/?api.twilio.com',
      'nonsense',
      'http://api.twilio.com/x',
    ])
      expect(await client.fetchMedia(url, limits)).toEqual({ refused: 'not the provider’s host' });
  });
  test('do not lead inwards by a redirect, and take no credentials along', async () => {
    const seen: (string | null)[] = [];
    using inner = Bun.serve({
      hostname: '127.0.0.1',
      port: 0,
      fetch(request) {
        seen.push(request.headers.get('authorization'));
        return new Response('secret');
      },
    });
    using outer = Bun.serve({
      hostname: '127.0.0.1',
      port: 0,
      fetch: () => Response.redirect(`${inner.url}metadata`),
    });
    const client = twilioClient({ accountSid: 'AC1', authToken: 'x', baseUrl: outer.url.origin });
    expect(await client.fetchMedia(`${outer.url}file`, limits)).toEqual({
      refused: 'not the provider’s host',
    });
    expect(seen).toEqual([]);
  });
});
