// What the channels promise, held against what the providers have: pure, and tested on histories made up for it.
import type { Evidence, LoggedEvent } from './evidence.ts';
import type { Fate, Violation } from './judge.ts';
import type { Received } from './providers.ts';
import type { Written } from './writers.ts';

export interface ChannelEvidence extends Pick<Evidence, 'events'> {
  /** What customers wrote, each one's in the order they wrote it. */
  readonly written: readonly Written[];
  /** What customers got. */
  readonly received: readonly Received[];
  /** By the provider's id. */
  readonly fates: ReadonlyMap<string, Fate>;
}

export function judgeChannels(evidence: ChannelEvidence): readonly Violation[] {
  const inbound = evidence.events.filter(
    ({ type, data }) => type === 'CustomerMessageReceived' && data['channel'] !== 'webform',
  );
  return [...judgeInbound(evidence, inbound), ...judgeOrder(evidence, inbound), ...judgeOutbound(evidence)];
}

const idOf = ({ data }: LoggedEvent) => String(data['providerMessageId']);

/** Each is there once and has come to its end, and nothing is there that nobody wrote. */
function judgeInbound(
  { written, fates }: ChannelEvidence,
  inbound: readonly LoggedEvent[],
): readonly Violation[] {
  const times = Map.groupBy(inbound, idOf);
  const found: Violation[] = [];
  for (const { channel, providerMessageId: id, byPerson } of written) {
    const count = times.get(id)?.length ?? 0;
    if (count !== 1)
      found.push({ scenario: channel, what: `${channel} message ${id} is in the log ${count} times` });
    const fate = fates.get(id);
    if (fate && fate.doneAt === undefined)
      found.push({ scenario: channel, what: `${channel} message ${id} has no outcome that was sent` });
    if (fate && !byPerson && fate.outcomes.join() !== 'suppressed')
      found.push({
        scenario: channel,
        what: `${channel} message ${id} of a machine is ${fate.outcomes.join(', ')}`,
      });
  }
  const known = new Set(written.map(({ providerMessageId }) => providerMessageId));
  for (const id of times.keys()) if (!known.has(id)) found.push({ what: `nobody wrote message ${id}` });
  return found;
}

/** What came in at once is in the log in the order its customer wrote it. */
function judgeOrder({ written }: ChannelEvidence, inbound: readonly LoggedEvent[]): readonly Violation[] {
  const positions = new Map(inbound.map((event) => [idOf(event), event.position ?? 0n]));
  const newest = new Map<string, bigint>();
  const found: Violation[] = [];
  for (const { channel, providerMessageId, customer, inOrder } of written) {
    const position = positions.get(providerMessageId);
    if (!inOrder || position === undefined) continue;
    if ((newest.get(customer) ?? 0n) > position)
      found.push({
        scenario: channel,
        what: `${channel} message ${providerMessageId} stands behind a later one of its customer`,
      });
    newest.set(customer, position);
  }
  return found;
}

/** Nobody gets anything twice, nor what was not written; and what the log says is sent has been sent. */
function judgeOutbound({ events, received }: ChannelEvidence): readonly Violation[] {
  const found: Violation[] = [];
  for (const [once, copies] of Map.groupBy(received, (one) => one.once))
    if (copies.length > 1)
      found.push({
        scenario: copies[0]?.channel ?? '',
        what: `reply ${copies[0]?.replyId} was sent ${copies.length} times, as ${once}`,
      });
  const composed = new Set(
    events.flatMap(({ type, data }) =>
      type === 'ReplyComposed' || type === 'StaffReplied' ? [String(data['replyId'])] : [],
    ),
  );
  const out = new Set(received.map(({ replyId }) => replyId));
  for (const replyId of out)
    if (!composed.has(replyId)) found.push({ what: `reply ${replyId} left and is not in the log` });
  for (const { type, data } of events)
    if (type === 'ReplySent' && data['channel'] !== 'webform' && !out.has(String(data['replyId'])))
      found.push({ what: `reply ${data['replyId']} is sent in the log, and its customer has nothing` });
  return found;
}
