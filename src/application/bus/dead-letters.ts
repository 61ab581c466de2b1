// Dead letters: what failed for good is kept where people see it, and can be brought back or let go.
import type { ChannelAccounts } from '../channel/channel-accounts.ts';
import { sources, type UnstoredMessages } from '../channel/unstored-messages.ts';
import type { Clock, Ids } from '../platform/clock.ts';
import type { Telemetry } from '../platform/telemetry.ts';
import { type BusMessage, type MessageBus, MessageRefused, topics } from './message-bus.ts';
import { onceStoreIsBack } from './patience.ts';
import { storable } from './storable.ts';

export interface DeadLetter {
  readonly deadLetterId: string;
  /** Where it was when it failed. */
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Readonly<Record<string, unknown>>;
  /** Deliveries in all. */
  readonly attempts: number;
  /** Name or code of what made it fail. */
  readonly error: string;
  /** ms since the epoch */
  readonly parkedAt: number;
  readonly state: 'parked' | 'redriven' | 'discarded';
  readonly resolvedAt: number | null;
  /** Who decided. */
  readonly resolvedBy: string | null;
}

export interface DeadLetters {
  /** Keeps a dead letter; one with the same origin is kept already. */
  add(letter: DeadLetter): Promise<void>;
  /** Newest first. */
  list(filter: {
    readonly state?: DeadLetter['state'];
    readonly limit: number;
  }): Promise<readonly DeadLetter[]>;
  get(deadLetterId: string): Promise<DeadLetter | undefined>;
  /** How many wait for a decision. */
  parked(): Promise<number>;
  /** @returns false when somebody else has decided already */
  resolve(
    deadLetterId: string,
    as: { readonly state: 'redriven' | 'discarded'; readonly by: string; readonly at: number },
  ): Promise<boolean>;
}

export interface DeadLetterPorts {
  readonly deadLetters: DeadLetters;
  readonly clock: Clock;
  readonly ids: Ids;
}

const headerPrefix = 'dlq-';
/** Begins the error of a message that was parked as raw bytes. */
const unreadable = 'MalformedMessage';

/**
 * Keeps one message of the dead letter topic, however long the store is away: given up here, it would be on no list.
 * @param signal ends the waiting; the message has to come again then
 * @throws StoreUnavailable once the signal has aborted
 */
export async function keepDeadLetter(
  { deadLetters, clock, ids }: DeadLetterPorts,
  message: BusMessage,
  signal?: AbortSignal,
): Promise<void> {
  const { key, headers, value } = storable(message); // what cannot be stored would be on no list
  const letter: DeadLetter = {
    deadLetterId: ids.next(),
    topic: headers['dlq-topic'] ?? 'unknown',
    partition: wholeNumber(headers['dlq-partition']),
    offset: headers['dlq-offset'] ?? '0',
    key,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(headerPrefix))),
    value,
    attempts: wholeNumber(headers['dlq-attempts']),
    error: headers['dlq-error'] ?? 'unknown',
    parkedAt: clock.now(),
    state: 'parked',
    resolvedAt: null,
    resolvedBy: null,
  };
  await onceStoreIsBack({ clock }, signal, () => deadLetters.add(letter));
}

/** Whoever may write to the topic can put anything into a header. */
function wholeNumber(text = '0'): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : -1;
}

/**
 * Publishes all messages. One that the bus refuses for good becomes a dead letter, so that it cannot hold up the rest of the log.
 * @throws BusUnavailable, StoreUnavailable
 */
export async function publishOrKeep(
  ports: DeadLetterPorts & { readonly telemetry: Pick<Telemetry, 'log'> },
  publish: (messages: readonly BusMessage[]) => Promise<void>,
  messages: readonly BusMessage[],
): Promise<void> {
  try {
    return await publish(messages);
  } catch (error) {
    if (!(error instanceof MessageRefused)) throw error;
  }
  for (const message of messages) {
    try {
      await publish([message]);
    } catch (error) {
      if (!(error instanceof MessageRefused)) throw error;
      const { topic, headers } = message;
      ports.telemetry.log('error', 'the bus refuses a message', { topic, id: headers['ce_id'] });
      const origin = {
        'dlq-topic': topic,
        'dlq-offset': headers['ce_id'] ?? '',
        'dlq-error': 'MessageRefused',
      };
      await keepDeadLetter(ports, { ...message, headers: { ...headers, ...origin } });
    }
  }
}

export type DeadLetterOutcome =
  | 'done'
  | {
      readonly rejected: 'dead-letter-unknown' | 'dead-letter-resolved' | 'dead-letter-unreadable';
      readonly detail: string;
    };

export interface RedrivePorts extends DeadLetterPorts {
  readonly bus: MessageBus;
  readonly unstored: Pick<UnstoredMessages, 'want'>;
  readonly accounts: Pick<ChannelAccounts, 'notify'>;
}

/**
 * Puts a dead letter back on its topic, or has its mail or its message read again. Whoever takes it finds the work done if it has been done meanwhile.
 * Published before it is marked: a crash between the two brings it back twice, never not at all.
 * @param by who decided @throws BusUnavailable, StoreUnavailable
 */
export async function redrive(
  ports: RedrivePorts,
  deadLetterId: string,
  by: string,
): Promise<DeadLetterOutcome> {
  const letter = await parked(ports, deadLetterId);
  if ('rejected' in letter) return letter;
  const source = sources.find(({ topic }) => topic === letter.topic);
  if (source) {
    await ports.unstored.want(letter.key, String(letter.value[source.idName]), letter.attempts);
    await ports.accounts.notify(source.channel, letter.key);
    return resolve(ports, deadLetterId, 'redriven', by);
  }
  if (!Object.values<unknown>({ ...topics, ...topics.inbound }).includes(letter.topic)) {
    return {
      rejected: 'dead-letter-unreadable',
      detail: `the topic ${letter.topic} is not one of ours; it can only be discarded`,
    };
  }
  if (letter.error.startsWith(unreadable)) {
    return {
      rejected: 'dead-letter-unreadable',
      detail: 'the message could not be read; it can only be discarded',
    };
  }
  const { topic, key, headers, value } = letter;
  await ports.bus.publish([{ topic, key, headers, value }]);
  return resolve(ports, deadLetterId, 'redriven', by);
}

/** Lets a dead letter go. @param by who decided @throws StoreUnavailable */
export async function discard(
  ports: DeadLetterPorts,
  deadLetterId: string,
  by: string,
): Promise<DeadLetterOutcome> {
  const letter = await parked(ports, deadLetterId);
  return 'rejected' in letter ? letter : resolve(ports, deadLetterId, 'discarded', by);
}

async function parked(
  { deadLetters }: DeadLetterPorts,
  deadLetterId: string,
): Promise<DeadLetter | Exclude<DeadLetterOutcome, 'done'>> {
  const letter = await deadLetters.get(deadLetterId);
  if (!letter) return { rejected: 'dead-letter-unknown', detail: 'there is no such dead letter' };
  return letter.state === 'parked' ? letter : resolved(letter.state);
}

async function resolve(
  { deadLetters, clock }: DeadLetterPorts,
  id: string,
  state: 'redriven' | 'discarded',
  by: string,
): Promise<DeadLetterOutcome> {
  return (await deadLetters.resolve(id, { state, by, at: clock.now() })) ? 'done' : resolved('decided about');
}

const resolved = (how: string) => ({
  rejected: 'dead-letter-resolved' as const,
  detail: `it was already ${how}`,
});
