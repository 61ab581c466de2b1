// What nobody answers: why, and where it goes when it leads to no ticket.
import { bodyTrait, loopBecause, loopWindow } from '../../domain/conversation/loops.ts';
import { addressTrait, domainTrait, listTrace } from '../projection/thread-rows.ts';
import type { InboundMessage } from './inbound-message.ts';
import type { RoutePorts } from './route.ts';
import type { FoundTicket, SuppressedTicket } from './thread-directory.ts';

const DAY_MS = 86_400_000;

/**
 * Where suppressed messages of this list or sender of the last day are: a mailing list, or a machine that reports every
 * minute, opens one ticket a day and not one with every message. A list is looked for where the sender counts as none; there
 * are some whose id is another one in every mail, so that only the sender, or the sender's domain, tells which it is.
 * @param at ms since the epoch @throws StoreUnavailable
 */
export async function filedBefore(
  ports: RoutePorts,
  { channel, replyTo = '', thread, seen }: InboundMessage,
  at: number,
): Promise<SuppressedTicket | undefined> {
  const address = addressTrait(replyTo, ports.digest);
  const list = seen.length === 0 ? thread?.list : undefined;
  const domain = list === undefined ? undefined : domainTrait(replyTo, ports.digest);
  const origins = [
    ...(list === undefined ? [] : [{ list: listTrace(list, ports.digest) }]),
    { address },
    ...(domain === undefined ? [] : [{ domain }]),
  ];
  for (const origin of origins) {
    const found = await ports.threads.suppressed({ channel, ...origin }, at - DAY_MS);
    if (found) return found;
  }
  return undefined;
}

/** One letter to two of our mailboxes, or sent again by a server that was not sure: one of them is answered. */
export const copyHere = { reason: 'automatic', because: 'the same mail is here already' } as const;

/**
 * Where a mail of the same Message-ID, address and words was filed within a day. The id alone is not enough: there are
 * programs that use one twice.
 * @param twin where the id is known from; at: ms since the epoch @throws StoreUnavailable
 */
export async function copyOf(
  ports: RoutePorts,
  { replyTo, text }: InboundMessage,
  twin: FoundTicket | undefined,
  at: number,
): Promise<FoundTicket | undefined> {
  if (!twin || replyTo === undefined) return undefined;
  const traits = { address: addressTrait(replyTo, ports.digest), body: ports.digest(bodyTrait(text)) };
  const { body } = await ports.threads.recent(traits, at - DAY_MS);
  return body > 0 ? twin : undefined;
}

/**
 * What its adapter saw in it, a wish about being written to, or a loop.
 * @param ticketId where it goes, if anywhere; at: ms since the epoch
 * @returns undefined when it is to be answered @throws StoreUnavailable
 */
export async function whyNobodyAnswers(
  ports: RoutePorts,
  { channel, suppression, consent, replyTo, text }: InboundMessage,
  ticketId: string | undefined,
  at: number,
) {
  if (suppression) return suppression;
  if (consent) return { reason: 'consent' as const, because: `the customer sent ${consent.toUpperCase()}` };
  if (replyTo === undefined)
    return { reason: 'automatic' as const, because: 'there is no address to answer' };
  const domain = domainTrait(replyTo, ports.digest);
  const traits = {
    address: addressTrait(replyTo, ports.digest),
    body: ports.digest(bodyTrait(text)),
    ...(channel === 'email' && domain !== undefined ? { domain } : {}),
    ...(ticketId === undefined ? {} : { ticketId }),
  };
  const because = loopBecause(channel, await ports.threads.recent(traits, at - loopWindow));
  return because === undefined ? undefined : { reason: 'loop' as const, because };
}
