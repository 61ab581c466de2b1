// How money is claimed back, a price is haggled over and the law is called in, by construction and in every language.
import { type Language, type Phrases, phrases } from '../languages/phrases.ts';

const sum = '(\\d{1,6}([.,]\\d{1,2})? ?(euros?|dollars?|pounds?|usd|eur|gbp|bucks|quid|francs|reais|chf)?)';
const bank =
  '((my|our|the) (bank|card issuer|card company|credit card( company)?|card provider)|visa|mastercard|amex|american express|paypal|klarna)';
const ownDesk = phrases(
  '(record|list|see|show|display|issue|process|export|import|configure|enable|set up|handle|manage) …4 (disputes?|chargebacks?|refunds?|credits?|debits?)',
  "(my|our|an?|the|his|her|their) (customers?|buyers?|clients?|shoppers?|guests?|donors?|members?)('s)?( (accounts?|order|wants?|asks?|asked|wanted|raised|has|have|returns?|got|paid|disputes?))?",
  'if (i|we) (cancel|change|return|leave|downgrade|close|void)|(which|what|some|certain) (cases|situations|circumstances|conditions)|(policy|policies|guarantee|report|column|field|setting|button|template|role|screen|point of sale|pos)|(declined|rejected|refused) by|(carriers?|courier|insurance)|(arrived|received|got|came|landed) …2 (today|yesterday|already|thank|this morning)|(no|without) (hurry|rush)',
);

const englishRefund: Phrases = {
  certain: [
    phrases(
      '(give|giving) (me |us )?back …1 (what (i|we)|(my|our) (money|payment|deposit)|all (i|we|my|our)|every (cent|penny|euro|dollar))|(give|send|pay|hand|wire|transfer) (me|us) (it |that |everything )?back( |$)(?! (to|a call|an answer|up))|(give|get|want|need|send|put|pay|transfer|return|wire|have|see|expect|like|credit|deserve) …4 ' +
        sum +
        ' …5 (back|returned|refunded|reversed|credited)',
      `${sum} …3 (back|returned|refunded) (on|to|into|onto|please|asap|now|immediately)`,
      '(want|need|expect|like|please|must|should|have|get|see|demand|require|can|could|kindly) …6 (payment|charge|debit|renewal|amount|fee|money|sum|deposit|transaction|subscription|invoice) …4 (reversed|returned|credited back|sent back|paid back|undone|refunded|back on (my|our|the)|back (in|into|to|onto) (my|our|the))(?! (by|from) (the bank|my bank))',
      'owes? (me|us) …8 (money|euros?|dollars?|pounds?|difference|refund|credit|compensation|amount|balance|rest|two|one|month|months|for|\\d{1,6})',
      '(money|cash|payment|amount|fee|sum) …3 (needs?|has|must|should|ought|want|expected|is supposed|better) (to )?(come|be|go|get) …2 (back|returned|refunded|repaid|reversed)',
      `(dispute|disputing|disputed|chargeback|charging back|claw(ing)? back|recall(ing)?) …7 ${bank}|(file|filing|filed|open|opening|opened|raise|raising|start|starting|initiate|request|requesting) …2 (chargeback|dispute|paypal case|payment dispute|section 75)|${bank} …8 (dispute|disputing|reverse|reversing|chargeback|charge ?back|recall|claw back|case against|claim against|opening a|stop the payments?|blocked? (your|further|any) (charges?|debits?|payments?))`,
      "(want|would like|'d like|expect|deserve|request|need|ask for|asking for|demand|entitled to|due|claim|appreciate) (to have |to get |some |a |an |the |full |partial |pro-?rata |at least ){0,4}(credit|goodwill|compensation|reimbursement|refund|restitution|credited|reimbursed|refunded|recompense|redress|adjustment) …1 (for|on|because|as|of|to|in)?",
      '(credit|compensate|reimburse|recompense|repay|refund) (me|us)|(me|us) (to be )?(reimbursed|refunded|compensated|repaid|credited)',
      '(charged|billed|debited|invoiced|took|taken|renewed|deducted|withdrew|paid) …9 (never used|did not use|did ?n.t (even )?use|cancel(l)?ed (before|already|weeks|last|in|on|my)|after (i|we) (cancel(l)?ed|closed|quit|left)|by mistake|in error|without (my|our|asking|consent|permission|authori[sz]ation|warning|notice)|unused|twice|double|two times|although|even though|despite) …8',
    ),
  ],
  likely: [
    phrases(
      '(reverse|undo|annul|waive|take back) (the|this|that|my|our|your|these|those|both|all) …3 (charges?|payments?|debits?|renewal|transactions?|direct debits?|bill|billing|auto-?renewal|withdrawals?)',
    ),
  ],
  harmless: ownDesk,
};

