// What the commands of the audit have in common: who looks is on record, as over HTTP.
import type { TicketHistory } from '../../application/audit/history.ts';
import { whichTicket } from '../../application/audit/which-ticket.ts';
import { isoTime, isoTimeForm } from '../../application/platform/iso-time.ts';
import { recordingReads } from '../../application/privacy/reads.ts';
import type { Core } from '../core.ts';
import { Failure } from '../failure.ts';
import { print } from '../output.ts';
import { decider } from './deciding.ts';

/**
 * Puts on record that the user of the operating system looks at personal data, before any of it is shown.
 * @param what the history, state or export that is looked at @throws StoreUnavailable: then nothing is to be shown
 */
export async function lookedAt(core: Core, what: string, ticketId?: string): Promise<void> {
  const staff = decider();
  const ticket = ticketId === undefined ? undefined : await whichTicket(core, ticketId);
  const about = ticket ? { ticketId: ticket.ticketId, customerId: ticket.customerId } : {};
  await recordingReads(core, { kind: 'staff', id: staff })({ staff, role: 'admin', what, ...about });
}

/** @throws Failure where there is no such ticket */
export function found(history: TicketHistory | undefined, named: string): TicketHistory {
  if (!history) throw new Failure(`there is no ticket ${named}`);
  return history;
}

/** Says it where a history is the log's alone. */
export function printUnlisted({ isListed }: Pick<TicketHistory, 'isListed'>): void {
  if (!isListed)
    print(
      'read from the log: the read models lack this ticket, "ledgerdesk projections rebuild" makes them agree',
    );
}

/** A time as the HTTP surface takes it. @returns ms since the epoch @throws Failure */
export function timeOf(text: string, option: string): number {
  if (!new RegExp(isoTimeForm).test(text))
    throw new Failure(`${option} is an ISO 8601 time with its zone, such as 2026-11-20T14:02:00Z`, 2);
  const at = isoTime(text);
  if (at === undefined) throw new Failure(`${option}: there is no such moment`, 2);
  return at;
}
