// How the policy spells a sentence before it looks for triggers: no accents, no masks, no texting shorthand, no slips.

/** Letters that a mask hides in the most usual swear words: f*ck, f***ing, f\*cking, sh*t. */
const mask = '[*#@$%\\\\]{1,8}';
const masked: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`\\bf${mask}(?:u?c?k(?=\\w|\\b))?(?=ing|ed|er|\\b|\\W|$)`, 'g'), 'fuck'],
  [new RegExp(`\\bfu${mask}k?`, 'g'), 'fuck'],
  [new RegExp(`\\bsh${mask}t?`, 'g'), 'shit'],
  [new RegExp(`\\bbullsh${mask}t?`, 'g'), 'bullshit'],
];

const shorthand: ReadonlyMap<string, string> = new Map(
  Object.entries({
    u: 'you',
    r: 'are',
    bs: 'bullshit',
    ur: 'your',
    urself: 'yourself',
    ppl: 'people',
    pls: 'please',
    plz: 'please',
    plss: 'please',
    sum1: 'someone',
    some1: 'someone',
    any1: 'anyone',
    acc: 'account',
    acct: 'account',
    gimme: 'give me',
    lemme: 'let me',
    wanna: 'want to',
    gonna: 'going to',
    gotta: 'got to',
    dont: "don't",
    cant: "can't",
    wont: "won't",
    im: "i'm",
    ive: "i've",
    didnt: "didn't",
    isnt: "isn't",
    doesnt: "doesn't",
    wasnt: "wasn't",
    thats: "that's",
    whats: "what's",
    wheres: "where's",
    youre: "you're",
    theyre: "they're",
    wouldnt: "wouldn't",
    cs: 'customer service',
    mgr: 'manager',
    kiero: 'quiero',
    vc: 'voce',
    vcs: 'voces',
    tlm: 'telefon',
    qqn: "quelqu'un",
  }),
);

/** Words whose misspelling would hide a trigger. A slip of one letter in them is put right. */
const hotWords = `
  human person people somebody someone agent assistant assistance representative operator manager supervisor colleague speak
  speaking talking talk contact contacting escalate refund refunds refunded refunding reimburse reimbursement rebate compensation compensate money
  lawyer attorney solicitor lawsuit legal police illegal court discount cheaper negotiate negotiable hacked compromised account
  password stolen hijacked phishing fraud computer machine chatbot employee adviser specialist consultant callback chargeback supervisors managers solicitors
  reimbursed overcharged unauthorized authorised suicide unacceptable ridiculous terrible horrible useless disgusting complaint
  mitarbeiter menschen anwalt rechtsanwalt verklagen erstattung ruckerstattung beschwerde gehackt rabatt sprechen
  conseiller humain avocat remboursement rembourser plainte pirate remise
  persona hablar abogado reembolso denunciar descuento operador
  operatore avvocato rimborso denuncia sconto parlare
  atendente advogado reembolsado desconto processar falar
  medewerker advocaat terugbetaling korting aanklagen gehackt`
  .trim()
  .split(/\s+/);

/** Right as they stand, though one letter away from a hot word. */
const rightWords = new Set(
  `argent urgent policy layer layers player lawyers persons personal persone personne manger honey monkey monday count counts counter courts humane
  humano humana humaine agente agents assistants operators operator operateur operadora operatore compensated talks stalk taking tasking speaker
  discounts discounted amount leal curt regal legally legale legalo contacts contacted contract contracts contracting refunder hacker packed backed attorneys accounts passwords
  stole computers compute computed computing machines chatbots employees employer employed advisor advisers advised advise consultants consulting specialists specialties specialised callbacks frauds machined reimburses
  overcharge overcharges rebates parler parlate parle plaintes plants pirates remises avocats avocado persones hablamos reembolsos denunciare
  sconti scontro desconta processor processo falara medewerkers korting person personas manage managed manages illegally
  legals courte courier polite task tasks compliant tank tanks steak tack tall relate related rebase peoples solicit money manila
  mensch denuncio denuncias talked speaks assist assistent assistente rabatte someones pirater pirata pirat`
    .trim()
    .split(/\s+/),
);
const shortestSlip = 4;
const longestSlip = 18;

/** Every spelling with one letter left out, and the hot words it may come from. */
const withoutOne: ReadonlyMap<string, string> = new Map(
  hotWords.flatMap((word) => [...shortened(word), word].map((short) => [short, word] as const)),
);
const hot = new Set(hotWords);

function shortened(word: string): readonly string[] {
  return Array.from(word, (_, i) => word.slice(0, i) + word.slice(i + 1));
}

/** A hot word for its slip: one letter too many, too few, wrong, or two that changed places. */
function corrected(word: string): string {
  if (word.length < shortestSlip || word.length > longestSlip) return word;
  if (hot.has(word) || rightWords.has(word) || word.includes("'")) return word;
  for (const candidate of [word, ...shortened(word)]) {
    const meant = withoutOne.get(candidate);
    if (meant !== undefined && isSlip(word, meant)) return meant;
  }
  return word;
}

/** An ending that a language adds is no slip, and the first letter is seldom wrong. */
function isSlip(word: string, meant: string): boolean {
  if (word.startsWith(meant) || meant.startsWith(word) || word[0] !== meant[0]) {
    return word.length === meant.length + 1 && word.startsWith(meant) && word.at(-1) === meant.at(-1);
  }
  const differing = Array.from(word).filter((letter, i) => letter !== meant[i]).length;
  if (word.length !== meant.length) return true;
  if (differing === 1) return word.at(-1) === meant.at(-1);
  return differing === 2 && Array.from(word).sort().join('') === Array.from(meant).sort().join('');
}

/**
 * A sentence as the triggers read it.
 * @param sentence folded
 */
export function readingOf(sentence: string): string {
  const unmasked = /[*#@$%\\]/.test(sentence)
    ? masked.reduce((read, [pattern, word]) => read.replace(pattern, word), sentence)
    : sentence;
  return unmasked
    .normalize('NFD')
    .replace(/\p{Mn}+/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/æ/g, 'ae')
    .replace(/œ/g, 'oe')
    .replace(/(\p{L})\1{2,}/gu, '$1')
    .replace(/\b(talk|speak|chat|write|need|want) 2 /g, '$1 to ')
    .replace(/\bw\/ ?/g, 'with ')
    .replace(/[a-z\d]+(?:'[a-z]+)?/g, (word) => shorthand.get(word) ?? corrected(word));
}
