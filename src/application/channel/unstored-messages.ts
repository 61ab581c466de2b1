// Messages that are read at their provider, mails and those of a list, and cannot be stored although the store works: after some
// attempts they become dead letters, so that they hold up nothing.
import type { Channel } from '../../domain/conversation/channel.ts';
import type { DeadLetters } from '../bus/dead-letters.ts';
import { describe } from '../log/loop.ts';
import type { Clock, Ids } from '../platform/clock.ts';
import type { Telemetry } from '../platform/telemetry.ts';

/** How often one is tried; after that it is a dead letter, and the cursor goes on without it. */
export const mostAttempts = 8;

/** What is read at a provider, where it stays: it can be read there again. */
interface Source {
  readonly channel: Channel;
  /** Stands where dead letters of the bus have their topic. */
  readonly topic: string;
  /** In metrics. */
  readonly group: string;
  /** What a dead letter calls the provider's id. */
  readonly idName: string;
  /** In logs. */
  readonly what: string;
}

const mailbox: Source = {
  channel: 'email',
  topic: 'mailbox',
  group: 'mailboxes',
  idName: 'mailId',
  what: 'a mail',
};
export const messageList: Source = {
  channel: 'whatsapp',
  topic: 'message-list',
  group: 'message-lists',
  idName: 'messageSid',
  what: 'a message of the provider’s list',
};
export const sources = [mailbox, messageList];

export interface UnstoredMessage {
  readonly providerMessageId: string;
  /** Failures so far. */
  readonly attempts: number;
  /** Whether it is to be read although the cursor has passed it. */
  readonly wanted: boolean;
}

/** The port to the account of messages that failed. All throw StoreUnavailable. */
export interface UnstoredMessages {
  of(account: string): Promise<readonly UnstoredMessage[]>;
  /** Counts a failure. @returns how many there were, this one included */
  failed(account: string, providerMessageId: string): Promise<number>;
  /** Has it read again at the next reading, with so many failures already. */
  want(account: string, providerMessageId: string, attempts: number): Promise<void>;
  /** It is stored, gone, or a dead letter. */
  settle(account: string, providerMessageId: string): Promise<void>;
}

export interface UnstoredPorts {
  readonly unstored: UnstoredMessages;
  readonly deadLetters: Pick<DeadLetters, 'add'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly ids: Pick<Ids, 'next'>;
  readonly telemetry: Telemetry;
}

/**
 * Counts a failure; what failed too often becomes a dead letter. The letter holds its id only: the message itself stays at the
 * provider, byte by byte, and is read there when it is brought back.
 * @param failed a mail of a mailbox, where no other source is named
 * @returns whether it need not be waited for any more @throws StoreUnavailable
 */
export async function countFailure(
  { unstored, deadLetters, clock, ids, telemetry }: UnstoredPorts,
  {
    account,
    providerMessageId,
    source = mailbox,
  }: { readonly account: string; readonly providerMessageId: string; readonly source?: Source },
  error: unknown,
): Promise<boolean> {
  const attempts = await unstored.failed(account, providerMessageId);
  if (attempts < mostAttempts) return false;
  await deadLetters.add({
    deadLetterId: ids.next(),
    topic: source.topic,
    partition: 0,
    offset: providerMessageId,
    key: account,
    headers: {},
    value: { [source.idName]: providerMessageId },
    attempts,
    error: describe(error),
    parkedAt: clock.now(),
    state: 'parked',
    resolvedAt: null,
    resolvedBy: null,
  });
  await unstored.settle(account, providerMessageId);
  telemetry.count('dead_letters', { topic: source.topic, group: source.group });
  telemetry.log('error', `${source.what} was given up`, { providerMessageId, attempts });
  return true;
}
