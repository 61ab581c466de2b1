// A channel behind a circuit breaker of its own: one provider that fails stops no other channel and is not hammered.
import type { Breaker } from '../platform/breaker.ts';
import type { ChannelGateway, SendOutcome } from './channel-gateway.ts';

/** A gateway that can tell beforehand that a send would only be put off. */
export interface GuardedGateway extends ChannelGateway {
  /** Whether a send may be tried now. False leaves the reply to its timer, without counting an attempt. */
  isOpenForSending(): boolean;
}

/** A reply the provider refuses for good says that the provider works. */
export function guardedGateway(
  gateway: ChannelGateway & Partial<Pick<GuardedGateway, 'isOpenForSending'>>,
  breaker: Breaker,
): GuardedGateway {
  return {
    ...gateway,
    isOpenForSending: () => breaker.wouldAdmit() && gateway.isOpenForSending?.() !== false,
    async send(reply) {
      // Two replies may have asked at once, and only one of them may try.
      if (!breaker.admits())
        return { outcome: 'failed', code: 'breaker-open', permanent: false, deferred: 'by-us' };
      try {
        const outcome = await gateway.send(reply);
        tell(breaker, outcome);
        return outcome;
      } catch (error) {
        breaker.failed();
        throw error;
      }
    },
  };
}

/** What is asked to come later found a provider that works; what never left us found nothing. */
function tell(breaker: Breaker, outcome: SendOutcome): void {
  const deferred = outcome.outcome === 'failed' ? outcome.deferred : undefined;
  const isRefusal = outcome.outcome === 'failed' && outcome.permanent;
  if (deferred === 'by-us') breaker.withdrawn();
  else if (outcome.outcome === 'sent' || isRefusal || deferred === 'by-provider') breaker.succeeded();
  else breaker.failed();
}
