// A draft: what to decide about the unanswered messages, and the events of the runs that led to it.
import { acknowledgement } from '../../domain/agent/acknowledgement.ts';
import { codeAsked, codeMail, codeWrong } from '../../domain/agent/code-notices.ts';
import { likelyLanguageOf } from '../../domain/agent/language.ts';
import { screen } from '../../domain/agent/policy.ts';
import { assessSentiment } from '../../domain/agent/sentiment.ts';
import { isOnlyThanks } from '../../domain/agent/thanks.ts';
import type { TicketCommand } from '../../domain/ticket/decide.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import { higher } from '../../domain/ticket/priority.ts';
import { isAnswer } from '../../domain/ticket/reply-progress.ts';
import type { Usage } from '../../domain/ticket/usage.ts';
import type { Ids } from '../platform/clock.ts';
import type { RunOutcome } from './run-state.ts';
import type { Situation } from './situation.ts';
import type { AgentReport } from './support-agent.ts';

export interface Draft {
  /** Who decided: an agent's name, or 'policy'. */
  readonly agent: string;
  readonly answers: readonly string[];
  /** Decided one after the other, each on what the one before led to. */
  readonly commands: readonly TicketCommand[];
  readonly outcome: 'answered' | 'escalated' | 'suppressed';
  /** Why, for a message without an answer. */
  readonly reason?: string;
  /** Written before the decision's own events, in the same append. */
  readonly events: readonly TicketEvent[];
}

/** Who worked and what it used; of a run that failed after its reply was accepted, what is known. */
export interface RunCredits extends Pick<AgentReport, 'agent' | 'model' | 'promptDigest'> {
  readonly runId: string;
  readonly usage: Usage;
}

const answersOf = (situation: Situation) => situation.pending.map(({ messageId }) => messageId);

/** Scores of the messages that have none on the log yet. */
export function assessMessages(situation: Situation): readonly TicketEvent[] {
  return situation.pending
    .filter(({ messageId }) => !situation.assessed.has(messageId))
    .map(({ messageId, text }) => ({
      type: 'SentimentAssessed',
      data: { messageId, score: assessSentiment(text) },
    }));
}

/** The policy's decision, taken before any model sees the text; undefined when an agent may work. */
export function screened(situation: Situation, ids: Ids): Draft | undefined {
  const confirmed = confirmation(situation);
  if (confirmed) return confirmed;
  if (situation.proof.isWrong) return asking(situation, codeWrong, ids);
  const verdict = screen(situation.pending, { earlierScores: situation.earlierScores });
  if ('proceed' in verdict) return undefined;
  const { escalate: reason, evidence, priority } = verdict;
  const signals = verdict.signals.flatMap(({ message, ...signal }) => {
    const messageId = situation.pending[message]?.messageId;
    return messageId === undefined ? [] : [{ ...signal, messageId }];
  });
  const outcome = { kind: 'escalate', reason, by: 'policy', evidence, signals, priority } as const;
  return { ...handedOver(situation, outcome, ids), agent: 'policy' };
}

/** Thanks for an answer need none: they are the customer's word that the matter is done, unless staff reads them otherwise. */
function confirmation(situation: Situation): Draft | undefined {
  const { ticket, pending } = situation;
  const wasAnswered = ticket.replies.some(isAnswer);
  if (!wasAnswered || !pending.every(({ text, released }) => !released && isOnlyThanks(text)))
    return undefined;
  const reason = 'thanks';
  return {
    agent: 'policy',
    answers: answersOf(situation),
    commands: [
      ...answersOf(situation).map(
        (messageId) => ({ command: 'SuppressMessage', messageId, reason }) as const,
      ),
      { command: 'Resolve', basis: 'confirmed', by: ticket.customerId },
    ],
    outcome: 'suppressed',
    reason,
    events: [],
  };
}

/** Says something about a code, and sends one where there is an address for it. */
function asking(
  situation: Situation,
  text: string,
  ids: Ids,
  run?: RunCredits & Omit<Extract<RunOutcome, { kind: 'verify' }>, 'kind'>,
): Draft {
  const request = run
    ? {
        verificationId: ids.next(),
        address: run.address,
        expiresAt: run.expiresAt,
        mail: { replyId: ids.next(), text: codeMail },
      }
    : undefined;
  return {
    agent: run?.agent ?? 'policy',
    answers: answersOf(situation),
    commands: [
      {
        command: 'AskForCode',
        answers: answersOf(situation),
        notice: { replyId: ids.next(), text },
        ...(run ? { runId: run.runId } : {}),
        ...(request ? { request } : {}),
      },
    ],
    outcome: 'answered',
    events: [],
  };
}

/** The outcome of a run as a command. */
export function drafted(situation: Situation, outcome: RunOutcome, credits: RunCredits, ids: Ids): Draft {
  if (outcome.kind === 'escalate') return handedOver(situation, outcome, ids, credits);
  const { agent, model, promptDigest, runId, usage } = credits;
  if (outcome.kind === 'verify') return asking(situation, codeAsked, ids, { ...credits, ...outcome });
  const { text, citations, checks } = outcome;
  return {
    agent,
    answers: answersOf(situation),
    commands: [
      {
        command: 'ComposeReply',
        replyId: ids.next(),
        runId,
        answers: answersOf(situation),
        text,
        citations,
        checks,
        agent,
        ...(model === undefined ? {} : { model }),
        ...(promptDigest === undefined ? {} : { promptDigest }),
        usage,
      },
    ],
    outcome: 'answered',
    events: [],
  };
}

function handedOver(
  situation: Situation,
  outcome: Extract<RunOutcome, { kind: 'escalate' }>,
  ids: Ids,
  credits?: RunCredits,
): Draft {
  const { reason, by, evidence, signals } = outcome;
  const { reference, priority } = situation.ticket;
  const language = likelyLanguageOf(situation.pending.map(({ text }) => text).join('\n'));
  return {
    agent: credits?.agent ?? 'policy',
    answers: answersOf(situation),
    commands: [
      {
        command: 'Escalate',
        reason,
        by,
        evidence,
        ...(signals === undefined ? {} : { signals }),
        priority: higher(priority, outcome.priority),
        acknowledgement: {
          replyId: ids.next(),
          text: acknowledgement(reason, reference, { language, offHours: situation.offHours }),
        },
        ...(credits === undefined ? {} : { runId: credits.runId }),
      },
    ],
    outcome: 'escalated',
    reason,
    events: [],
  };
}
