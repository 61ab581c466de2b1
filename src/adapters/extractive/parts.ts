// Takes a customer's text apart into the questions it asks, so that none of two is dropped in silence.
import { isTopical, tellingWords } from '../../domain/knowledge/words.ts';

/** Longest text looked at, characters: the longest burst there is. */
const longest = 100_000;

/** What begins a request of its own after "and" or a comma. */
const beginning =
  '(?:also |then )?(?:how|what|where|when|which|who|why|can|could|do|does|is|are|will|would|add|change|remove|delete|cancel|close|connect|create|download|print|send|set|update|export|import|turn|switch|move|upgrade|downgrade|split|merge|void|edit|invite|reset|get|see|use|make|stop|start|find)\\b';
const seam = new RegExp(`(?:[,;]? and (?:also )?|[,;] (?:also )?)(?=${beginning})`, 'i');
/** A sentence that asks for something to be done or told. */
const request = new RegExp(
  `^(?:(?:hi|hello|hey|please|also|and|so|then|secondly|second|first|firstly)[,:]? )*(?:i(?:'d| would| want| need| wish| have)\\b|${beginning})`,
  'i',
);

/** One text without repeated sentences and line ends; a customer who sends the same thirty times asks once. */
export function withoutRepetitions(text: string): string {
  const seen = new Set<string>();
  const kept = sentencesOf(text.slice(0, longest)).filter((sentence) => {
    const key = sentence
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
    if (key === '' || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return kept.join(' ');
}

/**
 * The questions in a text, in order. A sentence that tells the circumstances belongs to the question that follows, and a
 * question that has no topic of its own to the one before.
 * @param text without repetitions
 * @returns one part, the whole text, unless there are at least two that can stand alone
 */
export function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  let circumstances = '';
  for (const piece of sentencesOf(text).flatMap(split)) {
    const asks = piece.endsWith('?') || request.test(piece);
    if (!asks) circumstances = `${circumstances} ${piece}`.trimStart();
    else if (topicsIn(piece) < 2 && parts.length > 0 && circumstances === '')
      parts.push(`${parts.pop() ?? ''} ${piece}`);
    else {
      parts.push(`${circumstances} ${piece}`.trimStart());
      circumstances = '';
    }
  }
  return parts.length < 2 || parts.some((part) => topicsIn(part) < 2) ? [text] : parts;
}

const sentencesOf = (text: string): readonly string[] =>
  text
    .split(/(?<=[.!?])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');

const topicsIn = (text: string) => new Set(tellingWords(text).filter(isTopical)).size;

/** "add a member, and change the address": two requests in one sentence, if each half has a topic of its own. */
function split(sentence: string): readonly string[] {
  const at = seam.exec(sentence);
  if (!at) return [sentence];
  const [first, second] = [sentence.slice(0, at.index), sentence.slice(at.index + at[0].length)];
  return topicsIn(first) >= 2 && topicsIn(second) >= 2 ? [first, ...split(second)] : [sentence];
}
