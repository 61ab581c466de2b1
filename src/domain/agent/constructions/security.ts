// How a message tells that an account or data are in wrong hands: who, what they did, and whose it is.
import { type Language, type Phrases, phrases } from '../languages/phrases.ts';

const things =
  '(accounts?|log-?ins?|profiles?|workspaces?|dashboards?|e-?mails?|e-?mail address|passwords?|phone numbers?|numbers?|recovery \\p{L}{1,8}|wallets?|shops?|stores?|api keys?|tokens?|systems?|mailbox|inbox|bank details|iban|payout (account|details)|address|cards?|balance|orders?|pages?|subscription|contacts|2fa|two-factor|credentials|data|it)';
const stranger =
  '(some ?(one|body)( else)?|stranger|an outsider|an intruder|a thief|hackers?|an? (ex|former|old|fired|dismissed)[- ]\\p{L}{1,14}|ex-?(employee|colleague|partner|husband|wife|boyfriend|girlfriend|staff)|scammers?|unknown (person|user|device|people|party)|a third party|somebody unknown)';
const acts =
  '(chang(ed|es|ing)|switched|replaced|removed|deleted|deleting|deletes|added|lock(ed|s|ing)|logged|logs|logging|signed|signs|signing|using|uses|used|gets|got|gotten|broke|breaks|accessed|accesses|accessing|sent|sending|sends|took|taken|takes|stole|stealing|moved|transferred|withdrew|emptied|drained|ordered|ordering|buys|buying|bought|posts|posting|posted|pretend(ing|s|ed)|pos(es|ed|ing)|impersonat(es|ed|ing)|reset(s|ting)?|cloned|copied|downloaded|downloading)';
const strangers =
  "((another|different) (company|customer|client|user|person|merchant|shop|firm|family|business|tenant|organi[sz]ation|household|patient)('?s)?|other (compan(y|ies)|customers?|clients?|users?|people|persons?|merchants?|firms?|tenants?|patients?|famil(y|ies))('s?|s')?|(someone|somebody) else('?s)?|strangers?('?s?)?|(people|persons?|customers?|users?|names|anyone) (i|we|i've|we've) (don't|do not|have never|never|'ve never) (know|met|heard|seen)|(not|nothing to do with) (mine|ours|me|us))";

const harmless = phrases(
  '(my|our|the|in (my|our)) (team|colleagues?|staff|son|daughter|kids?|accountant|assistant|admins?|company|wife|husband|customers?|clients?|team ?mates?|group)',
  '(can|could|may|should|does|do|will|would|is it possible|how) …4 (see|share|invite|give|grant|allow|let|prevent|protect|find out|report|detect|block|avoid|remove|import|transfer|move|copy)',
  '(what (happens|do i do|should i do|to do)|how) …3 (if|when|in case)|(simulation|allow ?list|white ?list|training|test account|demo)',
  '(can|could|would|will) (someone|somebody) …1 (help|assist|explain|tell|please|show|else)',
);

