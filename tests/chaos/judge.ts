// The promises of the desk, held against what a run has left behind. Pure: tested on histories made up for it.
import type { Evidence, LoggedEvent } from './evidence.ts';
import type { Acknowledged } from './load.ts';

/** Violations, each with the scenario it belongs to where that is known. */
export interface Violation {
  readonly scenario?: string;
  readonly what: string;
}

/** What became of one message. */
export interface Fate {
  readonly messageId: string;
  readonly version: number;
  /** One entry for each outcome it got; there must be one. */
  readonly outcomes: readonly ('answered' | 'escalated' | 'suppressed')[];
  /** When its outcome was recorded and what was said about it was sent; undefined while something is missing. */
  readonly doneAt: number | undefined;
  /** Version of the event that decided. */
  readonly decidedBy: number;
}

export interface Judgement {
  readonly violations: readonly Violation[];
  /** By submission id. */
  readonly fates: ReadonlyMap<string, Fate>;
}

export function judge(acknowledged: readonly Acknowledged[], evidence: Evidence): Judgement {
  const streams = Map.groupBy(evidence.events, (event) => event.streamId);
  const fates = new Map<string, Fate>();
  const violations: Violation[] = [];
  const byReference = new Map<string, string>();
  for (const [streamId, events] of streams) {
    const reference = String(events[0]?.data['reference']);
    byReference.set(reference, streamId);
    violations.push(...judgeTicket(reference, events).map((what) => ({ what })));
    for (const [submissionId, fate] of fatesOf(events)) {
      if (fates.has(submissionId))
        violations.push({ what: `submission ${submissionId} is in the log twice` });
      fates.set(submissionId, fate);
    }
  }
  for (const [submissionId, fate] of fates) violations.push(...judgeFate(submissionId, fate, evidence));
  violations.push(...judgeAcknowledged(acknowledged, { fates, streams, byReference }));
  violations.push(...judgeLedger(evidence));
  return { violations, fates };
}

const isOut = ({ type, data }: LoggedEvent) =>
  type === 'ReplySent' || (type === 'ReplyDelivered' && data['partial'] !== true);

const ids = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Messages of one ticket by submission id. */
function fatesOf(events: readonly LoggedEvent[]): ReadonlyMap<string, Fate> {
  // What has arrived was sent, even where the provider's word of it came before the answer to the sending.
  const sentAt = new Map(
    events.flatMap((e) => (isOut(e) ? [[e.data['replyId'], e.recordedAt] as const] : [])).reverse(),
  );
  const withdrawn = new Set(events.flatMap((e) => (e.type === 'ReplyWithdrawn' ? [e.data['replyId']] : [])));
  const stands = ({ type, data }: LoggedEvent) => type !== 'ReplyComposed' || !withdrawn.has(data['replyId']);
  const fates = new Map<string, Fate>();
  for (const received of events.filter((e) => e.type === 'CustomerMessageReceived')) {
    const messageId = String(received.data['messageId']);
    const deciding = events.flatMap((event) => {
      const outcome = outcomeIn(event, messageId);
      return outcome === undefined ? [] : [{ outcome, event }];
    });
    const told = events.filter(
      (e) => e.type === 'ReplyComposed' && stands(e) && ids(e.data['answers']).includes(messageId),
    );
    const times = [
      ...(deciding.length === 0 ? [undefined] : deciding.map(({ event }) => event.recordedAt)),
      ...told.map((e) => sentAt.get(e.data['replyId'])),
    ];
    fates.set(String(received.data['providerMessageId']).replace(/^form:/, ''), {
      messageId,
      version: received.version,
      outcomes: deciding.filter(({ event }) => stands(event)).map(({ outcome }) => outcome),
      doneAt: times.includes(undefined) ? undefined : Math.max(...times.map(Number)),
      decidedBy: deciding[0]?.event.version ?? Number.POSITIVE_INFINITY,
    });
  }
  return fates;
}

function outcomeIn({ type, data }: LoggedEvent, messageId: string): Fate['outcomes'][number] | undefined {
  switch (type) {
    case 'CustomerMessageReceived':
      return data['messageId'] === messageId && data['handling'] === 'staff' ? 'escalated' : undefined;
    case 'ReplyComposed':
      return data['kind'] === 'answer' && ids(data['answers']).includes(messageId) ? 'answered' : undefined;
    case 'ReplyWithdrawn': // otherwise it waits for the agent again
      return data['reason'] === 'human-in-charge' && ids(data['messageIds']).includes(messageId)
        ? 'escalated'
        : undefined;
    case 'TicketEscalated':
      return ids(data['messageIds']).includes(messageId) ? 'escalated' : undefined;
    case 'MessageSuppressed':
      return data['messageId'] === messageId ? 'suppressed' : undefined;
    default:
      return undefined;
  }
}

function judgeFate(submissionId: string, fate: Fate, { outcomes }: Evidence): readonly Violation[] {
  const found: Violation[] = [];
  if (fate.outcomes.length !== 1)
    found.push({
      what: `message ${submissionId} has ${fate.outcomes.length} outcomes: ${fate.outcomes.join(', ')}`,
    });
  const shown = outcomes.get(fate.messageId);
  if (shown !== fate.outcomes[0])
    found.push({
      what: `message ${submissionId} is ${fate.outcomes[0]} in the log and ${shown} in the read model`,
    });
  return found;
}

