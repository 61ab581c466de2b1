// Answers a ticket, or hands it over: the one way a message of a customer is dealt with by the desk itself.
import { isBurstOver, type QuietPeriods } from '../../domain/conversation/quiet.ts';
import type { MailAliases } from '../../domain/customer/mail-aliases.ts';
import { isRejection } from '../../domain/event/define.ts';
import { decide, type TicketDecision } from '../../domain/ticket/decide.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import { evolve, type Ticket, type TicketState, unanswered } from '../../domain/ticket/state.ts';
import type { CustomerDirectory } from '../customer/customer-directory.ts';
import { keepProof } from '../customer/keep-proof.ts';
import { type EventMetadata, type EventStore, VersionConflict } from '../log/event-store.ts';
import { conflictRounds, pauseBeforeRetry } from '../ticket/change-ticket.ts';
import { loadTicket, ticketAppend } from '../ticket/load-ticket.ts';
import { counted, isCodeTaken } from './code-limit.ts';
import { assessMessages, type Draft, screened } from './draft.ts';
import { keepRuns, type RunsSoFar } from './keep-runs.ts';
import { type Situation, situationOf } from './situation.ts';
import { type Delivery, type WorkPorts, work } from './work.ts';

export interface AnswerPorts extends WorkPorts {
  readonly events: EventStore;
  /** To put on record what a code has proven; absent where nobody is asked for one. */
  readonly customers?: Pick<CustomerDirectory, 'findIdentifiers'>;
  /** Absent: every spelling is an address of its own. */
  readonly mailAliases?: MailAliases;
  /** Default: those of the domain. */
  readonly quiet?: QuietPeriods;
  /** Whether nobody of the team is at work at a moment, ms since the epoch; absent: somebody always is. */
  readonly isOffHours?: (at: number) => boolean;
}

/**
 * suppressed: the customer only said thanks. idle: nothing to answer, or a human is in charge. waiting: the customer is
 * still writing, and the timer of the latest message comes back. dropped: so it became while the agent worked.
 */
export type AnswerOutcome = Draft['outcome'] | 'idle' | 'waiting' | 'dropped';

/** Clocks of two processes may differ by this, milliseconds: a timer that fires in one has fired for the other too. */
const clocksDiffer = 1_000;

/** Runs of the agent in one call: a customer who keeps writing is left to the bus's next delivery. */
const mostRuns = 3;

/** The ticket moved on more often than one delivery follows. */
export class TicketKeepsMoving extends Error {
  override readonly name = 'TicketKeepsMoving';
  readonly code = 'ticket-keeps-moving';
}

/**
 * Gives every unanswered message of the ticket an outcome: an answer, a human and a word to the customer, or none for thanks.
 * Calling it again is harmless: what has an outcome is left alone.
 * The reply, the escalation and every event of the runs are stored in one append at the version the decision saw.
 * @throws what the bus should retry: a passing failure of the agents (not on the last attempt), StoreUnavailable,
 *   TicketKeepsMoving, or the signal's reason
 */
export async function answerTicket(
  ports: AnswerPorts,
  ticketId: string,
  delivery: Delivery,
): Promise<AnswerOutcome> {
  const ran: RunsSoFar = { events: [], actors: new Map() };
  try {
    const outcome = await answer(ports, ticketId, { delivery, ran });
    if (outcome === 'dropped') await keepRuns(ports, ticketId, ran);
    return outcome;
  } catch (error) {
    await keepRuns(ports, ticketId, ran).catch((lost: unknown) => {
      const name = lost instanceof Error ? lost.name : 'unknown';
      ports.telemetry.log('warn', 'runs are not on record', { ticketId, error: name });
    });
    throw error;
  }
}

interface Call {
  readonly delivery: Delivery;
  readonly ran: RunsSoFar;
}

async function answer(ports: AnswerPorts, ticketId: string, call: Call): Promise<AnswerOutcome> {
  let draft: Draft | undefined;
  let runs = 0;
  for (let round = 1; round <= conflictRounds; round++) {
    const situation = situationOf(await loadTicket(ports, ticketId), ports.isOffHours?.(ports.clock.now()));
    if (!situation) return draft ? 'dropped' : 'idle';
    await proven(ports, situation);
    // Once the agent has worked, what came in meanwhile is answered with the rest: a pause would throw the work away.
    if (!draft && isStillWriting(ports, situation)) return 'waiting';
    if (!draft || !answersThese(draft, situation)) {
      if (++runs > mostRuns) break;
      draft = await prepare(ports, situation, call, draft?.events ?? []);
    }
    const stored = await store(ports, situation, draft, call);
    if (stored) return stored;
    await pauseBeforeRetry(ports, round, call.delivery.signal);
  }
  throw new TicketKeepsMoving(`ticket ${ticketId} moved in every round`);
}

