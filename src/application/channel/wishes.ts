// What a message wishes about being written to, for everybody who has spoken from its address: it holds for the address,
// and is on record with each of them, so that it stays when the one who said it is erased.
import { decide, type RecordConsent } from '../../domain/customer/decide.ts';
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

export interface Word {
  /** Where a later word is known than the message has: that one, for it holds. */
  readonly said: Omit<RecordConsent, 'customerId' | 'messageId' | 'ordinal'>;
  /** Its number, on record with whoever said it. */
  readonly counted: Pick<RecordConsent, 'ordinal'>;
  /** Who has spoken from the address: the others among them are told. */
  readonly speakers: readonly SaidWish[];
}

/** @returns undefined when the message wishes nothing @throws StoreUnavailable */
export async function wishOf(
  { whatsapp }: Pick<WishPorts, 'whatsapp'>,
  { channel, consent, replyTo: address, sentAt }: InboundMessage,
): Promise<Word | undefined> {
  if (consent === undefined) return undefined;
  const said = { command: 'RecordConsent', channel, consent, sentAt } as const;
  if (address === undefined) return { said, counted: {}, speakers: [] };
  if (channel !== 'whatsapp') return { said: { ...said, address }, counted: {}, speakers: [] };
  const { speakers, next: ordinal } = await whatsapp.wishes(address);
  const [last] = speakers;
  const isLate = last !== undefined && last.saidAt > sentAt;
  const holds = isLate ? { consent: last.wish, sentAt: last.saidAt, fromAnother: true as const } : {};
  return { said: { ...said, address, ...holds }, counted: { ordinal }, speakers };
}

/** The word of one customer, on the streams of the others who spoke from the address. @throws StoreUnavailable */
export async function heardFromAnother(
  { events }: Pick<WishPorts, 'events'>,
  { said, speakers }: Word,
  { customerId: speaker, messageId }: { readonly customerId: string; readonly messageId: string },
): Promise<readonly StreamAppend[]> {
  const others = speakers.filter((one) => one.customerId !== speaker);
  const heard = others.map(async ({ customerId }): Promise<readonly StreamAppend[]> => {
    const { customer, version } = await loadCustomer(events, customerId);
    if (!isThere(customer)) return [];
    const decided = decide({ ...said, customerId, messageId, fromAnother: true }, customer);
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
