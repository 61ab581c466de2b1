// What can go wrong, how often under this seed, and how often it did.
import type { Chance } from './chance.ts';

/** Probability per occasion at full strength. */
const fullRates = {
  /** A call to the store fails before anything happened. */
  'store before': 0.02,
  /** A write is committed, and the caller is told that it failed. */
  'store after': 0.02,
  /** Somebody else writes to the ticket between the decision and its append. */
  rival: 0.06,
  /** A call takes seconds. */
  slow: 0.01,
  /** The process stands still between its decision and what comes of it. */
  'stall in a call': 0.0015,
  'bus before': 0.04,
  'bus after': 0.04,
  /** Some partitions took their part of a batch, the others did not. */
  'bus partial': 0.04,
  /** A message comes again, at once or much later. */
  duplicate: 0.05,
  /** A notice that something was appended does not arrive. */
  'lost wake': 0.1,
  'provider sent, no answer': 0.08,
  'provider not sent, no answer': 0.08,
  'provider busy': 0.08,
  'provider refuses': 0.03,
  'look-up fails': 0.15,
  'callback first': 0.1,
  'model down': 0.08,
  'model gone for good': 0.03,
  'model hangs': 0.03,
  'model deaf': 0.02,
  'model gives up': 0.05,
  // Per step:
  crash: 0.001,
  'crash of all': 0.0002,
  restart: 0.0005,
  stall: 0.0007,
  rebalance: 0.0007,
  'clock jump': 0.0005,
  'store outage': 0.0001,
  'bus outage': 0.0004,
} as const;

/** As above, of mail and WhatsApp. */
const channelRates = {
  'push lost': 0.15,
  'push twice': 0.2,
  'push late': 0.15,
  'history expired': 0.06,
  'history lags': 0.15,
  'mailbox away': 0.05,
  'mail deleted': 0.06,
  'mail in spam first': 0.05,
  'Message-ID replaced': 0.2,
  'reply bounces': 0.08,
  'webhook lost': 0.15,
  'webhook twice': 0.2,
  'webhook late': 0.15,
  'list away': 0.1,
  'callback twice': 0.2,
  'callback lost': 0.1,
  'reply undelivered': 0.2,
  'bad news lost': 0.9,
} as const;

type FormKind = keyof typeof fullRates;
export type FaultKind = FormKind | keyof typeof channelRates;
const allRates: Readonly<Record<FaultKind, number>> = { ...fullRates, ...channelRates };
export const faultKinds = Object.keys(allRates) as readonly FaultKind[];
const isOfChannels = (kind: FaultKind) => kind in channelRates;

export interface Faults {
  /** Whether it happens now; counted. Never after `stop`. */
  strikes(kind: FaultKind): boolean;
  stop(): void;
  readonly counts: ReadonlyMap<FaultKind, number>;
}

/**
 * Every seed leaves some kinds out: a fault that is always there hides what happens without it.
 * @param ofChannels decides on faults of mail and WhatsApp, so that a world without them is what it always was
 */
export function plannedFaults(chance: Chance, ofChannels: Chance): Faults {
  const from = (kind: FaultKind) => (isOfChannels(kind) ? ofChannels : chance);
  const rates = new Map(
    faultKinds.map((kind) => [
      kind,
      from(kind).happens(0.65) ? allRates[kind] * from(kind).between(0.2, 2) : 0,
    ]),
  );
  const counts = new Map<FaultKind, number>();
  let stopped = false;
  return {
    counts,
    strikes(kind) {
      if (stopped || !from(kind).happens(rates.get(kind) ?? 0)) return false;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      return true;
    },
    stop() {
      stopped = true;
    },
  };
}
