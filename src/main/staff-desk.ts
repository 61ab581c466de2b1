// What staff see and decide about messages and replies, on this process's adapters: for the HTTP surface and for commands.
import type { StaffDesk } from '../adapters/elysia/staff/desk.ts';
import type { SuppressedView, UndeliveredView } from '../adapters/elysia/staff/views.ts';
import { discardMessage } from '../application/ticket/discard-message.ts';
import { releaseMessage } from '../application/ticket/release-message.ts';
import type { SuppressedMessage } from '../application/ticket/ticket-directory.ts';
import {
  type OfferedReply,
  rerouteReply,
  retryReply,
  undeliveredReplies,
} from '../application/ticket/undelivered.ts';
import { type Channel, channels } from '../domain/conversation/channel.ts';
import { channelSettings, sendsOn } from './channel-settings.ts';
import type { Core } from './core.ts';
import { readPlace } from './sandbox.ts';
import type { Session } from './session.ts';

/** @param on channels that are configured; nothing is offered elsewhere */
export function createStaffDesk(core: Core, on: ReadonlySet<Channel>): StaffDesk {
  const ports = { ...core, sendsOn: on };
  return {
    suppressed: async (limit) => (await core.tickets.suppressed(limit)).map(suppressedView),
    release: (messageId, decision) => releaseMessage(ports, messageId, decision),
    discard: (messageId, decision) => discardMessage(ports, messageId, decision),
    undelivered: async (limit) => (await undeliveredReplies(ports, limit)).map(undeliveredView),
    retry: (replyId, decision) => retryReply(ports, replyId, decision),
    reroute: (replyId, to, decision) => rerouteReply(ports, replyId, to, decision),
  };
}

/** For a command: the channels are those of its own configuration, or of the sandbox of the desk it stands beside. */
export async function openStaffDesk({ core, config }: Pick<Session, 'core' | 'config'>): Promise<StaffDesk> {
  const configured = channelSettings(config);
  const isSandbox =
    !configured.mail && !configured.whatsapp && (await readPlace(config.dataDir)) !== undefined;
  return createStaffDesk(core, isSandbox ? new Set(channels) : sendsOn(configured));
}

function suppressedView({ at, ...message }: SuppressedMessage): SuppressedView {
  return { ...message, at: new Date(at).toISOString() };
}

function undeliveredView(undelivered: OfferedReply): UndeliveredView {
  const { replyId, reference, status, channel, author, kind, reason, text, at, offers } = undelivered;
  const reply = { replyId, reference, status, channel, author, kind, reason, text };
  return { ...reply, at: new Date(at).toISOString(), offers: [...offers] };
}
