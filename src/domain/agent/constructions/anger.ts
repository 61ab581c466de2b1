// How anger is told without a bad word: asked again and again, nobody who cares, time and money lost, and leaving for others.
import { type Language, type Phrases, phrases } from '../languages/phrases.ts';

/** The words of one language for the ideas that make an angry sentence. */
interface Ideas {
  /** How often or how long. */
  readonly often: string;
  /** With what result. */
  readonly nothing: string;
  /** What leaves nobody doubting, also in a question. */
  readonly plain: readonly string[];
  /** On what condition, and what then. */
  readonly unless: string;
  readonly leaving: string;
  readonly harmless: string;
}

function angerOf({ often, nothing, plain, unless, leaving, harmless }: Ideas): readonly Phrases[] {
  return [
    {
      certain: [phrases(...plain)],
      together: [
        [phrases(often), phrases(nothing)],
        [phrases(unless), phrases(leaving)],
      ],
      harmless: phrases(harmless),
    },
  ];
}

const en = angerOf({
  often:
    '((third|fourth|fifth|sixth|seventh|eighth|tenth|umpteenth|hundredth|nth|\\d{1,2}(rd|th)) (time|e-?mail|mail|message|attempt|ticket|call|letter|reminder)|(three|four|five|six|seven|ten|several|many|countless|numerous|so many|a dozen|too many|\\d{1,3}) (times|e-?mails|mails|messages|tickets|calls|reminders|attempts|weeks|months)|(for|after|since|been|waiting|waited|over|took|another|past) …3 (weeks?|months?|years?|ages|forever)|again and again|time and again|over and over|(days|weeks|months) (later|now|and counting|on end))',
  nothing:
    '((nobody|no one|no-one|none of you|not one of you|not a single (person|one|answer|reply)) …2 (cares?|cared|bothers?|bothered|gives?|reads?|answers?|answered|replie[sd]|responds?|responded|listens?|helps?|helped|does|did|moves?|lifts?|seems?|has|have|can|knows?|came|comes)|(still|absolutely|and|got|heard|hear|with|get|getting) (got |have |heard )?(nothing|no (answer|reply|response|solution|fix|progress|help|result|reaction|word|sign|update|explanation)|silence|ignored|zero|crickets|the (same|run)|not (been )?(fixed|solved|resolved|answered|working))|without (any |an? |one |single ){0,3}(answer|reply|response|solution|progress|result|reaction|explanation)|zero (answers?|repl(y|ies)|responses?|progress|help|reaction)|(radio )?silence|ignor(ed|ing|es)|same (useless|stupid|canned|generic|copy|copied|standard|nonsense|answer|reply|link|text|excuse|story|problem|crap)|(excuses|useless|nonsense|unbelievable|ridiculous|joke|still (broken|waiting|not))|fobbed off|brushed off|in circles)',
  plain: [
    '(losing|lost|running out of|run out of|out of|end of|tests?|testing|tried|trying) (all |my |our |the ){0,2}(patience|temper|nerves?|tether|rope)|(done|through|finished|had it|over it) with (you|your|this company|this app|this service|this product|the lot of you)|(had|have) (just about |quite |more than )?enough( of (this|it|you|your|all)|$|[.!])',
    '(regret(ting)?|curse|sorry) …2 (ever |the day )?(i |we )?(ever )?(sign(ed|ing) up|(bought|buying) (from|this|your)|cho(se|osing) you|subscrib(ed|ing)|join(ed|ing)|trust(ed|ing)|day (i|we))|(stay|steer|keep) (well )?(clear|away) (of|from) (you|this company|these people)|(never|not) (again|use|buy|recommend|touch|deal|do business|order|trust) …6 (you|your|this company|you lot|you people)( again)?(?! receive)$',
    '(you|your|this|it|which|that) …5 (cost|costing|costs|losing|lost|loses) (me|us) …6 (sales?|days?|customers?|clients?|thousands|money|a fortune|business|deals?|jobs?|hours|week|weekend|revenue|orders|contract|sleep|night)|(wast(e|ed|ing)|stole(n)?) …4 (my|our) …1 (time|day|money|week|morning|evening|weekend|life)|(total|complete|utter|absolute|such a|what a|an absolute) (waste|mess|nightmare|shambles|disaster|cluster\\p{L}{0,5}|farce|mockery|let-?down|rubbish|insult|embarrassment|catastrophe|circus)',
    'what (the \\p{L}{1,7} )?(do|am|are|exactly am|exactly are) (i|we) (even |actually )?paying (you )?for|how (hard|difficult) (can|could|is) (it|that|this)( be)?|how many (more )?(times|weeks|months|e-?mails)( do| must| have)|how (much longer|long) (must|do|am|are|should|will) (i|we|you) …4 (put up|suffer|be ignored|take this|stand|pretend|keep (me|us))',
    "(couldn't|could not|can't|cannot|unable to) …1 (organi[sz]e|run|manage) …2 (party|bath|whelk|brewery|p[-i]\\p{L}{1,6}|lemonade|booze)|(couldn't|could not|can't|cannot) …1 (care less|be (bothered|arsed))|(do|does) (anybody|anyone|any of you|you people|you guys|you lot) (even |actually |ever )?(care|read|work|listen|think|know)",
    "(great|nice|good|wonderful|brilliant|bravo|congratulations|congrats|well done|thanks a (lot|bunch|million)|fantastic|excellent|lovely|superb)(,|\\.|!| ) ?…5 (ruin(ed|ing)?|broke|broken|destroy(ed|ing)?|wreck(ed|ing)?|useless|down again|(crashed|fails|failed|broken) again|for nothing|lost (me|us)|messed up|screwed)|(hope|trust) (you're|you are|you|everyone is|you feel) …3 (happy|proud|pleased|good about|sleep well|satisfied) (now|with|of|about)?|(thanks|thank you) (a lot|a bunch|so much|very much|a million) for (nothing|ruining|wasting|breaking|ignoring|destroying|losing)",
    "are you (people |guys |actually |even |all |f\\p{L}{1,8} )?(kidding|joking|serious|for real|having a laugh|out of your (mind|minds)|taking the \\p{L}{3,7}|insane|mad|deaf|blind|asleep|stupid|incapable)|(you|you've|you have) (got to|must|have to) be (kidding|joking)|(treat(ed|ing)?|take|taking|taken) (me|us|your customers|customers|people) …1 (like|for|as) (an? )?(fools?|idiots?|dirt|rubbish|garbage|morons?|stupid|cash cows?|beta testers?|a number|mugs?|trash|second)",
    '(absolute|pure|total|complete|utter|bunch of|pack of|lot of|you|load of|right) …1 (clowns?|amateurs?|cowboys?|muppets?|jokers?|imbeciles?|morons?|charlatans?|crooks|buffoons?|numpt(y|ies)|incompetents?)|(worst|most (useless|incompetent|unprofessional|frustrating|infuriating)) …3 (support|service|company|experience|product|app|software|people|team|helpdesk|supplier|provider)|what an? …2 (joke|shambles|disgrace|farce|circus|scam|mess|rip-?off)',
    '(broken|down|crashed|failing|fails|wrong|late|offline) (again|yet again|once more|as always|as usual)!|(still|yet) (broken|not working|not fixed|no answer|no reply|waiting|unresolved|nothing|down) …5 !|(beyond|past) (belief|a joke|caring|acceptable|words|angry)|(words fail me|speechless|infuriating|maddening|laughable|shambolic|amateurish|an absolute joke|taking the (piss|mick|mickey)|makes my blood boil|blood is boiling|climbing the walls|pulling my hair|at (my )?wits? end|(you|your \\p{L}{1,12}) …3 driving (me|us) (mad|crazy|insane|up the wall|nuts))',
    '(take|taking|took|move|moving) (our|my|all my|all our|all|this) …3 (business|custom|money|account|seats?|licen[cs]es?|users|orders|contract) …1 (elsewhere|to (your|the|a|another|someone)|somewhere else)|(going|switch(ing)?|moving|move|off|leave|leaving|jump(ing)? ship|run(ning)?|go) (over |straight )?(to|for) (your|the|one of your|a) (main |biggest )?(competitors?|competition|rivals?)(?! (to|page|analysis|price))',
  ],
  unless:
    "(if (?!(i|we|you'd|you could|you have) )|if (i|we) (don't|do not|still|have to|hear nothing|get no)|unless|or else|otherwise|or (we|i|i'm|we're|we'll|i'll|you)|until|last (chance|warning|time)|one more (time|outage|failure|mistake|chance)|next (outage|failure|time|mistake)|final (warning|chance)|by (monday|tuesday|wednesday|thursday|friday|tomorrow|tonight|the end of|noon|next week)|(fix|sort|solve|resolve) (this|it|that))",
  leaving:
    "((we|i|my company|our company|the whole \\p{L}{1,9})('re|'m|'ll|'d| are| am| will| is| shall| would)? ?(going |all |definitely |then )?(to )?(gone|out of here|outta here|off to|leave|leaving|walk|walking (away|out)|go elsewhere|going elsewhere|switch (providers?|to)|switching|look elsewhere|take our|take my|pull out|cancel (everything|all|our contract|the lot)|cancelling|quit|ditch|dump|drop you|move (on|away|to)|done with)|(tell|telling|post|posting|write|warn|warning|review|share) …4 (everyone|everybody|the world|others|twitter|facebook|linkedin|social media|reviews?|trustpilot|google|one star|friends)|((i|we)('ll| will) cancel)|lost (me|us|a customer)|lose (me|us|a customer)|terrible review|one[- ]star|bad review)",
  harmless:
    '(my|our|the) (customers?|clients?|kids?|children|boss|users?) (is|are|was|were|keeps?|want|ask)|(how|what happens|can) (do|can|if|to|i|we) …4 (cancel|leave|switch|move|downgrade)|(plan|yearly|annual|monthly) …4 (switch|cancel)|(thank|thanks) (you|for) (your|the) (help|quick|fast|support)|no (hurry|rush|problem)|shared (mailbox|inbox)|the team loves|great news|dark mode|end of the (month|term|year|period)',
});