const englishPricing: Phrases = {
  certain: [
    phrases(
      '(match|beat|meet|undercut|come close to|go below|better|equal) (it|that|this|them|their|the|his|those) …2 (price|offer|quote|rate|deal|number)?( for (us|me))?$',
      '(another|other|rival|different|second|competing|alternative) (vendor|provider|supplier|company|firm|offer|quote)s? …9 (half|less|cheaper|lower|\\d{1,2} ?(%|percent)|same (thing|for)|fraction|third)|(competitors?|competition|rivals?|elsewhere|others) …9 (half|less|cheaper|lower|\\d{1,2} ?(%|percent)|fraction|a third)',
      `(would|could|will|can) you (accept|take|agree to|consider|settle for|live with|go (down )?to|do) (it (for|at) )?(about |around |only )?${sum} …4 (instead|rather|per|a|for|if|for the|flat|all in|seats?)`,
      "(what's|what is|give (us|me)|send (us|me)|let (us|me) have|need|name|make (us|me)|hear|want|see|quote) …1 your (very )?(best|lowest|final|rock[- ]bottom|sharpest|keenest) …1 (price|offer|quote|rate|deal|number|proposal)|(best|lowest|keenest|sharpest) (price|offer|rate|deal|quote) …1 ((you|for) (us|our|can|could|would|\\d{1,5}|me)|possible)",
      '(price|number|quote|figure|rate|fee|cost|offer|total|invoice|bill|amount) …2 (can|could|would|comes?|came|went|goes|were|was|is|to) …2 (come |go |brought |bring |negotiated )?(down|lower(ed)?|reduced|improved|adjusted|negotiated|sharper|flexible|negotiable|better)(?! (time|for maintenance))(?= .{0,30}\\b(if|a bit|a little|for (us|me|our)|bit|slightly|so|please)\\b|[.?!]|$)',
      '(sharpen|shave|trim|cut|slash|sweeten|soften|improve|rework) (your|the|a bit|some|something) …3 (pencil|quote|price|offer|deal|off|rate|figures?|proposal|terms)|(wiggle|wriggle|negotiating|bargaining) room|room (to|for|on) …2 (move|negotiat\\p{L}{1,4}|manoeuvre|maneuver|bargain\\p{L}{0,3}|improvement|the price|price)',
      '(sign|commit|extend|renew|stay|order|buy|upgrade|prepay|pay (up front|upfront|in advance)|close|take|go) …9 (if|provided|as long as|assuming|once|when) …9 (knock(ed)?|drop(ped)?|lower(ed)?|comes? down|came down|waive[ds]?|reduce[ds]?|cut|discount(ed)?|off|throw(n)? in|free|better (price|rate|deal)|cheaper|less|price|sweeten|match)',
      '(quote|price|renewal|offer|rate|fee|it|that|this|proposal|cost|costs|you) …4 (steep|pricey|over (our|my|the) budget|above (our|my|the) budget|out of (our|my) (budget|range|reach)|too (rich|steep|dear|high|much)|more than (we|i) (can|could|want|wanted|planned|expected|budgeted)|beyond (our|my)) …9 (any|can|could|would|anything|chance|room|do|offer|discount|options?|possible|help|better|less|reduce|lower|deal)',
      'what (can|could|would|will) you (do|offer) (for us|for me|there|about (it|that|the price)|on (price|that|the price|cost)|in terms of|if (we|i))|(anything|something) (you|that you|to be|we) …2 (do|done|offer) …3 (on|about|with) (the |our |that )?(price|cost|rate|fee|quote|bill)|((can|could|would|will) you …2 (do|give|cut|make|strike|work out|offer)|(give|cut|make|offer|do) (us|me)) (us |me )?(a|some|any) (kind of |sort of |better |good |sweet |special |long[- ]term )?(deal|bargain|concession|break|reduction|discount)(?! code)|(loyalty|volume|bulk|long[- ]?term|multi-?year) (discount|price|pricing|rate|deal) …3 (for us|for me|for our|possible|can you|could you)',
      '(better|lower|special|reduced|friendlier|preferential|fairer|nicer) (rate|price|deal|terms|pricing|offer|quote|conditions) …6 (given|since|because|considering|for (us|me|our|being|loyal)|as|if|with|now that|please|possible)',
    ),
  ],
  harmless: phrases(
    '(my|our|to|for) (customers?|buyers?|clients?|shoppers?|guests?|members?|own (shop|store|customers))|(discount|coupon|voucher|promo) (codes?|rules?|field|column|button)|(set up|create|configure|add|show|display|enter|change) (a |an |the |my |our ){0,2}(discount|price|prices|rate|offer|quote)s?|carriers?|exchange rates?|error rates?|sampl(e|ing) rate|conversion rate|frame rate',
  ),
};

