// Escalation policy: whether customer messages may be answered by the agent or belong to a human at once.
import type { Priority } from '../ticket/classification.ts';
import type { EscalationReason } from '../ticket/reasons.ts';
import type { HotReason } from './languages/phrases.ts';
import { bad, furious } from './mood.ts';
import { ownWords } from './own-words.ts';
import { voteOn } from './second-opinion/vote.ts';
import { assessSentiment } from './sentiment.ts';
import { readingOf } from './spelling.ts';
import { abuseIn, type Hit, hitFor, type Sentence, weights } from './triggers.ts';
import { bounded, folded, sentencesOf } from './wording.ts';

/** One reason that fired: where, and on which words. Personal. */
export interface Signal {
  readonly reason: HotReason | 'anger';
  /** Index of the message, oldest first. */
  readonly message: number;
  /** The sentence around the phrase, at most 200 characters. */
  readonly sentence: string;
  /** The words that fired, as the policy spells them. */
  readonly phrase: string;
}

export type Screening =
  | {
      readonly escalate: EscalationReason;
      /** The customer's own sentence that led to it, at most 200 characters. Personal. */
      readonly evidence: string;
      readonly priority: Priority;
      /** Everything that fired, the weightiest first. */
      readonly signals: readonly Signal[];
    }
  | { readonly proceed: true };

/** What was known before these messages. */
export interface ScreeningHistory {
  /** Sentiment of the customer's earlier messages on the ticket, oldest first, −1 … 1. */
  readonly earlierScores: readonly number[];
}

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
  const heated = (history.earlierScores.at(-1) ?? 0) <= bad;
  const sentences = messages.flatMap(({ text }, message) =>
    sentencesOf(ownWords(text)).map((said) => ({ message, said, read: readingOf(said) })),
  );
  const signals = [
    ...weights.flatMap(({ reason }) => signalsOf(reason, sentences, (one) => hitFor(reason, one, heated))),
    ...signalsOf('anger', sentences, abuseIn),
    ...moodSignals(messages, history),
  ];
  if (signals.length === 0) signals.push(...secondOpinion(sentences, messages));
  const [first] = signals;
  if (first === undefined) return { proceed: true };
  return { escalate: first.reason, evidence: first.sentence, priority: mostUrgent(signals), signals };
}

/** Whoever is angry and asks for a person waits no longer for the second than for the first. */
function mostUrgent(signals: readonly Signal[]): Priority {
  const found = signals.map(
    (signal) => weights.find(({ reason }) => reason === signal.reason)?.priority ?? 'high',
  );
  return found.find((one) => one === 'urgent') ?? found.find((one) => one === 'high') ?? 'normal';
}

type Placed = Sentence & { readonly message: number };

/** The first sentence that fires: one is enough to know, and the rest is in the message. */
function signalsOf(
  reason: Signal['reason'],
  sentences: readonly Placed[],
  find: (sentence: Sentence) => Hit | undefined,
): readonly Signal[] {
  for (const sentence of sentences) {
    const hit = find(sentence);
    if (!hit) continue;
    const { message, said } = sentence;
    return [{ reason, message, sentence: around(said, hit.at), phrase: clip(hit.phrase) }];
  }
  return [];
}

/** What no rule has words for may still be put like what people were needed for. */
function secondOpinion(
  sentences: readonly Placed[],
  messages: readonly { readonly text: string }[],
): readonly Signal[] {
  for (const [message, own] of Map.groupBy(sentences, ({ message }) => message)) {
    const vote = voteOn(own);
    if (!vote) continue;
    const { opinion, sentence } = vote;
    if (opinion.reason === 'anger' && sighs(messages[message]?.text ?? '')) continue;
    const phrase = clip(opinion.words.join(' … '));
    return [{ reason: opinion.reason, message, sentence: clip(sentence.said), phrase }];
  }
  return [];
}

function moodSignals(
  messages: readonly { readonly text: string }[],
  history: ScreeningHistory,
): readonly Signal[] {
  let before = history.earlierScores.at(-1) ?? 0;
  for (const [message, { text }] of messages.entries()) {
    const score = assessSentiment(text);
    if (score <= furious || shouts(text) || (score <= bad && before <= bad)) {
      return [{ reason: 'anger', message, sentence: clip(angriest(folded(text))), phrase: '' }];
    }
    before = score;
  }
  return [];
}

const outrage = /!!|\?!|!\?/;

/** A short message whole, of a long one the sentence in the worst mood, or the loudest. */
function angriest(text: string): string {
  if (text.length <= longestEvidence) return text;
  const sentences = sentencesOf(text).map((said) => ({ said, score: assessSentiment(said) }));
  const worst = sentences.reduce((low, one) => (one.score < low.score ? one : low), { said: '', score: 0 });
  return worst.said || (sentences.find(({ said }) => outrage.test(said))?.said ?? text);
}

/** In a bad mood by words that were weighed already, and found not to be anger. */
const sighs = (text: string) => assessSentiment(text) <= bad;

/** Capitals throughout and more than one mark of outrage: loud enough without a bad word. */
function shouts(text: string): boolean {
  const read = bounded(text);
  const letters = read.match(/\p{L}/gu)?.length ?? 0;
  const capitals = read.match(/\p{Lu}/gu)?.length ?? 0;
  return letters >= shortestShout && capitals >= letters * 0.8 && outrage.test(read);
}

const longestEvidence = 200;

function clip(text: string): string {
  return text.length <= longestEvidence ? text : `${text.slice(0, longestEvidence - 1).toWellFormed()}…`;
}

/** The part of a long sentence that the phrase stands in. @param at 0 to 1 */
function around(said: string, at: number): string {
  const start = Math.floor(at * said.length) - longestEvidence / 2;
  return start <= 0 ? clip(said) : clip(`…${said.slice(start).toWellFormed()}`);
}
