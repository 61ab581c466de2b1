// Whole conversations: what is expected of the desk after each step, what it did, and how many scenarios went as they should.
import type { EscalationReason } from '../../domain/ticket/reasons.ts';
import type { TicketStatus } from '../../domain/ticket/state.ts';
import type { Figure } from './figures.ts';
import { intervalOfShare } from './statistics.ts';

/** What a step is to lead to; what is absent is not asked. */
export interface Expected {
  /** Of the message just written; with-staff: filed for the human in charge, and no agent looked at it. */
  readonly outcome?: MessageOutcome;
  /** Why a human takes over. */
  readonly reason?: EscalationReason;
  /** Slug of an article that the answer cites. */
  readonly source?: string;
  readonly status?: TicketStatus;
  /** Whether the message went to the ticket of the step before. */
  readonly ticket?: 'same' | 'new';
  /** Each is in what the customer was told. */
  readonly says?: readonly string[];
  /** None is in anything the customer was told. */
  readonly forbidden?: readonly string[];
  /** How many replies went out in this step. */
  readonly replies?: number;
}

export type MessageOutcome = 'answered' | 'escalated' | 'suppressed' | 'with-staff' | 'unanswered';

/** What one step led to. */
export interface Observed {
  readonly outcome: MessageOutcome;
  readonly reason?: EscalationReason;
  readonly sources: readonly string[];
  readonly status: TicketStatus;
  readonly ticket: 'same' | 'new';
  /** Everything that went to the customer in this step. */
  readonly told: readonly string[];
}

/** One scenario as one agent played it. */
export interface Played {
  readonly scenario: string;
  readonly agent: string;
  /** What was not as expected, step by step; empty: all of it was. */
  readonly problems: readonly string[];
}

/** @returns what is not as expected */
export function differences(expected: Expected, observed: Observed): readonly string[] {
  const told = observed.told.join('\n').toLowerCase();
  const named = (what: string, wanted: string | number | undefined, found: string | number = 'none') =>
    wanted === undefined || wanted === found ? [] : [`${what}: ${found} instead of ${wanted}`];
  const { source, says = [], forbidden = [], replies } = expected;
  return [
    ...named('outcome', expected.outcome, observed.outcome),
    ...named('reason', expected.reason, observed.reason),
    ...named('status', expected.status, observed.status),
    ...named('ticket', expected.ticket, observed.ticket),
    ...named('replies', replies, observed.told.length),
    ...(source === undefined || observed.sources.includes(source)
      ? []
      : [`source: ${observed.sources.join(', ') || 'none'} instead of ${source}`]),
    ...says.filter((words) => !told.includes(words.toLowerCase())).map((words) => `not said: ${words}`),
    ...forbidden.filter((words) => told.includes(words.toLowerCase())).map((words) => `said: ${words}`),
  ];
}

/** The share of scenarios that went as expected, for each agent. */
export function conversationFigures(played: readonly Played[]): readonly Figure[] {
  const agents = [...new Set(played.map(({ agent }) => agent))];
  return agents.map((agent) => {
    const mine = played.filter((one) => one.agent === agent);
    const missed = mine.filter(({ problems }) => problems.length > 0);
    const held = mine.length - missed.length;
    return {
      metric: `${agent}, scenarios as expected`,
      measured: held / mine.length,
      interval: intervalOfShare(held, mine.length),
      target: { atLeast: 0.9 },
      misses: missed.map(({ scenario, problems }) => `${scenario}, ${problems.join('; ')}`),
    };
  });
}
