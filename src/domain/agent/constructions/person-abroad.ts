// How six other languages ask for a person, by the constructions of person-english.ts.
import { type Language, type Phrases, phrases } from '../languages/phrases.ts';

/** The words of one language that the constructions are made of. */
interface Words {
  /** Somebody of ours. */
  readonly staff: string;
  /** What answers instead. */
  readonly machine: string;
  /** No more of it, rather than it. */
  readonly refusing: string;
  /** Speaking, calling, taking the matter over. */
  readonly dealing: string;
  /** A wish, a request, a possibility. */
  readonly wishing: string;
  /** Not a machine. */
  readonly real: string;
  /** Enough on its own. */
  readonly plain: readonly string[];
  /** The customer's own people and calls. */
  readonly own: string;
}

const de: Words = {
  staff:
    '(mensch(en)?|mitarbeiter(in|s|n|innen)?|person(al)?|berater(in|s)?|kolleg(e|en|in)|vorgesetzte[nr]?|chef(in|s)?|sachbearbeiter(in|s)?|teamleit(er|ung)|jemand(en|em)?|ansprechpartner(in|s)?|abteilung|fachkraft|techniker(in)?|spezialist(en|in)?|experte?n?|kundendienst|kundenbetreu(er|ung)|support ?team|team|support-?mitarbeiter|leute[n]?)',
  machine:
    '((chat)?bots?|roboter|maschinen?|computer|ki|automat(en)?|programm|software|automati(sche[nr]?|sierte[nr]?) \\p{L}{4,12}|textbausteine[n]?|standardantwort(en)?|sprachassistent(en)?)',
  refusing:
    '(kein(e[nrms]?)?|nicht( mehr| nur)?|genug|schluss mit|statt|anstatt|satt|leid|anstelle|als (mit )?(eine[rnm]?|der|die|dem)|lieber|reicht)',
  dealing:
    '(sprech\\p{L}{0,3}|red(e|en|et)|telefon\\p{L}{0,6}|anruf\\p{L}{0,3}|ruf(e|t|en)?|erreich\\p{L}{0,4}|verbind\\p{L}{0,3}|durchstell\\p{L}{0,3}|weiterleit\\p{L}{0,3}|ubergeb\\p{L}{0,3}|ubernehm\\p{L}{0,3}|kummer\\p{L}{0,3}|besprech\\p{L}{0,3}|klar(en|t)|personlich|gesprach|antwort(e|et|en)|lies(t)?|lesen|ansieht|anschau\\p{L}{0,3}|kontakt\\p{L}{0,6}|wenden|weiterhelfen|melden|meldet|durchgestellt|nummer)',
  wishing:
    "(mochte|mochten|will|wollen|wurde|wurden|konnt?e?n?|kann|bitte|gern\\p{L}?|lieber|brauche|brauchen|wunsche|darf|ist|gibt|sitzt|verlange|fordere|wann|wie|wo|hatte|muss|gibt's|lassen)",
  real: '(echte[nrms]?|richtige[nrms]?|lebendige[nrms]?|leibhaftige[nrms]?|menschliche[nrms]?|wirkliche[nrms]?|reale[nrms]?|aus fleisch und blut)',
  plain: [
    '(leite[nt]?|geben|gib|gebt|reich\\p{L}{1,3}|stell\\p{L}{1,3}|verbind\\p{L}{1,3}|ubergeben|ubergib) (sie |ihr )?…4 (an (die|eine[nr]?|den|das|ihre[nr]?|jemand\\p{L}{0,2})|mit|durch|weiter)',
    '(hole[nt]?|hol|schick\\p{L}{0,3}|gebt|geben) (sie |mir |mal |bitte |ihr ){0,3}(ihre[nr]?|eure[nr]?|den|einen|eine) (vorgesetzte[nr]?|chef(in)?|mitarbeiter(in)?|teamleiter(in)?|kolleg(en|in)|menschen)',
    '(ruckruf|zuruckgerufen|rufen sie mich|ruft mich|ruf mich|anruf von (ihnen|euch))|(sitzt|ist|antwortet|liest|schreibt) …4 (wirklich |noch |auch )?(ein |eine |irgend)?(echte[rn]? )?(mensch(en)?|mitarbeiter|person)|(hinter|am anderen ende) …4 (mensch|person|mitarbeiter)|(bin|spreche|rede|schreibe) ich …3 (mit )?(einem|einer)? ?(mensch(en)?|bot|maschine)',
    '(wann|wie|wo) …5 (erreiche|erreicht|erreichbar|telefonisch)|(von mensch zu mensch|unter vier augen|menschliche[rnm]? (hilfe|unterstutzung|kontakt|antwort|support))',
  ],
  own: '(kann (ein|mein) kollege|nicht notig|nicht notwendig|unnotig|muss nicht|(mein|unser)(e[nrms]?)? (kunde|kollege|team|mitarbeiter|chatbot|bot|website|seite|kalender)\\p{L}{0,3}|lieferung|sendung|charge|produktruckruf|anlegen|hinzufug\\p{L}{1,3}|einladen|rolle|anrufe weiterleiten|anrufe …4 weiter|leite ich anrufe|zugriff|freigeben|automatische (verlangerung|zahlung|updates?|sicherung))',
};

