// What sends a message to a human at once: each reason with its weight and its phrases in every language we read.
import type { Priority } from '../ticket/classification.ts';
import { constructions } from './constructions/all.ts';
import { dutch } from './languages/dutch.ts';
import { english } from './languages/english.ts';
import { french } from './languages/french.ts';
import { german } from './languages/german.ts';
import { italian } from './languages/italian.ts';
import type { HotReason, Language, Phrases, Wording } from './languages/phrases.ts';
import { portuguese } from './languages/portuguese.ts';
import { spanish } from './languages/spanish.ts';

export const wordings: Readonly<Record<Language, Wording>> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  it: italian,
  pt: portuguese,
  nl: dutch,
};

/** In order of weight: the first that fires is the reason. */
export const weights: readonly { readonly reason: HotReason; readonly priority: Priority }[] = [
  { reason: 'threat', priority: 'urgent' },
  { reason: 'security', priority: 'urgent' },
  { reason: 'legal', priority: 'high' },
  { reason: 'refund', priority: 'normal' },
  { reason: 'pricing', priority: 'normal' },
  { reason: 'human-requested', priority: 'normal' },
];

/** A sentence as written (folded) and as the triggers read it. */
export interface Sentence {
  readonly said: string;
  readonly read: string;
}

/** The words that fired. */
export interface Hit {
  readonly language: Language;
  readonly phrase: string;
  /** Where they stand in the sentence as read, 0 to 1. */
  readonly at: number;
}

/** Where a life or an account may be in danger, "I am not saying that" takes nothing back. */
const undeniable: ReadonlySet<HotReason> = new Set(['threat', 'security']);

const all = Object.entries(wordings) as readonly (readonly [Language, Wording])[];

/**
 * @param heated the customer was angry before: then a hot phrase in a question counts like one in a demand
 */
export function hitFor(reason: HotReason, sentence: Sentence, heated: boolean): Hit | undefined {
  for (const [language, wording] of all) {
    for (const phrases of [...wording.triggers[reason], ...constructions[reason][language]]) {
      const hit = firstHit(
        phrases,
        {
          wording,
          deniable: !undeniable.has(reason),
          shielded: reason !== 'human-requested',
          heated,
          exclaims: false,
        },
        sentence.read,
      );
      if (hit) return located(language, hit, sentence.read);
    }
  }
  return undefined;
}

/**
 * Whether a sentence has the words of a trigger and takes them back, or only asks how the thing is done:
 * "we do not want a refund", "can I get a refund within a month?"
 */
export function isDismissed({ read }: Sentence): boolean {
  return all.some(([language, wording]) =>
    weights.some(({ reason }) =>
      [...wording.triggers[reason], ...constructions[reason][language]].some((phrases) =>
        dismisses(phrases, wording, undeniable.has(reason), read),
      ),
    ),
  );
}

/** Whether a sentence opens like a question for information, in any language. */
export function isQuestion({ read }: Sentence): boolean {
  return all.some(([, { asks }]) => asks.test(read));
}

function dismisses(
  { certain, likely = [] }: Phrases,
  wording: Wording,
  deniesNothing: boolean,
  read: string,
): boolean {
  if (wording.asks.test(read) && likely.some((pattern) => pattern.test(read))) return true;
  if (deniesNothing) return false;
  return [...certain, ...likely].some((pattern) => {
    const hit = pattern.exec(read);
    return hit !== null && isDenied(hit, wording, read);
  });
}

/** Abuse, swearing, or a complaint by name. */
export function abuseIn(sentence: Sentence): Hit | undefined {
  for (const [language, wording] of all) {
    for (const phrases of [wording.anger, ...constructions.anger[language]]) {
      const hit = firstHit(
        phrases,
        { wording, deniable: true, shielded: true, heated: false, exclaims: true },
        sentence.read,
      );
      if (hit) return located(language, hit, sentence.read);
    }
  }
  return undefined;
}

const located = (language: Language, { index, words }: Fired, read: string): Hit => ({
  language,
  phrase: words.trim(),
  at: index / read.length,
});

/** Words of a sentence, and where they begin in it. */
interface Fired {
  readonly index: number;
  readonly words: string;
}

/** Beyond this, in characters, what lies between two ideas says nothing of either. */
const longestSpan = 100;

