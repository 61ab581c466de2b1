// What a message says that goes straight to staff: no agent looks at it, but how it sounds and what it asks for is on record.
import { screen } from '../agent/policy.ts';
import { assessSentiment } from '../agent/sentiment.ts';
import type { TicketEvent } from './events.ts';
import { higher } from './priority.ts';
import type { Ticket } from './state.ts';

/** A wish for a person, a threat: a hand-over has one reason, and what is written after it would be lost otherwise. */
export function assessed(
  { messageId, text }: { readonly messageId: string; readonly text: string },
  { priority: before }: Ticket,
): TicketEvent {
  const verdict = screen([{ text }]);
  const score = assessSentiment(text);
  if ('proceed' in verdict) return { type: 'SentimentAssessed', data: { messageId, score } };
  const signals = verdict.signals.map(({ reason, sentence, phrase }) => ({
    reason,
    messageId,
    sentence,
    phrase,
  }));
  const priority = higher(verdict.priority, before);
  const raised = priority === before ? {} : { priority };
  return { type: 'SentimentAssessed', data: { messageId, score, signals, ...raised } };
}
