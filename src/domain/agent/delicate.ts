// Delicate matters in seven languages: a reply may speak of them only where a cited passage does, whatever the customer wrote.

export interface DelicateMatter {
  readonly rule: 'commitment' | 'internal-text';
  readonly name: string;
  /** Matched against folded text. */
  readonly words: RegExp;
}

/** Beginnings of words, so that every inflection counts. */
const beginning = (...words: readonly string[]): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})`, 'u');

export const delicateMatters: readonly DelicateMatter[] = [
  {
    rule: 'commitment',
    name: 'money back',
    words: beginning(
      'refund|reimburs|money back|your money|chargeback|charge back',
      '(?:rück)?erstatt|zurückerstatt|rückzahl|zurückzahl|geld zurück|kaufpreis',
      'rembours|vous rendons l',
      'reembols|devolver|devolvemos|devolución del? (?:dinero|importe)|(?:todo|su) (?:el )?dinero',
      'rimbors|restituiamo|suoi soldi',
      'reembols|devolvemos|seu dinheiro',
      'terugbetal|terugstort|geld terug|bedrag (?:\\p{L}+ ){0,4}terug',
    ),
  },
  {
    rule: 'commitment',
    name: 'a lower price',
    words: beginning(
      'discount|rebate|coupon|voucher|cashback|price match|match any|lowest price|half the price',
      'rabatt|nachlass|gutschein|preisnachlass|ermäßig',
      "remise|rabais|réduction|ristourne|bon d'achat",
      'descuento|rebaja|cupón|vale de',
      'sconto|sconti|buono',
      'desconto|cupom|cupão',
      'korting|tegoedbon|kortingsbon',
    ),
  },
  {
    rule: 'commitment',
    name: 'no price at all',
    words: beginning(
      'free of charge|for free|at no (?:extra )?(?:cost|charge)|without any (?:fee|cost|charge)|waive|owe you|you owe|compensat|credit note|goodwill',
      'kostenlos|gratis|kostenfrei|umsonst|gutschrift|kulanz|entschädig|schreiben (?:ihnen|dir) (?:\\p{L}+ ){0,5}gut(?!\\p{L})',
      'gratuit|sans frais|dédommag|avoir de|ne devez (?:plus )?rien|facture est annul',
      'sin coste|sin costo|gratuit|compensación|indemniz|abono',
      'gratuit|senza costi|risarci|indennizz|accredit',
      'sem custo|grátis|gratuit|indeniz|compensação',
      'kosteloos|vergoed|schadevergoed|creditnota',
    ),
  },
  {
    rule: 'commitment',
    name: 'money',
    words: beginning(
      'pay(?:s|ing|ment|ments)?(?![\\p{L}])|paid|costs?(?![\\p{L}])|prices?(?![\\p{L}])|money|invoices?|a gift|on the house',
      'bezahl|zahlen|koste[tn]|preis|geld(?![\\p{L}])|rechnung|geschenk',
      'payer|payez|payé|paie|coûte|prix(?![\\p{L}])|argent(?![\\p{L}])|facture|cadeau',
      'paga[rns]?(?![\\p{L}])|cuesta|precio|dinero|factura|regalo',
      'pagare|pagato|costa(?![\\p{L}])|costano|prezzo|soldi|fattura',
      'pagar|custa[m]?(?![\\p{L}])|preço|dinheiro|fatura|presente de',
      'betaal|betalen|kost(?![\\p{L}])|kosten|prijs|factuur|cadeau',
    ),
  },
  {
    rule: 'internal-text',
    name: 'instructions or tools of the agent',
    words: beginning(
      'prompt|(?:my|the|your|internal|system|initial) (?:rules|instructions|tools|guidelines)|rules say|knowledge ?base says|search knowledge|escalate to human|send response',
      'systemprompt|(?:meine|interne|systeme) (?:anweisung|regel|werkzeug|instruktion)|wissensdatenbank|werkzeuge hei|wissen suchen',
      '(?:mes|vos|les) (?:instructions|consignes|outils)|invite système',
      '(?:mis|las|sus) (?:instrucciones|reglas|herramientas)',
      '(?:mie|le|mio|miei) (?:istruzioni|regole|strumenti)',
      '(?:minhas|meu|meus|as) (?:instruções|regras|ferramentas)',
      'systeemprompt|(?:mijn|de) (?:instructies|regels|hulpmiddelen)',
    ),
  },
];

/** A link with its dots in words, or a word with blanks or dashes between its letters: both are there to pass a check. */
export const disguised =
  /[\p{L}\p{N}] [[(]?(?:dot|punkt|point|punto|ponto|punt)[\])]? [\p{L}\p{N}]|(?<![\p{L}\p{N}])\p{L}(?:[ \-._*]\p{L}(?![\p{L}\p{N}])){4,}/u;
