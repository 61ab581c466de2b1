// A desk that takes messages from mail and WhatsApp, for tests of who is who.
import { manualClock } from '../../../src/adapters/memory/clock.ts';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { sha256Hex, systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import {
  type AcceptMessagePorts,
  acceptingMessages,
} from '../../../src/application/channel/accept-message.ts';
import type { InboundMessage } from '../../../src/application/channel/inbound-message.ts';
import { loadTicket } from '../../../src/application/ticket/load-ticket.ts';
import type { SeenIdentifier } from '../../../src/domain/customer/resolve.ts';
import { id, noon } from '../../infra/sample.ts';
import { digest, type Ports } from '../../infra/worlds.ts';

export const staff = { staffId: 'staff-1' } as const;

/** Pauses between rounds of a conflict take no time: nobody advances this clock meanwhile. */
export function identityDesk(world: Ports) {
  const clock = { ...manualClock(noon), sleep: async () => {} };
  const ports: AcceptMessagePorts = {
    ...world,
    clock,
    ids: systemIds,
    telemetry: memoryTelemetry(),
    sha256: sha256Hex,
    digest,
    ownMessageId: () => undefined,
    joins: (text, ticketId) => text.includes(`code of ${ticketId}`),
  };
  const accept = acceptingMessages(ports);
  return {
    ...ports,
    ...world,
    clock,
    accept,
    /** Whose ticket it is: in its own words, and for whoever looks it up. */
    ownerOf: async (ticketId: string) => (await loadTicket(world, ticketId)).ticket?.customerId,
    customerOf: async (seen: SeenIdentifier) =>
      (await world.customers.findIdentifiers([seen.identifier]))[0]?.customerId,
  };
}

export const bytes = (text: string) => new TextEncoder().encode(text);
export const anAddress = () => `ada.${id()}@example.org`;
export const aPhone = () => `+49151${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`;

export const byMail = (value: string): SeenIdentifier => ({
  identifier: { kind: 'email', value },
  evidence: 'attested',
  primary: true,
});
export const byPhone = (value: string): SeenIdentifier => ({
  identifier: { kind: 'phone', value },
  evidence: 'attested',
  primary: true,
});
export const byUserId = (value: string): SeenIdentifier => ({
  identifier: { kind: 'whatsapp-user', value },
  evidence: 'attested',
});

export function mail(from: string, over: Partial<InboundMessage> = {}): InboundMessage {
  return {
    channel: 'email',
    providerMessageId: `gmail:${id()}`,
    account: 'help@desk.example',
    replyTo: from,
    seen: [byMail(from)],
    senderName: 'Ada Marsh',
    text: `My label printer prints blank pages, ${id()}.`,
    subject: `Blank labels ${id()}`,
    sentAt: noon,
    attachments: [],
    original: bytes('From: …'),
    ...over,
  };
}

export function chat(phone: string, over: Partial<InboundMessage> = {}): InboundMessage {
  const { subject: _, ...rest } = mail(`whatsapp:${phone}`);
  return {
    ...rest,
    channel: 'whatsapp',
    providerMessageId: `SM${id()}`,
    seen: [byPhone(phone)],
    ...over,
  };
}
