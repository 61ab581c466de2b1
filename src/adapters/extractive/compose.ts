// Composes an answer from passages alone: what the best article says, cut at ends of sentences, and not a word more.
import type { FoundPassage } from '../../application/agent/tool-arguments.ts';
import { codesIn } from '../../domain/knowledge/question.ts';

export interface ComposedAnswer {
  readonly text: string;
  /** Ids of the passages that were used, in the order of the text. */
  readonly citations: readonly string[];
}

/** A further part of the same article joins when it is nearly as relevant as the best one. */
const joinShare = 0.7;
/** Room that makes a further part worth beginning, characters. */
const worthwhile = 160;

/**
 * One answer to several questions, each with its own source.
 * @param budget most characters of article text for all of them together, without the lead-ins
 * @returns undefined when there is nothing to quote for one of them
 */
export function composeAnswers(
  questions: readonly { readonly question: string; readonly passages: readonly FoundPassage[] }[],
  budget: number,
): ComposedAnswer | undefined {
  const share = Math.floor(budget / Math.max(questions.length, 1));
  const answers = questions.map(({ question, passages }) => composeAnswer(passages, share, question));
  if (answers.length === 0 || answers.includes(undefined)) return undefined;
  const composed = answers.filter((answer) => answer !== undefined);
  return {
    text: composed.map(({ text }) => text).join('\n\n'),
    citations: [...new Set(composed.flatMap(({ citations }) => citations))],
  };
}

/**
 * @param passages best first
 * @param budget most characters of article text, without the lead-in
 * @param question its codes are shown, wherever in the passage they stand
 * @returns undefined when there is nothing to quote
 */
export function composeAnswer(
  passages: readonly FoundPassage[],
  budget = 900,
  question = '',
): ComposedAnswer | undefined {
  const best = passages.find((passage) => passage.text.trim() !== '');
  if (!best) return undefined;
  const others = passages.filter(
    (passage) =>
      passage.id !== best.id &&
      passage.articleId === best.articleId &&
      passage.text.trim() !== '' &&
      passage.relevance >= best.relevance * joinShare,
  );
  const lines = [`Our article “${best.article}” says:`];
  const citations: string[] = [];
  let room = budget;
  for (const passage of [best, ...others.slice(0, 2)]) {
    if (citations.length > 0 && room < worthwhile) break;
    const text = excerpt(passage.text, room, codesIn(question));
    lines.push(titled(passage, text));
    citations.push(passage.id);
    room -= text.length;
  }
  return { text: lines.join('\n\n'), citations };
}

/** The beginning of a text, or, where a code that was asked for comes too late for that, the lines from the one that has it. */
function excerpt(text: string, room: number, codes: readonly string[]): string {
  const start = trimToSentences(text, room);
  const missing = codes.find(
    (code) => !start.toLowerCase().includes(code) && text.toLowerCase().includes(code),
  );
  if (missing === undefined) return start;
  const at = text.toLowerCase().indexOf(missing);
  const line = text.lastIndexOf('\n', at) + 1;
  return trimToSentences(text.slice(line), room);
}

function titled(passage: FoundPassage, text: string): string {
  return passage.heading === '' || passage.heading === passage.article ? text : `${passage.heading}\n${text}`;
}

/**
 * Shortens to at most `limit` characters at the end of a line or a sentence. Only a first sentence that is itself too
 * long is cut at a word, with an ellipsis.
 */
export function trimToSentences(text: string, limit: number): string {
  const whole = text.replaceAll('\r\n', '\n').trim();
  if (whole.length <= limit) return whole;
  let end = 0;
  for (const piece of pieces(whole)) {
    if (piece.trimEnd > limit) break;
    end = piece.trimEnd;
  }
  return end > 0 ? whole.slice(0, end) : cutAtWord(whole, limit);
}

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Ends of sentences, and of lines, for list items have no full stop. A line that announces something is no place to stop. */
function* pieces(text: string): Generator<{ readonly trimEnd: number }> {
  for (const { segment, index } of sentences.segment(text)) {
    if (segment.trim() === '') continue;
    const trimEnd = index + segment.trimEnd().length;
    // Nor is the number of the next item.
    const announces = /(?::|(?:^|\n)\s{0,8}\d{1,2}\.)$/.test(text.slice(Math.max(trimEnd - 12, 0), trimEnd));
    if (!announces && !endsInHeading(text, trimEnd)) yield { trimEnd };
  }
}

/** Whether the line that ends here is the heading of the paragraph that it opens. */
function endsInHeading(text: string, end: number): boolean {
  const start = text.lastIndexOf('\n\n', end) + 2;
  const line = text.slice(start, end);
  return (
    start > 1 &&
    /^[^\n]{1,120}$/.test(line) &&
    !/^[-*•\d]|[.!…]$/.test(line) &&
    /^\n[^\n]/.test(text.slice(end, end + 2))
  );
}

function cutAtWord(text: string, limit: number): string {
  const head = text.slice(0, Math.max(limit - 1, 1));
  const space = /\s/.test(text.charAt(head.length)) ? head.length : head.search(/\s\S*$/);
  return `${(space > 0 ? head.slice(0, space) : head).trimEnd()}…`;
}