const fr: Words = {
  staff:
    "(humaine?s?|personnes?|quelqu'une?|conseillere?s?|agente?s?|responsables?|superieure?s?|operateurs?|operatrices?|etres? humains?|employee?s?|collegues?|managers?|gerante?|technicien(ne)?s?|interlocuteurs?|interlocutrice|membre (de votre|du|de l')|service (client|commercial|technique|concerne)|charge(e)? de clientele|chef|patron|specialiste|expert)",
  machine:
    '((chat)?bots?|robots?|machines?|ordinateur|ia|intelligence artificielle|programme|logiciel|automate|reponses? (automatiques?|toutes faites|pre-?enregistrees?|types?)|messages? automatiques?|assistant virtuel)',
  refusing:
    '(pas|plus|assez|marre|stop|basta|fini|arretez|ras[- ]le[- ]bol|plutot que|au lieu|et non|ni|sans|aucune?)',
  dealing:
    '(parl\\p{L}{1,4}|discut\\p{L}{1,4}|echang\\p{L}{1,4}|telephon\\p{L}{1,4}|appel\\p{L}{0,4}|rappel\\p{L}{0,4}|joindre|contact\\p{L}{0,4}|transf\\p{L}{3,7}|pass(er|ez)|mettre en (relation|contact)|repond\\p{L}{0,4}|de vive voix|expliqu\\p{L}{1,4}|trait(er|e|ent)|occup\\p{L}{1,3}|prenn\\p{L}{1,3}|prendre|regarde|lit|lise|examine)',
  wishing:
    "(voudrais|veux|voulons|voudrions|aimerais|aimerions|souhait\\p{L}{1,5}|prefer\\p{L}{1,5}|besoin|pouvez|pourriez|pourrait|peut|puis-je|possible|faut|exige|demande|svp|s'il vous plait|merci de|y a-t-il|est-ce que|comment|laissez|faites)",
  real: '(vraie?s?|veritables?|reel(le)?s?|en chair et en os|humaine?s?|vivante?|en personne)',
  plain: [
    "(y a-t-il|il y a|est-ce qu'il y a|ya) …3 (quelqu'un|une vraie personne|une personne|un humain|un etre humain) …4 (la|derriere|bout|ici|chez vous|ecran|ligne)?",
    '(rappel(ez|er)|telephon(ez|er)|appel(ez|er))[- ](moi|nous)|(me|nous) …1 (rappel(er|le|lent|iez|ez)|telephon(er|ez)|appel(er|iez|ez))|(etre|soit|sois) (rappelee?|contactee?) (par|au)|(numero|heure) …3 (joindre|appeler)',
    '(passez|transferez|redirigez|mettez|orientez|dirigez|connectez)[- ](moi|nous|la|le)|(transferez|transmettez|remontez|escaladez) …3 (demande|dossier|cas|probleme) (a|au|vers)',
    '(parle|ecris|adresse|discute)[- ]?(je|t-on)? ?…2 (a|avec) (un|une) …1 (robot|humain|machine|vraie|bot|personne)',
  ],
  own: '(pas besoin|inutile|(mon|ma|mes|notre|nos) (clients?|equipe|collegues?|chatbot|site|conseillers?)|ajouter|inviter|creer|role|transferer un appel|appels? entrants?|partager)',
};

