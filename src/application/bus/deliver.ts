// One message until it is done with, inside its key's lane: handled, or retried with backoff and then parked.
import { UnknownEvent } from '../log/event-codec.ts';
import { StoreUnavailable } from '../log/event-store.ts';
import { describe } from '../log/loop.ts';
import type { Ids } from '../platform/clock.ts';
import type { Telemetry } from '../platform/telemetry.ts';
import type { Rest } from './lanes.ts';
import {
  type BusMessage,
  BusUnavailable,
  type DeliveredMessage,
  type Subscription,
  topics,
} from './message-bus.ts';
import { MalformedMessage } from './named.ts';
import { backoff, type RetryPolicy } from './retry.ts';

export interface DeliveryPorts {
  readonly ids: Pick<Ids, 'random'>;
  readonly telemetry: Telemetry;
  readonly retry: RetryPolicy;
  /** Puts a dead letter on the bus. A throw is tried again until it is taken. */
  readonly park: (letter: BusMessage) => Promise<void>;
}

/** Failures that may be an outage's and are not held against the message: up to an hour of them, with the usual backoff. */
const PATIENT_FAILURES = 120;

/** The lane a message is in. */
export interface DeliveryLane {
  readonly rest: Rest;
  /** Aborted: no further attempt. */
  readonly stopping: AbortSignal;
  /** Aborted: the running attempt is to end. */
  readonly abort: AbortSignal;
}

/**
 * Handles a message until it is handled or parked. What looks like an outage of the database or the bus is tried for up to an hour more.
 * @returns false when it was handed back instead, because of the signals: somebody else will get it
 */
export async function deliver(
  ports: DeliveryPorts,
  { group, handle }: Pick<Subscription, 'group' | 'handle'>,
  message: DeliveredMessage,
  { rest, stopping, abort }: DeliveryLane,
): Promise<boolean> {
  const { telemetry, retry } = ports;
  let { attempt } = message;
  for (let failures = 1; ; failures++) {
    const tried = { ...message, attempt };
    try {
      await handle(tried, abort);
      return true;
    } catch (error) {
      if (abort.aborted) return false; // cut off by us: no failure of the message
      // An outage would make dead letters of everything that comes by.
      if (!isOutage(error) || failures > PATIENT_FAILURES) attempt++;
      if (attempt > retry.maxAttempts || error instanceof MalformedMessage) {
        return parkLetter(ports, deadLetter(tried, group, error), { rest, stopping });
      }
      telemetry.count('bus_retries', { topic: tried.topic, group });
      await rest(pause(ports, failures), stopping);
      if (stopping.aborted) return false;
    }
  }
}

/** Nothing that is wrong with the message: what it needs is away, or its ticket waits for a newer program to take over. */
function isOutage(error: unknown): boolean {
  return [StoreUnavailable, BusUnavailable, UnknownEvent].some((outage) => error instanceof outage);
}

/** Puts a dead letter on the bus, however long that takes. @returns false when `stopping` came first */
export async function parkLetter(
  ports: DeliveryPorts,
  letter: BusMessage,
  { rest, stopping }: Omit<DeliveryLane, 'abort'>,
): Promise<boolean> {
  const topic = letter.headers['dlq-topic'] ?? 'unknown';
  const group = letter.headers['dlq-group'] ?? 'unknown';
  // What fails as a dead letter stays where it is: parking it again would never end.
  if (topic === topics.deadLetters) {
    const { 'dlq-partition': partition, 'dlq-offset': offset } = letter.headers;
    ports.telemetry.log('error', 'a dead letter could not be handled', { partition, offset, group });
  }
  for (let failures = 0; topic !== topics.deadLetters; ) {
    try {
      await ports.park(letter);
      break;
    } catch (error) {
      failures++;
      ports.telemetry.log('warn', 'a dead letter could not be parked yet', { topic, error: describe(error) });
      await rest(pause(ports, failures), stopping);
      if (stopping.aborted) return false;
    }
  }
  ports.telemetry.count('dead_letters', { topic, group });
  return true;
}

/** Name and code of the error only: its text may hold what a customer wrote. */
function deadLetter(message: DeliveredMessage, group: string, error: unknown): BusMessage {
  const { key, value, attempt, headers } = message;
  const origin = originHeaders(message, group);
  const failure = { 'dlq-attempts': String(attempt), 'dlq-error': describe(error) };
  return { topic: topics.deadLetters, key, headers: { ...headers, ...origin, ...failure }, value };
}

/** Headers that say where a dead letter was when it failed. */
export function originHeaders(
  { topic, partition, offset }: Pick<DeliveredMessage, 'topic' | 'partition' | 'offset'>,
  group: string,
): Readonly<Record<string, string>> {
  return {
    'dlq-topic': topic,
    'dlq-partition': String(partition),
    'dlq-offset': offset,
    'dlq-group': group,
  };
}

function pause({ ids, retry }: DeliveryPorts, attempt: number): number {
  return backoff(retry, Math.min(attempt, 30), (ids.random(1)[0] ?? 0) / 255);
}
