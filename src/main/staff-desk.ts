// What staff see and decide about messages and replies, on this process's adapters: for the HTTP surface and for commands.
import type { StaffDesk } from '../adapters/elysia/desk.ts';
import type { SuppressedView, UndeliveredView } from '../adapters/elysia/staff/views.ts';
import { releaseMessage } from '../application/ticket/release-message.ts';
import type { SuppressedMessage } from '../application/ticket/ticket-directory.ts';
import { type OfferedReply, rerouteReply, undeliveredReplies } from '../application/ticket/undelivered.ts';
import type { Channel } from '../domain/conversation/channel.ts';
import type { Core } from './core.ts';

/** @param sendsOn channels that are configured; nothing is offered elsewhere */
export function createStaffDesk(core: Core, sendsOn: ReadonlySet<Channel>): StaffDesk {
  const ports = { ...core, sendsOn };
  return {
    suppressed: async (limit) => (await core.tickets.suppressed(limit)).map(suppressedView),
    release: (messageId, decision) => releaseMessage(ports, messageId, decision),
    undelivered: async (limit) => (await undeliveredReplies(ports, limit)).map(undeliveredView),
    reroute: (replyId, to, decision) => rerouteReply(ports, replyId, to, decision),
  };
}

function suppressedView({ at, ...message }: SuppressedMessage): SuppressedView {
  return { ...message, at: new Date(at).toISOString() };
}

function undeliveredView(undelivered: OfferedReply): UndeliveredView {
  const { replyId, reference, status, channel, author, kind, reason, text, at, offers } = undelivered;
  const reply = { replyId, reference, status, channel, author, kind, reason, text };
  return { ...reply, at: new Date(at).toISOString(), offers: [...offers] };
}