const es: Words = {
  staff:
    '(personas?|human[oa]s?|agentes?|asesor(a|es)?|operador(a|es)?|encargad[oa]s?|responsables?|supervisor(a|es)?|gerentes?|jef[ea]s?|alguien|emplead[oa]s?|representantes?|seres? humanos?|companer[oa]s?|ejecutiv[oa]s?|tecnic[oa]|especialista|miembro|gente|departamento|personal)',
  machine:
    '((chat)?bots?|robots?|maquinas?|ordenador|computadora|ia|inteligencia artificial|programa|software|asistente virtual|(respuestas?|mensajes?|contestacion(es)?) (automatic[oa]s?|predefinid[oa]s?|enlatad[oa]s?)|contestador|grabacion)',
  refusing:
    '(no|ni|basta( ya)?|hart[oa]s?|cansad[oa]s?|nada de|sin|en (lugar|vez) de|y no|mas que|menos|dejen|paren|ya esta bien)',
  dealing:
    '(habl\\p{L}{1,5}|llam\\p{L}{1,6}|telefon\\p{L}{1,5}|comunic\\p{L}{1,6}|contact\\p{L}{1,5}|atend\\p{L}{1,5}|atiend\\p{L}{1,5}|pas(ar|en|e|a)\\p{L}{0,3}|transfier\\p{L}{1,4}|transferir\\p{L}{0,3}|derivar\\p{L}{0,3}|explic\\p{L}{1,6}|tratar|trate|respond\\p{L}{1,4}|contest\\p{L}{1,4}|revis\\p{L}{1,4}|ayud\\p{L}{1,4}|conversar|de viva voz|lea|mire|ocupe)',
  wishing:
    '(quier[oae]s?|queremos|querria|quisiera|necesit\\p{L}{1,4}|prefier\\p{L}{1,4}|preferiria|podria[ns]?|pueden?|puedes|podeis|puedo|posible|exijo|pido|solicito|por favor|porfa|hay|gustaria|desearia|como|que me|dejen|haced|hagan)',
  real: '(real(es)?|de verdad|verdader[oa]s?|de carne y hueso|human[oa]s?|viv[oa])',
  plain: [
    '(hay|esta|estan|habra|sois|son|eres|es) …2 (alguien|una? persona|algun humano|gente|personas) …3 (de verdad|real(es)?|ahi|alli|detras|al otro lado|humana|viva|leyendo|atendiendo|respondiendo)',
    '(pasenme|paseme|pasame|pasadme|ponganme|pongame|poneme|comuniquenme|transfieranme|transfiereme|derivenme|conectenme|conectame)|(me|nos) …1 (pas\\p{L}{1,3}|comuni\\p{L}{2,6}|transf\\p{L}{2,6}|deriv\\p{L}{1,4}|pon\\p{L}{1,5}) …2 (con|a) (un|una|el|la|alguien|algun|alguna|su|vuestr[oa])',
    '(que|pueden|podria|podrian|podeis|necesito que|quiero que|favor de) …1 (me|nos) (llam\\p{L}{1,4}|telefoneen|contact\\p{L}{1,4}|atienda[n]?)|(llam(en|enme|eme|ame|adme|arme))|(recibir|espero) una llamada',
    '(hablo|chateo|escribo|estoy hablando) con (un|una) …1 (robot|maquina|persona|humano|bot)',
  ],
  own: '(como …4 a (un|una|mi) companer[oa]|no hace falta|no es necesario|no necesito|(mi|mis|nuestr[oa]s?|un|los) (clientes?|equipo|companer[oa]s|chatbot|web|pagina|agentes)|anadir|anado|agregar|invitar|invito|crear|rol|roles|desvi\\p{L}{1,3}|otra persona a mi|personas pueden)',
};