const abroad: Readonly<Record<Exclude<Language, 'en'>, readonly Phrases[]>> = {
  de: angerOf({
    often:
      '((zum|das) …2 (dritte|vierte|funfte|sechste|siebte|zehnte|x-te|hundertste|wiederholte|xte)[nr]? mal|(drei|vier|funf|sechs|sieben|zehn|mehrfach|mehrmals|zigmal|unzahlige|dutzend|\\d{1,3}) ?(mal|mails?|e-mails|anrufe|nachrichten|tickets)|(seit|nach|schon) …2 (wochen|woche|monaten?|tagen|jahren|ewigkeiten)|immer (noch|wieder)|standig|dauernd)',
    nothing:
      '((passiert|geschieht|bekomme|erhalte|hore|kommt|tut sich|rein) …3 (nichts|nix|keine (antwort|reaktion|losung|ruckmeldung))|(niemand|keiner|keine sau|kein mensch) …4 (antwort\\p{L}{0,3}|reagier\\p{L}{0,2}|meldet|kummert|interessiert|hilft|liest|zustandig|fur notig)|keine (antwort|reaktion|losung|ruckmeldung)|ohne (antwort|reaktion|losung|ergebnis|erfolg)|vertrostet|ignoriert|hingehalten|abgewimmelt|(immer noch|noch immer) (nicht|nichts|kaputt|keine)|funkstille|fur dumm|geld (ab|kassiert))',
    plain: [
      '(mir|uns) reicht.?s|(mir|uns) reicht es|(es|jetzt) reicht (es )?(jetzt|mir|endgultig|langsam)|(geduld|nerven) …4 (am ende|verloren|vorbei|blank|strapaziert|aufgebraucht)|(am ende) (meiner|unserer) (geduld|nerven)|(nie|niemals) (wieder|mehr) …4 (kaufe|bestelle|bei euch|bei ihnen|kunde)|(bereue|bereuen) …4 (gekauft|gewechselt|abgeschlossen|entschieden|bestellt|kunde)',
      '(was ist das|was seid ihr|das ist) …3 fur ein(e)? …2 (laden|verein|saustall|service|firma|zirkus|chaos|zumutung|unding)|(bodenlos|eine zumutung|zumutung|unter aller \\p{L}{3,8}|armutszeugnis|saftladen|sauladen|chaostruppe|kindergarten|dilettanten|stumper|amateure|versager|pfeifen|unverschamtheit|verarsch\\p{L}{1,4}|zum kotzen|zum haare ?raufen|unglaublich)',
      '(fur (dumm|bloed|blod|doof) …1 (verkauft|verkaufen|halten|gehalten)|(wollen|willst|wollt) (sie|du|ihr) mich …2 (veralbern|verschaukeln|verarschen|veraeppeln)|wofur (zahle|zahlen|bezahle|bezahlen) (ich|wir)|(kostet|gekostet) (mich|uns) …4 (umsatz|kunden|geld|nerven|tage?|zeit)|wie (oft|lange) (muss|soll|sollen|mussen) (ich|wir) …4 (noch|schreiben|warten))',
      '(wechseln?|gehen?|gehe|wechsle|wandern?) …3 (wir|ich)? ?…2 (zur konkurrenz|zum wettbewerb\\p{L}{0,3}|zu einem anderen|zum mitbewerber|ab)',
    ],
    unless:
      '(wenn|falls|sonst|ansonsten|oder|letzte (chance|warnung)|bis (montag|dienstag|mittwoch|donnerstag|freitag|morgen))',
    leaving:
      '((kundige[n]?|kundigen|wechseln?|wechsle|gehen?|gehe|bin|sind) …4 (wir|ich|weg|sofort|fristlos|anbieter|konkurrenz|raus)|(weg|raus|kunde gewesen|kunden gewesen|die langste zeit)|(bewertung|bewerte|ein stern|allen erzahlen|negative))',
    harmless:
      '(mein(e)?|unser(e)?) (kunden?|chef(in)?|kinder) (ist|sind|war|waren|fragt|fragen)|wie (kann|konnen|kundige|wechsle|wechseln) (ich|wir)|(wenn|falls) (ich|wir) …2 (kundig|wechs|geh)\\p{L}{1,4}|kein problem|kundigungsfrist|tarif wechs\\p{L}{1,3}|abo\\p{L}{0,4} wechs\\p{L}{1,3}',
  }),
  fr: angerOf({
    often:
      '((troisieme|quatrieme|cinquieme|sixieme|dixieme|enieme|[3-9]e|\\d{1,2}eme) (fois|mail|message|appel|relance)|(trois|quatre|cinq|six|dix|plusieurs|maintes|\\d{1,3}) (fois|mails|messages|appels|relances|tickets)|(depuis|ca fait|apres|cela fait|voila) …3 (semaines?|mois|jours|ans|des lustres|une eternite)|encore et (encore|toujours)|sans cesse)',
    nothing:
      "(personne …4 (ne |n')?(repond|repondu|reagit|fait|bouge|s'en|daigne|aide|lit|resout|regle)|(aucune|pas de|sans|zero|toujours (pas|aucune|rien)) …2 (reponse|solution|nouvelles?|retour|reaction|explication)|(rien|toujours rien) (ne )?(bouge|avance|se passe|fait|change|depuis)|(j'attends|on attend|nous attendons|attendre|attends)|(ignor\\p{L}{1,4}|balad\\p{L}{1,3}|men\\p{L}{1,2} en bateau)|la meme (reponse|chose|excuse))",
    plain: [
      "(ca|cela) suffit|(trop|c'en) (c'est|est) trop|(j'en|on en|nous en) (ai|a|avons) (marre|assez|ras|plein|par-dessus)|(a|au) bout (de (ma|notre) )?(patience|de nerfs|nerfs)?|perd\\p{L}{1,3} patience|(patience|confiance) …3 (bout|limites?|epuisee?|perdue?)|(jamais|plus jamais) …3 (chez vous|vos services|commander(ai)?|votre)|(regrette|regrettons) …4 (souscrit|achete|choisi|inscrite?|vous avoir|confiance)",
      "(vous|on|tu) (se|vous|te) (moque[sz]?|fiche[sz]?|foute?[sz]?|paye[sz]?) (de|du|la)|(prenez|prendre|prend|prenne) (moi|nous|me|vos clients|les clients|les gens)? ?pour (un|une|des) …1 (imbeciles?|idiots?|cons?|pigeons?|abrutis?|vaches? a lait)|(vous|me|nous) (me |nous )?prenez …2 pour|(quel|quelle) …2 (honte|bazar|cirque|fiasco|scandale|arnaque|incompetence|foutoir|galere|desastre|mepris|blague)|(c'est|est|une|du) …2 (foutage|mascarade|cirque|scandale|fiasco|grand n'importe|du grand|catastrophe|desastre|blague|mepris|inimaginable|ahurissant|hallucinant|insupportable|intolerable)",
      "(pourquoi|pour quoi|a quoi) (est-ce que )?(je|nous|on) (paie|paye|payons|sert)|(vous|ca|cela) (m'a|nous a|m'avez|nous avez|nous coute|me coute) …3 (coute|fait perdre|perdre|gache|ruine)|combien de (fois|temps) …3 (dois|faut|devons|va|encore)",
      '(vais|allons|pars|partons|passe|passons|irons|irai|tourne) …3 (chez|a) (la|vos|un|le) (concurren\\p{L}{1,3}|autre)|(allons|vais) voir ailleurs',
    ],
    unless:
      "(si|sinon|sans quoi|faute de|ou (je|nous|on)|derniere? (chance|fois|avertissement|relance)|d'ici (lundi|mardi|mercredi|jeudi|vendredi|demain|la fin))",
    leaving:
      "((je|nous|on) (resili\\p{L}{1,5}|part\\p{L}{1,4}|quitt\\p{L}{1,5}|annul\\p{L}{1,5}|m'en vais|nous en allons|change\\p{L}{0,4} de)|(vais|allons) (resilier|partir|quitter|annuler|ailleurs|changer de|voir ailleurs)|concurrence|concurrents?|avis negatif|mauvais avis|reseaux sociaux|perdez un client)",
    harmless:
      '(mon|ma|mes|nos|notre) (clients?|patron|enfants?) (est|sont|attend|demande)|comment (resilier|annuler|changer|faire pour)|si (je|nous|on) (resili|part|annul|quitt|chang)\\p{L}{1,5}|delai (de )?(resiliation|retractation)|changer de (forfait|formule)|pas de probleme|rien ne presse',
  }),
  es: angerOf({
    often:
      '((tercer|tercera|cuarta|quinta|sexta|decima|enesima|\\d{1,2}[ao]) (vez|correo|mensaje|llamada|intento)|(tres|cuatro|cinco|seis|diez|varias|muchas|mil|incontables|\\d{1,3}) (veces|correos|mensajes|llamadas|semanas|meses)|(desde hace|llevo|llevamos|despues de|hace|tras) …3 (semanas?|mes|meses|dias|anos|siglos|una eternidad)|una y otra vez|otra vez)',
    nothing:
      '(nadie …4 (contest\\p{L}{1,3}|respond\\p{L}{1,3}|hace|ayuda|resuelve|soluciona|me|nos|sabe|lee|da)|(sin|ninguna|ni una|cero|no he recibido|no hay) …2 (respuesta|solucion|noticias|contestacion|explicacion)|(sigo|seguimos|todavia|aun|siguen) …2 (sin|esperando|igual|nada|cobrando|ignorando)|no (hacen|resuelven|arreglan|solucionan|contestan|responden) …1 (nada|caso)?|esperando|ignorado|me ignoran|la misma (respuesta|excusa))',
    plain: [
      '(estoy|estamos|ya estoy|me teneis|me tienen|nos tienen) …2 (hasta (las|los|la|el|aqui)|hart[oa]s?|hasta el mono|cansad[oa]s? de|aburrid[oa]s? de)|(hasta (las narices|el gorro|el mono|la coronilla|los huevos|los cojones|la madre))|(ya (esta bien|basta)|basta ya)|(acab\\p{L}{1,4}|agot\\p{L}{1,4}|perd\\p{L}{1,4}|colm\\p{L}{1,4}) …3 (paciencia)|(me arrepiento|nos arrepentimos) de …3 (haber|contratar|comprar)|(nunca|jamas) (mas|volvere|volveremos|vuelvo)',
      '(que|una|es una|menuda|vaya|es un|menudo) …1 (verguenza|tomadura|burla|falta de (respeto|profesionalidad|seriedad)|desastre|chapuza|timo|circo|porqueria|despropo?sito|asco|cachondeo|robo|atropello)|(tomando|toman|tomar|tomarme|tomais) …2 (el pelo)|(me|nos) (estan|estais) (vacilando|tomando|robando|toreando)|(se (rien|burlan)|os (reis|burlais)|se estan (riendo|burlando)) de (mi|nosotros|la gente|los clientes)',
      '(para que|por que) (pago|pagamos|estoy pagando)|(me|nos) (ha|han|habeis|estan) (costado|hecho perder|haciendo perder|arruinado|fastidiado|jodido)|cuant[oa]s? (veces|tiempo) (mas )?(tengo|tenemos|hay|debo)',
      '(me|nos) (voy|vamos|ire|iremos|cambio|cambiamos|paso|pasamos) …3 (a|con) (la|otra|otro|vuestra|su) (competencia|compania|empresa|proveedor)',
    ],
    unless:
      '(si|o|sino|de lo contrario|a menos que|ultima (vez|oportunidad|advertencia)|antes del? (lunes|martes|miercoles|jueves|viernes|manana))',
    leaving:
      '((me|nos) (voy|vamos|ire|iremos|marcho|marchamos|cambio|cambiamos|doy de baja|damos de baja|paso|pasamos)|(cancelo|cancelamos|cancelare) (todo|la|el|mi|nuestr\\p{L})|competencia|pierden un cliente|resena|mala opinion|redes sociales)',
    harmless:
      '(mi|mis|nuestr[oa]s?) (clientes?|jefe|hijos) (esta|estan|quiere)|como (cancelo|me doy|cambio|puedo)|si (cancelo|cancelamos|me voy|me cambio|me doy|cambio)|cambiar de (plan|tarifa)|sin prisa|no pasa nada',
  }),
  it: angerOf({
    often:
      '((terza|quarta|quinta|sesta|decima|ennesima|\\d{1,2}a) (volta|mail|e-?mail|chiamata|richiesta)|(tre|quattro|cinque|sei|dieci|varie|mille|diverse|\\d{1,3}) (volte|mail|e-?mail|messaggi|chiamate|solleciti|settimane|mesi)|(da|dopo|sono) …2 (settimane?|mese|mesi|giorni|anni|una vita)|ancora una volta|di nuovo)',
    nothing:
      '(nessuno …4 (risponde|risposto|aiuta|fa|si degna|degna|risolve|risolto|sa|legge|muove|interviene|vuole)|(nessuna|senza|zero|ancora nessuna|mai una|alcuna) …2 (risposta|soluzione|notizia|spiegazione|riscontro)|(ancora|sempre|siamo ancora|sto ancora) …3 (nulla|niente|aspett\\p{L}{1,4}|punto di partenza|fermi|daccapo|attesa)|aspett(o|iamo|ando)|ignor(at[oaie]|ate|ano)|la solita (risposta|scusa)|stessa (risposta|scusa))',
    plain: [
      '(non ne (posso|possiamo) piu|ne ho abbastanza|ne abbiamo abbastanza|adesso basta|ora basta|basta cosi|ho (perso|finito|esaurito) la pazienza|pazienza e (finita|esaurita)|(al limite|persa) (della|la) pazienza|sono (stanc[oa]|stuf[oa]|esaust[oa]|fuori di me)|siamo stufi|mi avete (stancato|stufato|rotto))|(mi pento|ci pentiamo) di|(mai piu) …4 (da voi|con voi|vostr\\p{L}|comprero)?',
      '(che|una|e una|e un|che razza di) …2 (vergogna|presa in giro|buffonata|schifezza|indecenza|pagliacciata|disastro|figuraccia|assurdita|casino|ladrocinio|furto|truffa)|(mi|ci) (state|stanno|avete|prendete) …2 (prendendo|preso|in giro|per il culo|per i fondelli)|(prendete|prendendo|prendermi|prenderci) in giro|(siete|branco di|banda di|massa di|manica di) …1 (incompetenti|dilettanti|buffoni|incapaci|pagliacci|ladri|ridicoli|cialtroni)',
      '(per cosa|cosa) (pago|paghiamo) a fare|per cosa (vi )?(pago|paghiamo)|(mi|ci) (e|sta|avete|hanno) (costat[oa]|fatto perdere|costando|rovinato)|quante volte (devo|dobbiamo|ancora)|quanto (ancora )?(devo|dobbiamo) aspettare',
      '(passo|passiamo|passero|andiamo|vado|passeremo|ce ne andiamo) …3 (alla|dalla|a un|da un) (concorrenza|altro|concorrente)',
    ],
    unless:
      '(se|o|oppure|altrimenti|senno|ultim[oa] (volta|occasione|avviso|sollecito)|entro (lunedi|martedi|mercoledi|giovedi|venerdi|domani))',
    leaving:
      "((me ne vado|ce ne andiamo|disdico|disdiciamo|disdiro|annullo|annulliamo|cambio fornitore|cambiamo fornitore|passo|passiamo|passeremo|passero) ?…3 (alla|tutto|il|l'|da|ad)?|concorrenza|perdete un cliente|recension[ei] negativ[ae]|una stella|sui social)",
    harmless:
      '(mi[oaei]{1,3}|nostr[oaie]) (client[ei]|capo|figli) (e|sono|vuole)|come (faccio|posso|disdico|annullo|cambio)|se (disdico|disdiciamo|annullo|cambio|passo)|cambiare (piano|tariffa|abbonamento)|senza fretta|nessun problema',
  }),
  pt: angerOf({
    often:
      '((terceira|quarta|quinta|sexta|decima|enesima|\\d{1,2}a) (vez|mensagem|ligacao|tentativa)|(tres|quatro|cinco|seis|dez|varias|mil|inumeras|\\d{1,3}) (vezes|emails|e-mails|mensagens|ligacoes|semanas|meses)|(ha|faz|desde|depois de|apos|ja la vao) …3 (semanas?|mes|meses|dias|anos|seculos)|outra vez|de novo|vezes sem conta)',
    nothing:
      '(ninguem …4 (respond\\p{L}{1,4}|ajud\\p{L}{1,3}|resolv\\p{L}{1,3}|faz|me|nos|sabe|atende|le|liga|quer)|(sem|nenhuma|zero|nem uma) …2 (resposta|solucao|retorno|noticias|explicacao)|(continuo|continuamos|ainda|continua|sigo) …2 (sem|a espera|esperando|igual|nada|na mesma)|nao (fazem|resolvem|respondem) …1 nada|a espera|esperando|ignorad[oa]|a mesma (resposta|desculpa))',
    plain: [
      '((estou|estamos|ja estou) …1 (fart[oa]s?|de saco cheio|cansad[oa]s? de|pelos cabelos|pelas tampas|sem paciencia|perdendo a paciencia)|saco cheio|ja chega|chega disto|perdi a paciencia|(perder|acabou|esgotou|esgotada?) …2 paciencia)|(arrependo-me|me arrependo|arrependid[oa]) de|(nunca mais) …4 (compro|volto|com voces|uso|contrato)?',
      '(que|uma|e uma|e um|mas que) …1 (vergonha|falta de (respeito|consideracao|profissionalismo)|palhacada|desastre|descaso|absurdo|roubo|bagunca|porcaria|pouca vergonha|brincadeira de mau|gozacao|piada)|(estao|andam|voces estao|estao a) …1 (brincando|brincar|gozar|gozando|zoando|fazer pouco|rir|tirar sarro) …1 (comigo|connosco|com a minha|da minha cara|de mim|com)|(fazem|fizeram|faz) (de mim|de nos) (parvo|palhaco|idiota|otario|bobo)',
      '(para que|por que|pelo que) (pago|pagamos|estou pagando|e que pago)|(me|nos) (custou|fez perder|fizeram perder|prejudicou|prejudicaram|arruinou)|quantas vezes (preciso|tenho|mais|precisarei)|ate quando',
      '(vou|vamos|irei|mudo|mudamos|passo|passamos) …3 (para|pra|a) (a|um|o) (concorrencia|concorrente|outro|outra)|(concorrencia|concorrente)[.!]{0,3}$',
    ],
    unless:
      '(se|ou|senao|caso contrario|a menos que|ultim[oa] (vez|oportunidade|aviso|chance)|ate (segunda|terca|quarta|quinta|sexta|amanha))',
    leaving:
      '((vou-me embora|vamos embora|vou embora|cancelo|cancelamos|vou cancelar|vamos cancelar|rescindo|rescindimos|mudo de|mudamos de|vou mudar|vamos mudar|saio|saimos)|concorrencia|concorrente|perdem um cliente|avaliacao negativa|reclame aqui|redes sociais)',
    harmless:
      '(meus?|minhas?|noss[oa]s?) (clientes?|chefe|filhos) (esta|estao|quer)|como (cancelo|faco|posso|mudo)|se (eu )?(cancelar|cancelo|mudar|sair|rescindir)|mudar de (plano|tarifario)|sem pressa|nao ha problema|sem problema',
  }),
  nl: angerOf({
    often:
      '((derde|vierde|vijfde|zesde|tiende|zoveelste|\\d{1,2}e) (keer|mail|bericht|poging|telefoontje)|(drie|vier|vijf|zes|tien|meerdere|talloze|tig|\\d{1,3}) (keer|mails|berichten|telefoontjes|weken|maanden)|(al|na|sinds|wacht) …2 (weken|week|maanden?|dagen|jaren|tijden)|steeds|telkens|alweer|keer op keer)',
    nothing:
      '(niemand …4 (reageert|antwoordt|doet|helpt|lost|luistert|weet|leest|iets|de moeite|belt|gereageerd)|(geen|zonder|nul) …1 (antwoord|reactie|oplossing|bericht|uitleg|resultaat)|(nog (steeds|altijd)|gebeurt|hoor|krijg) …3 (niets|niks|geen|niet|kapot|hetzelfde)|er gebeurt (niets|niks)|genegeerd|afgescheept|van het kastje|aan het lijntje|hetzelfde (antwoord|verhaal|smoes))',
    plain: [
      '(ik ben|we zijn|ben|zijn) (er|het|dit|jullie)? ?…3 (klaar mee|zat|beu|spuugzat|kotsbeu|zat van|klaar met jullie)|(genoeg|buik vol) (van|is genoeg)|(de )?maat is vol|(geduld) …3 (op|kwijt|einde|verloren)|(verlies|raak) …2 geduld|(spijt|betreur) …4 (klant|gekocht|overgestapt|afgesloten|begonnen|aangeschaft)|nooit (meer|weer) …4 (jullie|hier|klant|bestellen|kopen)?',
      '(wat een|een|dit is|het is|wat voor) …1 (zooitje|zootje|puinhoop|aanfluiting|schande|schandaal|lachertje|grap|farce|circus|prutswerk|wanvertoning|flutbedrijf|klucht|bende|drama|ramp|gedoe)|stelletje …1 \\p{L}{4,14}|(voor (de gek|gek|schut|lul|aap) …1 (gehouden|houden|zetten))|(nemen|neemt|neem) (jullie|u|je) (mij|me|ons) …1 (in de maling|in de zeik|niet serieus|voor)|te gek voor woorden|ongehoord|ongelofelijk|ongelooflijk|van de zotte',
      'waar (betaal|betalen) (ik|wij|we) …3 voor|(kost|gekost|kostte) (mij|me|ons) …4 (omzet|klanten|geld|dagen?|tijd)|hoe (vaak|lang) moet(en)? (ik|wij|we) …3 (nog|wachten|mailen)?',
      '(stap|stappen|ga|gaan|overstappen|vertrek) …4 (over )?(naar|over op|bij) (de|een|jullie) (concurrent\\p{L}{0,3}|ander\\p{L}{0,2})',
    ],
    unless:
      '(als|anders|of|tenzij|laatste (kans|keer|waarschuwing)|voor (maandag|dinsdag|woensdag|donderdag|vrijdag|morgen))',
    leaving:
      '((zeg|zeggen|zegt) (ik|wij|we)? ?…3 op|(ben|zijn) (ik|wij|we) …1 (weg|vertrokken|klant af|klaar)|(stap|stappen|vertrek|vertrekken|ga|gaan) (ik|wij|we) …2 (over|weg|ergens anders|naar)|concurrent(ie)?|slechte (review|beoordeling)|een ster|social media|klant kwijt)',
    harmless:
      '(mijn|onze) (klant(en)?|baas|kinderen) (is|zijn|wil)|hoe (zeg|kan|stap|annuleer) (ik|wij|we)|als (ik|wij|we) …2 (opzeg|overstap|vertrek|stop|wegga)\\p{L}{0,3}|opzegtermijn|ander abonnement|geen (haast|probleem)',
  }),
};

export const angry: Readonly<Record<Language, readonly Phrases[]>> = { en, ...abroad };
