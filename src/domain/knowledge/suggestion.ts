// A draft of an article from what a customer asked and what staff answered: their own words, without what is about a person.
import { languageOf } from '../agent/language.ts';
import type { Category } from '../ticket/classification.ts';

export interface ArticleDraft {
  readonly title: string;
  readonly category: Category;
  /** BCP 47; English where the answer's language is not certain. */
  readonly language: string;
  readonly text: string;
}

export interface Exchange {
  readonly subject: string;
  readonly category: Category;
  /** What the customer wrote, oldest first. */
  readonly questions: readonly string[];
  /** What staff answered, oldest first. */
  readonly answers: readonly string[];
  /** Names of the customer and of staff, as they stand in messages. */
  readonly names: readonly string[];
}

/** Stands where something was taken out: whoever approves sees that a sentence may need mending. */
export const removed = '[…]';

const longestTitle = 120;
/** UTF-16 units of one message that are read: an article is shorter. */
const longest = 20_000;

/** @returns undefined when there is no answer, or nothing is left of it */
export function draftOf({
  subject,
  category,
  questions,
  answers,
  names,
}: Exchange): ArticleDraft | undefined {
  const text = answers
    .map((answer) => withoutPerson(bodyOf(answer), names))
    .filter((one) => one !== '')
    .join('\n\n');
  if (!/\p{L}{3}/u.test(text.replaceAll(removed, ''))) return undefined;
  const asked = questions.flatMap((question) => bodyOf(question).match(/[^.!?\n]{8,}\?/gu) ?? [])[0];
  const title = withoutPerson((asked ?? subject).trim(), names)
    .slice(0, longestTitle)
    .toWellFormed()
    .trim();
  return { title: title === '' ? 'A question' : title, category, language: languageOf(text) ?? 'en', text };
}

const salutation =
  /^[ \t]*(?:hello|hi|hey|dear|good (?:morning|afternoon|evening)|hallo|guten (?:tag|morgen|abend)|sehr geehrte[rs]?|liebe[rs]?|bonjour|bonsoir|madame|monsieur|hola|estimad[oa]s?|buen[oa]s (?:días|tardes)|buongiorno|gentile|ciao|olá|car[oa]|bom dia|beste|geachte|goedendag)(?![\p{L}])[^\n]{0,40}(?:\n|$)/iu;
const closing =
  /\n[ \t]*(?:\p{L}+ ){0,3}(?:regards|wishes|cheers|sincerely|grüßen?|cordialement|saludos|saluti|cumprimentos|groeten|groet)[,.!]?[ \t]*(?:\n[^\n]{0,60}){0,4}\s*$/iu;

/** Without the greeting, and without the regards and the names below them. */
function bodyOf(text: string): string {
  const plain = text.slice(0, longest).toWellFormed().replace(/\r\n?/g, '\n').trim();
  const greeted = salutation.exec(plain);
  const isLine = greeted !== null && greeted[0].trim().length < plain.length;
  return (isLine ? plain.slice(greeted[0].length) : plain).replace(closing, '').trim();
}

/** Each is about somebody, or names something of somebody; the order matters, for a link may hold a number. */
const personal: readonly RegExp[] = [
  /\bLD-[0-9A-Z]{4}-[0-9A-Z]{4}\b/gi,
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu,
  /https?:\/\/[^\s)\]>]+[?#][^\s)\]>]*/giu,
  /\b\d{1,4}[a-z]?,?\s+(?:\p{Lu}[\p{L}'’-]*\s+){1,3}(?:street|st|road|rd|lane|avenue|ave|square|drive|way|court|close|place)\b\.?/giu,
  /(?<![\p{L}-])\p{Lu}[\p{L}-]{0,40}(?:straße|strasse|str\.|weg|platz|gasse|allee|laan|straat)\s*\d+\s?[a-z]?\b/giu,
  /\b(?:rue|avenue|boulevard|calle|avenida|via|viale|piazza|rua|praça)\s+(?:\p{L}[\p{L}'’-]*\s+){1,4}\d+\b/giu,
  /\b\d{1,4},?\s+(?:rue|avenue|boulevard)\s+(?:\p{L}[\p{L}'’-]*\s?){1,4}/giu,
  /\b(?:account|order|customer|invoice|contract|parcel|tracking|reference|ticket|bestell|kunden|rechnungs|konto)[\p{L}-]{0,20}(?:\s*(?:no|number|nr|id|nummer)\b\.?)?\s*[:#]?\s*(?=[A-Z-]*\d)[A-Z0-9-]{4,}/giu,
  /\+?\d(?:[\s()./-]?\d){6,}/g,
  /#\s?\d+/g,
  /\b\d{5,}\b/g,
];

/** @param names whole, and by their words: "Ada Marsh" takes out "Ada" as well */
export function withoutPerson(text: string, names: readonly string[]): string {
  const taken = personal.reduce((rest, pattern) => rest.replace(pattern, removed), text);
  const words = [...new Set(names.flatMap((name) => [name, ...name.split(/[\s,]+/u)]))]
    .map((name) => name.trim())
    .filter((name) => /^\p{Lu}?[\p{L}'’.\s-]{2,}$/u.test(name))
    .sort((a, b) => b.length - a.length);
  return words.reduce((rest, name) => rest.replace(wholeWord(name), removed), taken).trim();
}

function wholeWord(name: string): RegExp {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?:['’]s)?(?![\\p{L}\\p{N}])`, 'giu');
}