function judgeTicket(reference: string, events: readonly LoggedEvent[]): readonly string[] {
  const found: string[] = [];
  const opened = events.filter((e) => e.type === 'TicketOpened').length;
  if (opened !== 1) found.push(`ticket ${reference} was opened ${opened} times`);
  events.forEach((event, index) => {
    if (event.version !== index + 1)
      found.push(`ticket ${reference} has a gap before version ${event.version}`);
    const before = events[index - 1]?.position;
    if (event.position === undefined)
      found.push(`version ${event.version} of ${reference} has no place in the ledger`);
    else if (before !== undefined && before >= event.position)
      found.push(`versions of ${reference} are out of order in the ledger at ${event.position}`);
  });
  for (const composed of events.filter((e) => e.type === 'ReplyComposed' || e.type === 'StaffReplied'))
    found.push(...judgeReply(reference, composed, events));
  // What nobody answers is decided as it comes in, whatever waits for its answer.
  const decided = [...fatesOf(events).values()]
    .filter(({ outcomes }) => !outcomes.includes('suppressed'))
    .sort((a, b) => a.version - b.version);
  decided.forEach((fate, index) => {
    const before = decided[index - 1];
    if (before && before.decidedBy > fate.decidedBy)
      found.push(`on ${reference} a later message was dealt with before an earlier one`);
  });
  return found;
}

/** Sent once, or withdrawn and never sent, and no attempt begun while the outcome of another was open. */
function judgeReply(
  reference: string,
  composed: LoggedEvent,
  events: readonly LoggedEvent[],
): readonly string[] {
  const { replyId } = composed.data;
  const own = events.filter((e) => e.data['replyId'] === replyId && e.type.startsWith('Reply'));
  const count = (type: string) => own.filter((e) => e.type === type).length;
  const found: string[] = [];
  const told = `reply ${replyId} on ${reference}`;
  if (count('ReplyComposed') > 1) found.push(`${told} was composed ${count('ReplyComposed')} times`);
  const isWithdrawn = count('ReplyWithdrawn') === 1;
  const sent = count('ReplySent') === 0 && own.some(isOut) ? 1 : count('ReplySent');
  if (sent !== (isWithdrawn ? 0 : 1)) found.push(`${told} was sent ${sent} times`);
  let isOpen = false;
  for (const { type } of own) {
    if (type === 'ReplyAttempted' && isOpen) found.push(`${told} was attempted while an attempt was open`);
    if (type === 'ReplyAttempted') isOpen = true;
    if (type === 'ReplyFailed') isOpen = false;
  }
  return found;
}

interface Filed {
  readonly fates: ReadonlyMap<string, Fate>;
  readonly streams: ReadonlyMap<string, readonly LoggedEvent[]>;
  readonly byReference: ReadonlyMap<string, string>;
}

function judgeAcknowledged(
  acknowledged: readonly Acknowledged[],
  { fates, streams, byReference }: Filed,
): readonly Violation[] {
  const found: Violation[] = [];
  const latest = new Map<string, number>();
  for (const { submissionId, reference, scenario } of acknowledged) {
    const fate = fates.get(submissionId);
    const events = streams.get(byReference.get(reference) ?? '') ?? [];
    const isThere = events.some((e) => e.data['providerMessageId'] === `form:${submissionId}`);
    if (!fate || !isThere) {
      found.push({ scenario, what: `message ${submissionId} was acknowledged on ${reference} and is lost` });
      continue;
    }
    if (fate.doneAt === undefined)
      found.push({ scenario, what: `message ${submissionId} on ${reference} has no outcome that was sent` });
    if ((latest.get(reference) ?? 0) > fate.version)
      found.push({ scenario, what: `messages of ${reference} are not in the order they were sent` });
    latest.set(reference, fate.version);
  }
  return found;
}

function judgeLedger({ ledger }: Evidence): readonly Violation[] {
  const { entries, last, events } = ledger;
  return BigInt(entries) === last && entries === events
    ? []
    : [{ what: `the ledger has ${entries} entries up to ${last} for ${events} events` }];
}

/**
 * The feed as consumers see it: every event of a ticket is there, and each customer's events come in order the first time.
 * @param feed messages of the events topic, each partition in order
 */
export function judgeFeed(
  feed: readonly { readonly key: string; readonly id: string }[],
  events: readonly LoggedEvent[],
): readonly Violation[] {
  const seen = new Set<bigint>();
  const newest = new Map<string, bigint>();
  const found: Violation[] = [];
  for (const { key, id } of feed) {
    if (!/^\d+\/fte\.tickets\.events$/.test(id)) continue;
    const position = BigInt(id.split('/')[0] ?? '');
    if (seen.has(position)) continue;
    seen.add(position);
    if ((newest.get(key) ?? 0n) > position)
      found.push({ what: `position ${position} came late to the feed of customer ${key}` });
    newest.set(key, position);
  }
  const missing = events.filter((e) => e.position !== undefined && !seen.has(e.position)).length;
  return missing === 0 ? found : [...found, { what: `${missing} events never came to the feed` }];
}
