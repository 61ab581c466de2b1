// Who a message is from, as the log of that customer is to have it: what is seen, what is wished, and whom it conflicts with.
import { beginningOf, cleanText } from '../../domain/conversation/text.ts';
import type { CustomerCommand } from '../../domain/customer/decide.ts';
import type { Identified } from '../customer/identify.ts';
import { type Recognised, recognise } from '../customer/recognise.ts';
import type { EventStore } from '../log/event-store.ts';
import { longestName } from './file-message.ts';
import type { InboundMessage } from './inbound-message.ts';

/** @throws StoreUnavailable; VersionConflict when the customer was erased */
export function whoIsIt(
  { events }: { readonly events: Pick<EventStore, 'readStream'> },
  { seen, senderName: name, channel, consent, replyTo, sentAt, hints = [] }: InboundMessage,
  { customerId, messageId }: { readonly customerId: string; readonly messageId: string },
  /** Absent: a customer who is there already. */
  resolution: Identified['resolution'] | undefined,
): Promise<Recognised> {
  const ids = { customerId, messageId };
  const conflict = conflictIn(resolution);
  const register: readonly CustomerCommand[] = resolution ? [{ command: 'Register', customerId }] : [];
  const who: readonly CustomerCommand[] =
    seen.length > 0
      ? [
          {
            command: 'Recognise',
            ...ids,
            seen,
            name: beginningOf(cleanText(name), longestName),
            hints,
            ...conflict,
          },
        ]
      : register;
  const wish: readonly CustomerCommand[] =
    consent === undefined
      ? []
      : [
          {
            command: 'RecordConsent',
            ...ids,
            channel,
            consent,
            sentAt,
            ...(replyTo === undefined ? {} : { address: replyTo }),
          },
        ];
  return recognise(events, { customerId, isNew: resolution?.outcome === 'new' }, [...who, ...wish]);
}

function conflictIn(resolution: Identified['resolution'] | undefined) {
  if (resolution?.outcome === 'conflict') return { conflict: resolution };
  if (resolution?.formerOwner === undefined) return {};
  return { conflict: { others: [resolution.formerOwner], disputed: [], kinds: ['phone' as const] } };
}