const it: Words = {
  staff:
    '(person[ae]|uman[oaie]|operator[ei]|operatrice|responsabil[ei]|addett[oaie]|consulent[ei]|qualcuno|esser[ei] umani?|esseri umano|essere umano|capo|supervisore|dipendent[ei]|collegh?[aie]|direttore|agent[ei]|tecnic[oi]|specialista|incaricato|impiegat[oa]|membro|reparto|ufficio|gente|superiore)',
  machine:
    '((chat)?bot|robot|macchin[ae]|computer|ia|intelligenza artificiale|programma|software|assistente virtuale|(rispost[ae]|messagg[io]{1,2}) (automatic[ahei]{1,3}|preimpostat[aei]|standard|preconfezionat[aei])|risponditore|automatismi)',
  refusing:
    '(non|ne|basta|stuf[oaie]|stanc[oa]|invece di|anziche|piuttosto che|senza|niente|smettetela|e non|piu che)',
  dealing:
    '(parl\\p{L}{1,5}|chiam\\p{L}{1,6}|richiam\\p{L}{1,6}|telefon\\p{L}{1,6}|contatt\\p{L}{1,6}|pass(are|ate|atemi|armi|i|a)|mett(ere|ete|etemi|ermi|a) in contatto|trasfer\\p{L}{1,5}|inoltr\\p{L}{1,5}|spieg\\p{L}{1,4}|discut\\p{L}{1,4}|a voce|rispond\\p{L}{1,4}|segu\\p{L}{1,3}|assist\\p{L}{1,4}|occup\\p{L}{1,4}|legg\\p{L}{1,3}|guard\\p{L}{1,3}|aiut\\p{L}{1,4}|collegh?\\p{L}{1,5})',
  wishing:
    "(voglio|vorrei|vorremmo|vogliamo|prefer\\p{L}{1,5}|desider\\p{L}{1,4}|bisogno|posso|possiamo|possibile|potete|puo|potreste|potrebbe|chiedo|esigo|pretendo|per favore|per cortesia|gentilmente|c'e|ci sono|fate|fatemi|mi fate|come|dove|serve)",
  real: '(ver[oaie]|real[ei]|in carne ed? ossa|uman[oaie]|viv[oa]|in persona)',
  plain: [
    "(c'e|esiste|ci sono|siete|sei|e) …3 (qualcuno|una persona|un umano|un essere umano|persone|umani) …3 (li|la|dietro|dall'altra parte|vera|vero|reale|umana|di vero|in ascolto|che (legge|risponde|ascolta))",
    '(fatemi|mi fate|fammi|vorrei|voglio|posso|vogliamo) …1 (essere )?(richiam\\p{L}{1,4}|contatt\\p{L}{1,4}|parlare|telefonare)|(chiamatemi|richiamatemi|telefonatemi|mi richiam\\p{L}{1,4}|mi chiam(ate|i)|mi telefon\\p{L}{1,4}|mi contatt(ate|i))',
    '(passatemi|mi pass\\p{L}{1,4}|passami|mettetemi|trasferitemi|mi trasfer\\p{L}{1,4}|collegatemi|inoltrate) …2 (a|ad|con|al|alla|un|una|il|la|in)',
    '(parlo|scrivo|sto parlando|sto scrivendo) (con|a) (un|una) …1 (robot|macchina|persona|bot|umano)',
  ],
  own: '(come …5 a (un|una|mio) collega|non serve|non occorre|non ho bisogno|non e necessario|(mio|mia|miei|mie|nostr[oaie]) (clienti?|squadra|team|collegh?[aie]|chatbot|sito)|aggiung\\p{L}{1,3}|invit\\p{L}{1,3}|crear?e|ruolo|operatore telefonico|trasferisco una|chiamate in)',
};

