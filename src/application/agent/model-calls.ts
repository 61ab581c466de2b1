// The requests of one run to a model: paid for before they go out, and each an event, whatever came of it.

import { higher } from '../../domain/ticket/priority.ts';
import type { Usage } from '../../domain/ticket/usage.ts';
import { costOf, inDollars, type TokenCount } from './prices.ts';
import { finish } from './run-state.ts';
import { accountsFor } from './spending.ts';
import { ModelCallFailed, type ModelRequest, type RunLog } from './support-agent.ts';
import type { ToolContext } from './tool-call.ts';

/** A spend cap stands in the way. The run has an outcome by then: a human takes over. */
export class SpendCapReached extends Error {
  override readonly name = 'SpendCapReached';
  readonly code = 'spend-cap-reached';
}

export interface ModelCalls extends Pick<RunLog, 'callModel' | 'used'> {
  /** Books and records the requests under way as cut off. */
  cutOff(): void;
}

export function modelCalls(context: ToolContext): ModelCalls {
  const { ports, state } = context;
  const underWay = new Set<() => void>();
  return {
    callModel: async (request, send) => {
      if (state.closed || state.outcome) throw new Error('the run is over');
      const settle = await paid(context, request);
      const started = ports.clock.elapsed();
      const most = tokensAtMost(request);
      const conclude = (tokens: TokenCount | undefined, fault?: string) => {
        if (!underWay.delete(cutOff)) return;
        const usage = usageOf(context, request.model, tokens ?? most);
        recordCall(context, request, {
          usage,
          durationMs: ports.clock.elapsed() - started,
          ...(tokens ? {} : { estimated: true }),
          ...(fault === undefined ? {} : { fault }),
        });
        settle(usage.costMicros);
      };
      const cutOff = () => conclude(undefined, 'cut off');
      underWay.add(cutOff);
      try {
        const { value, tokens } = await send();
        conclude(tokens);
        return value;
      } catch (error) {
        const known = error instanceof ModelCallFailed;
        conclude(known && error.unpaid ? noTokens : undefined, known ? error.fault : nameOf(error));
        throw error;
      }
    },
    used: () => used(context),
    cutOff: () => {
      for (const stop of underWay) stop();
    },
  };
}

const noTokens: TokenCount = { inputTokens: 0, cachedTokens: 0, outputTokens: 0 };

const tokensAtMost = ({ mostInputTokens, mostOutputTokens }: ModelRequest): TokenCount => ({
  inputTokens: mostInputTokens,
  cachedTokens: 0,
  outputTokens: mostOutputTokens,
});

/**
 * Reserves the most that the request can cost.
 * @returns corrects it to what it did cost; a store that is away then leaves the reservation, which is the safe side
 * @throws SpendCapReached
 */
async function paid(context: ToolContext, request: ModelRequest): Promise<(costMicros: number) => void> {
  const { ports, state, subject } = context;
  if (!ports.budget) return () => {};
  const { book, caps, prices } = ports.budget;
  const reserved = costOf(prices.get(request.model), tokensAtMost(request));
  const accounts = accountsFor(caps, subject.ticket.ticketId, ports.clock.now());
  const full = await book.reserve(reserved, accounts);
  if (full === undefined) {
    const names = accounts.map(({ name }) => name);
    return (costMicros) => {
      if (costMicros !== reserved) book.adjust(costMicros - reserved, names).catch(() => {});
    };
  }
  const cap = accounts.find(({ name }) => name === full)?.capMicros ?? 0;
  const what = full.startsWith('day:') ? 'the cap of the day' : 'the cap of a ticket';
  const booked = inDollars(await book.spent(full));
  const evidence = `Another request to the model may cost ${inDollars(reserved)}, and ${what} is ${inDollars(cap)}, of which ${booked} is booked.`;
  const priority = higher(subject.ticket.priority, 'normal');
  finish(state, { kind: 'escalate', reason: 'spend-cap', by: 'policy', evidence, priority });
  throw new SpendCapReached(evidence);
}

function usageOf({ ports }: ToolContext, model: string, tokens: TokenCount): Usage {
  const { inputTokens, cachedTokens, outputTokens } = tokens;
  const costMicros = costOf(ports.budget?.prices.get(model), tokens);
  return { inputTokens, outputTokens, costMicros, ...(cachedTokens === 0 ? {} : { cachedTokens }) };
}

interface Ended {
  readonly usage: Usage;
  readonly durationMs: number;
  readonly estimated?: true;
  readonly fault?: string;
}

function recordCall({ subject, state }: ToolContext, { model, prompt }: ModelRequest, ended: Ended): void {
  if (state.closed) return;
  state.events.push({
    type: 'ModelCalled',
    data: {
      runId: subject.runId,
      model,
      ...(prompt === undefined ? {} : { promptVersion: prompt.version, promptDigest: prompt.digest }),
      outcome: ended.fault === undefined ? 'ok' : 'failed',
      ...ended,
    },
  });
}

function used({ state }: ToolContext): Usage {
  const all = state.events.flatMap((event) => (event.type === 'ModelCalled' ? [event.data.usage] : []));
  const sum = (of: (usage: Usage) => number) => all.reduce((total, usage) => total + of(usage), 0);
  const cachedTokens = sum(({ cachedTokens: cached = 0 }) => cached);
  return {
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    costMicros: sum(({ costMicros }) => costMicros),
    ...(cachedTokens === 0 ? {} : { cachedTokens }),
  };
}

/** The name only: what somebody else's error says may quote the customer. */
const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'unknown');
