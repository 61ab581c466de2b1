// A kafkajs client as we use it: bounded retries, its log in ours, sockets that can be cut.
import './broker-versions.ts';
import './idle-timers.ts';
import { Kafka, type LogEntry, logLevel, type RetryOptions } from 'kafkajs';
import { seldom } from '../../application/platform/seldom.ts';
import type { Telemetry } from '../../application/platform/telemetry.ts';
import type { KafkaConnection } from './options.ts';
import { cuttableSockets } from './sockets.ts';

export interface Client {
  readonly kafka: Kafka;
  /** Ends every connection for good. */
  cut(): void;
}

export interface Patience {
  readonly connectMs: number;
  readonly requestMs: number;
  /** Of one operation; kafkajs nests them, so that few become many. */
  readonly retries: number;
}

/** All of it is set: kafkajs has other defaults under NODE_ENV=test. */
export const retrying = (retries: number): RetryOptions => ({
  retries,
  initialRetryTime: 100,
  maxRetryTime: 1_000,
  multiplier: 2,
  factor: 0.2,
});

export function openClient(connection: KafkaConnection, telemetry: Telemetry, patience: Patience): Client {
  const { brokers, clientId, ssl, sasl } = connection;
  const sockets = cuttableSockets();
  const kafka = new Kafka({
    brokers: [...brokers],
    clientId,
    ...(ssl === undefined ? {} : { ssl }),
    ...(sasl === undefined ? {} : { sasl: saslOf(sasl) }),
    connectionTimeout: patience.connectMs,
    authenticationTimeout: patience.connectMs,
    requestTimeout: patience.requestMs,
    retry: retrying(patience.retries),
    socketFactory: sockets.open,
    logLevel: logLevel.WARN,
    logCreator: () => (entry) => log(telemetry, entry),
  });
  return { kafka, cut: sockets.cut };
}

/** kafkajs wants to see at compile time which mechanism it is. */
function saslOf({ mechanism, username, password }: NonNullable<KafkaConnection['sasl']>) {
  switch (mechanism) {
    case 'plain':
      return { mechanism, username, password };
    case 'scram-sha-256':
      return { mechanism, username, password };
    case 'scram-sha-512':
      return { mechanism, username, password };
  }
}

/** Fields of an entry that say where; none can hold anything of a message. */
const safeFields = ['groupId', 'topic', 'partition', 'broker', 'retryCount', 'retryTime'];
/** Every answer of a broker that is not yes. A rebalance makes dozens, and who asked says what it could not help itself with. */
const ANSWER = 'Response ';

/** Clients come and go while a broker is away: what they say is counted over all of a process. */
const saying = new WeakMap<Telemetry, (what: string) => boolean>();

/**
 * kafkajs calls every attempt that it repeats an error, several times a second as long as a broker is away. So one level is
 * taken off, and the same is said once a minute; what is an error is said by us. Its sentences hold addresses, names of topics
 * and of API calls, and no part of a message.
 */
function log(telemetry: Telemetry, { level, namespace, log: { message, ...extra } }: LogEntry): void {
  const fields = Object.fromEntries(
    safeFields.flatMap((f) => (extra[f] === undefined ? [] : [[f, extra[f]]])),
  );
  const isNews = saying.get(telemetry) ?? seldom({ elapsed: () => performance.now() });
  saying.set(telemetry, isNews);
  const isError = level === logLevel.ERROR && !message.startsWith(ANSWER);
  if (isError && !isNews(`${namespace} ${message}`)) return;
  telemetry.log(isError ? 'warn' : 'debug', `kafkajs: ${message}`, { part: namespace, ...fields });
}