const englishLegal: Phrases = {
  certain: [
    phrases(
      '(lawyer|attorney|solicitor|barrister|counsel|legal (team|department|advis[eo]rs?|counsel|representative|people)|law firm|advocate)s? …1 (says?|said|tells?|told|thinks?|advis(es|ed)|believes?|confirms?|confirmed|will|shall|has|have|is|are|was|is going|agrees?|writes?|wrote|sent|send|drafted|reviewed|looked|takes?|handles?)(?! (asked|asking|requested) (me |us )?for)(?! (a copy|the invoice|access))',
      '(see|meet|sue) (you|u|each other|this|ya) …1 (in|at|before|in front of) …2 (court|claims|tribunal|judge)|(judge|judges|courts?|tribunal|jury|arbitrator|magistrate) …2 (decide|will|let|determine|rule|settle|sort|judge|order|find)|(refer|bring|take|taking|put|go|going|before|up to|in front of|explain (this|it|that) to) …5 (the courts?|a court|court|an? (judge|tribunal|arbitrator|magistrate)|the judge|small claims)',
      '(letter|mail|hear|hearing|next|message|contacted|correspondence|expect) …6 (law firm|solicitors?|lawyers?|attorneys?|barristers?|legal (team|department|counsel)|bailiffs?|debt collect\\p{L}{1,6})|(expect|prepare for|get ready for|await|received?|issue|issuing|serve|serving|file|filing) …2 (writ|summons|subpoena|claim form|court papers|statutory demand|letter of claim|injunction|court case|lawsuit|proceedings)',
      '(notice|formal notice|notification) of (default|breach|claim|intent|termination for|dispute|liability|violation)|(formal|final|legal|official|written) (notice|warning|demand|deadline) (of|that|under|to|before|for|pursuant)|(put|putting|place|placing|hereby) (you )?(formally )?(on notice|notify|notified|demand|hold you|give (you )?notice|request that you (cease|delete|preserve))|(preserve|retain) (all|any|every) …3 (records?|documents?|evidence|data|communications?|correspondence|logs)|without prejudice|(all|my|our) (legal )?(rights|remedies) (are )?reserved|reserv(e|es|ing) (all |my |our |the ){0,2}(legal )?rights?',
      '(file|filing|filed|lodge|lodging|lodged|submit|submitting|submitted|make|making|raise|raising|escalate|escalating|send|sending|take|taking|report|reporting|reported|forward|forwarding|complain|complaining|refer|referring|going|turn) …9 (to|with|at|by) (the |a |an |our |my |your )?(national |local |federal |state |data |financial |consumer |competent |relevant |industry |advertising |energy |privacy |banking |supervisory |\\p{L}{1,14} ){0,2}(commissioner|regulator|ombudsman|ombudsperson|watchdog|ico|dpa|cnil|data protection (authority|commissioner|agency)|supervisory authority|financial conduct authority|fca|ftc|consumer (protection|affairs|council|advice)|trading standards|bbb|better business bureau|police|prosecutor|attorney general|fraud squad|action fraud)(?! (report|form|field|export|role))',
      '(under|per|pursuant to|citing|invoking|according to|violat(es|ed|ing|ion) of|breach(es|ed|ing)? of|in breach of|contrary to|in violation of|against) …3 (consumer (law|rights|act)|gdpr|ccpa|data protection (law|act)|the (law|contract|agreement|sla|terms|statute)|our (contract|agreement|sla)|(clause|section|article|paragraph) \\d{1,3}|consumer protection|employment law|contract law|competition law) …6',
      '(every|all|any|the|what(ever)?) …3 (records?|data|information|files?|thing|documents?) …2 (you |your company )?(hold|have|keep|store|stored|process|possess|collected|held|kept) …3 (about|on|of|concerning|relating to) (me|us|my|myself)|subject access|right of (access|erasure|rectification)|(statutory|legal|consumer) rights?( |$)(?!field|column|page|management|holder)',
      '(hold|holding|held) (you|your company) …2 (liable|responsible|accountable)|(breach|broke|broken|breaching|violated|violating) …3 (contract|agreement|terms|law|sla|gdpr|promise in writing)|(sue|suing|prosecute|prosecuting|litigate|litigation|injunction|legal recourse|legal route|legal advice|legal remedies|class action|damages from you|press charges|criminal complaint)( |$|[.,!])',
    ),
  ],
  harmless: phrases(
    '(my|our|the|a|an|his|her|their) (customers?|buyers?|clients?|tenants?|users?)|(field|column|template|module|calendar|export|format|role|permission|report sales|sales|tax authority|legal entity|matter numbers?|plan)',
    '(asked|asks|wants|wanted|needs|requests?) …2 (for |to see )?(an? |the |last |all |our |my )*(copy|copies|invoices?|receipts?|pdfs?|access|logs?|proof|export)',
    '(send|forward|address|cc|e-?mail|bill|copy|invite|add|give|share|download) …6 (to|for|with) (our|my|the) (legal (department|team)|lawyers?|attorneys?|solicitors?|notary)',
    '(is it|would it be|are we|am i) …3 (legal|illegal|allowed|against)|(sample|example|model|draft|standard) …2 (notice|contract|clause|letter)|terms of service page|comply|complian(t|ce)|how (do|does|can|should) (i|we|you) …3 (report|comply|export)',
  ),
};

