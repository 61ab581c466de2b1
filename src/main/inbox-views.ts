// The inbox as it is shown over HTTP: times as text, and the place where a list goes on.
import type { InboxTicketView, QueuesView, TicketPageView } from '../adapters/elysia/inbox/views.ts';
import { priorities } from '../application/inbox/due-order.ts';
import type { InboxTicket, PagePlace } from '../application/inbox/inbox.ts';
import type { Present } from '../application/inbox/presence.ts';
import type { Queues } from '../application/inbox/queues.ts';
import type { ServiceLevel } from '../application/inbox/service-level.ts';
import type { ShownEntry, ShownTicket } from '../application/inbox/show-ticket.ts';

const iso = (at: number) => new Date(at).toISOString();

export function queueView({ position, queues }: Queues): QueuesView {
  return {
    position: Number(position),
    queues: queues.map(({ queue, count, overdue, oldestAt }) => ({
      queue,
      count,
      overdue,
      oldestAt: oldestAt === null ? null : iso(oldestAt),
    })),
  };
}

export function rowView(
  { reason, assignee, waitingSince, lastMessageAt, ...ticket }: InboxTicket,
  level: ServiceLevel,
  present: readonly Present[],
): TicketPageView['items'][number] {
  const due =
    waitingSince === null
      ? {}
      : { waitingSince: iso(waitingSince), dueAt: iso(level.dueAt(waitingSince, ticket.priority)) };
  return {
    ...ticket,
    ...(reason === null ? {} : { reason }),
    ...(assignee === null ? {} : { assignee }),
    ...due,
    lastMessageAt: iso(lastMessageAt),
    presence: present.map(({ name }) => name),
  };
}

export function shownView(shown: ShownTicket, present: readonly Present[]): InboxTicketView {
  const { ticket, version, openedAt, staffInCharge, escalation, sla, customer, reply, moved } = shown;
  const { ticketId, reference, status, subject, category, priority, channel, assignedTo } = ticket;
  const { window, ...way } = reply;
  return {
    reference,
    ticketId,
    version,
    status,
    subject,
    category,
    priority,
    channel,
    openedAt: iso(openedAt),
    ...(assignedTo === undefined ? {} : { assignee: assignedTo }),
    staffInCharge,
    ...(escalation ? { escalation: { ...escalation, at: iso(escalation.at) } } : {}),
    ...(sla ? { sla: { ...sla, waitingSince: iso(sla.waitingSince), dueAt: iso(sla.dueAt) } } : {}),
    customer,
    messages: shown.messages.map(entryView),
    reply: {
      ...way,
      ...(window
        ? { window: { open: window.open, closesAt: window.closesAt === null ? null : iso(window.closesAt) } }
        : {}),
    },
    ...(moved ? { moved: { ...moved, at: iso(moved.at) } } : {}),
    presence: present.map((one) => ({ ...one, since: iso(one.since) })),
  };
}

function entryView(entry: ShownEntry): InboxTicketView['messages'][number] {
  const { at, citations, delivery, suppressed, offers, ...rest } = entry;
  const { reason, because = null } = suppressed ?? {};
  return {
    ...rest,
    at: iso(at),
    ...(citations
      ? { citations: citations.map(({ slug, title, heading }) => ({ slug, title, heading })) }
      : {}),
    ...(delivery
      ? {
          delivery: {
            ...delivery,
            at: iso(delivery.at),
            ...(offers ? { offers: [...offers.others], canRetry: offers.canRetry } : {}),
          },
        }
      : {}),
    ...(reason === undefined ? {} : { suppressed: { reason, because } }),
  };
}

/** A place as text that says nothing to anybody. */
export function cursorOf(place: PagePlace): string {
  return Buffer.from(JSON.stringify([place.at, place.ticketId, place.priority])).toString('base64url');
}

const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function placeIn(cursor: string): PagePlace | 'unreadable' {
  try {
    const [at, ticketId, named]: readonly unknown[] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const isTime = at === null || (typeof at === 'number' && Math.abs(at) <= 8.64e15);
    const priority = priorities.find((one) => one === named);
    const isId = typeof ticketId === 'string' && id.test(ticketId);
    return isTime && isId && priority ? { at, priority, ticketId } : 'unreadable';
  } catch {
    return 'unreadable';
  }
}
