// A 200 that is not Twilio's: of a proxy, a firewall or a page of maintenance on the way. It says nothing about any message.
import { describe, expect, test } from 'bun:test';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { type TwilioClient, twilioClient } from '../../../src/adapters/twilio/client.ts';
import { whatsappGateway } from '../../../src/adapters/twilio/gateway.ts';
import { listedMessages } from '../../../src/adapters/twilio/listed.ts';
import { lookUp } from '../../../src/adapters/twilio/look-up.ts';
import { messageStatuses } from '../../../src/adapters/twilio/statuses.ts';
import { id } from '../../infra/sample.ts';

const number = 'whatsapp:+14155238886';
const to = 'whatsapp:+4915100000001';
const page = '<html>We will be back soon</html>';
const json = (body: string) => new Response(body, { headers: { 'content-type': 'application/json' } });
const html = () => new Response(page, { headers: { 'content-type': 'text/html' } });
const limits = { bytes: 1_000, types: ['image/'] };

/** What stands between Twilio and us, and answers every request. */
async function behind<T>(answer: (url: URL) => Response, ask: (client: TwilioClient, url: string) => T) {
  using proxy = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: ({ url }) => answer(new URL(url)) });
  const baseUrl = proxy.url.origin;
  return await ask(twilioClient({ accountSid: 'AC1', authToken: 'x', baseUrl }), baseUrl);
}

const reply = () => ({
  replyId: id(),
  ticketId: id(),
  reference: 'LD-0000-0000',
  subject: '',
  parts: ['One.'],
  alreadySent: [],
  to,
  lastInboundAt: Date.now(),
  attemptedAt: Date.now(),
  automatic: true,
});

const answers: readonly (readonly [string, () => Response])[] = [
  ['a page', html],
  ['half an answer', () => json('{"sid":"SM1","messages":[{"sid":"SM1","dire')],
  ['an object of somebody else', () => json('{"status":"ok"}')],
  ['an empty body', () => json('')],
];

for (const [what, answer] of answers)
  describe(`${what} with status 200`, () => {
    test('leaves unknown whether a message was sent (bug: it counted as sent)', async () => {
      const outcome = await behind(answer, (client) =>
        whatsappGateway({ client, from: number, publicUrl: 'https://desk.example', clock: systemClock }).send(
          reply(),
        ),
      );
      expect(outcome).toEqual({ outcome: 'unknown', code: 'no-answer' });
    });
    test('finds nothing out about an attempt (bug: it counted as not sent, and was sent twice)', async () => {
      expect(await behind(answer, (client) => lookUp({ client, from: number }, reply()))).toEqual({
        state: 'unknown',
      });
    });
    test('is no list without messages (bug: what had been missed was passed over)', async () => {
      const windows = await behind(answer, (client) =>
        Array.fromAsync(listedMessages(client, Date.now)(number, 0)),
      );
      expect(windows).toEqual([{ unlisted: 'no-answer' }]);
    });
    test('says nothing of where a message is (bug: it was never asked for again)', async () => {
      expect(await behind(answer, (client) => messageStatuses(client)('SM2'))).toBeUndefined();
    });
    test('takes no credentials (bug: doctor was content)', async () => {
      const checked = await behind(answer, (client) => client.check());
      expect(checked).toEqual({ failed: 'unknown', why: 'its answer cannot be read' });
    });
    test('is no message without files (bug: its files were lost)', async () => {
      const row = {
        sid: 'SM1',
        from: to,
        to: number,
        body: 'Look',
        direction: 'inbound',
        status: 'received',
        num_media: '1',
        date_created: new Date().toUTCString(),
      };
      const windows = await behind(
        ({ pathname }) => (pathname.includes('/Media') ? answer() : Response.json({ messages: [row] })),
        (client) => Array.fromAsync(listedMessages(client, Date.now)(number, 0)),
      );
      expect(windows).toEqual([{ unlisted: 'no-answer' }]);
    });
  });

test('a row without an id makes a list unreadable', async () => {
  const listed = await behind(
    () => Response.json({ messages: [{ direction: 'inbound' }] }),
    (client) => client.list({}),
  );
  expect(listed).toEqual({ failed: 'unknown', why: 'its answer cannot be read' });
});

describe('a page in place of a file', () => {
  const fetched = (expected: string) =>
    behind(html, (client, url) => client.fetchMedia(`${url}/file`, { ...limits, expected }));
  test('is waited out (bug: the file counted as refused for good)', async () => {
    expect(await fetched('image/png')).toEqual({ failed: 'a page in its place' });
  });
  test('that was said to be one is refused', async () => {
    expect(await fetched('text/html')).toEqual({ refused: 'a type that is not taken' });
  });
});
