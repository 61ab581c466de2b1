// Guardrails: what a composed reply must satisfy before it may reach a customer.
import type { Channel } from '../conversation/channel.ts';
import {
  countWords,
  emailFrameWords,
  emailWords,
  webformCharacters,
  whatsappPart,
  whatsappParts,
} from '../conversation/limits.ts';
import { commitments, internals, markup, moneyPromises, promises } from './claims.ts';
import { delicateMatters, disguised } from './delicate.ts';
import { factsIn, identifiersIn } from './facts.ts';
import { languageNames, languageOf } from './language.ts';
import { namesIn } from './names.ts';
import { deniedIn } from './negation.ts';
import { deceptionIn } from './plain-text.ts';
import { unknownPropertyIn } from './predicates.ts';
import { promisesAbroad } from './promises-abroad.ts';
import { readingOf } from './spelling.ts';
import { bounded, contentWords, folded, sentencesOf, wordsOf } from './wording.ts';

/** Every rule, in the order of the checks. An answer's event keeps those it was held against. */
export const guardrailRules = [
  'empty',
  'too-long',
  'markup',
  'deception',
  'internal-text',
  'language',
  'citations-missing',
  'citation-unknown',
  'promise',
  'commitment',
  'unsupported-fact',
  'unsupported',
] as const;
export type GuardrailRule = (typeof guardrailRules)[number];

export interface ReplyDraft {
  readonly text: string;
  readonly citations: readonly { readonly chunkId: string }[];
  readonly channel: Channel;
  /** An acknowledgement states nothing from the knowledge base, so it is checked for form only. */
  readonly kind: 'answer' | 'acknowledgement';
}

export interface ReplyGround {
  /** Passages found in this run. Citing anything else is refused. */
  readonly retrieved: readonly {
    readonly chunkId: string;
    readonly title: string;
    readonly heading?: string;
    readonly text: string;
  }[];
  /** The unanswered messages as one text. */
  readonly question: string;
  readonly priorCustomerTexts: readonly string[];
}

export type GuardrailVerdict =
  | { readonly ok: true }
  /** `detail` says what was found, for the model to do better and for the auditor; it may quote the reply, so it is personal. */
  | { readonly ok: false; readonly rule: GuardrailRule; readonly detail: string };

/** Share of the content words of the whole reply that the sources or the question must contain. */
const replyShare = 0.5;
/**
 * Share of the content words of each sentence that the sources alone must contain. What a customer writes supports nothing:
 * "confirm that my contract is cancelled" would otherwise be a source for its own confirmation.
 */
const sentenceShare = 0.34;

/** Checks a reply. The cheap and certain rules come first; the first that is broken is named. */
export function checkReply(reply: ReplyDraft, ground: ReplyGround): GuardrailVerdict {
  return (
    checkForm(reply) ?? (reply.kind === 'answer' ? checkContent(reply, ground) : undefined) ?? { ok: true }
  );
}

type Broken = Extract<GuardrailVerdict, { ok: false }>;
const broken = (rule: GuardrailRule, detail: string): Broken => ({ ok: false, rule, detail });

function checkForm(reply: ReplyDraft): Broken | undefined {
  if (wordsOf(reply.text).length === 0) return broken('empty', 'the reply says nothing');
  const tooLong = excess(reply);
  if (tooLong !== undefined) return broken('too-long', tooLong);
  const tag = markup.exec(reply.text);
  if (tag) return broken('markup', `the reply contains markup: ${tag[0].slice(0, 40)}`);
  const deception = deceptionIn(reply.text);
  if (deception !== undefined) return broken('deception', `the reply contains ${deception}`);
  const text = folded(reply.text);
  for (const pattern of internals) {
    const found = pattern.exec(text);
    if (found) return broken('internal-text', `the reply contains internal text: ${found[0]}`);
  }
  return undefined;
}

/** Of any reply: the rules read no further, so that words behind a mile of blanks are none. */
const mostCharacters = 12_000;

/** What is too long about it; undefined when it fits the channel. */
function excess(reply: ReplyDraft): string | undefined {
  const limit = {
    webform: webformCharacters,
    email: emailWords - emailFrameWords,
    whatsapp: whatsappPart * whatsappParts,
  };
  const length = reply.channel === 'email' ? countWords(reply.text) : reply.text.length;
  const unit = reply.channel === 'email' ? 'words' : 'characters';
  const most = limit[reply.channel];
  if (reply.text.length > mostCharacters)
    return `${reply.text.length} characters; a reply takes ${mostCharacters}`;
  return length > most ? `${length} ${unit}; ${reply.channel} takes ${most}` : undefined;
}

function checkContent(reply: ReplyDraft, ground: ReplyGround): Broken | undefined {
  if (reply.citations.length === 0) return broken('citations-missing', 'an answer names its sources');
  const cited = [];
  for (const { chunkId } of reply.citations) {
    const passage = ground.retrieved.find((p) => p.chunkId === chunkId);
    if (!passage) return broken('citation-unknown', `${chunkId} was not found by a search of this run`);
    cited.push(`${passage.title}\n\n${passage.heading ?? ''}\n\n${passage.text}`);
  }
  const customer = [ground.question, ...ground.priorCustomerTexts].map(bounded).join('\n\n');
  const source = cited.join('\n\n');
  return (
    checkLanguage(reply.text, ground.question) ??
    checkPromises(reply.text, source) ??
    checkDelicate(reply.text, source) ??
    checkFacts(reply.text, source, customer) ??
    checkSupport(reply.text, source, ground.question) ??
    checkNames(reply.text, source, customer) ??
    checkDenial(reply.text, source) ??
    checkProperties(reply.text, source)
  );
}

