// Mail loops: how many messages of one origin are answered before it is taken for a machine that answers machines.
import type { Channel } from './channel.ts';

/** Messages within the last hour that have something in common with the one that arrived. */
export interface Recent {
  /** From the same address. */
  readonly address: number;
  /** On the same ticket. */
  readonly ticket: number;
  /** From the same domain; 0 where the channel has none, or the domain belongs to everybody. */
  readonly domain: number;
  /** With the same words, from the same address or domain: strangers ask the same. */
  readonly body: number;
}

/** Over which time messages are counted, milliseconds. */
export const loopWindow = 60 * 60_000;

/** From how many earlier messages on nobody is answered any more. A person in a hurry stays below; a loop does not. */
export const loopCaps: Readonly<Record<Exclude<Channel, 'webform'>, Recent>> = {
  email: { address: 12, ticket: 12, domain: 60, body: 4 },
  // Chat comes in lines, and short ones are often the same.
  whatsapp: { address: 90, ticket: 90, domain: Number.POSITIVE_INFINITY, body: 30 },
};

/** @returns why the message is taken for part of a loop, in words for staff; undefined when it is not */
export function loopBecause(channel: Exclude<Channel, 'webform'>, recent: Recent): string | undefined {
  const caps = loopCaps[channel];
  if (recent.address >= caps.address) return `${recent.address} messages from this address within an hour`;
  if (recent.ticket >= caps.ticket) return `${recent.ticket} messages on this ticket within an hour`;
  if (recent.body >= caps.body) return `${recent.body} messages with the same words within an hour`;
  if (recent.domain >= caps.domain) return `${recent.domain} messages from this domain within an hour`;
  return undefined;
}

/** Domains where strangers have their mailboxes: many messages from there are many people. */
const shared =
  /^(?:gmail\.com|googlemail\.com|(?:outlook|hotmail|live|msn|yahoo|ymail|icloud|me|mac|aol|gmx|web|mail|yandex|protonmail|proton|zoho|fastmail|t-online|freenet|orange|wanadoo|laposte|libero|virgilio|qq|163|126|naver|daum|rediffmail|comcast|verizon|att|btinternet|sky|bigpond|seznam|wp|onet|interia|mail\.ru|bk|inbox|list|ukr)\.[a-z.]{2,7})$/;

/** Whether a mail domain (lower case) belongs to everybody, so that it is no sign of a loop. */
export function isSharedDomain(domain: string): boolean {
  return shared.test(domain);
}

/** What of a text is compared: its words, without case, numbers (times and ids differ between rounds of a loop) and spacing. */
export function bodyTrait(text: string): string {
  return text.slice(0, 20_000).toLowerCase().replace(/\d+/g, '#').replace(/\s+/g, ' ').trim();
}
