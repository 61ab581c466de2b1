// A channel with a rate of its own: a provider's quota is kept to here, before it has to refuse.
import type { Clock } from '../platform/clock.ts';
import type { ChannelGateway } from './channel-gateway.ts';
import type { GuardedGateway } from './guarded-gateway.ts';

export interface Pace {
  /** Replies at once after a pause. */
  readonly burst: number;
  readonly perSecond: number;
}

/** A reply that would wait for longer is left to its timer, milliseconds. */
const longestWait = 5_000;

/** Replies wait for their turn; each process counts by itself. */
export function pacedGateway(
  gateway: ChannelGateway,
  { burst, perSecond }: Pace,
  clock: Clock,
): GuardedGateway {
  const between = 1_000 / perSecond;
  /** When the next turn is; up to a burst of turns lie in the past. */
  let next = Number.NEGATIVE_INFINITY;
  const turnAt = (now: number) => Math.max(next, now - between * (burst - 1));
  return {
    ...gateway,
    ...(gateway.sendLimitMs === undefined ? {} : { sendLimitMs: gateway.sendLimitMs + longestWait }),
    isOpenForSending() {
      const now = clock.elapsed();
      return turnAt(now) - now <= longestWait;
    },
    async send(reply) {
      const now = clock.elapsed();
      const turn = turnAt(now);
      const wait = turn - now;
      const out = reply.alreadySent.length > 0 ? { providerMessageIds: reply.alreadySent } : {};
      if (wait > longestWait)
        return {
          outcome: 'failed',
          code: 'own-rate-limit',
          permanent: false,
          retryInMs: Math.round(wait),
          deferred: 'by-us',
          ...out,
        };
      next = turn + between * reply.parts.length;
      if (wait > 0) await clock.sleep(wait);
      return await gateway.send(reply);
    },
  };
}
