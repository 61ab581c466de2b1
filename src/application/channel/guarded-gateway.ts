// A channel behind a circuit breaker of its own: one provider that fails stops no other channel and is not hammered.
import type { Breaker } from '../platform/breaker.ts';
import type { ChannelGateway } from './channel-gateway.ts';

export interface GuardedGateway extends ChannelGateway {
  /** Whether a send may be tried now. False leaves the reply to its timer, without counting an attempt. */
  isOpenForSending(): boolean;
}

/** A reply the provider refuses for good says that the provider works. */
export function guardedGateway(gateway: ChannelGateway, breaker: Breaker): GuardedGateway {
  return {
    ...gateway,
    isOpenForSending: () => breaker.wouldAdmit(),
    async send(reply) {
      // Two replies may have asked at once, and only one of them may try.
      if (!breaker.admits()) return { outcome: 'failed', code: 'breaker-open', permanent: false };
      try {
        const outcome = await gateway.send(reply);
        if (outcome.outcome === 'sent' || (outcome.outcome === 'failed' && outcome.permanent))
          breaker.succeeded();
        else breaker.failed();
        return outcome;
      } catch (error) {
        breaker.failed();
        throw error;
      }
    },
  };
}
