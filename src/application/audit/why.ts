// Why the desk answered or handed over as it did: each decision on a ticket with the runs before it, from events alone.
import type { TicketEvent } from '../../domain/ticket/events.ts';
import type { TicketRecord } from '../ticket/load-ticket.ts';

type Data<T extends TicketEvent['type']> = Extract<TicketEvent, { type: T }>['data'];

/** What led up to one decision; the events of runs stand before it in the log. */
interface Work {
  readonly searches: readonly Data<'KnowledgeSearched'>[];
  readonly tools: readonly Data<'ToolCalled'>[];
  readonly modelCalls: readonly Data<'ModelCalled'>[];
  readonly failures: readonly Data<'AgentFailed'>[];
  readonly rejected: readonly Data<'ReplyRejected'>[];
  readonly moods: readonly Data<'SentimentAssessed'>[];
}

export interface Decision extends Work {
  /**
   * withdrawn: an answer that never went out. none: runs that led to nothing, since staff took over or the work was stopped.
   */
  readonly kind: 'answered' | 'withdrawn' | 'escalated' | 'suppressed' | 'staff' | 'none';
  /** Version of the ticket it stands at; of the last event where there was none. */
  readonly version: number;
  /** ms since the epoch */
  readonly at: number;
  readonly answer?: Data<'ReplyComposed'>;
  readonly withdrawal?: Data<'ReplyWithdrawn'>;
  readonly escalation?: Data<'TicketEscalated'>;
  readonly suppressed?: Data<'MessageSuppressed'>;
  readonly staffReply?: Data<'StaffReplied'>;
  /** Of an answer, as its event has them; empty for one from before they were kept. */
  readonly checksPassed: readonly string[];
  readonly total: {
    readonly inputTokens: number;
    readonly outputTokens: number;
    readonly costMicros: number;
    readonly durationMs: number;
  };
}

/** @param events of one ticket in order @returns every decision on it, oldest first */
export function decisionsOf(events: readonly TicketRecord[]): readonly Decision[] {
  const decisions: Decision[] = [];
  const withdrawals = new Map(
    events.flatMap((e) => (e.type === 'ReplyWithdrawn' ? [[e.data.replyId, e.data] as const] : [])),
  );
  let before: TicketRecord[] = [];
  for (const event of events) {
    const made = decisionIn(event, withdrawals);
    if (made === undefined) {
      before.push(event);
      continue;
    }
    decisions.push({ ...workIn(before), checksPassed: [], ...made, version: event.version, at: event.at });
    before = [];
  }
  const last = before.at(-1);
  const left = workIn(before);
  const isWork = left.searches.length + left.tools.length + left.modelCalls.length > 0;
  if (last && isWork)
    decisions.push({ ...left, kind: 'none', checksPassed: [], version: last.version, at: last.at });
  return decisions;
}

export interface Noted {
  readonly version: number;
  readonly at: number;
  readonly signals: NonNullable<Data<'SentimentAssessed'>['signals']>;
}

/** What messages that came while staff were in charge would have called them for, oldest first. */
export function notedIn(events: readonly TicketRecord[]): readonly Noted[] {
  return events.flatMap((event) => {
    const signals = event.type === 'SentimentAssessed' ? (event.data.signals ?? []) : [];
    return signals.length === 0 ? [] : [{ version: event.version, at: event.at, signals }];
  });
}

type Made = Pick<Decision, 'kind'> & Partial<Decision>;

function decisionIn(
  event: TicketRecord,
  withdrawals: ReadonlyMap<string, Data<'ReplyWithdrawn'>>,
): Made | undefined {
  switch (event.type) {
    case 'ReplyComposed': {
      if (event.data.kind !== 'answer') return undefined;
      const withdrawal = withdrawals.get(event.data.replyId);
      const answer = { answer: event.data, checksPassed: event.data.checks ?? [] };
      return withdrawal ? { kind: 'withdrawn', ...answer, withdrawal } : { kind: 'answered', ...answer };
    }
    case 'TicketEscalated':
      return { kind: 'escalated', escalation: event.data };
    case 'MessageSuppressed':
      return { kind: 'suppressed', suppressed: event.data };
    case 'StaffReplied':
      return { kind: 'staff', staffReply: event.data };
    default:
      return undefined;
  }
}

function workIn(events: readonly TicketRecord[]): Work & Pick<Decision, 'total'> {
  const modelCalls = events.flatMap((e) => (e.type === 'ModelCalled' ? [e.data] : []));
  const sum = (of: (call: Data<'ModelCalled'>) => number) =>
    modelCalls.reduce((all, call) => all + of(call), 0);
  return {
    searches: events.flatMap((e) => (e.type === 'KnowledgeSearched' ? [e.data] : [])),
    tools: events.flatMap((e) => (e.type === 'ToolCalled' ? [e.data] : [])),
    modelCalls,
    failures: events.flatMap((e) => (e.type === 'AgentFailed' ? [e.data] : [])),
    rejected: events.flatMap((e) => (e.type === 'ReplyRejected' ? [e.data] : [])),
    moods: events.flatMap((e) => (e.type === 'SentimentAssessed' ? [e.data] : [])),
    total: {
      inputTokens: sum(({ usage }) => usage.inputTokens),
      outputTokens: sum(({ usage }) => usage.outputTokens),
      costMicros: sum(({ usage }) => usage.costMicros),
      durationMs: sum(({ durationMs }) => durationMs),
    },
  };
}
