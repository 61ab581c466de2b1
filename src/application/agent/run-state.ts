// What one run of an agent has done so far: its events, what it found, and how it ended.
import type { Evidence } from '../../domain/customer/identifier.ts';
import type { ConfidencePolicy } from '../../domain/knowledge/confidence.ts';
import type { Citation } from '../../domain/ticket/citation.ts';
import type { Priority } from '../../domain/ticket/classification.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import type { EscalationReason, EscalationSignal } from '../../domain/ticket/reasons.ts';
import type { Ticket } from '../../domain/ticket/state.ts';
import type { KnowledgeBase, Passage } from '../knowledge/knowledge-base.ts';
import type { Clock } from '../platform/clock.ts';
import type { TicketDirectory } from '../ticket/ticket-directory.ts';
import type { CodeRequests } from '../ticket/verification-codes.ts';
import type { ModelBudget } from './spending.ts';
import type { AgentTask } from './support-agent.ts';

export const mostSearches = 4;
/** Searches that find too little, after which a human takes over; and refused replies after which one does. */
export const mostFailures = 2;

export interface RunPorts {
  readonly knowledge: Pick<KnowledgeBase, 'search' | 'vocabulary'>;
  readonly tickets: Pick<TicketDirectory, 'ofCustomer'>;
  readonly clock: Clock;
  /** What counts as enough: depends on the embedding model. */
  readonly confidence: ConfidencePolicy;
  /** Absent: models cost nothing and have no cap. */
  readonly budget?: ModelBudget;
  /** Absent: nobody is asked for a code. */
  readonly codeRequests?: CodeRequests;
  /** Lower-case hex. */
  readonly sha256: (text: string) => string;
}

export interface RunSubject {
  readonly runId: string;
  readonly ticket: Ticket;
  readonly task: AgentTask;
  /** The weakest evidence among the unanswered messages: what may be shown hangs on it. */
  readonly evidence: Evidence;
  /** An e-mail address that the sender says is theirs. */
  readonly claimedAddress?: string;
}

/** What is to be decided about the ticket once the run is over. */
export type RunOutcome =
  /** A code is asked for; whether the address may have one more is found out when it is stored. */
  | { readonly kind: 'verify'; readonly address: string; readonly expiresAt: number }
  | {
      readonly kind: 'reply';
      readonly text: string;
      readonly citations: readonly Citation[];
      /** What it was held against and passed. */
      readonly checks: readonly string[];
    }
  | {
      readonly kind: 'escalate';
      readonly reason: EscalationReason;
      readonly by: 'policy' | 'agent' | 'guardrail';
      readonly evidence: string;
      /** What the policy saw. */
      readonly signals?: readonly EscalationSignal[];
      readonly priority: Priority;
    };

/** Mutable, and owned by one session. */
export interface RunState {
  readonly events: TicketEvent[];
  calls: number;
  confirmed: boolean;
  historyRead: boolean;
  /** Queries asked, in order. */
  readonly queries: string[];
  insufficient: number;
  sufficient: boolean;
  /** Every passage by its id; what may be cited is in `citable`. */
  readonly found: Map<string, Passage>;
  /** Ids of the passages that a sufficient search found. */
  readonly citable: Set<string>;
  /** Rules that refused a reply, in order. */
  readonly refusals: string[];
  outcome: RunOutcome | undefined;
  /** Set when the application stops listening: what a stray call does then is not recorded. */
  closed: boolean;
}

export function freshState(): RunState {
  return {
    events: [],
    calls: 0,
    confirmed: false,
    historyRead: false,
    queries: [],
    insufficient: 0,
    sufficient: false,
    found: new Map(),
    citable: new Set(),
    refusals: [],
    outcome: undefined,
    closed: false,
  };
}

/** Ends the run; the first end counts. */
export function finish(state: RunState, outcome: RunOutcome): void {
  if (!state.closed) state.outcome ??= outcome;
}
