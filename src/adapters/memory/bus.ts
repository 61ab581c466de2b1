// The bus in memory: one lane per key, several keys at once, retries inside the lane, dead letters after that.
// It forgets with the process; unfinished work comes back from the timers of the log.

import { deliver } from '../../application/bus/deliver.ts';
import { lanes } from '../../application/bus/lanes.ts';
import {
  type BusMessage,
  BusUnavailable,
  type DeliveredMessage,
  type MessageBus,
  type Subscription,
  topics,
} from '../../application/bus/message-bus.ts';
import { defaultRetry, type RetryPolicy } from '../../application/bus/retry.ts';
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
      const park = async (letter: BusMessage) => take(letter);
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
  { group, topics: wanted, concurrency, handle }: Subscription,
  { clock, ids, telemetry, retry = defaultRetry, drainMs = 10_000 }: MemoryBusOptions,
  park: (letter: BusMessage) => Promise<void>,
): Consumer {
  const ports = { ids, telemetry, retry, park };
  const working = lanes<DeliveredMessage>({
    concurrency,
    clock,
    drainMs,
    onSize: (size) => telemetry.gauge('in_flight', size, { group }),
    work: async (message, rest) => {
      const { stopping, abort } = working;
      await deliver(ports, { group, handle }, message, { rest, stopping, abort });
    },
  });
  return {
    offer(message) {
      if (wanted.includes(message.topic)) working.add(message.key, message);
    },
    size: working.size,
    stop: working.stop,
  };
}
