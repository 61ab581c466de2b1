// One subscription: sessions with the broker one after the other over one intake, commits on a timer.
import { type BusMessage, BusMisconfigured, type Subscription } from '../../application/bus/message-bus.ts';
import { backoff, defaultRetry } from '../../application/bus/retry.ts';
import { describe } from '../../application/log/loop.ts';
import { seldom } from '../../application/platform/seldom.ts';
import { explain, mayRestart, needsOperator } from './faults.ts';
import { type Intake, intake } from './intake.ts';
import type { KafkaBusOptions } from './options.ts';
import { openSession, type Session } from './session.ts';
import { missingTopics } from './topics.ts';

/** Between two sessions. */
const RESTART = { maxAttempts: Number.POSITIVE_INFINITY, firstMs: 500, longestMs: 10_000 };
/** Session timeouts without a heartbeat after which kafkajs itself is taken to be stuck. */
const SILENT_SESSIONS = 4;
/** Of several brokers, the one that is asked may not have heard yet of topics that were made a moment ago. */
const HEARD_OF = { asks: 10, everyMs: 200 };
const LEAST_IN_FLIGHT = 1_000;
const IN_FLIGHT_PER_PLACE = 8;

/** A subscription while it runs. */
interface Consumer {
  readonly subscription: Subscription;
  readonly options: KafkaBusOptions;
  readonly sessionTimeoutMs: number;
  readonly stopping: AbortController;
  readonly taken: Intake;
  /** The latest one, which may have ended. */
  session: Session | undefined;
  /** Of the broker, by the clock that nobody sets. */
  heardAt: number;
}

/**
 * @param park puts a dead letter on the bus
 * @throws BusMisconfigured
 */
export async function startSubscription(
  subscription: Subscription,
  options: KafkaBusOptions,
  park: (letter: BusMessage) => Promise<void>,
): Promise<AsyncDisposable> {
  await check(subscription, options);
  const consumer = consumerOf(subscription, options, park);
  const begun = Promise.withResolvers<void>();
  const working = Promise.all([consume(consumer, begun.resolve), keepCommitting(consumer)]);
  await begun.promise;

  let disposed: Promise<void> | undefined;
  const dispose = async () => {
    // Still a member while what is running finishes: its partitions stay ours until the last commit.
    await consumer.taken.stop();
    await commit(consumer);
    consumer.stopping.abort();
    await working;
    await consumer.session?.close();
  };
  return {
    [Symbol.asyncDispose]: () => {
      disposed ??= dispose();
      return disposed;
    },
  };
}

function consumerOf(
  subscription: Subscription,
  options: KafkaBusOptions,
  park: (letter: BusMessage) => Promise<void>,
): Consumer {
  const {
    clock,
    ids,
    telemetry,
    retry = defaultRetry,
    drainMs = 10_000,
    sessionTimeoutMs = 30_000,
  } = options;
  const most = Math.max(LEAST_IN_FLIGHT, subscription.concurrency * IN_FLIGHT_PER_PLACE);
  const taken = intake(subscription, {
    clock,
    ids,
    telemetry,
    retry,
    drainMs,
    park,
    maxInFlight: options.maxInFlight ?? most,
    onRoom: (place) => consumer.session?.resume(place),
  });
  const consumer: Consumer = {
    subscription,
    options,
    sessionTimeoutMs,
    stopping: new AbortController(),
    taken,
    session: undefined,
    heardAt: clock.elapsed(),
  };
  return consumer;
}

function openOver(consumer: Consumer): Session {
  const { subscription, options, sessionTimeoutMs, taken } = consumer;
  const { group, topics } = subscription;
  const { clock, telemetry } = options;
  const heard = () => {
    consumer.heardAt = clock.elapsed();
  };
  return openSession({
    connection: options,
    telemetry,
    clock,
    group,
    topics,
    sessionTimeoutMs,
    onMessages: (place, messages) => ({ last: taken.take(place, messages), isFull: taken.isFull(place) }),
    onRebalancing: taken.hold,
    onHeartbeat: () => {
      heard();
      taken.release();
    },
    onJoined: (places) => {
      heard();
      taken.assigned(places);
      taken.release();
      telemetry.log('info', 'consumer has its partitions', { group, partitions: places.length });
    },
  });
}

