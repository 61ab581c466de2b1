// Tickets for tests of the inbox, and the ports its functions want.
import { manualClock } from '../../../src/adapters/memory/clock.ts';
import { systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import type { TicketEvent } from '../../../src/domain/ticket/events.ts';
import { answer, type Case, firstContact, id, newCase, noon, onTicket } from '../../infra/sample.ts';
import type { World } from '../../infra/worlds.ts';

export const HOUR = 3_600_000;

export function portsOf(world: World, at = noon + HOUR) {
  return {
    ...world,
    ids: systemIds,
    clock: manualClock(at),
    sendsOn: new Set(['webform', 'email', 'whatsapp'] as const),
    hasTemplate: false,
  };
}

export const escalated = (of: Case): TicketEvent => ({
  type: 'TicketEscalated',
  data: {
    reason: 'legal',
    by: 'policy',
    evidence: 'I will go to court',
    priority: 'high',
    messageIds: [of.messageId],
  },
});
export const assigned = (staffId: string): TicketEvent => ({
  type: 'TicketAssigned',
  data: { staffId, by: staffId },
});
export const handedBack: TicketEvent = { type: 'TicketHandedBack', data: { staffId: 'ben' } };
export const resolved: TicketEvent = { type: 'TicketResolved', data: { basis: 'assumed', by: 'timer' } };
export const closed: TicketEvent = { type: 'TicketClosed', data: { by: 'timer' } };

/** A ticket with a message, then these events; version 2 and one for each. */
export async function ticketWith({ events }: World, more: (of: Case) => readonly TicketEvent[] = () => []) {
  const one = newCase();
  await events.append(firstContact(one));
  const rest = more(one);
  if (rest.length > 0) await events.append(onTicket(one, 2, rest));
  return { ...one, version: 2 + rest.length };
}

/** With staff, and nobody's yet. */
export const withStaff = (world: World) => ticketWith(world, (of) => [escalated(of)]);
/** Answered by the agent. */
export const answered = (world: World) => ticketWith(world, (of) => [answer(of, id())]);

export const typesOf = async ({ events }: World, { streamId }: Case) =>
  (await events.readStream(streamId)).map((event) => event.type);