/** What makes the point when several ideas do: all from the first to the last, or the longest where they lie far apart. */
function spanOf(hits: readonly RegExpExecArray[], read: string): Fired {
  const index = Math.min(...hits.map((hit) => hit.index));
  const end = Math.max(...hits.map((hit) => hit.index + hit[0].length));
  if (end - index <= longestSpan) return { index, words: read.slice(index, end) };
  return hits
    .map(asFired)
    .reduce((longest, one) => (one.words.length > longest.words.length ? one : longest));
}

const asFired = (hit: RegExpExecArray): Fired => ({ index: hit.index, words: hit[0] });

interface Reading {
  readonly wording: Wording;
  readonly deniable: boolean;
  /** Whether a question for information protects; how to reach a human is the wish for one. */
  readonly shielded: boolean;
  readonly heated: boolean;
  /** "What a company!" opens like a question: only a question mark makes it one. */
  readonly exclaims: boolean;
}

function firstHit(
  { always = [], certain, likely = [], together = [], harmless }: Phrases,
  { wording, deniable, shielded, heated, exclaims }: Reading,
  read: string,
): Fired | undefined {
  for (const pattern of always) {
    const hit = pattern.exec(read);
    if (hit) return asFired(hit);
  }
  const asks = likely.length > 0 && !heated && wording.asks.test(read);
  for (const pattern of asks ? certain : [...certain, ...likely]) {
    const hit = pattern.exec(read);
    if (hit && !harmless?.test(read) && !(deniable && isDenied(hit, wording, read))) return asFired(hit);
  }
  if (
    together.length === 0 ||
    harmless?.test(read) ||
    (shielded && !heated && asksAnywhere(wording, read, exclaims))
  )
    return undefined;
  for (const ideas of together) {
    const hits = ideas.map((idea) => idea.exec(read)).filter((hit) => hit !== null);
    const [first] = hits;
    if (first && hits.length === ideas.length && !(deniable && isDenied(first, wording, read)))
      return spanOf(hits, read);
  }
  return undefined;
}

/** "My lawyer wants a copy, where is it?" asks for information as well as "Where is it?" does. */
function asksAnywhere({ asks }: Wording, read: string, exclaims: boolean): boolean {
  const marked = read.includes('?');
  return (asks.test(read) && (marked || !exclaims)) || (marked && laterAsks(asks).test(read));
}

const later = new Map<RegExp, RegExp>();

function laterAsks(asks: RegExp): RegExp {
  const known = later.get(asks) ?? new RegExp(asks.source.replace(/^\^/, '[,;:-] ?(?:and |but |so )?'));
  later.set(asks, known);
  return known;
}

/** Words that turn a denial back into a threat: "I do not want to sue you, but I will". */
const takenBack =
  /\b(?:but|unless|aber|sonst|mais|sauf|pero|ma|altrimenti|mas|senao|maar|anders)\b[^.]{0,60}\b(?:will|'ll|have to|must|may|werde|muss|ferai|devrai|hare|tendre|faro|dovro|farei|terei|zal|moet)\b/;
const notNeeded =
  /^[^,.;]{0,30}\b(?:not (?:needed|necessary|required)|unnecessary|isn't needed|nicht (?:notig|notwendig)|unnotig|niet nodig|pas necessaire|no (?:es|hace) (?:necesari[oa]|falta)|non (?:serve|e necessari[oa])|nao e (?:precis[oa]|necessari[oa]))\b/;
const clauseEnd = /[,;:()]|\b(?:but|aber|sondern|mais|pero|sino|ma|mas|maar)\b/g;
/** Words between a denial and what it denies. */
const longestReach = 9;

function isDenied(hit: RegExpExecArray, { denies }: Wording, read: string): boolean {
  const end = hit.index + hit[0].length;
  if (notNeeded.test(read.slice(end, end + 60))) return true;
  const before = read.slice(Math.max(0, hit.index - 120), hit.index);
  const clause = before.slice(lastEnd(before));
  const denial = denies.exec(clause + hit[0]);
  if (!denial) return false;
  const reach = (clause + hit[0]).slice(denial.index + denial[0].length).split(' ').length;
  return reach <= longestReach && !takenBack.test(read.slice(end, end + 120));
}

function lastEnd(text: string): number {
  let end = 0;
  for (const mark of text.matchAll(clauseEnd)) end = mark.index + mark[0].length;
  return end;
}