async function commit({ taken, session, subscription: { group }, options }: Consumer): Promise<void> {
  const commits = taken.commits();
  if (commits.length === 0 || !session) return;
  try {
    await session.commit(commits);
    taken.committed(commits);
  } catch (error) {
    options.telemetry.log('debug', 'offsets were not committed', { group, error: describe(error) });
  }
}

async function keepCommitting(consumer: Consumer): Promise<void> {
  const { sessionTimeoutMs, taken, stopping } = consumer;
  const { clock, commitEveryMs = 1_000 } = consumer.options;
  while (!stopping.signal.aborted) {
    await clock.sleep(commitEveryMs, stopping.signal);
    await commit(consumer);
    // Not heard of for so long, the group has given our partitions away; what has not begun is theirs to begin.
    const silentMs = clock.elapsed() - consumer.heardAt;
    if (silentMs > sessionTimeoutMs) taken.hold();
    if (silentMs > sessionTimeoutMs * SILENT_SESSIONS) consumer.session?.giveUp();
  }
}

/** Ends when the subscription stops, or when a session ends for a reason that trying again does not mend. */
async function consume(consumer: Consumer, onFirst: () => void): Promise<void> {
  const { subscription, options, stopping, taken } = consumer;
  const { clock, ids, telemetry } = options;
  const isNews = seldom(clock);
  for (let failures = 0; !stopping.signal.aborted; ) {
    const current = openOver(consumer);
    consumer.session = current;
    consumer.heardAt = clock.elapsed();
    const isIn = current.joined.then(() => {
      failures = 0;
      onFirst();
    });
    void isIn;
    const error = await Promise.race([current.ended, aborted(stopping.signal)]).catch((e: unknown) => e);
    if (stopping.signal.aborted) return;
    taken.hold();
    await current.close();
    onFirst();
    if (!mayRestart(error)) return fail(consumer, error);
    const said = `consumer begins again: ${explain(error)}`;
    const { group } = subscription;
    if (isNews(said)) telemetry.log('warn', said, { group, error: describe(error) });
    failures++;
    await clock.sleep(backoff(RESTART, failures, (ids.random(1)[0] ?? 0) / 255), stopping.signal);
  }
}

function fail({ subscription: { group }, options }: Consumer, error: unknown): void {
  options.telemetry.log('error', `consumer has ended: ${explain(error)}`, { group, error: describe(error) });
  const Fault = needsOperator(error) ? BusMisconfigured : Error;
  options.onFatal?.(new Fault(`consumer ${group}: ${explain(error)}`, { cause: error }));
}

/** A broker that is away is waited for; what an operator has to mend is said at once. @throws BusMisconfigured */
async function check({ group, topics }: Subscription, options: KafkaBusOptions): Promise<void> {
  try {
    let missing = await missingTopics(options, topics);
    for (let asked = 1; missing.length > 0 && asked < HEARD_OF.asks; asked++) {
      await options.clock.sleep(HEARD_OF.everyMs);
      missing = await missingTopics(options, topics);
    }
    if (missing.length === 0) return;
    throw new BusMisconfigured(`no topic ${missing.join(', ')}; \`ledgerdesk migrate\` creates it`);
  } catch (error) {
    if (error instanceof BusMisconfigured) throw error;
    if (needsOperator(error)) throw new BusMisconfigured(explain(error), { cause: error });
    const { telemetry } = options;
    telemetry.log('warn', `consumer waits: ${explain(error)}`, { group, error: describe(error) });
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
