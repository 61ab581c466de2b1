// What customers got is told apart by what is ours in it: a reply that is sent twice is seen, whatever the provider made of it.
import { expect, test } from 'bun:test';
import { gmailMailbox } from '../../src/adapters/gmail/mailbox.ts';
import { systemClock } from '../../src/adapters/system/clock.ts';
import { mailbox, startProviders } from './providers.ts';

test('a mail counts by our Message-ID, also where the provider has replaced it', async () => {
  await using providers = await startProviders();
  const { gmail } = providers;
  const { url: rootUrl, tokenUrl } = gmail;
  const credentials = gmail.credentials.serviceAccount;
  const desk = gmailMailbox({ address: mailbox, credentials, clock: systemClock, rootUrl, tokenUrl });
  const headers = ['To: ada@example.org', 'Message-ID: <ours@desk.example>', 'X-Ledgerdesk-Reply: r1.2'];
  const raw = Buffer.from(`${headers.join('\r\n')}\r\n\r\nHello`);
  await desk.send(raw);
  gmail.faults.rewriteMessageIds(true);
  await desk.send(raw);
  const one = { channel: 'email', replyId: 'r1', once: '<ours@desk.example>' } as const;
  expect(providers.received()).toEqual([one, one]);
});

test('the front passes webhooks on to whoever listens, and says so where nobody does', async () => {
  await using providers = await startProviders();
  const { twilio } = providers;
  const paths: string[] = [];
  const serve = () =>
    Bun.serve({
      port: 0,
      hostname: '127.0.0.1',
      fetch: ({ url }) => {
        paths.push(new URL(url).pathname);
        return new Response();
      },
    });
  const [up, down] = [serve(), serve()];
  providers.to([up, down].map(({ port }) => `http://127.0.0.1:${port}`));
  await down.stop(true);
  const chat = { from: 'whatsapp:+15555600001', text: 'Hello' };
  for (let i = 0; i < 2; i++) expect((await twilio.customerSends(chat)).status).toBe(200);
  expect(paths).toEqual(['/webhooks/whatsapp', '/webhooks/whatsapp']);
  await up.stop(true);
  expect((await twilio.customerSends(chat)).status).toBe(502);
});
