// The desk as the HTTP surface sees it: application functions with this process's adapters filled in.
import type { Desk, RequestContext, TicketAccess } from '../adapters/elysia/desk.ts';
import { requestHuman } from '../application/agent/hand-over.ts';
import { exportLedger } from '../application/audit/export.ts';
import { replay, ticketHistory } from '../application/audit/history.ts';
import { verifyLedger } from '../application/audit/verify.ts';
import { discard, redrive } from '../application/bus/dead-letters.ts';
import type { MessageBus } from '../application/bus/message-bus.ts';
import type { Continuations } from '../application/channel/continuations.ts';
import { readArticle } from '../application/knowledge/read-article.ts';
import { acceptSubmission, SubmissionReused } from '../application/ticket/accept-submission.ts';
import { byCustomer, followUp, rate } from '../application/ticket/follow-up.ts';
import { InvalidInput } from '../application/ticket/prepare-submission.ts';
import { authorise, statusView } from '../application/ticket/status.ts';
import type { Channel } from '../domain/conversation/channel.ts';
import { isRejection } from '../domain/event/define.ts';
import { ticketReference } from '../domain/ticket/open.ts';
import type { Core } from './core.ts';
import { createCustomersDesk } from './customers-desk.ts';
import { createInsightDesk } from './insight-desk.ts';
import { createOverviewDesk } from './overview-desk.ts';
import { createPrivacyDesk } from './privacy-desk.ts';
import { createStaffDesk } from './staff-desk.ts';
import { createSuggestionDesk } from './suggestion-desk.ts';
import { auditedEventView, capturedView, deadLetterView, statusPageView, ticketView } from './views.ts';

export interface DeskOptions {
  /** Where dead letters go back to. */
  readonly bus: MessageBus;
  readonly readiness: Desk['readiness'];
  readonly metrics: Desk['metrics'];
  readonly stuck?: Desk['stuck'];
  /** Whether to show captured replies; only where nothing really leaves. */
  readonly sandbox: boolean;
  readonly webhooks: Desk['webhooks'];
  readonly continuations?: Continuations;
  readonly standIns?: Desk['standIns'];
  /** Channels that are configured; absent: the web form alone. */
  readonly sendsOn?: ReadonlySet<Channel>;
}

export function createDesk(core: Core, options: DeskOptions): Desk {
  const { bus, readiness, metrics, stuck, sandbox, webhooks, standIns, continuations } = options;
  const statusPorts = { ...core, ...(continuations ? { continuations } : {}) };
  /** Runs a command for whoever holds the ticket's token. */
  const asHolder = async <T>(
    { reference, statusToken }: TicketAccess,
    run: (ticket: NonNullable<Awaited<ReturnType<typeof authorise>>>) => Promise<T>,
  ) => {
    const ticket = await authorise(core, reference, statusToken);
    return ticket && invalidAsValue(() => run(ticket));
  };

  return {
    submit: (submission, { traceparent }) =>
      invalidAsValue(async () => {
        try {
          const accepted = await acceptSubmission(core, submission, traceparent);
          return { ...accepted, statusToken: core.tokens.issue(accepted.ticketId) };
        } catch (error) {
          if (error instanceof SubmissionReused) return { rejected: error.code, detail: error.message };
          throw error;
        }
      }),
    decoy: () => ({
      reference: ticketReference(core.ids.random(8)),
      statusToken: core.tokens.issue(core.ids.next()),
    }),
    opens: async ({ reference, statusToken }) =>
      (await authorise(core, reference, statusToken)) !== undefined,
    status: async ({ reference, statusToken }) => {
      const view = await statusView(statusPorts, reference, statusToken);
      return view && statusPageView(view);
    },
    followUp: (access, message, { traceparent }) =>
      asHolder(access, (ticket) => followUp(core, ticket, message, traceparent)),
    rate: (access, rating, { traceparent }) =>
      asHolder(
        access,
        async (ticket) => (await rate(core, ticket, rating, traceparent)) ?? ('done' as const),
      ),
    requestHuman: (access, context) => asHolder(access, (ticket) => askForHuman(core, ticket, context)),
    article: (slug) => readArticle(core, slug),
    audit: {
      tickets: async (filter) => (await core.tickets.recent(filter)).map(ticketView),
      events: async (reference) => {
        const history = await ticketHistory(core, reference);
        return history && { ...history, events: history.events.map(auditedEventView) };
      },
      stateAt: async (reference, moment) => {
        const history = await ticketHistory(core, reference);
        if (!history) return undefined;
        const { version, at, state } = replay(history, moment);
        return { version, at: new Date(at).toISOString(), state: state ?? null };
      },
      verify: () => verifyLedger(core),
      export: () => exportLedger(core),
    },
    deadLetters: {
      list: async (filter) => (await core.deadLetters.list(filter)).map(deadLetterView),
      show: async (id) => {
        const letter = await core.deadLetters.get(id);
        return letter && deadLetterView(letter);
      },
      redrive: (id, by) => redrive({ ...core, bus }, id, by),
      discard: (id, by) => discard(core, id, by),
    },
    customers: createCustomersDesk(core),
    privacy: createPrivacyDesk(core),
    insight: createInsightDesk(core),
    overview: createOverviewDesk(core, readiness),
    suggestions: createSuggestionDesk(core),
    staff: createStaffDesk(core, options.sendsOn ?? new Set(['webform'])),
    ...(sandbox
      ? { sandboxMessages: async () => (await core.tickets.recentReplies(50)).map(capturedView) }
      : {}),
    ...(standIns ? { standIns } : {}),
    webhooks,
    readiness,
    metrics,
    ...(stuck ? { stuck } : {}),
  };
}

async function askForHuman(
  core: Core,
  ticket: NonNullable<Awaited<ReturnType<typeof authorise>>>,
  { traceparent }: RequestContext,
) {
  const metadata = byCustomer(ticket, { correlationId: core.ids.next() }, traceparent);
  const asked = await requestHuman(core, ticket.ticketId, {
    evidence: 'Asked for a person on the status page.',
    metadata,
  });
  return isRejection(asked) ? asked : ('done' as const);
}

/** Fields that cannot be taken are an answer, not a fault. */
async function invalidAsValue<T>(run: () => Promise<T>) {
  try {
    return await run();
  } catch (error) {
    if (error instanceof InvalidInput) return { invalid: error.problems };
    throw error;
  }
}
