// A provider that fails at first: the reply goes out with a later attempt, once, and the timeline tells of every attempt.
import { afterAll, expect, setDefaultTimeout, test } from 'bun:test';
import type { AuditTicketView } from '../../src/adapters/elysia/audit/views.ts';
import { startProviders } from '../chaos/providers.ts';
import { audit, covered, eventsOf } from './customer.ts';
import { startDesk, temporaryFolder, until } from './desk.ts';

setDefaultTimeout(120_000);
const folder = temporaryFolder();
afterAll(() => folder[Symbol.dispose]());

const quick = { LEDGERDESK_EMAIL_QUIET_SECONDS: '1', LEDGERDESK_WHATSAPP_QUIET_SECONDS: '1' };

test('replies that a provider refuses at first go out with a later attempt, once each', async () => {
  await using providers = await startProviders();
  const { gmail, twilio } = providers;
  await using desk = await startDesk({ folder: folder.path, env: { ...providers.environment, ...quick } });
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

const refused = (times: number, code: string) =>
  Array.from({ length: times }, () => ['ReplyAttempted', `ReplyFailed ${code} for now`]).flat();

/** What the timeline says of how the only reply on a channel was sent. */
async function attempts(desk: Parameters<typeof audit>[0], channel: string): Promise<readonly string[]> {
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
