// Publishing: one request at a time, in order, given up after a bounded time, working again by itself.
import type { TopicMessages } from 'kafkajs';
import { type BusMessage, BusUnavailable, MessageRefused } from '../../application/bus/message-bus.ts';
import { describe } from '../../application/log/loop.ts';
import { seldom } from '../../application/platform/seldom.ts';
import { encode, largestBytes } from './envelope.ts';
import { explain, faultOf, NoAnswer, needsOperator } from './faults.ts';
import type { KafkaBusOptions } from './options.ts';
import { openProducer, type Producer } from './producer.ts';

export interface Publisher extends AsyncDisposable {
  /** @throws BusUnavailable, MessageRefused */
  publish(messages: readonly BusMessage[]): Promise<void>;
}

/** A request may go to one partition as a whole, and a broker takes a batch of 1 MiB by default. */
const REQUEST_BYTES = 640 * 1024;
const PAUSE_MS = 250;

export function publisher(options: KafkaBusOptions): Publisher {
  const { clock, prefix = '', publishTimeoutMs = 8_000 } = options;
  const closing = new AbortController();
  const producer = replaceable(options);
  const send = sending(options, producer, closing.signal);
  let turn: Promise<unknown> = Promise.resolve();
  return {
    async publish(messages) {
      const requests = requestsOf(messages, prefix);
      const begun = clock.elapsed();
      // Those before us began before us and are as bounded as we are: our turn comes before our deadline.
      const mine = turn.then(async () => {
        let deadline = begun + publishTimeoutMs;
        for (const request of requests) {
          await send(request, deadline);
          deadline = clock.elapsed() + publishTimeoutMs;
        }
      });
      turn = mine.catch(() => {});
      return mine;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.race([turn, clock.sleep(publishTimeoutMs)]);
      closing.abort();
      const open = await producer.current();
      await Promise.race([open?.close().catch(() => {}), clock.sleep(PAUSE_MS * 4)]);
      open?.cut();
    },
  };
}

interface Replaceable {
  attempt(request: readonly TopicMessages[]): Promise<void>;
  replace(): Promise<void>;
  /** undefined where there is none, or it could not be opened. */
  current(): Promise<Producer | undefined>;
}

/** A producer that is opened when it is needed, and anew after it was given up. */
function replaceable(options: KafkaBusOptions): Replaceable {
  let producer: Promise<Producer> | undefined;
  const current = async () => producer?.catch(() => undefined);
  return {
    current,
    async attempt(request) {
      producer ??= openProducer(options, options.telemetry);
      const mine = producer;
      const open = await mine;
      // Given up while it was connecting: what was reported as failed is not to be sent after all.
      if (producer !== mine) throw new Error('this producer was replaced');
      await open.send(request);
    },
    async replace() {
      const old = current();
      producer = undefined;
      (await old)?.cut();
    },
  };
}

type Send = (request: readonly TopicMessages[], deadline: number) => Promise<void>;

/** @returns sends, and throws BusUnavailable when it did not succeed before `deadline`, by the clock that nobody sets */
function sending({ clock, telemetry }: KafkaBusOptions, producer: Replaceable, closing: AbortSignal): Send {
  const isNews = seldom(clock);
  const within = async (work: Promise<void>, ms: number) => {
    const settled = new AbortController();
    const late = clock.sleep(ms, AbortSignal.any([settled.signal, closing])).then(() => {
      if (!settled.signal.aborted) throw new NoAnswer('no answer in time');
    });
    await Promise.race([work.finally(() => settled.abort()), late]);
  };
  return async (request, deadline) => {
    for (let last: unknown; ; await clock.sleep(PAUSE_MS, closing)) {
      const left = deadline - clock.elapsed();
      if (left <= 0 || closing.aborted) throw unavailable(last);
      try {
        return await within(producer.attempt(request), left);
      } catch (error) {
        last = error;
        void producer.replace();
        if (faultOf(error) === 'too-large') throw new MessageRefused(explain(error), { cause: error });
        if (needsOperator(error)) {
          const said = `publishing fails: ${explain(error)}`;
          if (isNews(said)) telemetry.log('error', said, { error: describe(error) });
          throw unavailable(error);
        }
        telemetry.log('debug', 'publishing is tried again', { error: describe(error) });
      }
    }
  };
}

function unavailable(cause: unknown): BusUnavailable {
  return new BusUnavailable(cause === undefined ? 'Kafka cannot be reached in time' : explain(cause), {
    cause,
  });
}

/** Cuts messages into requests that a broker takes, in their order. @throws MessageRefused */
function requestsOf(messages: readonly BusMessage[], prefix: string): TopicMessages[][] {
  const requests: Map<string, TopicMessages>[] = [];
  let room = 0;
  for (const message of messages) {
    const { bytes, ...record } = encode(message);
    if (bytes > largestBytes) throw new MessageRefused(`a message of ${bytes} bytes; ${largestBytes} fit`);
    if (bytes > room) {
      requests.push(new Map());
      room = REQUEST_BYTES;
    }
    room -= bytes;
    const request = requests.at(-1);
    const topic = prefix + message.topic;
    const own = request?.get(topic) ?? { topic, messages: [] };
    own.messages.push(record);
    request?.set(topic, own);
  }
  return requests.map((request) => [...request.values()]);
}
