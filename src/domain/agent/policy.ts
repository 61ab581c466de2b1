// Escalation policy: whether customer messages may be answered by the agent or belong to a human at once.
import type { EscalationReason, Priority } from '../ticket/events.ts';
import { assessSentiment } from './sentiment.ts';
import { abuse, asksForInformation, type Trigger, triggers, unmasked } from './triggers.ts';
import { bounded, folded, sentencesOf } from './wording.ts';

export type Screening =
  | {
      readonly escalate: EscalationReason;
      /** The customer's own sentence that led to it, at most 200 characters. Personal. */
      readonly evidence: string;
      readonly priority: Priority;
    }
  | { readonly proceed: true };

/** What was known before these messages. */
export interface ScreeningHistory {
  /** Sentiment of the customer's earlier messages on the ticket, oldest first, −1 … 1. */
  readonly earlierScores: readonly number[];
}

/** Anger needs either one furious message or two bad ones in a row, so that a sigh is still answered. */
const furious = -0.7;
const bad = -0.45;
/** Letters; below, capitals are an abbreviation. */
const shortestShout = 12;

/**
 * Screens the unanswered messages together.
 * @param messages oldest first
 * @returns the weightiest trigger that fired, or leave to proceed
 */
export function screen(
  messages: readonly { readonly text: string }[],
  history: ScreeningHistory = { earlierScores: [] },
): Screening {
  const sentences = messages.flatMap((message) => sentencesOf(unmasked(folded(message.text))));
  for (const trigger of triggers) {
    const hit = sentences.find((sentence) => fires(trigger, sentence));
    if (hit !== undefined)
      return { escalate: trigger.reason, evidence: clip(hit), priority: trigger.priority };
  }
  const insult = sentences.find((sentence) => abuse.some((pattern) => pattern.test(sentence)));
  if (insult !== undefined) return { escalate: 'anger', evidence: clip(insult), priority: 'high' };
  return screenMood(messages, history);
}

function fires(trigger: Trigger, sentence: string): boolean {
  if (trigger.harmless?.test(sentence)) return false;
  if (trigger.certain.some((pattern) => pattern.test(sentence))) return true;
  return !asksForInformation.test(sentence) && trigger.likely.some((pattern) => pattern.test(sentence));
}

function screenMood(messages: readonly { readonly text: string }[], history: ScreeningHistory): Screening {
  let before = history.earlierScores.at(-1) ?? 0;
  for (const { text } of messages) {
    const score = assessSentiment(text);
    if (score <= furious || shouts(text) || (score <= bad && before <= bad)) {
      return { escalate: 'anger', evidence: clip(folded(text)), priority: 'high' };
    }
    before = score;
  }
  return { proceed: true };
}

/** Capitals throughout and more than one mark of outrage: loud enough without a bad word. */
function shouts(text: string): boolean {
  const read = bounded(text);
  const letters = read.match(/\p{L}/gu)?.length ?? 0;
  const capitals = read.match(/\p{Lu}/gu)?.length ?? 0;
  return letters >= shortestShout && capitals >= letters * 0.8 && /!!|\?!|!\?/.test(read);
}

function clip(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 199).toWellFormed()}…`;
}
