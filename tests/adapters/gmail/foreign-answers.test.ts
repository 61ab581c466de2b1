// A 200 that is not Gmail's: of a proxy, a firewall or a page of maintenance on the way. It says nothing about any mail.
import { describe, expect, test } from 'bun:test';
import { gmailMailbox } from '../../../src/adapters/gmail/mailbox.ts';
import { type Mailbox, MailboxUnavailable } from '../../../src/application/mail/mailbox.ts';
import { thrownBy } from '../../infra/sample.ts';

const clock = { now: Date.now };
const json = (body: string) => new Response(body, { headers: { 'content-type': 'application/json' } });
const html = () => new Response('<html>Back soon</html>', { headers: { 'content-type': 'text/html' } });
const credentials = {
  kind: 'refresh-token',
  clientId: 'c',
  clientSecret: 's',
  refreshToken: 'r',
} as const;

/** A mailbox whose tokens come as ever, and whose requests something on the way answers. */
async function behind<T>(answer: (url: URL) => Response, ask: (mailbox: Mailbox) => T) {
  using proxy = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    fetch({ url }) {
      const isToken = new URL(url).pathname === '/token';
      return isToken ? Response.json({ access_token: 'x', expires_in: 3_600 }) : answer(new URL(url));
    },
  });
  const [rootUrl, tokenUrl] = [proxy.url.href, `${proxy.url.href}token`];
  const options = { address: 'a@desk.example', credentials, clock, topic: 't', rootUrl, tokenUrl };
  return await ask(gmailMailbox(options));
}

const asked = { messageId: '<a@desk.example>', replyId: 'r', after: 0 };
const trouble = (error: unknown) =>
  error instanceof MailboxUnavailable ? { permanent: error.permanent } : error;

const answers: readonly (readonly [string, () => Response])[] = [
  ['a page', html],
  ['half an answer', () => json('{"id":"1","raw":"QQ","historyId":"9","messages":[{"id"')],
  ['an object of somebody else', () => json('{"status":"ok"}')],
  ['an empty body', () => json('')],
  ['null', () => json('null')],
];

for (const [what, answer] of answers)
  describe(`${what} with status 200`, () => {
    test('leaves unknown whether a mail was sent', async () => {
      const sent = await behind(answer, (mailbox) => mailbox.send(Buffer.from('x')));
      expect(sent.outcome).toBe('unknown');
    });
    test('finds nothing out about an attempt (bug: it counted as not sent, and was sent twice)', async () => {
      expect(await behind(answer, (mailbox) => mailbox.find(asked))).toBe('unknown');
    });
    test('instead of a mail that is looked at finds nothing out (bug: it was not the one, so none was sent)', async () => {
      const found = await behind(
        ({ pathname, searchParams }) => {
          if (!pathname.endsWith('/messages')) return answer();
          const isById = searchParams.get('q')?.startsWith('rfc822msgid:');
          return Response.json(isById ? { resultSizeEstimate: 0 } : { messages: [{ id: '1' }] });
        },
        (mailbox) => mailbox.find(asked),
      );
      expect(found).toBe('unknown');
    });
    const reads: readonly (readonly [string, (mailbox: Mailbox) => Promise<unknown>])[] = [
      ['no inbox without mails (bug: what had been missed was passed over)', (mailbox) => mailbox.since(0)],
      ['no history without news', (mailbox) => mailbox.changes(1n)],
      ['no mail (bug: it was stored as an empty one)', (mailbox) => mailbox.read('1')],
      ['no profile', (mailbox) => mailbox.position()],
      ['no watch', (mailbox) => mailbox.watch()],
    ];
    for (const [is, read] of reads)
      test(`is ${is}`, async () => {
        const error = await behind(answer, (mailbox) => thrownBy(read(mailbox)));
        expect(trouble(error)).toEqual({ permanent: false });
      });
    test('is no last page of a history (bug: the cursor moved over what it should have held)', async () => {
      const error = await behind(
        ({ searchParams }) =>
          searchParams.has('pageToken')
            ? answer()
            : Response.json({ history: [{ id: '2' }], historyId: '9', nextPageToken: 'n' }),
        async (mailbox) => {
          const first = await mailbox.changes(1n);
          if (first === 'expired' || first.nextPage === undefined) throw new Error('there is no second page');
          const { nextPage } = first;
          return thrownBy(mailbox.changes(1n, nextPage));
        },
      );
      expect(trouble(error)).toEqual({ permanent: false });
    });
  });

test('an answer without mails is Gmail’s all the same', async () => {
  const empty = () => Response.json({ resultSizeEstimate: 0 });
  expect(await behind(empty, (mailbox) => mailbox.since(0))).toEqual({ ids: [] });
  expect(await behind(empty, (mailbox) => mailbox.find(asked))).toBe('not-sent');
  const quiet = () => Response.json({ historyId: '9' });
  expect(await behind(quiet, (mailbox) => mailbox.changes(1n))).toMatchObject({ added: [] });
});