const english: readonly Phrases[] = [
  {
    certain: [
      phrases(
        `(logged|signed) (in|on) (as|under|with) (me|us|my|our)|(pos(es|ing)|pretend(s|ing)) to be (me|us|from (me|us))|impersonat(es|ing|ed) (me|us|our)`,
        '(api keys?|keys?|passwords?|credentials|tokens?|data(base)?|dump|records|customer list|card numbers|documents|backups?|files|invoices|passports|medical \\p{L}{1,8}) …6 (pastebin|on github|for sale|dark ?web|(posted|showed up|are|is|turned up|found|published|visible|readable|available|accessible|downloadable|sitting|listed|indexed|lying) …4 (publicly|online|by anyone|to anyone|for anyone|without (a )?(login|password|logging)|on (the (open )?internet|google|telegram|reddit|twitter)|in (the open|plain text)))',
        '(public(ly)?|open|unprotected|exposed|unsecured|world[- ]readable|misconfigured) …2 (s3|bucket|folder|database|endpoint|directory|server|storage|elasticsearch|backup) …8 (lists?|contains?|shows?|customers?|passports?|data|with|names|yours?|files|leaks?|holds?|exposes?)',
        `(by|when) (changing|editing|guessing|altering|i (change|edit|guess|increase)) (the|an?) …2 (number|id|digits?|parameter|part|reference) …9 (see|read|open|get|view|access|download|shows?)`,
        `(your|the) \\S{1,20} (leaks|leaked|exposes|is leaking|exposed|discloses) …4 (data|customers?|passwords?|e-?mails?|names|details|keys?|documents?)`,
        `(gave|typed|type|entered|told|handed|shared|put in|read out|sent|filled in|confirmed) …6 (codes?|password|pin|details|card|card number|login|otp|credentials|number) …9 (caller|fake|scam(mer|mers)?|phish\\p{L}{0,3}|pretend(ed|ing)|claim(ed|ing)|fraud(ster|sters)?|hoax|impost[eo]r|looked like|who said|not (really )?(you|yours)|turned out)`,
        `(caller|fake|scam(mer|mers)?|phish\\p{L}{0,3}|pretend(ed|ing)|claim(ed|ing) to be|fraud(ster|sters)?|hoax|impost[eo]r|looked like (yours|you|your)|clicked) …9 (gave|typed|entered|told|handed|put in|read out|filled in|handed over|submitted) …4 (codes?|password|pin|details|card|login|otp|credentials|it|everything|data)`,
        "(reset|verification|confirmation|log-?in|security|sign-?in|one-?time|2fa|otp) …2 (mails?|e-?mails?|messages?|texts?|codes?|links?|requests?|sms|notifications?) …6 (i|we|that i|nobody) (never|did not|didn't|haven't|have not|had not|hadn't) …1 (ask|asked|request|requested|order|ordered|initiate|initiated|trigger|triggered|start|started)",
        `(devices?|sessions?|logins?|log-ins?|sign-ins?|someone|ip( address)?|browser|phone) …8 (nobody|none of us|no one|neither of us|i don't|i do not|we don't|we do not|that isn't|that is not|which is not|not mine|not ours)`,
      ),
      phrases(
        "(payments?|payouts?|orders?|transfers?|withdrawals?|transactions?|purchases?|money|funds|charges?|logins?|devices?|accounts?|changes?|iban|numbers?|beneficiar(y|ies)|wallet|invoices?|bookings?) …9 (none of us|nobody here|no one here|no one (in|at|on) (my|our)|nobody (in|at|on) (my|our)|neither of us|(i|we)( am certain| am sure| know)?( i| we)?( have| had)? ((never|did not|didn't|haven't) (made|make|did|do|order|ordered|authori[sz]ed?|sent|send|recogni[sz]ed?|place|placed|set up|create|created|approved?)|(do not|don't|cannot|can't) (recogni[sz]e|remember making)))",
        "(was not|wasn't|were not|weren't|is not|isn't|not) (done |made |sent |placed |initiated |me|us|by me|by us){1,2} (who|that)? ?…2 ?(chang\\p{L}{1,3}|order\\p{L}{0,3}|log\\p{L}{0,4}|sent|made|request\\p{L}{0,3}|did|bought|transfer\\p{L}{0,4})",
        `(chang(ed|es)|locked|reset|moved|sent|transferred|deleted|ordered|logged in|emptied|drained|withdrawn|spent) …8 (and|but|,) (it|that|this) (was|is) (not|n't|never) (by )?(me|us|mine|ours)`,
      ),
    ],
    harmless: phrases(
      '(what (happens|do i do|should i do|to do)|how) …3 (if|when|in case)|(simulation|allow ?list|white ?list)|(sandbox|test|demo) (data|account|system)',
    ),
  },
  {
    certain: [],
    together: [
      [phrases(stranger), phrases(acts), phrases(`(my|our|me|us)( own)? …2 ${things}`)],
      [
        phrases(
          '(see|seeing|sees|saw|received|receive|get|got|getting|shown|shows?|showing|list(s|ed)?|contains?|has|have|with|read|open|opened|view|access|displays?|sent|appear(s|ed)?|full of|belong(s|ing)?)',
        ),
        phrases(
          '(names?|invoices?|data|orders?|contracts?|details|documents?|phone numbers?|numbers|records?|passports?|files?|addresses|messages|chats?|mails?|e-?mails?|photos?|pictures|statements?|tickets?|results|transactions|account|dashboard|reports?|parcels?|customers?)',
        ),
        phrases(strangers),
      ],
      [
        phrases('(i|me|we|us|my|our)'),
        phrases(
          "(locked out|kicked out|can't (log|get) (back )?in|cannot (log|get) (back )?in|no longer (get|log) in|gone|emptied|drained|empty|lost access)",
        ),
        phrases(
          '(never asked|never requested|did not ask|didn.t ask|did not request|didn.t request|somebody|someone|hacked|stolen|stranger|changed without|unknown|hijacked|suspicious|scam(mer|med)?|phish\\p{L}{0,3}|not me|thief|fraud)',
        ),
      ],
      [
        phrases(
          '(spam|scams?|phishing|viruses|malware|fake (messages|mails|e-?mails|posts|offers|ads|invoices))',
        ),
        phrases(
          '(sent|sending|sends|going out|goes out|posted|posting|receiving|received|getting|comes?|coming)',
        ),
        phrases(
          '(from (my|our|me|us)|in (my|our) name|(my|our) (account|contacts|page|profile|customers|clients|friends|name|number|domain|followers)|under (my|our))',
        ),
      ],
    ],
    harmless,
  },
];

