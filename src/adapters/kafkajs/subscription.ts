// One subscription: sessions with the broker one after the other over one intake, commits on a timer.
import { type BusMessage, BusMisconfigured, type Subscription } from '../../application/bus/message-bus.ts';
import { backoff, defaultRetry } from '../../application/bus/retry.ts';
import { describe } from '../../application/log/loop.ts';
import { seldom } from '../../application/platform/seldom.ts';
import { explain, mayRestart, needsOperator } from './faults.ts';
import { intake } from './intake.ts';
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

/**
 * @param park puts a dead letter on the bus
 * @throws BusMisconfigured
 */
export async function startSubscription(
  subscription: Subscription,
  options: KafkaBusOptions,
  park: (letter: BusMessage) => Promise<void>,
): Promise<AsyncDisposable> {
  const { clock, ids, telemetry, retry = defaultRetry } = options;
  const { sessionTimeoutMs = 30_000, commitEveryMs = 1_000, drainMs = 10_000 } = options;
  const { group, topics, concurrency } = subscription;
  await check(subscription, options);

  const isNews = seldom(clock);
  const stopping = new AbortController();
  let session: Session | undefined;
  let heardAt = clock.elapsed();

  const taken = intake(subscription, {
    clock,
    ids,
    telemetry,
    retry,
    drainMs,
    park,
    maxInFlight: options.maxInFlight ?? Math.max(LEAST_IN_FLIGHT, concurrency * IN_FLIGHT_PER_PLACE),
    onRoom: (place) => session?.resume(place),
  });

  const open = (): Session =>
    openSession({
      connection: options,
      telemetry,
      clock,
      group,
      topics,
      sessionTimeoutMs,
      onMessages: (place, messages) => ({ last: taken.take(place, messages), isFull: taken.isFull(place) }),
      onRebalancing: taken.hold,
      onHeartbeat: () => {
        heardAt = clock.elapsed();
        taken.release();
      },
      onJoined: (places) => {
        heardAt = clock.elapsed();
        taken.assigned(places);
        taken.release();
        telemetry.log('info', 'consumer has its partitions', { group, partitions: places.length });
      },
    });

  const commit = async () => {
    const commits = taken.commits();
    if (commits.length === 0 || !session) return;
    try {
      await session.commit(commits);
      taken.committed(commits);
    } catch (error) {
      telemetry.log('debug', 'offsets were not committed', { group, error: describe(error) });
    }
  };

  const committing = async () => {
    while (!stopping.signal.aborted) {
      await clock.sleep(commitEveryMs, stopping.signal);
      await commit();
      // Not heard of for so long, the group has given our partitions away; what has not begun is theirs to begin.
      const silentMs = clock.elapsed() - heardAt;
      if (silentMs > sessionTimeoutMs) taken.hold();
      if (silentMs > sessionTimeoutMs * SILENT_SESSIONS) session?.giveUp();
    }
  };

  /** Ends when the subscription stops, or when a session ends for a reason that trying again does not mend. */
  const consuming = async (onFirst: () => void) => {
    for (let failures = 0; !stopping.signal.aborted; ) {
      const current = open();
      session = current;
      heardAt = clock.elapsed();
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
      if (!mayRestart(error)) return fail(error);
      const said = `consumer begins again: ${explain(error)}`;
      if (isNews(said)) telemetry.log('warn', said, { group, error: describe(error) });
      failures++;
      await clock.sleep(backoff(RESTART, failures, (ids.random(1)[0] ?? 0) / 255), stopping.signal);
    }
  };

  const fail = (error: unknown) => {
    telemetry.log('error', `consumer has ended: ${explain(error)}`, { group, error: describe(error) });
    const Fault = needsOperator(error) ? BusMisconfigured : Error;
    options.onFatal?.(new Fault(`consumer ${group}: ${explain(error)}`, { cause: error }));
  };

  const begun = Promise.withResolvers<void>();
  const consumed = consuming(begun.resolve);
  const committed = committing();
  await begun.promise;

  let disposed: Promise<void> | undefined;
  const dispose = async () => {
    // Still a member while what is running finishes: its partitions stay ours until the last commit.
    await taken.stop();
    await commit();
    stopping.abort();
    await Promise.all([consumed, committed]);
    await session?.close();
  };
  return {
    [Symbol.asyncDispose]: () => {
      disposed ??= dispose();
      return disposed;
    },
  };
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
