// Why a ticket was answered as it was, as the interface and the command show it.
import type { MoodView, WhyView } from '../adapters/elysia/insight/views.ts';
import { ticketHistory } from '../application/audit/history.ts';
import { type Mood, moodsOf } from '../application/audit/moods.ts';
import { type Decision, decisionsOf, notedIn } from '../application/audit/why.ts';
import type { Core } from './core.ts';

/** @param named a reference or a ticket id @returns undefined when there is no such ticket */
export async function whyView(
  core: Pick<Core, 'events' | 'finder' | 'ledger' | 'tickets'>,
  named: string,
): Promise<WhyView | undefined> {
  const history = await ticketHistory(core, named);
  if (!history) return undefined;
  const { reference, ticketId } = history;
  const ticket = await core.tickets.byId(ticketId);
  const moods = ticket ? await moodsOf(core, ticket.customerId) : [];
  const records = history.events.map(({ record }) => record);
  const decisions = decisionsOf(records).map(decisionView);
  const noted = notedIn(records).map(({ at, ...one }) => ({ ...one, at: new Date(at).toISOString() }));
  return { reference, ticketId, decisions, noted, moods: moods.map(moodView) };
}

export const moodView = ({ at, ...mood }: Mood): MoodView => ({ ...mood, at: new Date(at).toISOString() });

function decisionView(decision: Decision): WhyView['decisions'][number] {
  const { kind, version, at, answer, withdrawal, escalation, suppressed, staffReply, total, checksPassed } =
    decision;
  return {
    kind,
    version,
    at: new Date(at).toISOString(),
    by: answer?.agent ?? escalation?.by ?? staffReply?.staffId ?? 'policy',
    text: answer?.text ?? staffReply?.text ?? null,
    reason: escalation?.reason ?? suppressed?.reason ?? withdrawal?.reason ?? null,
    evidence: escalation?.evidence ?? suppressed?.because ?? null,
    signals: escalation?.signals ?? [],
    sources: (answer?.citations ?? []).map(({ slug, title, heading }) => ({ slug, title, heading })),
    searches: decision.searches.map(({ query, confidence, sufficient, results }) => ({
      query,
      confidence,
      sufficient,
      results,
    })),
    checksPassed,
    checksFailed: decision.rejected.map(({ rule, detail, text }) => ({ rule, detail, text })),
    tools: decision.tools.map(({ tool, outcome, durationMs }) => ({ tool, outcome, durationMs })),
    modelCalls: decision.modelCalls.map((call) => ({
      model: call.model,
      promptVersion: call.promptVersion ?? null,
      promptDigest: call.promptDigest ?? null,
      outcome: call.outcome,
      fault: call.fault ?? null,
      inputTokens: call.usage.inputTokens,
      outputTokens: call.usage.outputTokens,
      costMicros: call.usage.costMicros,
      durationMs: call.durationMs,
    })),
    failures: decision.failures.map(({ agent, because, permanent }) => ({ agent, because, permanent })),
    total,
  };
}
