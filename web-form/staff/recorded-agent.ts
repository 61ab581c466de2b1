// Why a ticket was handed over, and why a reply was refused, in German.
import type { GuardrailRule } from '../../src/domain/agent/guardrails.ts';
import type { Recorded } from './recorded.ts';

const languages: Readonly<Record<string, string>> = {
  English: 'Englisch',
  German: 'Deutsch',
  French: 'Französisch',
  Spanish: 'Spanisch',
  Italian: 'Italienisch',
  Portuguese: 'Portugiesisch',
  Dutch: 'Niederländisch',
};
const matters: Readonly<Record<string, string>> = {
  'money back': 'Erstattung',
  'a lower price': 'einem niedrigeren Preis',
  'no price at all': 'etwas Kostenlosem',
  money: 'Geld',
  'instructions or tools of the agent': 'Anweisungen oder Werkzeugen des Agenten',
};
const scripts: Readonly<Record<string, string>> = {
  Latin: 'lateinischen',
  Cyrillic: 'kyrillischen',
  Greek: 'griechischen',
  Armenian: 'armenischen',
  Cherokee: 'Cherokee-',
};

/** Those of a reply, and before them whether enough was found. */
export type Check = 'low-confidence' | GuardrailRule;

/** What the checks are called. */
export const checksGerman: Readonly<Record<Check, string>> = {
  'low-confidence': 'Gewissheit',
  empty: 'Inhalt',
  'too-long': 'Länge',
  markup: 'Auszeichnung',
  deception: 'Täuschung',
  'internal-text': 'Internes',
  language: 'Sprache',
  'citations-missing': 'Quellen genannt',
  'citation-unknown': 'Quellen gefunden',
  promise: 'Versprechen',
  commitment: 'Zusagen',
  'unsupported-fact': 'Angaben belegt',
  unsupported: 'Sätze belegt',
};
const lists = (names: string, words: Readonly<Record<string, string>>, between: RegExp, by: string) =>
  names
    .split(between)
    .map((name) => words[name] ?? name)
    .join(by);

const handOvers: readonly Recorded[] = [
  [/^Asked for a person on the status page\.$/, 'Hat auf der Statusseite um einen Menschen gebeten.'],
  [/^No reply after (\d+) tool calls\.$/, 'Keine Antwort nach $1 Werkzeugaufrufen.'],
  [
    /^Refused replies: (.*?)\. Last: (.*)$/s,
    (rules = '', last = '') =>
      `Antworten abgelehnt von den Prüfungen: ${lists(rules, checksGerman, /, /, ', ')}. Zuletzt: ${last}`,
  ],
  [/^No outcome within the time limit\.$/, 'Kein Ausgang innerhalb der Zeit.'],
  [/^No agent could work: (.*)$/s, 'Kein Agent konnte arbeiten: $1'],
  [
    /^the provider failed several times and is left alone for a while$/,
    'der Anbieter ist mehrmals ausgefallen und wird eine Weile nicht gefragt',
  ],
  [/^the run took longer than its limit$/, 'der Lauf dauerte länger, als er darf'],
  [/^the model cannot be used: (.*)$/s, 'das Modell ist nicht zu gebrauchen: $1'],
  [/^The searches found too little\.$/, 'Die Suchen fanden zu wenig.'],
  [/^The agent ended without an answer\.$/, 'Der Agent endete ohne Antwort.'],
  [/^Searches that found too little: (.*)$/s, 'Suchen, die zu wenig fanden: $1'],
  [
    /^Another request to the model may cost (\S+), and the cap of (the day|a ticket) is (\S+), of which (\S+) is booked\.$/,
    (cost = '', what = '', cap = '', booked = '') =>
      `Eine weitere Anfrage an das Modell kann ${cost} kosten, und die Grenze ${what === 'the day' ? 'des Tages' : 'eines Tickets'} ist ${cap}; davon sind ${booked} gebucht.`,
  ],
  [
    /^The passages found could not be made into an answer that keeps the rules\.$/,
    'Aus den gefundenen Abschnitten ließ sich keine Antwort machen, die die Regeln einhält.',
  ],
  [
    /^The knowledge base has no passage that answers all of this\.$/,
    'Kein Abschnitt im Wissen beantwortet das alles.',
  ],
];

const refusals: readonly Recorded[] = [
  [/^the reply says nothing$/, 'die Antwort sagt nichts'],
  [/^the reply contains markup: (.*)$/s, 'die Antwort enthält Auszeichnung: $1'],
  [/^the reply contains internal text: (.*)$/s, 'die Antwort enthält Internes: $1'],
  [/^the reply contains an invisible character$/, 'die Antwort enthält ein unsichtbares Zeichen'],
  [/^the reply contains an HTML entity: (.*)$/s, 'die Antwort enthält ein HTML-Kürzel: $1'],
  [
    /^the reply contains a link shown as (\S+) that leads to (\S+)$/,
    'die Antwort zeigt einen Link als $1, der zu $2 führt',
  ],
  [
    /^the reply contains a word of (.*) letters: (.*)$/s,
    (names = '', word = '') =>
      `die Antwort enthält ein Wort aus ${lists(names, scripts, / and /, ' und ')} Buchstaben: ${word}`,
  ],
  [/^(\d+) characters; a reply takes (\d+)$/, '$1 Zeichen; eine Antwort fasst $2'],
  [/^(\d+) words; \S+ takes (\d+)$/, '$1 Wörter; der Kanal fasst $2'],
  [/^(\d+) characters; \S+ takes (\d+)$/, '$1 Zeichen; der Kanal fasst $2'],
  [/^an answer names its sources$/, 'eine Antwort nennt ihre Quellen'],
  [/^(\S+) was not found by a search of this run$/, '$1 fand keine Suche dieses Laufs'],
  [
    /^the customer wrote in (\w+), the reply is in (\w+)$/,
    (asked = '', said = '') =>
      `der Kunde schrieb auf ${languages[asked] ?? asked}, die Antwort ist auf ${languages[said] ?? said}`,
  ],
  [/^promises money: (.*)$/s, 'verspricht Geld: $1'],
  [/^promises work: (.*)$/s, 'verspricht, etwas zu tun: $1'],
  [/^commits us on money: (.*)$/s, 'legt uns bei Geld fest: $1'],
  [/^not in the sources: (.*)$/s, 'nicht in den Quellen: $1'],
  [/^not in the cited passages: (.*)$/s, 'nicht in den genannten Abschnitten: $1'],
  [/^the passages say the opposite: (.*)$/s, 'die Abschnitte sagen das Gegenteil: $1'],
  [
    /^too little of the reply is in the cited passages$/,
    'zu wenig von der Antwort steht in den genannten Abschnitten',
  ],
  [
    /^speaks of ([^:]+): (.*)$/s,
    (matter = '', found = '') => `spricht von ${matters[matter] ?? matter}: ${found}`,
  ],
  [/^spells something out: (.*)$/s, 'buchstabiert etwas: $1'],
];

export const agentRecorded: readonly Recorded[] = [...handOvers, ...refusals];