const pt: Words = {
  staff:
    '(pessoas?|human[oa]s?|atendentes?|agentes?|operador(a|es)?|responsave(l|is)|gerentes?|supervisor(a|es)?|alguem|funcionari[oa]s?|colegas?|seres? humanos?|chefes?|encarregad[oa]s?|representantes?|tecnic[oa]s?|especialistas?|consultor(a|es)?|membro|gente|departamento|setor|assessor|colaborador(a|es)?)',
  machine:
    '((chat)?bots?|robos?|robots?|maquinas?|computador|ia|inteligencia artificial|programa|software|assistente virtual|(respostas?|mensage(m|ns)) (automaticas?|prontas?|padrao|feitas?)|gravacao|atendimento (automatico|eletronico))',
  refusing:
    '(nao|nem|chega( de)?|basta( de)?|fart[oa]s?|cansad[oa]s?|sem|em vez de|ao inves de|do que|nada de|parem|e nao)',
  dealing:
    '(fal(ar|o|e|em|a|asse)|convers\\p{L}{1,4}|lig(ar|uem|ue|a|am)(-me|-nos)?|telefon\\p{L}{1,5}|contact\\p{L}{1,5}|contat\\p{L}{1,4}|atend\\p{L}{1,4}|transfer\\p{L}{1,5}|transfir\\p{L}{1,4}|pass(ar|em|e|a)(-me)?|encaminh\\p{L}{1,4}|explic\\p{L}{1,4}|tratar|trate|respond\\p{L}{1,4}|ajud\\p{L}{1,4}|de viva voz|leia|le|veja|analise)',
  wishing:
    '(quero|queria|queremos|gostaria|gostava|preciso|precisamos|prefiro|preferia|pod(e|em|eria|eriam|ia|iam)|posso|possivel|exijo|peco|solicito|por favor|pf|tem|ha|existe|como|quem|deixem|favor|me)',
  real: '(reais|real|de verdade|verdadeir[oa]s?|de carne e osso|human[oa]s?|viv[oa])',
  plain: [
    '(tem|ha|existe|esta|estao|sao|e) …2 (alguem|uma pessoa|algum humano|gente|pessoas|algum atendente) …3 (de verdade|real|ai|do outro lado|atras|humana|humano|lendo|respondendo|por tras)',
    '(me|nos) (transf(ere|erem|ira|iram|erir)|pass(a|e|em)|encaminh(a|e|em)|lig(a|ue|uem|ar)|telefon\\p{L}{1,4}|atend(a|am)|contat\\p{L}{1,3})|(passem|passe|transfiram|liguem|ligar|ligue|telefonem|contactem|encaminhem)-(me|nos)|(podem|pode|poderiam) (ligar|telefonar)|(retorno|receber uma) (por telefone|ligacao|chamada)',
    '(falo|estou falando|estou a falar|converso|escrevo) com (um|uma) …1 (robo|maquina|pessoa|bot|humano)',
  ],
  own: '(como …4 a? ?(um|uma) colega|nao e preciso|nao preciso|nao e necessario|(meus?|minhas?|noss[oa]s?) (clientes?|equipe|equipa|colegas|chatbot|site|atendentes)|adicion\\p{L}{1,3}|convid\\p{L}{1,3}|criar|perfil de|transfiro uma|funcao|chamadas recebidas|outra pessoa a)',
};

