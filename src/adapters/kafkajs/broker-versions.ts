// Tells a broker of an unsupported version when it is first connected to. kafkajs 2.2.4 looks only at the highest version that
// a broker speaks: to one that has dropped the old ones it would send what is no longer understood. Brokers answer that by
// closing the connection, which looks like a broker that is away, to be waited for without an end.
import Broker from 'kafkajs/src/broker/index.js';
import protocol from 'kafkajs/src/protocol/requests/index.js';

/** kafkajs tries nothing again that is not retriable. */
export class UnsupportedBroker extends Error {
  override readonly name = 'UnsupportedBroker';
  readonly retriable = false;
}

/** What the desk asks of a broker, with the key of each in the protocol and the version that it needs at least. */
const needs = [
  { request: 'Produce', key: 0, least: 3 }, // headers of a message came with it
  { request: 'Fetch', key: 1, least: 4 },
  { request: 'ListOffsets', key: 2, least: 0 },
  { request: 'Metadata', key: 3, least: 0 },
  { request: 'OffsetCommit', key: 8, least: 0 },
  { request: 'OffsetFetch', key: 9, least: 1 },
  { request: 'GroupCoordinator', key: 10, least: 0 },
  { request: 'JoinGroup', key: 11, least: 0 },
  { request: 'Heartbeat', key: 12, least: 0 },
  { request: 'LeaveGroup', key: 13, least: 0 },
  { request: 'SyncGroup', key: 14, least: 0 },
  { request: 'CreateTopics', key: 19, least: 0 },
  { request: 'InitProducerId', key: 22, least: 0 },
] as const;

type Spoken = Readonly<Record<number, { readonly minVersion: number; readonly maxVersion: number }>>;

/** @returns the requests for which broker and client have no version in common, in words for an operator */
export function unsupported(spoken: Spoken): readonly string[] {
  return needs.flatMap(({ request, key, least }) => {
    const most = Math.max(...(protocol.requests[request]?.versions ?? []).map(Number));
    const found = spoken[key];
    if (found && found.maxVersion >= least && found.minVersion <= most) return [];
    const broker = found ? `${found.minVersion} to ${found.maxVersion}` : 'none';
    return [`${request} ${least} to ${most}, the broker has ${broker}`];
  });
}

const brokers: { apiVersions(): Promise<Spoken> } = Broker.prototype;
const ask = brokers.apiVersions;

brokers.apiVersions = async function (this: typeof brokers) {
  const spoken = await ask.call(this).catch((error: unknown) => {
    // It refuses even the oldest way to ask.
    if (error instanceof Error && error.message === 'API Versions not supported')
      throw new UnsupportedBroker('the broker does not say which versions it speaks', { cause: error });
    throw error;
  });
  const missing = unsupported(spoken);
  if (missing.length > 0) throw new UnsupportedBroker(`no version in common: ${missing.join('; ')}`);
  return spoken;
};
