import { expect, test } from 'bun:test';
import { type ManualClock, manualClock } from '../../src/adapters/memory/clock.ts';
import { memoryTelemetry } from '../../src/adapters/memory/telemetry.ts';
import type { HeldLease } from '../../src/application/log/held-lease.ts';
import type { MailboxState } from '../../src/application/mail/mailbox-progress.ts';
import { startMailboxGauges } from '../../src/main/mailbox-gauges.ts';

const address = 'ada.marsh@shop.example';
const state: MailboxState = {
  address,
  readAt: undefined,
  watchedUntil: undefined,
  failures: 0,
  trouble: undefined,
  needsPerson: false,
};

function lease() {
  let isOurs = true;
  const held: HeldLease = {
    whileHeld: async (work) => (isOurs ? work({ name: 'scheduler', holder: 'us', epoch: 1n }) : undefined),
    [Symbol.asyncDispose]: async () => {},
  };
  const lose = () => {
    isOurs = false;
  };
  return { held, lose };
}

async function pass(clock: ManualClock, ms: number): Promise<void> {
  const rest = async () => {
    for (let i = 0; i < 50; i++) await Promise.resolve();
  };
  await rest();
  for (let gone = 0; gone < ms; gone += 1_000) {
    await clock.advance(1_000);
    await rest();
  }
}

test('a mailbox that is not read grows older, one that is read is as old as its last reading, and no address is told', async () => {
  const clock = manualClock(1_000_000);
  const telemetry = memoryTelemetry();
  const states: MailboxState[] = [state, { ...state, address: 'sales@shop.example' }];
  const { held, lose } = lease();
  const ports = { clock, telemetry, states: () => states };
  await using _ = startMailboxGauges(ports, true, held);
  await pass(clock, 60_000);
  const age = (mailbox: string) => telemetry.gauged('mailbox_read_age_seconds', { mailbox });
  expect([age('1'), age('2')]).toEqual([60, 60]);
  states[1] = { ...state, readAt: clock.now(), watchedUntil: clock.now() + 100_000, failures: 3 };
  await pass(clock, 5_000);
  expect([age('1'), age('2')]).toEqual([65, 5]);
  expect(telemetry.gauged('mailbox_watch_seconds', { mailbox: '2' })).toBe(95);
  expect(telemetry.gauged('mailbox_failures', { mailbox: '2' })).toBe(3);
  expect(telemetry.logs).toEqual([]);
  lose();
  await pass(clock, 5_000);
  expect([age('1'), age('2')]).toEqual([0, 0]);
  expect(telemetry.gauged('mailbox_failures', { mailbox: '2' })).toBe(0);
});

test('without pushes nothing is said of a watch', async () => {
  const telemetry = memoryTelemetry();
  const ports = { clock: manualClock(0), telemetry, states: () => [state] };
  await using _ = startMailboxGauges(ports, false, lease().held);
  await pass(ports.clock, 5_000);
  expect(telemetry.gauged('mailbox_watch_seconds', { mailbox: '1' })).toBeUndefined();
});
