// The bus in memory: one lane per key, several keys at once, retries inside the lane, dead letters after that.
// It forgets with the process; unfinished work comes back from the timers of the log.

import {
  type BusMessage,
  BusUnavailable,
  type DeliveredMessage,
  type MessageBus,
  type Subscription,
  topics,
} from '../../application/bus/message-bus.ts';
import { backoff, defaultRetry, type RetryPolicy } from '../../application/bus/retry.ts';
import type { Clock, Ids } from '../../application/platform/clock.ts';
import type { Telemetry } from '../../application/platform/telemetry.ts';

export interface MemoryBusOptions {
  readonly clock: Clock;
  readonly ids: Pick<Ids, 'random'>;
  readonly telemetry: Telemetry;
  readonly retry?: RetryPolicy;
  /** How long disposing waits for running handlers before it aborts them, milliseconds. */
  readonly drainMs?: number;
  readonly faults?: BusFaults;
}

/** What a test makes go wrong. */
export interface BusFaults {
  /** Asked before messages are taken; true refuses them all with BusUnavailable. */
  readonly refuse?: (messages: readonly BusMessage[]) => boolean;
  /** Asked for every message; true delivers it a second time. */
  readonly duplicate?: (message: BusMessage) => boolean;
}

/** A bus in this process, and what was parked on it. */
export interface MemoryBus extends MessageBus {
  readonly deadLetters: readonly BusMessage[];
  /** Messages taken and not finished, over all subscriptions. */
  inFlight(): number;
}

export function memoryBus(options: MemoryBusOptions): MemoryBus {
  const consumers = new Set<Consumer>();
  const deadLetters: BusMessage[] = [];
  let offset = 0;

  const take = (message: BusMessage) => {
    offset++;
    if (message.topic === topics.deadLetters) deadLetters.push(message);
    for (const consumer of consumers)
      consumer.offer({ ...structuredClone(message), attempt: 1, partition: 0, offset: String(offset) });
  };

  const publish = async (messages: readonly BusMessage[]) => {
    if (options.faults?.refuse?.(messages)) throw new BusUnavailable('the bus refuses messages');
    for (const message of messages) {
      take(message);
      if (options.faults?.duplicate?.(message)) take(message);
    }
  };

  return {
    deadLetters,
    publish,
    inFlight: () => [...consumers].reduce((sum, c) => sum + c.size(), 0),
    async subscribe(subscription) {
      const park = (message: DeliveredMessage, error: unknown) => take(deadLetter(message, error));
      const consumer = startConsumer(subscription, options, park);
      consumers.add(consumer);
      return {
        [Symbol.asyncDispose]: () => {
          consumers.delete(consumer);
          return consumer.stop();
        },
      };
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...consumers].map((c) => c.stop()));
      consumers.clear();
    },
  };
}

interface Consumer {
  offer(message: DeliveredMessage): void;
  size(): number;
  stop(): Promise<void>;
}

function startConsumer(
  { topics: wanted, concurrency, handle }: Subscription,
  { clock, ids, telemetry, retry = defaultRetry, drainMs = 10_000 }: MemoryBusOptions,
  park: (message: DeliveredMessage, error: unknown) => void,
): Consumer {
  const lanes = new Map<string, DeliveredMessage[]>();
  const ready: string[] = [];
  const stopping = new AbortController();
  const abort = new AbortController();
  const running = new Set<Promise<void>>();

  const attempt = async (message: DeliveredMessage): Promise<void> => {
    for (let tried = message; ; tried = { ...tried, attempt: tried.attempt + 1 }) {
      try {
        return await handle(tried, abort.signal);
      } catch (error) {
        if (abort.signal.aborted) return; // cut off by us: no failure of the message
        if (tried.attempt >= retry.maxAttempts) {
          // What fails as a dead letter stays in the list: parking it again would never end.
          return tried.topic === topics.deadLetters ? undefined : park(tried, error);
        }
        telemetry.count('bus_retries', { topic: tried.topic });
        await clock.sleep(backoff(retry, tried.attempt, (ids.random(1)[0] ?? 0) / 255), stopping.signal);
        if (stopping.signal.aborted) return;
      }
    }
  };

  const work = async (key: string, lane: DeliveredMessage[]): Promise<void> => {
    const message = lane[0];
    if (message) await attempt(message);
    lane.shift();
    if (lane.length === 0) lanes.delete(key);
    else ready.push(key);
  };

  const pump = () => {
    while (running.size < concurrency && !stopping.signal.aborted) {
      const key = ready.shift();
      const lane = key === undefined ? undefined : lanes.get(key);
      if (key === undefined || !lane) return;
      // Counted before it begins: what it publishes at once must not slip past the limit.
      const done: Promise<void> = Promise.resolve()
        .then(() => work(key, lane))
        .finally(() => {
          running.delete(done);
          pump();
        });
      running.add(done);
    }
  };

  return {
    offer(message) {
      if (!wanted.includes(message.topic) || stopping.signal.aborted) return;
      const lane = lanes.get(message.key);
      if (lane) lane.push(message);
      else {
        lanes.set(message.key, [message]);
        ready.push(message.key);
      }
      pump();
    },
    size: () => [...lanes.values()].reduce((sum, lane) => sum + lane.length, 0),
    async stop() {
      stopping.abort();
      const deadline = new AbortController();
      const drained = Promise.all(running).then(() => deadline.abort());
      await Promise.race([drained, clock.sleep(drainMs, deadline.signal)]);
      abort.abort();
      await drained;
    },
  };
}

function deadLetter(message: DeliveredMessage, error: unknown): BusMessage {
  const name = error instanceof Error ? error.name : 'unknown';
  const headers = {
    ...message.headers,
    'dlq-topic': message.topic,
    'dlq-partition': String(message.partition),
    'dlq-offset': message.offset,
    'dlq-attempts': String(message.attempt),
    'dlq-error': name,
  };
  return { topic: topics.deadLetters, key: message.key, headers, value: message.value };
}