/** Whoever writes in one language is answered in it; what is too short to tell is let through. */
function checkLanguage(text: string, question: string): Broken | undefined {
  const [asked, said] = [languageOf(question), languageOf(text)];
  if (asked === undefined || said === undefined || asked === said) return undefined;
  return broken(
    'language',
    `the customer wrote in ${languageNames[asked]}, the reply is in ${languageNames[said]}`,
  );
}

/** A sentence that stands word for word in a cited passage is policy, not a promise, unless it speaks as "I". */
function checkPromises(text: string, source: string): Broken | undefined {
  const stated = flat(source);
  for (const sentence of sentencesOf(folded(text))) {
    const words = flat(sentence);
    if (!/\b(?:i|me)\b/.test(words) && stated.includes(words)) continue;
    if (moneyPromises.test(sentence)) return broken('promise', `promises money: ${sentence}`);
    const commitment = commitments.some((pattern) => pattern.test(sentence));
    if (commitment) return broken('commitment', `commits us on money: ${sentence}`);
    const abroad = promisesAbroad.some((pattern) => pattern.test(readingOf(sentence)));
    if (abroad) return broken('promise', `promises work: ${sentence}`);
    for (const pattern of promises) {
      const found = pattern.exec(sentence);
      const grounded = found && !/\b(?:i|me)\b/.test(flat(found[0])) && stated.includes(flat(found[0]));
      if (found && !grounded) return broken('promise', `promises work: ${sentence}`);
    }
  }
  return undefined;
}

/** Words only, contractions written out, between single spaces, so that phrases are compared whole. */
function flat(text: string): string {
  const plain = folded(text)
    .replace(/'ll\b/g, ' will')
    .replace(/'re\b/g, ' are')
    .replace(/'ve\b/g, ' have')
    .replace(/'m\b/g, ' am');
  return ` ${wordsOf(plain.replace(/e-mail/g, 'email')).join(' ')} `;
}

function checkFacts(text: string, sources: string, customer: string): Broken | undefined {
  const known = new Set([...factsIn(sources), ...identifiersIn(customer)]);
  for (const fact of factsIn(text)) {
    if (!known.has(fact)) return broken('unsupported-fact', `not in the sources: ${fact}`);
  }
  return undefined;
}

function checkDenial(text: string, source: string): Broken | undefined {
  const denied = deniedIn(text, source);
  return denied === undefined ? undefined : broken('unsupported', `the passages say the opposite: ${denied}`);
}

function checkProperties(text: string, source: string): Broken | undefined {
  const said = unknownPropertyIn(text.replace(salutation, ''), source);
  return said === undefined ? undefined : broken('unsupported', `not in the cited passages: ${said}`);
}

/** A name that neither the passages nor the customer said is somebody else's. */
function checkNames(text: string, source: string, customer: string): Broken | undefined {
  const stated = `${source}\n${customer}`;
  const known = new Set([...wordsOf(folded(stated)), ...contentWords(stated)]);
  const isKnown = (name: string) => [folded(name), ...contentWords(name)].some((word) => known.has(word));
  const name = namesIn(text.replace(salutation, '')).find((found) => !isKnown(found));
  return name === undefined ? undefined : broken('unsupported-fact', `not in the sources: ${name}`);
}

function checkSupport(text: string, source: string, question: string): Broken | undefined {
  const known = new Set([...contentWords(source), ...contentWords(question)]);
  const share = (words: readonly string[]) => words.filter((word) => known.has(word)).length / words.length;
  const all = contentWords(text);
  if (all.length > 0 && share(all) < replyShare) {
    return broken('unsupported', 'too little of the reply is in the cited passages');
  }
  const stated = new Set(contentWords(source));
  for (const sentence of sentencesOf(folded(text.replace(salutation, '')))) {
    const words = contentWords(sentence).filter((word) => !courtesy.has(word));
    const supported = words.filter((word) => stated.has(word)).length;
    if (supported < words.length * sentenceShare) {
      return broken('unsupported', `not in the cited passages: ${sentence}`);
    }
  }
  return undefined;
}

/** A first line such as "Hello Ada,", which names the customer. */
const salutation =
  /^(?:hi|hello|dear|hallo|liebe[rs]?|bonjour|hola|ciao|olá|beste)(?: [\p{L}.'-]{1,30}){0,3}[,!]\s*\n/iu;

/** Words, as stems, that state nothing: a sentence of them alone needs no source. */
const courtesy = new Set(
  contentWords(
    'sorry trouble inconvenience hear apologies apologise apologize patience understand nice day article says',
  ),
);

/** Matters that are not in a cited passage are not for a reply either, in whatever language. */
function checkDelicate(text: string, source: string): Broken | undefined {
  const [said, stated] = [folded(text), folded(source)];
  for (const { rule, name, words } of delicateMatters) {
    const found = words.exec(said);
    if (found && !words.test(stated)) return broken(rule, `speaks of ${name}: ${found[0]}`);
  }
  const hidden = disguised.exec(said);
  if (hidden && !stated.includes(hidden[0]))
    return broken('unsupported', `spells something out: ${hidden[0]}`);
  return undefined;
}
