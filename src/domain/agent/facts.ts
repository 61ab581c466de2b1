// The checkable facts in a text: numbers, prices, dates, durations, links, addresses, phone numbers, in one spelling each.
import { measuresInDigits, westernDigits } from './number-words.ts';

const numberWords = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const currencies: Readonly<Record<string, string>> = {
  $: 'usd',
  us$: 'usd',
  usd: 'usd',
  dollar: 'usd',
  dollars: 'usd',
  '€': 'eur',
  eur: 'eur',
  euro: 'eur',
  euros: 'eur',
  '£': 'gbp',
  gbp: 'gbp',
  pound: 'gbp',
  pounds: 'gbp',
};
const unit = '(second|minute|hour|day|week|month|year)s?';
const qualifier = '(?:working |business |calendar |full |more )?';
const month =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';

/** Ends of file names that are no top-level domain. */
const fileEndings = new Set(
  'csv txt pdf doc docx xls xlsx json xml png jpg jpeg gif html htm log'.split(' '),
);

/** Facts of a text as normalised strings; equal facts are equal strings whatever their spelling. */
export function factsIn(text: string): ReadonlySet<string> {
  const facts = new Set<string>();
  let rest = westernDigits(text.normalize('NFKC'))
    .toLowerCase()
    .replace(/[\u2010-\u2015]/g, '-');
  rest = take(rest, /[^\s@<>()[\]"',;:]{1,64}@[^\s@<>()[\]"',;:]{1,190}/g, (hit) =>
    facts.add(`address ${trimEnd(hit)}`),
  );
  rest = take(rest, /(?:https?:\/\/|www\.)[^\s<>()[\]"']{1,500}/g, (hit) => facts.add(`link ${link(hit)}`));
  rest = takeBareLinks(rest, facts);
  rest = take(rest, /(?<![\p{L}\p{N}])@[\p{L}\p{N}_.]{2,60}/gu, (hit) =>
    facts.add(`address ${trimEnd(hit)}`),
  );
  rest = take(rest, /(?:\+|\b0|\(\d)[\d() ./-]{5,20}\d|\b\d{3}[-. ]\d{3,4}[-. ]\d{4}\b/g, (hit) => {
    facts.add(`phone ${hit.replace(/\D/g, '')}`);
  });
  // A list's own numbering states nothing.
  rest = rest.replace(/^[ \t]*\d{1,2}[.)][ \t]/gm, '');
  rest = measuresInDigits(inDigits(rest));
  addMeasures(rest, facts);
  for (const [number] of rest.matchAll(/\d[\d.,]{0,30}/g)) facts.add(plainNumber(number));
  return facts;
}

/**
 * Those facts of a customer's own text that may be said back: addresses, links, phone numbers, codes and references. What
 * costs or takes how much, and when, is for the articles to say, however often the customer states it.
 */
export function identifiersIn(text: string): ReadonlySet<string> {
  const stated = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2010-\u2015]/g, '-');
  const identifiers = new Set([...factsIn(stated)].filter((fact) => /^(?:address|link|phone) /.test(fact)));
  for (const [, number = ''] of stated.matchAll(reference)) identifiers.add(plainNumber(number));
  for (const [code] of stated.matchAll(/(?<![\p{L}\p{N}-])[a-z]{1,6}-[a-z\d-]{2,20}(?![\p{L}\p{N}])/gu))
    for (const fact of factsIn(code)) identifiers.add(fact);
  return identifiers;
}

/** A number named as one: order 4711, invoice no. 2031, #88, error code 429. */
const reference =
  /(?:#|\b(?:orders?|invoices?|tickets?|references?|parcels?|shipments?|labels?|returns?|customers?|accounts?|tracking|codes?|errors?|numbers?|no\.|nr\.?|id)[ :#]{1,3}(?:(?:number|no\.?|nr\.?|id|code)[ :#]{1,3})?(?:is )?)(\d{2,20})(?![\d.,]*\d| ?(?:%|percent|per cent|[$€£]|usd|eur|gbp|dollars?|euros?|pounds?|(?:working |business )?(?:second|minute|hour|day|week|month|year)s?\b))/g;

/** "Three days" and "two or three" as digits; other number words ("one of them") state no figure. */
function inDigits(text: string): string {
  const words = numberWords.join('|');
  const range = new RegExp(`\\b(${words})(?= (?:to|or|and) (?:\\d|${words})|-(?:\\d|(?:${words})\\b))`, 'g');
  const measure = new RegExp(`\\b(${words})(?=[ -]${qualifier}${unit}\\b)`, 'g');
  const digit = (word: string) => String(numberWords.indexOf(word));
  return text.replace(measure, digit).replace(range, digit);
}

function addMeasures(text: string, facts: Set<string>): void {
  const add = (pattern: string, fact: (a: string, b: string) => string) => {
    for (const [, a = '', b = ''] of text.matchAll(new RegExp(pattern, 'g'))) facts.add(fact(a, b));
  };
  add(`(\\d[\\d.,]{0,30})[ -]?${qualifier}${unit}\\b`, (n, u) => `${plainNumber(n)} ${u}`);
  add('(us\\$|[$€£]|\\b(?:usd|eur|gbp)) ?(\\d[\\d.,]{0,30})', (c, n) => `${currencies[c]} ${plainNumber(n)}`);
  add(
    '(\\d[\\d.,]{0,30}) ?(usd|eur|gbp|dollars?|euros?|pounds?|[$€£])',
    (n, c) => `${currencies[c]} ${plainNumber(n)}`,
  );
  add('(\\d[\\d.,]{0,30}) ?(?:%|percent\\b|per cent\\b)', (n) => `${plainNumber(n)} percent`);
  add(`\\b(\\d{1,2})(?:st|nd|rd|th)? (?:of )?${month}\\b`, (d, m) => `${d} ${m.slice(0, 3)}`);
  add(`\\b${month} (\\d{1,2})(?:st|nd|rd|th)?\\b`, (m, d) => `${d} ${m.slice(0, 3)}`);
}

/** "1,000.50" and "1000.5" are one number. */
function plainNumber(written: string): string {
  const bare = written.replace(/[.,]+$/, '').replace(/,(?=\d{3}(?:\D|$))/g, '');
  const numeric = /^\d+(?:\.\d+)?$/.test(bare);
  return numeric && bare.length <= 15 ? String(Number(bare)) : bare;
}

function take(text: string, pattern: RegExp, found: (hit: string) => void): string {
  return text.replace(pattern, (hit) => {
    found(hit);
    return ' ';
  });
}

/** Addresses written without a scheme, such as shop.example.com/help. */
function takeBareLinks(text: string, facts: Set<string>): string {
  return text.replace(/[^\s<>()[\]"',;]{4,500}/g, (token) => {
    const host = trimEnd(token).split('/')[0] ?? '';
    const labels = host.split('.');
    const last = labels.at(-1) ?? '';
    // Any ending may be a top-level domain today. Abbreviations such as "z.b" have one letter there.
    const isHost =
      labels.length >= 2 &&
      /^(?:\p{L}{2,24}|xn--[a-z0-9-]{1,59})$/u.test(last) &&
      !fileEndings.has(last) &&
      labels.every((l) => /^[\p{L}\p{N}-]{1,63}$/u.test(l));
    if (!isHost) return token;
    facts.add(`link ${link(token)}`);
    return ' ';
  });
}

function link(written: string): string {
  return trimEnd(written.replace(/^https?:\/\//, '').replace(/^www\./, ''));
}

function trimEnd(text: string): string {
  return text.replace(/[.,;:!?/*_]+$/, '');
}