/** What a code has proven goes on the customer's record before anything is said. */
async function proven({ customers, ...ports }: AnswerPorts, situation: Situation): Promise<void> {
  const { brought } = situation.proof;
  if (!brought || !customers) return;
  const { messageId, metadata } = situation.cause;
  const { correlationId } = metadata;
  const actor = { kind: 'system', id: 'verification' } as const;
  await keepProof(
    { ...ports, customers },
    situation.ticket,
    { address: brought.address, messageId },
    { correlationId, causationId: messageId, actor },
  );
}

function isStillWriting({ clock, quiet }: AnswerPorts, { ticket }: Situation): boolean {
  return !isBurstOver(unanswered(ticket), clock.now() + clocksDiffer, quiet);
}

function answersThese(draft: Draft, { pending }: Situation): boolean {
  return (
    draft.answers.length === pending.length &&
    pending.every(({ messageId }) => draft.answers.includes(messageId))
  );
}

/** @param earlier events of runs that the customer's next message made stale: they happened, so they are kept */
async function prepare(
  ports: AnswerPorts,
  situation: Situation,
  { delivery, ran }: Call,
  earlier: readonly TicketEvent[],
): Promise<Draft> {
  const keep = (events: readonly TicketEvent[], agent: string) => {
    ran.events.push(...events);
    ran.metadata = metadataOf(situation, agent, delivery);
    for (const event of events) ran.actors.set(event, ran.metadata.actor);
  };
  const draft = screened(situation, ports.ids) ?? (await work(ports, situation, { ...delivery, keep }));
  const known = new Set(earlier.flatMap((e) => (e.type === 'SentimentAssessed' ? [e.data.messageId] : [])));
  const moods = assessMessages(situation).filter(
    (event) => event.type !== 'SentimentAssessed' || !known.has(event.data.messageId),
  );
  return { ...draft, events: [...earlier, ...moods, ...draft.events] };
}

/** @returns undefined when somebody else wrote to the ticket first */
async function store(
  ports: AnswerPorts,
  situation: Situation,
  draft: Draft,
  { delivery, ran }: Call,
): Promise<Draft['outcome'] | 'dropped' | undefined> {
  const { ticket, version } = situation;
  const at = ports.clock.now();
  const decided = decideAll(await counted(ports, draft.commands, at), ticket, at);
  if (isRejection(decided)) {
    ports.telemetry.log('info', 'reply dropped', { ticketId: ticket.ticketId, reason: decided.rejected });
    return 'dropped';
  }
  const stream = { ...ticketAppend(ticket, version, [...draft.events, ...decided]), actors: ran.actors };
  try {
    const metadata = metadataOf(situation, draft.agent, delivery);
    await ports.events.append({ streams: [stream], metadata, at });
  } catch (error) {
    if (error instanceof VersionConflict || isCodeTaken(error)) return undefined;
    throw error;
  }
  count(ports, situation, draft, at);
  return draft.outcome;
}

/** The events of several commands, each decided on what the one before led to; the first refusal refuses them all. */
function decideAll(commands: Draft['commands'], ticket: Ticket, at: number): TicketDecision {
  const events: TicketEvent[] = [];
  let state: TicketState = ticket;
  for (const command of commands) {
    const decided = decide(command, state);
    if (isRejection(decided)) return decided;
    events.push(...decided);
    state = decided.reduce<TicketState>((before, event) => evolve(before, { ...event, at }), state);
  }
  return events;
}

function count({ telemetry }: AnswerPorts, { ticket, pending }: Situation, draft: Draft, at: number): void {
  const { channel } = ticket;
  const { agent, outcome, reason = 'none' } = draft;
  const waitedSince = ticket.messages.find((message) => message.outcome === 'unanswered')?.at ?? at;
  telemetry.observe('answer_latency', Math.max(at - waitedSince, 0), { channel });
  if (outcome === 'answered') telemetry.count('messages_answered', { channel, agent }, pending.length);
  if (outcome === 'escalated') telemetry.count('messages_escalated', { channel, reason }, pending.length);
  if (outcome === 'suppressed') telemetry.count('messages_suppressed', { channel, reason }, pending.length);
}

function metadataOf(
  { cause, ticket }: Situation,
  agent: string,
  { traceparent = cause.metadata.traceparent }: Delivery,
): EventMetadata {
  const { correlationId } = cause.metadata;
  return {
    correlationId,
    causationId: cause.messageId,
    actor: { kind: 'agent', id: agent },
    channel: ticket.channel,
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}
