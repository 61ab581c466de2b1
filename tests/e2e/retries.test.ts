// A provider that fails at first: the reply goes out with a later attempt, once, and the timeline tells of every attempt. Where
// there is a browser the timeline is looked at as well.
import { afterAll, expect, setDefaultTimeout, test } from 'bun:test';
import type { AuditTicketView } from '../../src/adapters/elysia/audit/views.ts';
import { startProviders } from '../chaos/providers.ts';
import { browserForFile } from '../web-form/browser.ts';
import { audit, bearer, covered, eventsOf, post } from './customer.ts';
import { startDesk, temporaryFolder, until } from './desk.ts';

setDefaultTimeout(120_000);
const folder = temporaryFolder();
type Audited = Parameters<typeof audit>[0];
const { visit, isMissing } = browserForFile();
afterAll(() => folder[Symbol.dispose]());

const quick = { LEDGERDESK_EMAIL_QUIET_SECONDS: '1', LEDGERDESK_WHATSAPP_QUIET_SECONDS: '1' };

test('replies that a provider refuses at first go out with a later attempt, once each', async () => {
  await using providers = await startProviders();
  const { gmail, twilio } = providers;
  await using desk = await startDesk({
    folder: folder.sub('retried'),
    env: { ...providers.environment, ...quick },
  });
  providers.to([desk.url]);
  const busy = { status: 429, reason: 'rateLimitExceeded', retryAfterSeconds: 1, path: /\/messages\/send/ };
  gmail.faults.failNext(2, busy);
  twilio.faults.failNext(3, 400, 63_008);

  await gmail.customerSends({ from: 'ada@example.org', to: 'support@desk.example', text: covered });
  await twilio.customerSends({ from: 'whatsapp:+4915112345678', text: covered });

  await until('the mail has left', () => gmail.sent().length > 0);
  await until('the chat has left', () => twilio.outbound().length > 0);
  const [mailed, chatted] = await Promise.all([attempts(desk, 'email'), attempts(desk, 'whatsapp')]);
  expect(mailed).toEqual([...refused(2, 'http-429-rateLimitExceeded'), 'ReplyAttempted', 'ReplySent']);
  expect(chatted).toEqual([...refused(3, 'provider-trouble'), 'ReplyAttempted', 'ReplySent']);
  // One mail, and each part of the chat once.
  expect(gmail.sent()).toHaveLength(1);
  const parts = providers.received().map(({ once }) => once);
  expect(new Set(parts).size).toBe(parts.length);
});

test('a reply that waits to be tried again is withdrawn when a person takes the ticket over', async () => {
  await using providers = await startProviders();
  const { gmail } = providers;
  await using desk = await startDesk({
    folder: folder.sub('taken'),
    env: { ...providers.environment, ...quick },
  });
  providers.to([desk.url]);
  const busy = { status: 429, reason: 'rateLimitExceeded', retryAfterSeconds: 5, path: /\/messages\/send/ };
  // Every attempt: none succeeds before the ticket is taken, however long that takes.
  gmail.faults.failNext(100, busy);
  await gmail.customerSends({ from: 'ada@example.org', to: 'support@desk.example', text: covered });
  const waiting = async () => (await audit<{ tickets: AuditTicketView[] }>(desk, 'tickets')).tickets[0];
  const { reference } = await until('the ticket is there', waiting);
  const has = async (type: string) => (await eventsOf(desk, reference)).find((event) => event.type === type);
  await until('the first attempt has failed', () => has('ReplyFailed'));
  await until('the ticket is taken as it is', async () => {
    const seen = { expectedVersion: (await eventsOf(desk, reference)).length };
    const taken = await post(`${desk.url}/api/inbox/tickets/${reference}/take`, seen, bearer(desk.key));
    expect([200, 409]).toContain(taken.status); // another attempt may have been made meanwhile
    return taken.status === 200;
  });
  const withdrawn = await until('the reply is withdrawn', () => has('ReplyWithdrawn'));
  expect(withdrawn.data).toMatchObject({ reason: 'human-in-charge' });
  // What the customer got is the word that somebody has it, if anything.
  const words = gmail.sent().map(({ raw }) => Buffer.from(raw).toString());
  expect(words.filter((mail) => mail.includes('Reset your password'))).toEqual([]);
  if (!isMissing) await lookAtTimeline(desk, reference);
});

test('a reply that waits to be tried again is withdrawn when the customer writes again, and one reply answers both', async () => {
  await using providers = await startProviders();
  const { twilio } = providers;
  // Longer than the pauses before the next attempts, so that the second message has no answer by then.
  const env = { ...providers.environment, LEDGERDESK_WHATSAPP_QUIET_SECONDS: '5' };
  await using desk = await startDesk({ folder: folder.sub('again'), env });
  providers.to([desk.url]);
  // Three attempts and the pauses between them: none succeeds before the second message is there.
  twilio.faults.failNext(3, 400, 63_008);
  const from = 'whatsapp:+4915112345678';
  await twilio.customerSends({ from, text: covered });
  const waiting = async () => (await audit<{ tickets: AuditTicketView[] }>(desk, 'tickets')).tickets[0];
  const { reference } = await until('the ticket is there', waiting);
  const all = async (type: string) =>
    (await eventsOf(desk, reference)).filter((event) => event.type === type);
  await until('the first attempt has failed', async () => (await all('ReplyFailed'))[0]);
  await twilio.customerSends({ from, text: covered });
  const withdrawn = await until('the reply is withdrawn', async () => (await all('ReplyWithdrawn'))[0]);
  expect(withdrawn.data).toMatchObject({ reason: 'customer-wrote' });
  const [sent] = await until('a reply is sent', async () => {
    const sent = await all('ReplySent');
    return sent.length > 0 && sent;
  });
  const messageIds = (await all('CustomerMessageReceived')).map(({ data }) => data['messageId']);
  const answers = (await all('ReplyComposed')).map(({ data }) => [data['replyId'], data['answers']]);
  expect(answers).toEqual([
    [withdrawn.data['replyId'], messageIds.slice(0, 1)],
    [sent?.data['replyId'], messageIds],
  ]);
  expect(new Set(providers.received().map(({ replyId }) => replyId))).toEqual(
    new Set([String(sent?.data['replyId'])]),
  );
});

async function lookAtTimeline(desk: Audited, reference: string): Promise<void> {
  await using window = await visit(`${desk.url}/audit#key=${desk.key}&ticket=${reference}`);
  await window.page
    .getByText('Reply withdrawn')
    .or(window.page.getByText('ReplyWithdrawn'))
    .first()
    .waitFor();
  expect(window.complaints).toEqual([]);
}

const refused = (times: number, code: string) =>
  Array.from({ length: times }, () => ['ReplyAttempted', `ReplyFailed ${code} for now`]).flat();

/** What the timeline says of how the only reply on a channel was sent. */
async function attempts(desk: Audited, channel: string): Promise<readonly string[]> {
  const { tickets } = await audit<{ tickets: AuditTicketView[] }>(desk, 'tickets');
  const { reference } = tickets.find((one) => one.channel === channel) ?? { reference: '' };
  const events = await until(`the reply by ${channel} is on record as sent`, async () => {
    const all = await eventsOf(desk, reference);
    return all.some(({ type }) => type === 'ReplySent') && all;
  });
  return events.flatMap(({ type, data }) => {
    if (type === 'ReplyFailed') return [`${type} ${data['code']} for ${data['permanent'] ? 'good' : 'now'}`];
    return type === 'ReplyAttempted' || type === 'ReplySent' ? [type] : [];
  });
}
