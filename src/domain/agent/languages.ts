// The same triggers in German, French, Spanish, Italian, Portuguese and Dutch: the wish for a human, legal steps, threats, anger, money.

/** A whole phrase; the ends are checked by letter, for the usual word boundary knows no accents. */
const phrases = (...all: readonly string[]): RegExp =>
  new RegExp(`(?<!\\p{L})(?:${all.join('|')})(?!\\p{L})`, 'u');

export const foreign = {
  threat: phrases(
    'ich (?:bringe|werde) (?:mich|dich|euch|sie) (?:um|umbringen|töten)|ich will (?:sterben|nicht mehr leben)|selbstmord|nehme mir das leben',
    'je vais (?:me|te|vous) (?:tuer|suicider)|je veux mourir|me suicider|je sais où (?:tu|vous) habite[sz]?',
    '(?:te|os|los|me) voy a matar|voy a mata(?:rte|ros|rlos|rme)|quiero morir|suicidarme|sé dónde (?:vives|viven|vivís)',
    '(?:ti|vi|mi) ammazzo|(?:ti|vi) uccid(?:o|erò)|voglio morire|suicidarmi|so dove (?:abiti|abitate|vivi)',
    'vou (?:te |me |vos )?matar(?:-te|-me|-vos)?|quero morrer|suicidar-me|me suicidar|sei onde (?:vives|moras|vocês moram)',
    'ik (?:vermoord|maak) (?:je|jullie|mezelf|u)(?: kapot| dood| van kant)?|ik wil (?:dood|niet meer leven)|zelfmoord|ik weet waar (?:je|jullie) (?:woont|wonen)',
  ),
  legal: phrases(
    '(?:verklage|verklagen|anzeigen|zeige) (?:ich )?(?:sie|euch|ihre firma)(?: an)?|(?:sie|euch) (?:verklagen|anzeigen)|rechtliche schritte|(?:rechts)?anwalt (?:ein|einschalten|beauftragen)|(?:meinen|meinem|unseren) (?:rechts)?anwalt ein\\p{L}{0,10}|strafanzeige|klage einreichen|vor gericht',
    "(?:porter|porte|portons|porterai) plainte|(?:vous|les) (?:poursuivre|attaquer) en justice|mon avocat (?:va|vous|prendra)|action en justice|devant (?:le|les) tribuna(?:l|ux)|mise en demeure|c'est illégal",
    '(?:denunciar|demandar)(?:les|los|le|te|os)|voy a (?:demandar|denunciar)|hablar[aá]n? con mi abogado|mi abogado (?:va|les|se)|acciones legales|ante (?:el|los) tribunal(?:es)?|es ilegal',
    '(?:vi|ti|la|le) (?:denuncio|denuncer[oò]|faccio causa|porto in tribunale)|il mio avvocato|azion[ei] legal[ei]|vie legali|in tribunale|è illegale',
    '(?:vou|vamos) (?:processar|denunciar)(?:-vos|-los)?|processar (?:vocês|a empresa)|(?:o )?meu advogado (?:vai|entrará)|(?:ação|acção|medidas) (?:judicial|legais|legal)|em tribunal|é ilegal',
    '(?:aanklagen|klaag (?:je|jullie|u) aan|jullie (?:voor de rechter|aanklagen))|voor de rechter|juridische stappen|mijn (?:advocaat|jurist) (?:neemt|zal|gaat|schakel)|aangifte doen|dit is illegaal',
  ),
  refund: phrases(
    '(?:mein|unser) geld zurück|(?:erstattung|rückerstattung) verlangen|erstatten sie (?:mir|uns)',
    '(?:remboursez[- ](?:moi|nous)|je veux (?:être remboursée?|mon argent|un remboursement))',
    '(?:devuélvan(?:me|nos)|devuelvan|quiero) (?:mi dinero|que me devuelvan|un reembolso|el dinero)',
    '(?:rivoglio|voglio indietro) (?:i miei|il mio) (?:soldi|denaro)|voglio (?:un|il) rimborso',
    'quero (?:o meu|meu) dinheiro de volta|quero (?:um|o) reembolso|devolvam (?:o )?meu dinheiro',
    'ik wil (?:mijn geld terug|een terugbetaling)|geef (?:mij|me) mijn geld terug',
  ),
  human: phrases(
    '(?:mit (?:einem|einer|nem|dem) (?:\\p{L}{1,15} )?(?:menschen|mitarbeiter|mitarbeiterin|person|berater|kollegen)|jemandem) (?:sprechen|reden|telefonieren|verbinden|verbunden)|(?:echten|richtigen) menschen|rufen sie (?:mich|uns) (?:bitte )?(?:an|zurück)',
    "parler (?:à|avec) (?:un|une|quelqu) ?(?:'un|\\p{L}{1,15})|un (?:vrai )?(?:humain|conseiller)(?: s'il vous plaît)?$|(?:rappelez|passez)[- ]moi",
    'hablar con (?:una|un|alguna?|alguien)(?: (?:persona|humano|agente|asesor|operador|ser humano|responsable))?|(?:una )?persona real|ll[aá]men?me',
    "parlare con (?:una|un|qualcuno|l')(?: ?(?:persona|umano|operatore|essere umano|responsabile|addetto))?|(?:una )?persona (?:reale|vera)|richiamatemi",
    'falar com (?:uma?|alguém)(?: (?:pessoa|humano|atendente|agente|operador|responsável))?|pessoa (?:real|de verdade)|liguem?-me',
    '(?:met|naar) (?:een|iemand|jullie) ?(?:\\p{L}{1,15} )?(?:mens|persoon|medewerker|collega|iemand)? ?(?:spreken|praten|bellen)|echt (?:mens|persoon)|bel (?:mij|me) (?:terug|op)',
  ),
  abuse: phrases(
    'frechheit|unverschämt(?:heit)?|betrüger|abzocke|abzocker|scheiße|scheiss\\p{L}{0,10}|idioten|verarscht|saftladen|dreckslade?n',
    "c'est (?:une honte|honteux|scandaleux|inadmissible|du vol)|bande d[e'] ?\\p{L}{3,15}|escrocs?|arnaqueurs?|arnaque|(?:putain|merde|connards?|foutez)",
    'es una vergüenza|sinvergüenzas|estafadores|estafa|ladrones|idiotas|mierda|inaceptable|imbéciles',
    'è una vergogna|vergognatevi|truffatori|truffa|ladri|idioti|merda|cazzo|inaccettabile|schifo',
    'é uma vergonha|vigaristas|burlões|golpistas|ladrões|idiotas|merda|inaceitável|palhaçada',
    'schandalig|oplichters?|oplichting|dieven|idioten|belachelijk|klootzakken|kut(?:bedrijf|zooi|app|service)|schaam (?:je|jullie)',
  ),
} as const;