interface Intrusion {
  readonly stranger: string;
  readonly acts: string;
  readonly mine: string;
  readonly plain: readonly string[];
  readonly harmless: string;
}

function intrusion({ stranger, acts, mine, plain, harmless: own }: Intrusion): readonly Phrases[] {
  return [
    { certain: [phrases(...plain)], harmless: phrases(own) },
    { certain: [], together: [[phrases(stranger), phrases(acts), phrases(mine)]], harmless: phrases(own) },
  ];
}

const abroad: Readonly<Record<Exclude<Language, 'en'>, readonly Phrases[]>> = {
  de: intrusion({
    stranger:
      '(jemand( anderes| fremdes)?|irgendwer|fremde[rn]?|unbekannte[rn]?|ein (dritter|ehemaliger|ex-\\p{L}{1,12}|hacker)|dritte|betruger|hacker|der ex-?mitarbeiter|ehemalige[rn]? \\p{L}{1,14})',
    acts: '(geandert|verandert|eingeloggt|angemeldet|zugriff|zugang|benutzt|verwendet|nutzt|verschickt|versendet|geloscht|bestellt|uberwiesen|abgehoben|ausgesperrt|ubernommen|gestohlen|drin|gekapert|loggt|meldet|gekauft)',
    mine: '(mein|meine[nrms]?|unser|unsere[nrms]?) …2 (konto|account|zugang|passwort|e-?mail|e-?mail-?adresse|mailadresse|adresse|profil|shop|namen|nummer|daten|bankverbindung|iban|guthaben|kontakte|system|bestellungen)',
    plain: [
      '(bestellungen?|zahlung(en)?|abbuchung(en)?|uberweisung(en)?|auszahlung(en)?|anmeldung(en)?|geraet|gerat|kaufe?|buchung(en)?|iban) …5 (die |das |den )?(ich|wir|niemand|keiner|von uns) …4 (nie|nicht|niemand|keiner) …2 (gemacht|getatigt|aufgegeben|veranlasst|kenn(e|en|t)|freigegeben|beauftragt|vorgenommen|erkenne)',
      '(sehe|sehen|bekomme|bekommen|erhalte|finde|angezeigt|habe|haben) …5 (rechnung(en)?|daten|bestellung(en)?|vertrage?|namen|unterlagen|adressen|dokumente|nachrichten|kunden) …4 (fremd(e[rnms]?)?|andere[rnms]?) …1 (firm(a|en)|kunden?|person(en)?|unternehmen|nutzer[ns]?|leute[n]?)?|(fremde|anderer|eines anderen|einer anderen) (firma|kunden?|person(en)?|unternehmens?|nutzers?)',
      '(das|dies|es) (war|bin|waren|sind) (aber |definitiv |sicher |ganz ){0,2}(nicht ich|ich nicht|nicht wir|wir nicht|keiner von uns|niemand von uns)|(passwort|zugangsdaten|code|tan|pin|daten|kartendaten) …8 (betruger|gefalschte[rn]?|falsche[nr]? (seite|mail|mitarbeiter)|phishing|fake)|(betruger|gefalschte[rn]?|falsche[nr]? (seite|mail|mitarbeiter)|phishing\\p{L}{0,6}|fake) …9 (eingegeben|weitergegeben|genannt|geklickt|durchgegeben|preisgegeben)|(zugangsdaten|kundendaten|api-?schlussel|passworter|daten) …5 (im netz|offentlich|im internet|darknet|geleakt|ungeschutzt|fur jeden)',
    ],
    harmless:
      'was (passiert|tun|mache ich) …3 (wenn|falls)|(kollege|mitarbeiter|steuerberater|team|sohn|tochter) (zugriff|einladen)|wie (kann|gebe|erlaube) ich',
  }),
  fr: intrusion({
    stranger:
      "(quelqu'un( d'autre)?|un (inconnu|pirate|tiers|ancien \\p{L}{1,12}|ex-\\p{L}{1,12})|une (inconnue|autre personne|personne inconnue)|des (inconnus|pirates)|on|mon ex|escroc)",
    acts: '(modifie|change|connecte|accede|acces|utilise|vole|commande|achete|envoie|envoye|supprime|detourne|usurpe|vide|entre|entree|pirate|transfere|retire|bloque)',
    mine: '(mon|ma|mes|notre|nos|mon nom|nom) …2 (comptes?|adresse|mot de passe|mail|e-?mail|profil|boutique|argent|identite|acces|nom|numero|carte|rib|iban|contacts|donnees|session)',
    plain: [
      "(virements?|paiements?|achats?|commandes?|prelevements?|connexions?|debits?|retraits?|appareil|transactions?|operations?) …3 (que |qui |dont )?…2 (je|nous|personne|on|n'avons|n'ai)? ?…2 (n'(ai|avons|a)|ne|ni|pas|jamais) …3 (pas|jamais|fait|faits|faite|faites|ordonne(e?s?)|valide|autorise|reconnais|reconnaissons|passee?s?|effectue\\p{L}{0,3}|de moi|de nous)",
      "(je|nous) (vois|voyons|recois|recevons|tombe|ai acces|avons acces|peux voir) …4 (factures?|donnees|commandes?|documents?|messages?|coordonnees|compte|dossiers?|contrats?) …3 (autre|autres|d'une|d'un|inconnus?|quelqu'un)",
      "(ce|c') ?(n'est|n'etait|n'etais|est) pas (moi|nous)|(code|mot de passe|identifiants|carte|coordonnees) …8 (faux|fausse|escrocs?|arnaque(ur)?|phishing|hameconnage)|(faux|fausse|escroc|arnaqueur|phishing|hameconnage) …9 (saisi|donne|entre|communique|clique|tape)|(donnees|mots de passe|documents|cles) …4 (en ligne|publi(c|que|ques|ees?)|accessibles? a tous|sur internet|fuite)",
    ],
    harmless:
      'que (faire|se passe-t-il) …3 (si|en cas)|(collegue|comptable|equipe|fils|fille|conjoint) …3 acces|comment (donner|partager|inviter|changer|modifier)',
  }),
  es: intrusion({
    stranger:
      '(alguien|otra persona|un (desconocido|hacker|extrano|tercero|ex ?\\p{L}{1,12})|una (desconocida|exempleada)|desconocidos|exempleado|mi ex|hackers?|estafador(es)?|han|nos han|me han|entraron)',
    acts: '(cambi(o|ado|aron|a)|entr(o|ado|aron|a)|modific(o|ado|aron)|acced(io|ido|ieron|e)|us(o|ado|ando|a|an)|utiliz(o|ado|ando|a)|robado|robaron|compr(o|ado|aron|ando)|envi(o|ado|ando|a|an)|borr(o|ado|ando)|bloque(o|ado|aron)|transfir(io|ieron)|transferido|vaci(o|ado|aron)|sac(o|ado|aron)|suplant\\p{L}{1,4})',
    mine: '(mi|mis|nuestr[oa]s?) …2 (cuentas?|correo|contrasena|clave|perfil|tienda|email|e-?mail|direccion|numero|tarjeta|dinero|saldo|nombre|datos|contactos|iban|acceso|sesion)',
    plain: [
      '(pagos?|compras?|pedidos?|transferencias?|cargos?|accesos?|dispositivos?|movimientos?|retiros?|operaciones?) …2 (que |los cuales )?…2 (no|nunca|jamas|nadie) …3 (hice|hicimos|he hecho|hemos hecho|autori\\p{L}{1,4}|reconozco|reconocemos|realic\\p{L}{1,2}|realizado|orden\\p{L}{1,4}|son mios|es mio|son nuestros|hizo|conozco)',
      '(veo|vemos|aparecen?|sale[n]?|recib\\p{L}{1,4}|puedo ver|muestra[n]?|llegan?) …4 (datos|facturas?|pedidos?|documentos?|contratos?|mensajes?|cuenta|nombres|direcciones) …3 (otr[oa]s?|desconocid[oa]s?|ajen[oa]s?|alguien)',
      'no (he sido|fui|fuimos|hemos sido|era|soy) (yo|nosotros)|(codigo|contrasena|clave|datos|tarjeta|pin) …8 (fals[oa]|estafador(es)?|phishing|fraude|timo)|(fals[oa]|estafador(es)?|phishing|fraudulent[oa]|timo) …9 (puse|di|introduje|meti|escribi|facilite|pinche|clic)|(datos|claves|contrasenas|documentos) …5 (public[oa]s?|en internet|filtrad[oa]s?|expuest[oa]s?|a la vista|en la web)',
    ],
    harmless:
      'que (pasa|hago|sucede|ocurre) …2 si|en caso de|como (cambio|comparto|doy|invito|puedo dar)|(companero|contable|equipo|gestor|hij[oa]) …3 acceso',
  }),
  it: intrusion({
    stranger:
      "(qualcuno|qualcun altro|un (estraneo|hacker|ex ?\\p{L}{1,12}|altro|terzo)|uno sconosciuto|una sconosciuta|sconosciuti|hacker|il mio ex|la mia ex|truffator[ei]|un'altra persona|hanno|mi hanno|ci hanno)",
    acts: '(cambiat[oa]|modificat[oa]|entrat[oaie]|acced(e|uto)|usat[oa]|usa|sta usando|usando|rubat[oa]|ordinat[oa]|comprat[oa]|inviat[oa]|manda(to|ndo)?|cancellat[oa]|bloccat[oa]|trasferit[oa]|svuotat[oa]|prelevat[oa]|collegat[oa]|loggat[oa])',
    mine: '(mi[oae]|miei|nostr[oaie]) …2 (account|profilo|conto|email|e-?mail|password|negozio|numero|carta|soldi|nome|dati|contatti|iban|indirizzo|saldo|accesso|posta|mail)',
    plain: [
      '(pagament[oi]|acquist[oi]|ordin[ei]|bonific[oi]|addebit[oi]|access[oi]|dispositiv[oi]|moviment[oi]|preliev[oi]|operazion[ei]) …2 (che )?…2 (non|mai|nessuno) …4 (fatt[oi]|autorizzat[oi]|riconosc\\p{L}{1,4}|effettuat[oi]|disposto|miei|mio|nostri|eseguit[oi]|conosc\\p{L}{1,4})',
      "(vedo|vediamo|ricevo|riceviamo|ho ricevuto|compaiono|appaiono|posso vedere|mi arrivano) …4 (dati|fatture|ordini|documenti|contratti|messaggi|account|nomi) …3 (altr[oaie]|un'altra|sconosciut[oaie]|estrane[oi]|qualcun)",
      'non (sono|siamo|ero|eravamo) (stat[oaie] )?(io|noi)|(codice|password|dati|carta|pin|credenziali) …8 (fals[oa]|truffator[ei]|phishing|truffa)|(fals[oa]|finto|finta|truffator[ei]|phishing) …9 (inserito|dato|scritto|comunicato|cliccato|fornito)|(dati|password|documenti|chiavi) …5 (pubblic[oiahe]{1,3}|su internet|in rete|espost[ei]|online|visibili a tutti)',
    ],
    harmless:
      'cosa (succede|faccio|devo fare) …2 se|come (posso )?(cambi\\p{L}{1,3}|condivid\\p{L}{1,3}|invit\\p{L}{1,3}|dare)|(collega|commercialista|team|figli[oa]) …3 accesso',
  }),
  pt: intrusion({
    stranger:
      '(alguem|outra pessoa|um (desconhecido|hacker|estranho|terceiro|ex-?\\p{L}{1,12})|desconhecidos|ex-?(funcionari[oa]|marido|mulher|colega)|golpistas?|hackers?|entraram|mudaram|invadiram|trocaram|alteraram)',
    acts: '(mud(ou|aram|ado)|troc(ou|aram|ado)|alter(ou|aram|ado)|entr(ou|aram|ado)|aced(eu|eram)|acess(ou|aram|ando)|us(ou|ando|aram|a)|utiliz\\p{L}{1,4}|roub(ou|aram|ado)|compr(ou|aram|ando)|envi(ou|aram|ando)|mand(ou|ando)|apag(ou|ando|aram)|bloque(ou|aram)|transfer(iu|iram)|esvazi(ou|aram)|sac(ou|aram)|clon(ou|aram))',
    mine: '(meu|minha|meus|minhas|noss[oa]s?|o|a) …2 (contas?|email|e-?mail|senha|palavra-passe|perfil|loja|numero|cartao|dinheiro|saldo|nome|dados|contactos|contatos|iban|acesso|sessao)',
    plain: [
      '(pagamentos?|compras?|pedidos?|encomendas?|transferencias?|debitos?|cobrancas?|acessos?|dispositivos?|movimentos?|saques?|levantamentos?) …2 (que )?…2 (nao|nunca|ninguem) …3 (fiz|fizemos|autoriz\\p{L}{1,4}|reconhec\\p{L}{1,4}|realiz\\p{L}{1,4}|sao meus|e meu|sao nossos|fez|conheco)',
      '(vejo|vemos|recebi|recebo|recebemos|aparecem?|consigo ver|mostra[m]?) …4 (dados|faturas?|pedidos?|documentos?|contratos?|mensagens|conta|nomes) …3 (outr[oa]s?|desconhecid[oa]s?|alheia?|terceiros)',
      'nao (fui|foi|fomos|era) (eu|nos)|(codigo|senha|palavra-passe|dados|cartao|pin) …8 (fals[oa]|golpista|burlao|phishing|golpe|fraude)|(fals[oa]|golpista|burlao|phishing|golpe) …9 (inseri|dei|digitei|coloquei|escrevi|passei|cliquei|forneci)|(dados|senhas|documentos|chaves) …5 (public[oa]s?|na internet|vazad[oa]s?|vazaram|expost[oa]s?|online)',
    ],
    harmless:
      'o que (acontece|faco|devo fazer) …2 se|como (posso )?(mud\\p{L}{1,3}|alter\\p{L}{1,3}|partilh\\p{L}{1,3}|compartilh\\p{L}{1,3}|convid\\p{L}{1,3}|dar|troc\\p{L}{1,3}|adicion\\p{L}{1,3})',
  }),
  nl: intrusion({
    stranger:
      '(iemand( anders)?|een (onbekende|vreemde|hacker|oud-?\\p{L}{1,12}|ex-?\\p{L}{1,12}|derde)|onbekenden|vreemden|hackers?|mijn ex|oplichters?|ex-?(medewerker|collega|partner))',
    acts: '(veranderd|gewijzigd|aangepast|ingelogd|aangemeld|toegang|gebruikt|verstuurd|verstuurt|verwijderd|besteld|overgemaakt|opgenomen|buitengesloten|overgenomen|gestolen|gekocht|leeggehaald|logt|binnengekomen|zit|verzonden|gekaapt)',
    mine: '(mijn|onze|ons) …2 (account|e-?mail|e-?mailadres|mailadres|wachtwoord|profiel|winkel|nummer|rekening|geld|saldo|naam|gegevens|contacten|iban|adres|toegang|kaart|systeem)',
    plain: [
      '(betaling(en)?|bestelling(en)?|overboeking(en)?|afschrijving(en)?|aankop(en)?|aankoop|login|apparaat|apparaten|opname[ns]?|transacties?) …3 (die |dat )?(ik|wij|we|niemand|ons) …3 (nooit|niet|niemand) …2 (gedaan|gemaakt|geplaatst|goedgekeurd|herken(nen)?|ken|kennen|gezet|uitgevoerd|besteld)',
      '(zie|zien|krijg|krijgen|ontving|ontvangen|kan) …5 (gegevens|facturen|factuur|bestellingen|documenten|contracten|berichten|account|namen|klanten) …3 (een )?(ander(e|en|mans)?|vreemde[n]?|onbekenden?)',
      '(dat|dit|het) (was|ben|waren|is) (ik|wij|we|zeker|echt)? ?…1 (niet|nooit) ?(ik|wij|van (mij|ons))?$|(code|wachtwoord|gegevens|pincode|pasgegevens) …8 (nep|oplichters?|phishing|valse)|(nep\\p{L}{0,6}|oplichters?|phishing\\p{L}{0,4}|valse) …9 (ingevuld|gegeven|doorgegeven|ingevoerd|geklikt|afgegeven)|(gegevens|wachtwoorden|documenten|sleutels) …5 (openbaar|op internet|gelekt|op straat|onbeveiligd|online)',
    ],
    harmless:
      'wat (gebeurt|moet|doe) …3 als|hoe (kan|wijzig|verander|deel|geef|nodig) |(collega|boekhouder|team|zoon|dochter) …3 toegang',
  }),
};

export const insecure: Readonly<Record<Language, readonly Phrases[]>> = { en: english, ...abroad };
