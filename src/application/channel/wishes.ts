// What a message wishes about being written to, for everybody who has spoken from its address: it holds for the address,
// and is on record with each of them, so that it stays when the one who said it is erased.
import { decide } from '../../domain/customer/decide.ts';
import type { CustomerState } from '../../domain/customer/state.ts';
import { isRejection } from '../../domain/event/define.ts';
import { customerStream, loadCustomer } from '../customer/family.ts';
import type { EventStore, StreamAppend } from '../log/event-store.ts';
import type { SaidWish, WhatsappDirectory } from '../whatsapp/whatsapp-directory.ts';
import type { InboundMessage } from './inbound-message.ts';

export interface WishPorts {
  readonly events: Pick<EventStore, 'readStream'>;
  readonly whatsapp: Pick<WhatsappDirectory, 'wishes'>;
}

/** @returns undefined when the message wishes nothing, or a later word from its address is known @throws StoreUnavailable */
export async function wishOf(
  { whatsapp }: Pick<WishPorts, 'whatsapp'>,
  { channel, consent, replyTo, sentAt }: InboundMessage,
): Promise<{ readonly speakers: readonly SaidWish[] } | undefined> {
  if (consent === undefined) return undefined;
  const speakers = channel === 'whatsapp' && replyTo !== undefined ? await whatsapp.wishes(replyTo) : [];
  return speakers.some((one) => one.saidAt > sentAt) ? undefined : { speakers };
}

/** The word of one customer, on the streams of the others who spoke from the address. @throws StoreUnavailable */
export async function heardFromAnother(
  { events }: Pick<WishPorts, 'events'>,
  { channel, consent, replyTo: address, sentAt }: InboundMessage,
  messageId: string,
  others: readonly SaidWish[],
): Promise<readonly StreamAppend[]> {
  if (consent === undefined || address === undefined) return [];
  const heard = others.map(async ({ customerId }): Promise<readonly StreamAppend[]> => {
    const { customer, version } = await loadCustomer(events, customerId);
    if (!isThere(customer)) return [];
    const said = { customerId, messageId, channel, consent, address, sentAt, fromAnother: true } as const;
    const decided = decide({ command: 'RecordConsent', ...said }, customer);
    if (isRejection(decided) || decided.length === 0) return [];
    const streamId = customerStream(customerId);
    return [{ streamId, expectedVersion: version, customerId, events: decided }];
  });
  return (await Promise.all(heard)).flat();
}

const isThere = (customer: CustomerState) => customer !== undefined && customer.isErased === undefined;

/** Parts of one stream as one part: all were decided on the same version. */
export function oncePerStream(streams: readonly StreamAppend[]): readonly StreamAppend[] {
  const parts = new Map<string, StreamAppend>();
  for (const one of streams) {
    const earlier = parts.get(one.streamId);
    parts.set(one.streamId, earlier ? { ...earlier, events: [...earlier.events, ...one.events] } : one);
  }
  return [...parts.values()];
}
