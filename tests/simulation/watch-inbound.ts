// What must hold of messages that come in by a provider: none is lost between it and the log, whatever was said of it.
import type { Channel } from '../../src/domain/conversation/channel.ts';

export interface CameIn {
  readonly channel: Channel;
  readonly providerMessageId: string;
  /** Where it stands in the history of a mailbox; absent where cursors mean something else. */
  readonly position?: { readonly account: string; readonly at: bigint };
}

export interface InboundWatch {
  /** The provider has a message for the desk. */
  came(message: CameIn): void;
  /** It was deleted or moved away before anybody need have read it. */
  gone(providerMessageId: string): void;
  /** The desk said that it has the message. */
  taken(message: CameIn): void;
  /** A cursor stands here now. */
  cursorAt(account: string, cursor: bigint): void;
  /** Messages that are not in the log. */
  missing(): readonly string[];
  count(channel: Channel): number;
}

/** @param isStored whether the log has it */
export function startInboundWatch(
  isStored: (message: CameIn) => boolean,
  report: (what: string) => void,
): InboundWatch {
  const owed = new Map<string, CameIn>();
  const cursors = new Map<string, bigint>();
  const counts = new Map<Channel, number>();
  return {
    came(message) {
      if (!owed.has(message.providerMessageId))
        counts.set(message.channel, (counts.get(message.channel) ?? 0) + 1);
      owed.set(message.providerMessageId, message);
    },
    gone: (id) => void owed.delete(id),
    taken(message) {
      if (!isStored(message)) report(`${message.providerMessageId} is acknowledged but not in the log`);
    },
    cursorAt(account, cursor) {
      const before = cursors.get(account) ?? 0n;
      if (cursor < before) report(`the cursor of ${account} went back from ${before} to ${cursor}`);
      cursors.set(account, cursor);
      for (const message of owed.values()) {
        const { position, providerMessageId } = message;
        if (position?.account !== account || position.at <= before || position.at > cursor) continue;
        if (!isStored(message)) report(`the cursor of ${account} passes over ${providerMessageId}`);
      }
    },
    missing: () => [...owed.values()].filter((m) => !isStored(m)).map((m) => m.providerMessageId),
    count: (channel) => counts.get(channel) ?? 0,
  };
}