const nl: Words = {
  staff:
    '(mens(en)?|persoon|personen|medewerk(er|ers|ster)|collega(.s)?|iemand|leidinggevende|managers?|chef|baas|adviseurs?|agent|teamleider|begeleider|klantenservice|afdeling|specialist|expert|monteur|technicus|vertegenwoordiger|accountmanager|contactpersoon|werknemer|personeel|teamlid)',
  machine:
    '((chat)?bots?|robots?|machines?|computers?|ai|programma|software|automatische (antwoord(en)?|bericht(en)?|reacties?)|standaardantwoord(en)?|standaardbericht(en)?|standaardreacties?|virtuele assistent)',
  refusing:
    '(geen|niet( meer| weer| alleen)?|genoeg|stop met|in plaats van|zat|beu|liever|dan (met )?(een|die|de|zo.n)|zonder)',
  dealing:
    '(spreek|spreken|praten|praat|bel(t|len)?|terugbel\\p{L}{0,3}|gebeld|teruggebeld|telefon\\p{L}{0,6}|telefoon|doorverbind\\p{L}{0,3}|verbind\\p{L}{0,3}|lijn|contact|overleg\\p{L}{0,3}|bespreken|uitleggen|mondeling|persoonlijk|antwoord\\p{L}{0,3}|lees(t)?|kijk\\p{L}{0,3}|help(t|en)|oppak\\p{L}{0,3}|overne(e|m)\\p{L}{1,3}|behandel\\p{L}{0,3}|achter|bereik\\p{L}{0,3}|nummer|opneemt)',
  wishing:
    '(wil|willen|zou|zouden|kan|kun|kunt|kunnen|mag|graag|alsjeblieft|alstublieft|aub|svp|liever|nodig|eis|verzoek|is|zit|zitten|wanneer|hoe|mogelijk|laat|heb|moet|voorkeur)',
  real: '(echte?|levende?|menselijke?|van vlees en bloed|normale?|fatsoenlijke?)',
  plain: [
    '(verbind|verbindt|zet|schakel|stuur|geef) (me|mij|ons|dit|het) …2 (door|met|naar|over)|(doorverbonden|doorverbinden|doorgezet|doorsturen) …1 (worden|met|naar)|(graag|kunt|kun|kunnen) …3 doorverbinden',
    '(bel|belt) (me|mij|ons)|(mij|me|ons) …3 (bellen|terugbellen|opbellen|belt|terugbelt)|teruggebeld|gebeld worden|terugbelverzoek',
    '(zit|is|zijn|zitten|werkt|leest) (er )?…3 (een |iemand|nog |ook |echte? ){0,3}(mens|mensen|iemand|persoon|medewerker) …3 (achter|hier|daar|aanwezig|echt|die (leest|antwoordt))|(praat|spreek|chat) ik …2 met (een )?(mens|robot|bot|machine)',
    '(haal|roep|geef) …3 (je|uw|jullie|de) (baas|manager|leidinggevende|chef|teamleider)|(menselijk|persoonlijk) (contact|antwoord|hulp)',
  ],
  own: '(niet nodig|hoeft niet|hoef (je|u) niet|(mijn|onze|een|de) (klant(en)?|collega.?s?|team|chatbot|website|kopers?) (kan|kunnen|wil|willen|ziet|zien|krijgt)|toevoeg\\p{L}{0,2}|voeg ik|uitnodigen|aanmaken|rol|rooster|gesprek door naar|schakel ik)',
};

/** Who is wanted and what for; what is refused and who instead; and what is enough on its own. */
function wishes({ staff, machine, refusing, dealing, wishing, real, plain, own }: Words): readonly Phrases[] {
  return [
    {
      always: [phrases(`${refusing} (\\p{L}{1,10} ){0,3}${machine}$`)],
      certain: [phrases(...plain), phrases(`${real} …1 ${staff}`, `${staff} …1 ${real}`)],
      harmless: phrases(own),
    },
    {
      certain: [],
      together: [
        [phrases(staff), phrases(dealing), phrases(wishing)],
        [phrases(machine), phrases(refusing), phrases(`(${staff}|${wishing}|${dealing})`)],
      ],
      harmless: phrases(own),
    },
    {
      certain: [
        new RegExp(
          `^(?:[a-z]{1,9}[ ,]{1,2}){0,2}${staff.replace(/\((?!\?)/g, '(?:').replaceAll('\\p{L}', '[a-z]')}(?:[ ,]{1,2}(?:bitte|sofort|svp|s'il vous plait|por favor|porfa|per favore|subito|alsjeblieft|aub|graag|ya|ja|jetzt|maintenant|ahora|adesso|agora|nu)){0,2}[.!? ]{0,9}$`,
        ),
      ],
      harmless: phrases(own),
    },
  ];
}

export const personWishesAbroad: Readonly<Record<Exclude<Language, 'en'>, readonly Phrases[]>> = {
  de: wishes(de),
  fr: wishes(fr),
  es: wishes(es),
  it: wishes(it),
  pt: wishes(pt),
  nl: wishes(nl),
};
