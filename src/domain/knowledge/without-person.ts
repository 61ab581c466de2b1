// Takes out of a text what is about a person, as far as rules find it: names, addresses, numbers and references.

/** Stands where something was taken out: whoever approves sees that a sentence may need mending. */
export const removed = '[…]';

/** Each is about somebody, or names something of somebody; the order matters, for a link may hold a number. */
const personal: readonly RegExp[] = [
  /\bLD-[0-9A-Z]{4}-[0-9A-Z]{4}\b/gi,
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu,
  /https?:\/\/[^\s)\]>]+[?#][^\s)\]>]*/giu,
  /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b/g,
  /\b\d{1,4}[a-z]?,?\s+(?:\p{Lu}[\p{L}'’-]*\s+){1,3}(?:street|st|road|rd|lane|avenue|ave|square|drive|way|court|close|place)\b\.?/giu,
  /(?<![\p{L}-])\p{Lu}[\p{L}-]{0,40}(?:straße|strasse|str\.|weg|platz|gasse|allee|laan|straat)\s*\d+\s?[a-z]?\b/giu,
  /\b(?:rue|avenue|boulevard|calle|avenida|via|viale|piazza|rua|praça)\s+(?:\p{L}[\p{L}'’-]*\s+){1,4}\d+\b/giu,
  /\b\d{1,4},?\s+(?:rue|avenue|boulevard)\s+(?:\p{L}[\p{L}'’-]*\s?){1,4}/giu,
  /\b\d{5}\s+\p{Lu}\p{Ll}[\p{L}-]{1,30}/gu,
  /\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}\b/g,
  /\b(?:account|order|customer|invoice|contract|parcel|tracking|reference|ticket|bestell|kunden|rechnungs|konto)[\p{L}-]{0,20}(?:\s*(?:no|number|nr|id|nummer)\b\.?)?\s*[:#]?\s*(?=[A-Z-]*\d)[A-Z0-9-]{4,}/giu,
  /\+?\d(?:[\s()./-]?\d){6,}/g,
  /#\s?\d+/g,
  /\b\d{5,}\b/g,
  /(?<!\p{L})(?:[Mm]rs?|[Mm]s|[Dd]r|Herrn?|Frau|Mme|Madame|Monsieur|Señora?|Signora?|Senhora?|Mevrouw|Meneer)\.?\s+\p{Lu}\p{Ll}[\p{L}'’-]{0,30}(?:\s\p{Lu}\p{Ll}[\p{L}'’-]{0,30})?/gu,
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

const selfNamed =
  /(?:my name is|i am called|mein name ist|ich heiße|je m['’]appelle|mon nom est|me llamo|mi nombre es|mi chiamo|il mio nome è|meu nome é|chamo-me|mijn naam is|ik heet)\s+(\p{Lu}[\p{L}'’-]+(?:\s\p{Lu}[\p{L}'’-]+){0,2})/giu;
/** References of orders, parcels and contracts; what follows one of these words is a code that everybody may see. */
const reference =
  /(?<!(?:error|code|status|message|fehler|fehlercode|meldung|erreur|errore|fout|norm|model|modell|firmware|version)\s{0,2}(?:code|no\.?|number)?\s{0,2}[:#]?\s{0,2})(?<![\p{L}\p{N}-])(?:\p{Lu}{1,6}-?\d{4,}|\p{Lu}{0,4}\d{2,}(?:-\p{Lu}?\d+)+|\p{Lu}{2,6}-(?=[\p{Lu}\d-]*\d{3})[\p{Lu}\d]+(?:-[\p{Lu}\d]+)*)(?![\p{L}\p{N}])/gu;

/** What a customer says of themself, to be taken out of whatever is made of the answer. @param text of a message */
export function ownOf(text: string): {
  readonly names: readonly string[];
  readonly references: readonly string[];
} {
  const read = text.slice(0, 20_000);
  return {
    names: [...read.matchAll(selfNamed)].map(([, name = '']) => name),
    references: [...new Set(read.match(reference) ?? [])],
  };
}

/** @param references as the customer wrote them */
export function withoutReferences(text: string, references: readonly string[]): string {
  return references.reduce((rest, one) => rest.replace(wholeWord(one), removed), text);
}

function wholeWord(name: string): RegExp {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?:['’]s)?(?![\\p{L}\\p{N}])`, 'giu');
}
