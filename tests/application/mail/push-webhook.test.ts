import { expect, test } from 'bun:test';
import { manualClock } from '../../../src/adapters/memory/clock.ts';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { StoreUnavailable } from '../../../src/application/log/event-store.ts';
import { gmailWebhook, type VerifiedNotice } from '../../../src/application/mail/push-webhook.ts';
import { desk, recordedAccounts, thrownBy } from './fakes.ts';

const request = { target: '/webhooks/gmail', headers: {}, body: '{}' };
const notice: VerifiedNotice = { outcome: 'genuine', address: desk, cursor: 20n };

async function world(verified: VerifiedNotice, cursor?: bigint) {
  const accounts = recordedAccounts(manualClock());
  await accounts.register('email', desk);
  if (cursor !== undefined) await accounts.advance('email', desk, cursor);
  await accounts.claimDue('email', 0);
  await accounts.release('email', desk, 60_000);
  accounts.calls.length = 0;
  const telemetry = memoryTelemetry();
  let woken = 0;
  const webhook = gmailWebhook({
    verify: async () => verified,
    accounts,
    telemetry,
    wake: () => {
      // By now the mailbox is due, whoever looks.
      accounts.calls.push('wake');
      woken++;
    },
  });
  return { accounts, telemetry, webhook, woken: () => woken };
}

test('mistake 2: a notification makes the mailbox due before it is acknowledged, and wakes the reading', async () => {
  const { accounts, webhook } = await world(notice, 10n);
  expect(await webhook(request)).toEqual({ outcome: 'accepted' });
  expect(accounts.calls).toEqual([`notify ${desk}`, 'wake']);
  expect((await accounts.claimDue('email', 1_000)).map(({ account }) => account)).toEqual([desk]);
});

test('mistake 3: the notification does not move the cursor', async () => {
  const { accounts, webhook } = await world(notice);
  await webhook(request);
  expect((await accounts.get('email', desk))?.cursor).toBeUndefined();
});

test('a notification that comes twice is acknowledged twice and makes nothing due twice', async () => {
  const { accounts, webhook } = await world(notice, 10n);
  expect(await Promise.all([webhook(request), webhook(request)])).toEqual([
    { outcome: 'accepted' },
    { outcome: 'accepted' },
  ]);
  expect(await accounts.claimDue('email', 1_000)).toHaveLength(1);
  expect(await accounts.claimDue('email', 1_000)).toHaveLength(0);
});

test.each([20n, 21n])(
  'a notification that is not newer than the cursor %p is acknowledged and forgotten',
  async (cursor) => {
    const { accounts, webhook, woken } = await world(notice, cursor);
    expect(await webhook(request)).toEqual({ outcome: 'accepted' });
    expect(accounts.calls).toEqual([]);
    expect(woken()).toBe(0);
  },
);

test('the address is ours in any letters', async () => {
  const { accounts, webhook } = await world({ ...notice, address: desk.toUpperCase() }, 10n);
  expect(await webhook(request)).toEqual({ outcome: 'accepted' });
  expect(accounts.calls[0]).toBe(`notify ${desk}`);
});

test('a mailbox that is not ours is acknowledged, since repeating it would not help, and logged', async () => {
  const { telemetry, webhook, woken } = await world({ ...notice, address: 'other@desk.example' });
  expect(await webhook(request)).toEqual({ outcome: 'malformed', why: 'unknown-mailbox' });
  expect(telemetry.logs.map(({ level, fields }) => [level, fields])).toEqual([
    ['warn', { why: 'unknown-mailbox' }],
  ]);
  expect(woken()).toBe(0);
});

test.each(['malformed', 'unauthenticated', 'forbidden'] as const)(
  'what is %s changes nothing and is logged',
  async (outcome) => {
    const { accounts, telemetry, webhook } = await world({ outcome, why: 'because' }, 10n);
    expect(await webhook(request)).toEqual({ outcome, why: 'because' });
    expect(accounts.calls).toEqual([]);
    expect(telemetry.logs.map(({ fields }) => fields)).toEqual([{ outcome, why: 'because' }]);
  },
);

test('a store that is away is not acknowledged', async () => {
  const { accounts, telemetry } = await world(notice, 10n);
  const away = { ...accounts, notify: () => Promise.reject(new StoreUnavailable('away')) };
  const webhook = gmailWebhook({ verify: async () => notice, accounts: away, telemetry, wake: () => {} });
  expect(await thrownBy(webhook(request))).toBeInstanceOf(StoreUnavailable);
});
