// One sentence or subject as a heading: what customers wrap it in falls away, and where it is long it is cut at a clause.

/** UTF-16 units, without the question mark. */
const longest = 80;
/** A clause that ends earlier leaves too little. */
const shortestClause = 25;

/** What a sentence is begun with and that says nothing of the matter; several may follow each other. */
const before: readonly RegExp[] = [
  /^(?:hello|hi|hey|dear|good (?:morning|afternoon|evening)|hallo|guten (?:tag|morgen|abend)|bonjour|hola|buongiorno|ciao|olá|goedendag)(?!\p{L})[^,!:?.]{0,30}[,!:]\s*/iu,
  /^(?:and|so|but|also|well|please|now|then|or|und|aber|bitte|nun|oder|et|mais|alors|pero|ma|maar)(?!\p{L}),?\s+/iu,
  /^(?:(?:just |only )?(?:a |one |one more |another |my |noch eine |eine |ich habe eine )?(?:(?:quick|short|small|kurze|kleine) )?(?:question|frage))\s*[:,–-]\s*/iu,
  /^(?:help|urgent|asap|hilfe|dringend)(?!\p{L})[!:,.\s]*/iu,
  /^¿\s*/u,
];
/** A question put into another one: what follows is no longer in the order of a question. */
const asking: readonly RegExp[] = [
  /^(?:can|could|would|will) (?:you|anybody|somebody|someone) (?:please |kindly |maybe |possibly )?(?:tell|explain to|let|advise|show) (?:me|us)(?: know)?(?!\p{L})[,:]?\s*/iu,
  /^(?:(?:i|we) (?:was|were|am|are) (?:just |only )?wondering|(?:i|we)(?:'d|’d| would) (?:like|love) to (?:know|ask)|(?:i|we) (?:want|wanted|need) to (?:know|ask)|do you know|may i ask|please (?:tell me|let me know|advise|explain))(?!\p{L})[,:]?\s*/iu,
  /^(?:können|könnten|kannst|könntest) (?:sie|ihr|du) (?:(?:mir|uns) )?(?:bitte |vielleicht |kurz )*(?:sagen|erklären|mitteilen|zeigen)\s*[,:]?\s*/iu,
  /^(?:ich|wir) (?:wollten?|möchten?|würden?) (?:gerne? |mal |nur |kurz |bitte )*(?:wissen|fragen)\s*[,:]?\s*/iu,
  /^(?:wissen sie|weißt du)\s*,?\s*/iu,
  /^(?:pouvez-vous|pourriez-vous) (?:me |nous )?(?:dire|expliquer)\s*,?\s*/iu,
  /^je (?:voudrais|voulais|souhaite) savoir\s*,?\s*/iu,
  /^(?:quisiera|querría|quería|me gustaría) saber\s*,?\s*/iu,
  /^(?:me |nos )?(?:puede|podría|pueden|podrían) (?:decir(?:me|nos)?|explicar(?:me|nos)?)\s*,?\s*/iu,
];
const after =
  /[\s,;–-]*(?:please|thanks?(?: you)?(?: (?:so|very) much)?(?: in advance)?|many thanks|bitte|danke|vielen dank|s['’]il vous pla[iî]t|svp|merci|por favor|gracias|per favore|grazie|alstublieft|bedankt)$/iu;

/** A question or wish by what it comes to; `$1` is the matter. */
const matters: readonly (readonly [RegExp, string])[] = [
  [/^how (?:do|can|could|would|should|may|must|shall) (?:i|we|one|you) (.+)$/iu, 'How to $1'],
  [/^how (?:i|we|one) (?:can|could|should|may|must|do|would) (.+)$/iu, 'How to $1'],
  [/^(?:what is|what's|what’s) the (?:best |right |correct |easiest )?way to (.+)$/iu, 'How to $1'],
  [/^(?:i|we)(?:'d|’d| would) (?:like|love) to (.+)$/iu, '$1'],
  [/^(?:i|we) (?:want|need|wish|have|am trying|are trying) to (.+)$/iu, '$1'],
  [/^wie (?:kann|muss|soll|darf|könnte) (?:ich|man) (?:denn |bitte )?(.+)$/iu, '$1'],
  [/^wie (?:können|müssen|sollen|dürfen|könnten) wir (?:denn |bitte )?(.+)$/iu, '$1'],
  [/^wie (?:ich|wir|man) (.+) (?:kann|können|muss|müssen|soll|sollen|darf|dürfen)$/iu, '$1'],
  [/^(?:ich|wir) (?:möchten?|wollen|will|muss|müssen|würden? gerne?) (?:gerne? |bitte )?(.+)$/iu, '$1'],
];
/** An indirect yes or no in the order of a question. */
const whether: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:if|whether) (i|you|we|it|they) (can|could|may|should|will|would|must|are|is|have to) (.+)$/iu,
    '$2 $1 $3',
  ],
  [/^(?:if|whether) (i|you|we|they) (.+)$/iu, 'do $1 $2'],
  [/^(?:si|se) (.+)$/iu, '$1'],
  [/^ob (?:ich|man) (.+) (kann|muss|darf|soll)$/iu, '$2 man $1'],
];
/** Whose it is says nothing to others. German `mein` is left, for it does not tell the gender. */
const whose: readonly (readonly [RegExp, string])[] = [
  [/(?<!\p{L})(?:my|our)(?!\p{L})/giu, 'the'],
  [/(?<!\p{L})(?:mein|unser)e(?!\p{L})/giu, 'die'],
  [/(?<!\p{L})(?:mein|unser)en(?!\p{L})/giu, 'den'],
  [/(?<!\p{L})(?:mein|unser)em(?!\p{L})/giu, 'dem'],
  [/(?<!\p{L})(?:mein|unser)er(?!\p{L})/giu, 'der'],
];
const clauses =
  /[,;:(]|\s[–—-]\s|\s(?:because|since|so that|although|but|when|while|and then|weil|denn|aber|damit|obwohl|wenn|parce que|car|mais|porque|pero|perché|omdat|maar)\s/giu;

const question =
  'how|what|where|when|why|which|who|is there|are there|can|could|do|does|is|are|will|would|may|should|wie|wo|was|wann|warum|wieso|welche[rsnm]?|wer|kann|können|gibt es|muss|darf|soll|comment|où|quand|pourquoi|quel(?:le)?s?|est-ce|cómo|dónde|cuándo|qué|come|dove|quando|perché|como|onde|hoe|waar|wanneer|waarom';
const asks = new RegExp(`^(?:${question})(?!\\p{L})`, 'iu');
const lastQuestion = new RegExp(
  `^.*[,;:–-]\\s*(?:(?:and|so|und|but|aber)\\s+)?((?:${question})(?!\\p{L})[^,;]+)$`,
  'isu',
);

/** The question at the end of a sentence that tells something before it; undefined where it has none. */
export function questionAtEnd(sentence: string): string | undefined {
  return lastQuestion.exec(sentence)?.[1];
}

const pointing =
  /^(?!is it )(?:\S+ ){0,3}it(?!\p{L})|(?<!\p{L})(?:this|that|these|those|das|dies|es|ça|cela|esto|eso|questo|isso|dit|dat)$/iu;

/** Whether it tells of somebody, or of something said before: a heading stands alone. */
export function isOfSomebody(heading: string): boolean {
  if (pointing.test(heading.replace(/\s*\?$/, ''))) return true;
  return /^(?:i|i['’]m|i['’]ve|we|it|he|she|they|that|this|ich|wir|es|das ist|dies|er|sie|je|j['’]|nous|il|elle|ho|ik|wij)(?!\p{L})/iu.test(
    heading,
  );
}

/** @returns empty where nothing is left */
export function asHeading(sentence: string): string {
  const line = sentence.replace(/\s+/g, ' ').trim();
  const mark = /\s*\?[\s?!.)"”»]*$/u.exec(line);
  const open = calm(line.slice(0, mark?.index ?? line.length).replace(/^[\s(]+|[\s.!;:,]+$/gu, ''));
  const { text, isIndirect } = unwrapped(open);
  const [direct, isTurned] = isIndirect ? firstOf(text, whether) : [text, false];
  const [matter, isMatter] = firstOf(direct, matters);
  const general = whose.reduce((rest, [pattern, word]) => rest.replace(pattern, word), matter);
  const bare = general.replace(after, '').trim();
  const short = cut(bare);
  if (!/\p{L}{2}/u.test(short)) return '';
  const isWhole = short.length === bare.length || asks.test(short);
  const isQuestion = mark !== null && !isMatter && isWhole && (isTurned || !isIndirect);
  return `${capitalised(short)}${isQuestion ? (mark[0].startsWith(' ') ? ' ?' : '?') : ''}`;
}

function unwrapped(text: string): { readonly text: string; readonly isIndirect: boolean } {
  let [rest, isIndirect] = [text, false];
  for (let round = 0; round < 5; round++) {
    const length = rest.length;
    for (const pattern of before) rest = rest.replace(pattern, '');
    for (const pattern of asking) {
      const bare = rest.replace(pattern, '');
      isIndirect ||= bare !== rest;
      rest = bare;
    }
    if (rest.length === length) break;
  }
  return { text: rest.replace(after, ''), isIndirect };
}

function firstOf(text: string, forms: readonly (readonly [RegExp, string])[]): readonly [string, boolean] {
  const form = forms.find(([pattern]) => pattern.test(text));
  return form ? [text.replace(form[0], form[1]), true] : [text, false];
}

/** At the last clause that fits, else at the last word, with an ellipsis. */
function cut(text: string): string {
  if (text.length <= longest) return text;
  const ends = [...text.slice(0, longest + 1).matchAll(clauses)].map(({ index }) => index);
  const end = ends.findLast((index) => index >= shortestClause);
  if (end !== undefined) return text.slice(0, end).trim();
  const space = text.lastIndexOf(' ', longest - 1);
  return `${text
    .slice(0, space > 0 ? space : longest - 1)
    .toWellFormed()
    .trim()}…`;
}

/** Without capitals where somebody shouts. */
function calm(text: string): string {
  const isShouted = !/\p{Ll}/u.test(text) && (text.match(/\p{Lu}/gu)?.length ?? 0) > 8;
  return isShouted ? text.toLowerCase() : text;
}

function capitalised(text: string): string {
  const [first = ''] = text;
  return first.toUpperCase() + text.slice(first.length);
}
