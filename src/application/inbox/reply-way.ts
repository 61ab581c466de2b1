// How a reply of staff would reach the customer now: where it goes, what limits it has, or why it cannot.
import type { Channel } from '../../domain/conversation/channel.ts';
import {
  emailFrameWords,
  emailWords,
  webformCharacters,
  whatsappPart,
  whatsappParts,
  whatsappPreferred,
} from '../../domain/conversation/limits.ts';
import { isWindowOpen, templateText, windowEnd } from '../../domain/whatsapp/window.ts';
import type { EventStore } from '../log/event-store.ts';
import type { Clock } from '../platform/clock.ts';
import type { LoadedTicket } from '../ticket/load-ticket.ts';
import { lastFrom } from '../ticket/outbound.ts';
import { isUnwanted } from '../ticket/unwanted.ts';
import type { WhatsappDirectory } from '../whatsapp/whatsapp-directory.ts';

export interface ReplyWayPorts {
  readonly events: EventStore;
  readonly whatsapp: Pick<WhatsappDirectory, 'wish'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Channels that are configured. */
  readonly sendsOn: ReadonlySet<Channel>;
  /** Whether a template carries what is said after 24 hours. */
  readonly hasTemplate: boolean;
}

/** Why there is no way. */
export type NoWay =
  | 'not-escalated'
  | 'closed'
  | 'erased'
  | 'channel-off'
  | 'no-address'
  | 'opted-out'
  | 'window-closed';

export interface ReplyLimits {
  /** UTF-16 units. */
  readonly characters: number;
  readonly preferredCharacters?: number;
  readonly words?: number;
  readonly parts?: number;
}

export interface ReplyWay {
  readonly possible: boolean;
  readonly because?: NoWay;
  readonly channel: Channel;
  /** Masked. */
  readonly to?: string;
  readonly limits: ReplyLimits;
  /** WhatsApp: until when free text reaches the customer, ms since the epoch. */
  readonly window?: { readonly open: boolean; readonly closesAt: number | null };
  /** It leaves as a template's text, with that template's limit. */
  readonly template?: boolean;
}

const limitsOf: Readonly<Record<Channel, ReplyLimits>> = {
  webform: { characters: webformCharacters },
  email: { characters: 20_000, words: emailWords - emailFrameWords },
  whatsapp: {
    characters: whatsappPart * whatsappParts,
    preferredCharacters: whatsappPreferred,
    parts: whatsappParts,
  },
};

/** @throws StoreUnavailable */
export async function replyWay(ports: ReplyWayPorts, loaded: LoadedTicket): Promise<ReplyWay | undefined> {
  const { ticket, events } = loaded;
  if (!ticket) return undefined;
  const { channel } = ticket;
  const last = lastFrom(events, channel);
  const address = last?.data.replyTo?.trim() || undefined;
  const window =
    channel === 'whatsapp' ? windowOf(last && (last.data.sentAt ?? last.at), ports.clock.now()) : undefined;
  const isTemplate = window !== undefined && !window.open && ports.hasTemplate;
  const limits = isTemplate ? { characters: templateText, parts: 1 } : limitsOf[channel];
  const because = await obstacle(ports, loaded, { address, window, isTemplate });
  return {
    possible: because === undefined,
    ...(because === undefined ? {} : { because }),
    channel,
    ...(address === undefined ? {} : { to: masked(address) }),
    limits,
    ...(window ? { window } : {}),
    ...(isTemplate ? { template: true } : {}),
  };
}

function windowOf(lastInboundAt: number | undefined, now: number): NonNullable<ReplyWay['window']> {
  const closesAt = lastInboundAt === undefined ? null : windowEnd(lastInboundAt);
  return { open: isWindowOpen(lastInboundAt, now), closesAt };
}

interface Found {
  readonly address: string | undefined;
  readonly window: ReplyWay['window'];
  readonly isTemplate: boolean;
}

async function obstacle(
  ports: ReplyWayPorts,
  { ticket }: LoadedTicket,
  { address, window, isTemplate }: Found,
): Promise<NoWay | undefined> {
  if (!ticket || ticket.isErased) return 'erased';
  const { channel, status } = ticket;
  if (status === 'closed') return 'closed';
  if (!ports.sendsOn.has(channel)) return 'channel-off';
  if (channel !== 'webform' && address === undefined) return 'no-address';
  if (await isUnwanted(ports, ticket, { channel }, address)) return 'opted-out';
  if (window && !window.open && !isTemplate) return 'window-closed';
  return status === 'escalated' ? undefined : 'not-escalated';
}

/** Enough to see whether it is the right one, too little to write to. */
export function masked(address: string): string {
  const [, scheme = '', rest = ''] = /^(whatsapp:)?(.*)$/s.exec(address) ?? [];
  const sign = rest.lastIndexOf('@');
  if (sign > 0) return `${scheme}${rest.slice(0, 1)}•••${rest.slice(sign)}`;
  return `${scheme}${rest.slice(0, 3)}•••${rest.slice(-3)}`;
}
