// Who a message is from, as the log of that customer is to have it: what is seen, what is wished, and whom it conflicts with.
import { beginningOf, cleanText } from '../../domain/conversation/text.ts';
import type { CustomerCommand } from '../../domain/customer/decide.ts';
import type { Identified } from '../customer/identify.ts';
import { type Recognised, recognise } from '../customer/recognise.ts';
import { longestName } from './file-message.ts';
import type { InboundMessage } from './inbound-message.ts';
import { heardFromAnother, oncePerStream, type WishPorts, wishOf } from './wishes.ts';

/** @throws StoreUnavailable; VersionConflict when the customer was erased */
export async function whoIsIt(
  ports: WishPorts,
  message: InboundMessage,
  { customerId, messageId }: { readonly customerId: string; readonly messageId: string },
  /** Absent: a customer who is there already. */
  resolution: Identified['resolution'] | undefined,
): Promise<Recognised> {
  const { seen, senderName: name, hints = [] } = message;
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
            broughtCode: resolution === undefined,
          },
        ]
      : register;
  const word = await wishOf(ports, message);
  const wish: readonly CustomerCommand[] = word ? [{ ...word.said, ...word.counted, ...ids }] : [];
  const whom = { customerId, isNew: resolution?.outcome === 'new' };
  const recognised = await recognise(ports.events, whom, [...who, ...wish]);
  const heard = word ? await heardFromAnother(ports, word, ids) : [];
  return { ...recognised, appends: oncePerStream([...recognised.appends, ...heard]) };
}

function conflictIn(resolution: Identified['resolution'] | undefined) {
  if (resolution?.outcome === 'conflict') return { conflict: resolution };
  if (resolution?.formerOwner === undefined) return {};
  return { conflict: { others: [resolution.formerOwner], disputed: [], kinds: ['phone' as const] } };
}
