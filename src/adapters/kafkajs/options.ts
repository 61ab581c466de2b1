// What the Kafka adapter needs to know. Times are milliseconds.
import type { RetryPolicy } from '../../application/bus/retry.ts';
import type { Clock, Ids } from '../../application/platform/clock.ts';
import type { Telemetry } from '../../application/platform/telemetry.ts';

/** How a cluster is reached. */
export interface KafkaConnection {
  /** `host:port`, one or more to begin with. */
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** True for TLS with the system's authorities, or PEM texts. */
  readonly ssl?: boolean | { readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly sasl?: KafkaSasl;
  /** Put before the names of topics and groups, where several desks share a cluster. */
  readonly prefix?: string;
}

export interface KafkaSasl {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly username: string;
  readonly password: string;
}

export interface KafkaBusOptions extends KafkaConnection {
  readonly clock: Clock;
  readonly ids: Pick<Ids, 'random'>;
  readonly telemetry: Telemetry;
  readonly retry?: RetryPolicy;
  /** How long disposing waits for running handlers before it aborts them. */
  readonly drainMs?: number;
  /** Messages of one partition taken and not finished before fetching from it pauses. */
  readonly maxInFlight?: number;
  /** After this a publish fails with BusUnavailable. */
  readonly publishTimeoutMs?: number;
  /** A consumer that is not heard of for so long loses its partitions to others. */
  readonly sessionTimeoutMs?: number;
  readonly commitEveryMs?: number;
  /** A consumer has stopped for good: the process should end and be started again. */
  readonly onFatal?: (error: Error) => void;
}
