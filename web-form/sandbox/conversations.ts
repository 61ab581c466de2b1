// What the stand-ins have seen, as the customers see it: one conversation for each of their addresses.
import type { StandInMessage } from '../client/contract.ts';

export interface StandInConversation {
  readonly channel: StandInMessage['channel'];
  /** The customer's. */
  readonly address: string;
  /** Oldest first. */
  readonly messages: readonly StandInMessage[];
}

/** The conversation with the newest message first. */
export function conversationsOf(messages: readonly StandInMessage[]): readonly StandInConversation[] {
  const byAddress = new Map<string, StandInMessage[]>();
  for (const message of messages.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    const address = message.direction === 'inbound' ? message.from : message.to;
    const key = `${message.channel} ${address}`;
    // Deleted and set again, so that the map's order is that of the latest messages.
    const before = byAddress.get(key) ?? [];
    byAddress.delete(key);
    byAddress.set(key, [...before, message]);
  }
  return [...byAddress.values()].reverse().flatMap((all) => {
    const [first] = all;
    if (!first) return [];
    const address = first.direction === 'inbound' ? first.from : first.to;
    return [{ channel: first.channel, address: address.replace(/^whatsapp:/, ''), messages: all }];
  });
}
