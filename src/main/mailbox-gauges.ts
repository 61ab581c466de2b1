// How the reading of mailboxes goes, as metrics. A mailbox is its number in the settings: its address may be somebody's.
import type { HeldLease } from '../application/log/held-lease.ts';
import { startLoop } from '../application/log/loop.ts';
import type { MailboxState } from '../application/mail/mailbox-progress.ts';
import type { Clock } from '../application/platform/clock.ts';
import type { Telemetry } from '../application/platform/telemetry.ts';

export interface MailboxGaugesPorts {
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly states: () => readonly MailboxState[];
}

const EVERY_MS = 5_000;

/**
 * Measured by the process that reads; the others report 0, so that the highest is the truth.
 * @param hasWatch whether the provider is asked for notifications
 */
export function startMailboxGauges(
  { clock, telemetry, states }: MailboxGaugesPorts,
  hasWatch: boolean,
  lease: HeldLease,
): AsyncDisposable {
  /** Since when this process reads, ms since the epoch. */
  let since: number | undefined;
  const step = async () => {
    const isReading = (await lease.whileHeld(async () => true)) ?? false;
    const now = clock.now();
    since = isReading ? (since ?? now) : undefined;
    for (const [index, state] of states().entries()) {
      const labels = { mailbox: String(index + 1) };
      // One that was never read is as old as our reading.
      const age = since === undefined ? 0 : now - Math.max(state.readAt ?? since, since);
      telemetry.gauge('mailbox_read_age_seconds', age / 1000, labels);
      telemetry.gauge('mailbox_failures', isReading ? state.failures : 0, labels);
      const left = isReading ? Math.max((state.watchedUntil ?? now) - now, 0) : 0;
      if (hasWatch) telemetry.gauge('mailbox_watch_seconds', left / 1000, labels);
    }
    return false;
  };
  return startLoop({
    name: 'mailbox gauges',
    clock,
    telemetry,
    step,
    idle: (signal) => clock.sleep(EVERY_MS, signal),
  });
}
