// Since when a customer waits for an answer, from the events of their ticket; the read model of tickets holds the same.
import type { TicketRecord } from '../ticket/load-ticket.ts';

/** @returns ms since the epoch; undefined when they wait for none */
export function waitingSince(events: readonly TicketRecord[]): number | undefined {
  let since: number | undefined;
  for (const event of events) {
    if (ends(event)) since = undefined;
    else if (event.type === 'ReplyWithdrawn' && event.data.waitingSince !== undefined)
      since = event.data.waitingSince;
    else if (begins(event)) since ??= event.at;
  }
  return since;
}

function begins({ type, data }: TicketRecord): boolean {
  switch (type) {
    case 'CustomerMessageReceived':
      return data.handling !== 'nobody';
    case 'MessageReleased':
      return true;
    case 'TicketEscalated':
      return data.reason !== 'taken-over' || data.messageIds.length > 0;
    case 'ReplyWithdrawn':
      return data.messageIds.length > 0 && !data.isDealtWith;
    default:
      return false;
  }
}

function ends({ type, data }: TicketRecord): boolean {
  switch (type) {
    case 'ReplyComposed':
      return data.kind === 'answer';
    case 'StaffReplied':
    case 'TicketHandedBack':
    case 'TicketResolved':
    case 'TicketClosed':
    case 'TicketErased':
      return true;
    default:
      return false;
  }
}