/** The words of one language for claims, prices and law. */
interface Claims {
  readonly refund: readonly string[];
  readonly pricing: readonly string[];
  readonly legal: readonly string[];
  /** About customers of the customer, and about screens. */
  readonly own: string;
}

const abroad: Readonly<Record<Exclude<Language, 'en'>, Claims>> = {
  de: {
    refund: [
      '(lasse|lassen|hole|holen|buche|buchen|werde|werden) …6 (zuruckbuchen|zuruckholen|stornieren|zuruckgehen|ruckbuchung|zuruckgeben|platzen)|(ruckbuchung|lastschrift|abbuchung|zahlung) …4 (zuruckgeholt|zuruckgebucht|widersprechen|widersprochen|zuruckgehen|ruckgangig)',
      '(gutschrift|erstattung|ruckzahlung|entschadigung|kompensation|ersatz) …6 (mir|uns|zu|verlang\\p{L}{1,3}|fordern?|erwart\\p{L}{1,3}|bitte)|(erwart\\p{L}{1,3}|verlang\\p{L}{1,3}|forder\\p{L}{1,3}|bitte um|mochte|wollen|will) …6 (gutschrift|erstattung|ruckzahlung|erstattet|zuruck(haben|bekommen|erstattet|gezahlt|uberwiesen)|gutgeschrieben)|(mir|uns) …8 (gutschreiben|zu erstatten|zuruckzahlen|zuruckerstatten|zuruckuberweisen|gutzuschreiben|zuruckzuzahlen)',
      '(trotz|nach|obwohl|ohne) …3 (kundigung|gekundigt|zustimmung|auftrag|meine) …8 (abgebucht|berechnet|belastet|verlangert|eingezogen|geld)|(abgebucht|berechnet|belastet|eingezogen) …8 (obwohl|trotz|ohne)|schuld(et|en) (sie|ihr) (mir|uns)',
    ],
    pricing: [
      '(preis|preislich|angebot|rabatt|konditionen|kosten|tarif) …8 (noch (was|etwas|luft)|spielraum|drin|machen|machbar|entgegen\\p{L}{0,6}|verhandel\\p{L}{0,4}|nachbessern|runter|senken|besser(e[rns]?)?|mitgehen|mithalten|anpassen)|(konkurrenz|mitbewerber|wettbewerber|anderer anbieter|andere anbieter|anderswo|woanders) …6 (gunstiger|billiger|weniger|die halfte|prozent|\\d{1,2} ?%)',
      '(was|welche[ns]?) …3 (konnen|konnten|konnt|kann) (sie|ihr|man) (uns|mir) …4 (anbieten|preis|entgegenkommen|rabatt|machen)|(geht|ginge|ist) (da|beim preis|preislich) …3 (noch )?(was|etwas|luft|drin)|(zu teuer|zu hoch|budget) …9 (konnen|konnten|rabatt|nachlass|angebot|geht|moglich)|(verlangern?|unterschreiben?|bleiben?|abschliessen) …9 (wenn|falls|sofern) …8 (preis|rabatt|gunstiger|nachlass|entgegen|gebuhr)',
    ],
    legal: [
      '(anwalt|anwaltin|rechtsanwalt|rechtsanwaltin|kanzlei|rechtsabteilung|rechtsschutz(versicherung)?|rechtsbeistand) …6 (ubergeben|eingeschaltet|einschalten|beauftragt|meldet|melden|weitergegeben|prufen|pruft|pruf\\p{L}{1,4}|horen|gegeben|wenden|schreiben)|(ubergebe|ubergeben|schalte|beauftrage|gebe|wende|hore[nt]?) …8 (anwalt|anwaltin|rechtsanwalt|kanzlei|rechtsschutz|gericht)',
      '(sehen|treffen) …3 (vor|bei) gericht|(vor|zum|ans) (gericht|kadi|richter|amtsgericht|landgericht|schlichter)|(letzte|nach|fristlose|setze|frist) …4 (frist|fristablauf|fristsetzung|mahnung) …9 (gericht|rechtlich|anwalt|klage|schritte)|(wende|wenden|melde|melden|beschwere|beschweren|anzeige|zeige) …6 (verbraucherzentrale|verbraucherschutz|datenschutzbeauftragte[nr]?|datenschutzbehorde|aufsichtsbehorde|bundesnetzagentur|bafin|schlichtungsstelle|polizei|staatsanwaltschaft|gewerbeaufsicht|ombudsmann)|behalte[n]? (mir|wir uns) …4 (vor|rechtliche|schritte)|(gemass|nach|laut) (art|artikel|paragraf|paragraph|§) …3 (dsgvo|bgb|\\d{2,3})',
    ],
    own: '((mein|unser|der|die|dem|einem|einer|den)(e[nrms]?)? (kunde[n]?|kundin|kaufer(in)?|mandant(en)?) )|wie (lege|richte|kann ich|erstatte|lange)|lesezugang|zugang|rabattcode|gutscheincode|(feld|spalte|vorlage|rolle)',
  },
  fr: {
    refund: [
      '(restitution|remboursement|rembours\\p{L}{1,5}|recredit\\p{L}{1,4}|dedommag\\p{L}{1,6}|indemnis\\p{L}{1,5}|annul\\p{L}{1,5} (le|ce|la|cette) (prelevement|debit|paiement|transaction|facturation)) …8 (somme|compte|carte|montant|argent|paiement|trop-percu|prelev\\p{L}{1,5}|debit\\p{L}{0,3}|immediat\\p{L}{0,5}|svp|mois|verse\\p{L}{0,2}|double)|(rendez|rendre|restituez|restituer|recreditez|remboursez|reversez|recrediter)[- ]?(moi|nous)? …5 (argent|somme|montant|compte|euros|sous|\\d{1,5})|(opposition|contest\\p{L}{1,4}|rejet\\p{L}{0,4}) …6 (banque|prelevement|paiement|debit)|(deux fois|double|a tort|sans (mon|notre) (accord|autorisation|consentement)|par erreur|apres (ma|la|notre) resiliation) …6 (debit\\p{L}{1,4}|prelev\\p{L}{1,4}|factur\\p{L}{1,4})|(debit\\p{L}{1,4}|prelev\\p{L}{1,4}|factur\\p{L}{1,4}) …5 (deux fois|en double|a tort|sans (mon|notre)|par erreur|alors que)',
    ],
    pricing: [
      '(concurrents?|ailleurs|autre (fournisseur|prestataire|societe)) …8 (moins|%|moitie|meilleur\\p{L}{0,2})|(vous|pouvez-vous|pourriez-vous|possible de) …2 (aligner|alignez)|(devis|prix|tarif|montant|offre|facture|abonnement) …4 (trop|eleve\\p{L}{0,2}|cher|chere|au-dessus|depasse) …9 (geste|remise|effort|possible|pouvez|negoci\\p{L}{1,4}|mieux|reduction|marge)|(geste|effort|remise|ristourne|rabais) (commercial|sur|pour nous|supplementaire|fidelite)|marge de (manoeuvre|negociation)|(meilleur|dernier) (prix|tarif|offre) …4 (pour|possible|pouvez|nous)|(sign\\p{L}{1,5}|reconduir\\p{L}{1,5}|renouvel\\p{L}{1,5}|restons|reste) …9 si …8 (prix|remise|baissez|tarif|geste|reduction|offrez)',
    ],
    legal: [
      "(avocate?s?|huissier|conseil juridique|juriste|protection juridique) …6 (transmet\\p{L}{0,4}|saisi\\p{L}{0,2}|contact\\p{L}{1,4}|mandat\\p{L}{0,3}|dossier|courrier|va|prend\\p{L}{0,3}|confi\\p{L}{1,3})|(transmets?|transmettre|confie|confier|remets|consulte\\p{L}{0,2}|saisir|saisis|saisirai|saisirons) …6 (avocate?|huissier|tribunal|justice|mediateur|juge|dgccrf|cnil|juridique)|(tribunal|prud'hommes|mise en demeure|voie de justice|action en justice|poursuites|assignation)|(porter|porte|porterai|deposer|depose|deposerai) …1 plainte|(signal\\p{L}{1,4}|plainte|recours|reclamation|saisi\\p{L}{0,3}) …5 (dgccrf|cnil|ufc|60 millions|repression des fraudes|mediateur|autorites?|police|gendarmerie)",
    ],
    own: '(mon|ma|mes|nos|un|une|le|la|les|aux?) (clients?|clientes?|acheteurs?) |comment (rembourser|ajouter|creer|faire)|quel(le)? est le delai|mentions legales|(champ|colonne|modele|role|code promo)',
  },
  es: {
    refund: [
      '(abon(en|e|ar|arme)|devuelv\\p{L}{1,5}|devolver\\p{L}{0,3}|reembols\\p{L}{1,5}|reintegr\\p{L}{1,4}|restitu\\p{L}{1,5}|anul\\p{L}{1,4} (el|este|ese) (cargo|cobro|pago)|revert\\p{L}{1,4}) …5 (importe|dinero|cargo|cobro|pago|cantidad|diferencia|cuota|euros|mes|lo (que|cobrado|pagado)|\\d{1,5})|(que|exijo que|quiero que|pido que) …1 (me|nos) (lo|la|los) (abonen|devuelvan|reembolsen|reintegren)|(cobr\\p{L}{2,5}|carg\\p{L}{2,4}|pasado) …6 (dos veces|de mas|duplicad[oa]|sin (mi|nuestro|autorizacion|permiso|avisar)|por error|despues de (cancelar|darme))|(reclam\\p{L}{1,4}|disput\\p{L}{1,4}|devolver el recibo|retroceder) …5 (banco|tarjeta|recibo|cargo)',
    ],
    pricing: [
      '(otr[oa]|competencia|competidor(es)?) ?…3 (proveedor|empresa|compania|oferta|nos|cobra|ofrece)? …6 (menos|mitad|%|barat[oa]|mejor)|(pueden|podrian|podeis|podriais|puede) (ustedes )?(igualar\\p{L}{0,3}|mejorar\\p{L}{0,2}|ajustar|rebajar\\p{L}{0,3}|bajar|hacernos|hacerme|ofrecernos)|(presupuesto|precio|tarifa|renovacion|cuota|oferta) …4 (alt[oa]|car[oa]|elevad[oa]|excesiv[oa]|se nos va) …9 (pueden|podria\\p{L}{0,2}|descuento|ajustar|margen|mejor|rebaja|posible)|(margen|mejor precio|ultimo precio|precio especial) …4 (negoci\\p{L}{1,6}|para nosotros|pueden|podrian|hay|posible)|(firm\\p{L}{1,5}|renov\\p{L}{1,5}|qued\\p{L}{1,5}) …9 si …6 (precio|descuento|bajan|rebaja\\p{L}{0,2}|mejoran|quitan)',
    ],
    legal: [
      '(abogad[oa]s?|asesoria juridica|notario|burofax|procurador) …6 (manos|tom\\p{L}{1,5}|contact\\p{L}{1,5}|pongo|enviar\\p{L}{0,3}|redact\\p{L}{1,4}|estudi\\p{L}{1,4}|escribir\\p{L}{0,2}|llegar\\p{L}{0,2}|instrucciones|dice)|(manos|consultad[oa]|contratad[oa]|hablad[oa]|pongo|puesto|dejo|enviare|recibir\\p{L}{1,3}) …5 (abogad[oa]s?|burofax|juzgado|asesoria juridica)|(en|ante|a|al|por) (los )?(juzgados?|tribunal(es)?|juez|via judicial|la justicia)|(denunci(o|are|aremos|arlo|arlos|ar)|demand(o|are|aremos|arlos)|reclam\\p{L}{1,5}|queja|escrito) …6 (consumo|facua|ocu|policia|agencia|defensor|banco de espana|autoridad(es)?|aepd|guardia civil|profeco)|hojas? de reclamacion(es)?',
    ],
    own: '(mi|mis|un|una|el|la|los|las|al|nuestr[oa]s?) (clientes?|clienta|comprador(es|a)?) |como (reembolso|devuelvo|agrego|anado|creo|hago)|(campo|columna|plantilla|rol|codigos? de descuento)|cuanto (tarda|cuesta)',
  },
  it: {
    refund: [
      '(restitu\\p{L}{1,6}|rimbors\\p{L}{1,5}|riaccredit\\p{L}{1,5}|ridat\\p{L}{1,3}|ridare|rendet\\p{L}{1,3}|storn\\p{L}{1,5}|rivoglio|rivogliamo|riavere|indietro) …5 (somma|soldi|denaro|importo|addebito|pagamento|quota|euro|canone|quanto|differenza|cifra|\\d{1,5})|(soldi|denaro|importo|somma|addebito|pagamento|\\d{1,5} euro) …3 (indietro|restituit\\p{L}|stornat\\p{L}|rimborsat\\p{L}|riaccreditat\\p{L})|(addebit\\p{L}{1,4}|prelevat\\p{L}|fatturat\\p{L}|rinnovat\\p{L}|pagat\\p{L}) …6 (due volte|doppio|senza (il mio )?(consenso|autorizzazione|preavviso|avvisare)|per errore|non (era )?autorizzat\\p{L}|non dovut\\p{L}|dopo la disdetta)|(contest\\p{L}{1,4}|chargeback|disconosc\\p{L}{1,4}) …5 (banca|addebito|carta|pagamento)|(banca|carta) …4 (contest\\p{L}{1,4}|storn\\p{L}{1,4}|bloccare)',
    ],
    pricing: [
      "(concorrent[ei]|concorrenza|altro (fornitore|operatore|preventivo)|altri fornitori) …8 (meno|meta|%|miglior\\p{L}|economic\\p{L}{1,3})|(venir\\p{L}{0,3}|venite) incontro|(preventivo|prezzo|offerta|canone|rinnovo|tariffa|costo) …4 (alt[oa]|car[oa]|elevat[oa]|eccessiv[oa]|troppo|fuori budget) …9 (potete|possibile|sconto|margine|meglio|ridurre|incontro|fare qualcosa)|(margine|miglior prezzo|prezzo migliore|ultimo prezzo) …4 (trattativa|per noi|potete|possibile|c'e)?|(firm\\p{L}{1,5}|rinnov\\p{L}{1,5}|rest\\p{L}{1,4}) …9 se …6 (prezzo|sconto|abbass\\p{L}{1,4}|scend\\p{L}{1,4}|togliete)|(pareggiare|pareggiate|adeguare|adeguarvi|adeguate)",
    ],
    legal: [
      '(avvocat[oi]|legal[ei]|studio legale|notaio) …6 (mandato|procedere|procedera|contatt\\p{L}{1,5}|affidat\\p{L}|rivolg\\p{L}{1,4}|scrivera|diffid\\p{L}{1,4}|mani|incaricat\\p{L}|lettera)|(mandato|affidat[oa]|affider\\p{L}{1,3}|incaricat[oa]|incarico|rivolg\\p{L}{1,5}|passo|passat[oa]|mani|tramite) …5 (avvocat[oi]|legal[ei]|studio legale|giudice di pace|tribunale)|(in|al|davanti al|dal) (tribunale|giudice)|(segnal\\p{L}{1,5}|denunc\\p{L}{1,5}|espost[oi]|reclamo|rivolg\\p{L}{1,5}|ricorso) …6 (agcom|agcm|antitrust|garante|polizia|carabinieri|consumatori|altroconsumo|codacons|procura|autorita|conciliatore|arbitro)|(messa in mora|vie legali|adir\\p{L}{1,3} le vie)',
    ],
    own: '(mi[oaei]{1,3}|un|una|il|la|i|gli|ai|al|nostr[oaie]) (client[ei]|acquirent[ei]) |come (rimborso|aggiungo|creo|faccio)|(campo|colonna|modello|ruolo|codic[ei] sconto)|quanto (costa|tempo|ci mette)',
  },
  pt: {
    refund: [
      '(devolv\\p{L}{1,4}|devolucao|reembols\\p{L}{1,5}|estorn\\p{L}{1,4}|restitu\\p{L}{1,5}|ressarc\\p{L}{1,5}|anul\\p{L}{1,3} (a|o|esta|este) (cobranca|debito|pagamento))(-me|-nos)? …5 (valor|dinheiro|cobranca|debito|pagamento|montante|quantia|diferenca|mensalidade|euros|reais|imediat\\p{L}{1,5}|que (paguei|me)|\\d{1,5})|(quero|exijo|preciso|aguardo|espero|peco|solicito|requeiro) …4 (estorno|reembolso|devolucao|dinheiro de volta|ressarcimento|valor de volta|credito)|(cobr\\p{L}{2,4}|debit\\p{L}{2,4}|descont\\p{L}{2,4}|renov\\p{L}{2,4}) …6 (duas vezes|em (duplicado|dobro|duplicidade)|a mais|sem (autorizacao|o meu|meu|avisar|consentimento)|por engano|indevid\\p{L}{1,6}|depois d[eo] cancel\\p{L}{1,6})|(contest\\p{L}{1,4}|chargeback) …5 (banco|cartao|compra|cobranca)',
    ],
    pricing: [
      '(concorrentes?|concorrencia|outr[oa] (fornecedor|empresa|proposta)) …8 (menos|metade|%|barat[oa]|melhor)|(conseguem|podem|poderiam|da para|daria para|consegue|pode|tem como) …2 (igualar|cobrir|baixar|melhorar|fazer (um |por )?(preco|desconto|menos|valor)|dar um desconto|negociar|rever)|(orcamento|preco|renovacao|mensalidade|proposta|valor) …4 (alt[oa]|car[oa]|elevad[oa]|puxad[oa]|salgad[oa]) …9 (conseguem|podem|desconto|margem|melhor|possivel|algo|negociar)|(margem|melhor preco|preco especial|condicao especial) …4 (negoci\\p{L}{1,5}|para nos|possivel|ha|podem)?|(assin\\p{L}{1,5}|renov\\p{L}{1,5}|fic\\p{L}{1,5}|fech\\p{L}{1,4}) …9 se …6 (preco|desconto|baix\\p{L}{1,4}|tir\\p{L}{1,4}|melhor\\p{L}{1,4})',
    ],
    legal: [
      '(advogad[oa]s?|juridico|cartorio|solicitador) …6 (maos|entr\\p{L}{1,4}|contact\\p{L}{1,4}|contat\\p{L}{1,4}|acion\\p{L}{1,4}|tratar|enviar\\p{L}{0,2}|notific\\p{L}{1,5}|processo|ja)|(maos|falar|falei|contratei|entreg\\p{L}{1,4}|acion\\p{L}{1,4}|consult\\p{L}{1,4}|pass\\p{L}{1,4}) …5 (advogad[oa]s?|juridico|tribunal|juiz|justica)|(ao|no|em|para o|a|na) (tribunal|tribunais|juiz|justica|juizado|pequenas causas|via judicial)|(denunci\\p{L}{1,4}|queixa|reclamacao|reclamar|processo|participacao|boletim) …6 (procon|deco|anatel|anacom|policia|bacen|banco central|asae|cnpd|anpd|autoridades?|livro de reclamacoes|provedor|ocorrencia)|livro de reclamacoes|boletim de ocorrencia',
    ],
    own: '(meus?|minhas?|um|uma|os?|as?|aos?|noss[oa]s?) (clientes?|comprador(es|a)?) |como (reembolso|adiciono|crio|faco)|qual e? ?o prazo|(campo|coluna|modelo|perfil|cup(ao|om))|quanto (custa|tempo|demora)',
  },
  nl: {
    refund: [
      '(stort|storten|betaal|betalen|boek|boeken|maak|maken|geef|geven|stuur) …8 terug(?! (naar de klant|aan de klant))|(terug(storten|betalen|boeken|geven|betaling|gave|krijgen|gestort|betaald|geboekt)|restitutie|creditnota|gecrediteerd|vergoed(ing|en)?|compensatie|compenseren) …5 (bedrag|geld|euro|rekening|betaling|mij|ons|graag|zsm|direct|maand|\\d{1,5})|(bedrag|geld|euro|betaling|incasso|afschrijving|maand) …5 (terug|storneren|gestorneerd|terugboeken|terughalen|teruggestort|vergoed|gecrediteerd)|(afgeschreven|gefactureerd|verlengd|geincasseerd|in rekening) …8 (twee keer|dubbel|zonder (toestemming|mijn|overleg)|ten onrechte|per ongeluk|terwijl|na opzegging)|(twee keer|dubbel|ten onrechte|onterecht) …3 (afgeschreven|gefactureerd|geincasseerd|betaald|in rekening)',
    ],
    pricing: [
      '(concurrent\\p{L}{0,3}|andere (aanbieder|partij|leverancier)|elders) …8 (goedkoper|lager|minder|helft|%|beter)|(iets|wat) …3 (aan|met|van) (de |die )?(prijs|tarief|offerte|af)|(kunnen|kunt|kan|zou|zouden) (jullie|u|je) …5 (daar iets mee|evenaren|tegemoet|zakken|lager|beter aanbod|korting|onderhandelen|matchen|beter bod|iets doen)|(offerte|prijs|verlenging|tarief|kosten|bedrag) …4 (te hoog|te duur|hoog|prijzig|fors|boven) …9 (kunnen|kunt|korting|ruimte|mogelijk|beter|iets|zakken)|(onderhandelingsruimte|ruimte in de prijs|beste prijs|scherpste|scherpere) …4|(tekenen|verlengen|blijven) …9 als …6 (prijs|korting|zakt|omlaag|lager|goedkoper)',
    ],
    legal: [
      '(advocaat|advocaten|jurist|juristen|rechtsbijstand\\p{L}{0,12}|deurwaarder|incassobureau|notaris) …6 (inschakel\\p{L}{0,3}|ingeschakeld|door|hoogte|hoort|horen|brief|contact|schrijft|overdragen|overgedragen|gegeven|geven|kijkt)|(geef|geven|schakel|draag|leg|stuur|hoort|horen|neem) …6 (advocaat|jurist|rechtsbijstand\\p{L}{0,12}|deurwaarder|rechter|rechtbank)|(naar|voor|bij|aan) (de |een )?(rechter|rechtbank|kantonrechter|kort geding|geschillencommissie)|(meld|melden|melding|klacht|klagen|aangifte|stap|stappen) …6 (consumentenbond|acm|autoriteit (persoonsgegevens|consument)|politie|ombudsman|toezichthouder|kifid|geschillencommissie|afm)|(ingebrekestelling|stel (ik|wij) (u|jullie) in gebreke|rechten voor(behouden)?)',
    ],
    own: '(mijn|onze|een|de|het|aan) (klant(en)?|koper(s)?) |hoe (betaal ik|voeg|maak|kan ik)|(veld|kolom|sjabloon|rol|kortingscodes?)|hoe ?lang|hoeveel kost|per jaar betaal',
  },
};

function ofAll(
  part: 'refund' | 'pricing' | 'legal',
  english: Phrases,
): Readonly<Record<Language, readonly Phrases[]>> {
  const one = (language: Exclude<Language, 'en'>): readonly Phrases[] => [
    { certain: [phrases(...abroad[language][part])], harmless: phrases(abroad[language].own) },
  ];
  return {
    en: [english],
    de: one('de'),
    fr: one('fr'),
    es: one('es'),
    it: one('it'),
    pt: one('pt'),
    nl: one('nl'),
  };
}

export const claims = {
  refund: ofAll('refund', englishRefund),
  pricing: ofAll('pricing', englishPricing),
  legal: ofAll('legal', englishLegal),
};
