// The desk as the HTTP surface sees it: application functions with this process's adapters filled in.
import type { Desk, RequestContext, TicketAccess } from '../adapters/elysia/desk.ts';
import { requestHuman } from '../application/agent/hand-over.ts';
import type { WorkPorts } from '../application/agent/work.ts';
import { discard, redrive } from '../application/bus/dead-letters.ts';
import type { MessageBus } from '../application/bus/message-bus.ts';
import type { Continuations } from '../application/channel/continuations.ts';
import { readArticle } from '../application/knowledge/read-article.ts';
import {
  acceptSubmission,
  IdentityRefused,
  SubmissionReused,
} from '../application/ticket/accept-submission.ts';
import { byCustomer, followUp, rate } from '../application/ticket/follow-up.ts';
import { InvalidInput } from '../application/ticket/prepare-submission.ts';
import { authorise, statusView } from '../application/ticket/status.ts';
import type { Channel } from '../domain/conversation/channel.ts';
import { isRejection } from '../domain/event/define.ts';
import { createAuditDesk } from './audit-desk.ts';
import type { Core } from './core.ts';
import { createCustomersDesk } from './customers-desk.ts';
import { createInboxDesk, type InboxOptions } from './inbox-desk.ts';
import { createInsightDesk } from './insight-desk.ts';
import { createKnowledgeDesk } from './knowledge-desk.ts';
import { createOverviewDesk } from './overview-desk.ts';
import { createPrivacyDesk } from './privacy-desk.ts';
import { createStaffDesk } from './staff-desk.ts';
import { createSuggestionDesk } from './suggestion-desk.ts';
import { capturedView, deadLetterView, statusPageView } from './views.ts';

export interface DeskOptions {
  /** Where dead letters go back to. */
  readonly bus: MessageBus;
  readonly readiness: Desk['readiness'];
  readonly metrics: Desk['metrics'];
  readonly stuck?: Desk['stuck'];
  /** Whether to show captured replies; only where nothing really leaves. */
  readonly sandbox: boolean;
  readonly webhooks: Desk['webhooks'];
  /** What an answer needs; absent: questions cannot be tried here. */
  readonly answering?: WorkPorts;
  readonly access?: Desk['access'];
  readonly continuations?: Continuations;
  /** Absent: staff work elsewhere. */
  readonly inbox?: InboxOptions;
  readonly standIns?: Desk['standIns'];
  /** Channels that are configured; absent: the web form alone. */
  readonly sendsOn?: ReadonlySet<Channel>;
}

export function createDesk(core: Core, options: DeskOptions): Desk {
  const { bus, readiness, metrics, stuck, sandbox, webhooks, access, standIns, continuations } = options;
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
    submit: (submission, { traceparent, origin }) =>
      invalidAsValue(async () => {
        try {
          const { identityToken: token } = submission;
          const asked = { at: core.clock.now(), ...(origin === undefined ? {} : { origin }) };
          const word =
            token === undefined
              ? {}
              : { word: (await core.hostTokens(token, asked)) ?? ('refused' as const) };
          const accepted = await acceptSubmission(core, submission, { trace: traceparent, ...word });
          return { ...accepted, statusToken: core.tokens.issue(accepted.ticketId) };
        } catch (error) {
          if (error instanceof SubmissionReused || error instanceof IdentityRefused)
            return { rejected: error.code, detail: error.message };
          throw error;
        }
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
    audit: createAuditDesk(core),
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
    ...(options.inbox ? { inbox: createInboxDesk(core, options.inbox) } : {}),
    insight: createInsightDesk(core),
    overview: createOverviewDesk(core, readiness),
    suggestions: createSuggestionDesk(core),
    knowledge: createKnowledgeDesk(core, options.answering),
    staff: createStaffDesk(core, options.sendsOn ?? new Set(['webform'])),
    ...(sandbox
      ? { sandboxMessages: async () => (await core.tickets.recentReplies(50)).map(capturedView) }
      : {}),
    ...(standIns ? { standIns } : {}),
    webhooks,
    ...(access ? { access } : {}),
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
