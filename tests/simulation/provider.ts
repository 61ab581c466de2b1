// A provider that records what it accepted. A message on its way arrives whatever becomes of the process that sent it.
import type { ChannelGateway, SendOutcome } from '../../src/application/channel/channel-gateway.ts';
import type { Life } from './virtual-time.ts';
import type { World } from './world.ts';

export interface Provider {
  gateway(life: Life): ChannelGateway;
  /** Reply ids in the order they were accepted. */
  readonly accepted: readonly string[];
}

/** Longest way of a message to the provider, milliseconds: what takes longer is given up on both sides. */
const LONGEST_MS = 5_000;

/** Of the web form. @param onAccepted told when a reply was accepted, so that the provider can call back */
export function createProvider(
  world: World,
  onAccepted: (ticketId: string, replyId: string) => void,
): Provider {
  const { time, chance, faults, outside, watch } = world;
  const accepted: string[] = [];

  const accept = (ticketId: string, replyId: string) => {
    accepted.push(replyId);
    watch.accepted(replyId);
    onAccepted(ticketId, replyId);
    return { outcome: 'sent', providerMessageIds: [`provider-${accepted.length}`] } as const;
  };
  const arrive = (ticketId: string, replyId: string): SendOutcome => {
    watch.arrived(replyId);
    if (faults.strikes('provider busy')) {
      const retryInMs = chance.below(5_000);
      return {
        outcome: 'failed',
        code: 'busy',
        permanent: false,
        ...(chance.happens(0.5) ? { retryInMs } : {}),
      };
    }
    if (faults.strikes('provider refuses'))
      return { outcome: 'failed', code: 'no-such-address', permanent: true };
    if (faults.strikes('provider not sent, no answer')) return { outcome: 'unknown', code: 'timeout' };
    const sent = accept(ticketId, replyId);
    return faults.strikes('provider sent, no answer') ? { outcome: 'unknown', code: 'timeout' } : sent;
  };

  return {
    accepted,
    gateway: (life) => ({
      channel: 'webform',
      sendLimitMs: LONGEST_MS,
      send: ({ ticketId, replyId }) =>
        new Promise((resolve) => {
          const onItsWay = faults.strikes('slow') ? chance.between(500, LONGEST_MS) : chance.between(1, 100);
          time.at(outside, time.now() + onItsWay, () => {
            const outcome = arrive(ticketId, replyId);
            world.say(`provider ${replyId} from ${life.name}: ${outcome.outcome}`);
            time.at(life, time.now() + chance.between(1, 100), () => resolve(outcome));
          });
        }),
      async reconcile({ replyId }) {
        await time.pass(life, chance.between(1, 100));
        const state = faults.strikes('look-up fails')
          ? 'unknown'
          : accepted.includes(replyId)
            ? 'sent'
            : 'not-sent';
        world.say(`provider is asked for ${replyId} by ${life.name}: ${state}`);
        await time.pass(life, chance.between(1, 100));
        return { state };
      },
    }),
  };
}
