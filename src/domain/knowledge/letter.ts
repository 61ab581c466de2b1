// A message as a letter: what stands between its greeting and its regards, and whom both name.

export interface Letter {
  /** Without the greeting, and without the regards and the names below them. */
  readonly body: string;
  /** Who is greeted, as it is written; empty where nobody is by name. */
  readonly greeted: string;
  /** Who signs below the regards; empty where nobody does. */
  readonly signed: string;
}

/** UTF-16 units of one message that are read: an article is shorter. */
const longest = 20_000;

const greetings =
  'hello|hi|hey|dear|good (?:morning|afternoon|evening)|hallo|guten (?:tag|morgen|abend)|sehr geehrte[rs]?|liebe[rs]?|bonjour|bonsoir|madame|monsieur|hola|estimad[oa]s?|buen[oa]s (?:días|tardes)|buongiorno|gentile|ciao|olá|car[oa]|bom dia|beste|geachte|goedendag';
/** On a line of its own. */
const salutation = new RegExp(`^[ \\t]*(?:${greetings})(?!\\p{L})([^\\n]{0,40})(?:\\n|$)`, 'iu');
/** Before the first sentence, on its line. */
const inline = new RegExp(
  `^[ \\t]*(?:${greetings})(?!\\p{L})((?: [\\p{L}.'’-]{1,30}){0,3})[,!:][ \\t]*`,
  'iu',
);
const closing =
  /\n[ \t]*(?:(?:\p{L}+ ){0,3}(?:regards|wishes|cheers|sincerely|grüßen?|gruß|cordialement|saludos|saluti|cumprimentos|groeten|groet)|yours|best|thanks|thank you|danke|merci|gracias|grazie)[,.!]?[ \t]*((?:\n[^\n]{0,60}){0,4})\s*$/iu;

export function letterOf(text: string): Letter {
  const plain = text.slice(0, longest).toWellFormed().replace(/\r\n?/g, '\n').trim();
  const line = salutation.exec(plain);
  const isLine = line !== null && line[0].trim().length < plain.length && !/[.?]/.test(line[1] ?? '');
  const greeting = isLine ? line : inline.exec(plain);
  const rest = greeting ? plain.slice(greeting[0].length) : plain;
  const regards = closing.exec(rest);
  return {
    body: (regards ? rest.slice(0, regards.index) : rest).trim(),
    greeted: greeting?.[1]?.replace(/[,!:.]+$/, '').trim() ?? '',
    signed: signedBy(regards?.[1] ?? ''),
  };
}

/** The first line below the regards, where it is a name. */
function signedBy(lines: string): string {
  const first = lines.trim().split('\n')[0]?.trim() ?? '';
  return /^\p{Lu}[\p{L}'’.-]+(?: \p{Lu}[\p{L}'’.-]*){0,2}$/u.test(first) ? first : '';
}
