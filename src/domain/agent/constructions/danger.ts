// How a message tells of danger to life and limb, by construction: despair, a threat, and somebody hurt by a thing of ours.
import { type Language, type Phrases, phrases } from '../languages/phrases.ts';

/** What is meant as a figure of speech, or asked beforehand. */
const figures = phrases(
  '(film|movie|book|novel|song|game|level|character|boss fight|load|market|tv|firewall|database|script|test|sample|demo|simulation|drill|template|lesson|course)',
  '(what (happens|should i do|to do)|how) …3 (if|when|in case)',
);

const english: readonly Phrases[] = [
  {
    certain: [
      phrases(
        '(nothing|no one|nobody|not much|nothing much|little) …2 to live for|(no|any|lost (the|my|all)) (will|wish|reason|desire) to (live|go on|carry on|be here)',
        '(no ?body|no one|everyone|everybody|the world|they|my (family|kids|wife|husband|children)|people) …4 (better off without me|(notice|care|miss me|cry) if i (was|were|am|died|disappeared|vanished|vanish|wasn.t|weren.t))',
        "(can't|cannot|can not|don't|do not|no longer|couldn't) …2 (see|find) (a|any|the|another) (way (out|forward|on|through)|future|light|hope)|(my only|the only) way out is",
        "(don't|do not) (think|believe|expect|know if) i('ll| will| would)? …2 (be (here|around|alive)|survive|make it|wake up|see (tomorrow|monday))|won't be (alive|around to)|(by then|tomorrow|soon) i('ll| will) be (dead|gone for good)",
        '(want|wish|wanting|going|gonna|ready|plan|planning|thinking) (to|of|about) …1 (disappear forever|not exist|die|dying|jump(ing)? (off|from|in front)|hang(ing)? myself|end(ing)? (it|things|everything)|do(ing)? something (stupid|to myself))|(harm|hurt|cut|starve|drown|poison|shoot|hang)(ing)? myself',
        "(tired|sick) of (living|life|being alive)|(life|living|it) (is|isn't|is not) (not )?worth (living|it any ?more)|(this is|my) (goodbye|final message|last message|farewell)( (to|forever)|$|[.!])",
      ),
      phrases(
        "(i'll|i will|i'm going to|i am going to|gonna|we'll|we will|i'd|let me|i'm gonna) …2 (find|hunt|get|catch|visit|come for|come after|come round|deal with|track down|wait for) (you|him|her|them|whoever|one of you|your \\p{L}{1,12}) …8 (hurt|break|beat|kill|regret|sorry|smash|pay|bleed|knife|gun|bat|fist|bones|face|in the (street|car park)|outside|at (home|night|work))",
        '(break|breaking|snap|smash|crush|cut|rip|bash|twist|kick|punch|knock) …3 (bones?|legs?|necks?|arms?|faces?|heads?|teeth|fingers?|throats?|kneecaps?|skulls?) (of|in|off|out)? ?…2 ?(his|her|your|their|him|you|them|body)?$',
        "(you'd|you had|you|he|she|they|he'd|she'd|they'd|whoever …6) (better|should|will want to|may want to|might want to) (not )?(watch|walk home|sleep|hide|run|pray|lock (your|the|his|her) doors?|look over|be (very )?(careful|afraid|scared)|hire (security|a bodyguard))(?! (the (video|tutorial|demo|webinar))|a video)",
        "(you're|you are|he's|she's|they're|he is|she is) …2 (dead (man|men|woman|meat)|going to (get hurt|end up in (the )?hospital))|(teach|show) (you|him|her|them) …2 a lesson|(put|send) (you|him|her|them) in (the |a )?(hospital|grave|ground|coffin|wheelchair)|(next time|if|when|once) i (see|catch|meet|find|run into) (you|him|her|them|your \\p{L}{1,12}|that \\p{L}{1,12}) …8 (break|kill|hit|punch|beat|smash|hurt|regret|sorry|fist)",
        '(coming|come|drive|driving|show up|turn up|stop by|be) …6 (your|the) …2 (office|building|headquarters|hq|shop|place|door|doorstep|house|warehouse) …8 (bat|gun|knife|crowbar|axe|hammer|petrol|gasoline|matches|fire|burn|smash|blood|hurt|break|weapon|shotgun)',
        '(burn|set fire to|torch|blow up|bomb|smash up|trash|shoot up|wreck) …2 (your|the|that) …2 (office|building|place|headquarters|hq|shop|store|warehouse|house|car|cars|vans?)',
      ),
      phrases(
        '(nearly|almost|could have|could.ve|might have|would have|might|going to|gonna|will|may) …1 (died|die|killed|been killed|be killed|get killed|suffocated|suffocate|choked|choke|drowned|drown|been electrocuted|electrocuted|burned to death|burn to death|bleed to death|lose (a|an|his|her|my|their) (life|finger|hand|eye|arm|leg))(?! (out|down|off|for))',
        '(electric(al)?|got an?|gives?|gave|giving|received an?) …2 shocks?|electrocut(ed|ion)|carbon monoxide|gas leak|(leak(s|ing)?|smell(s|ing)?) (of )?(gas|acid)|(catch|catches|caught|went up|burst|bursting|goes up|is|are) (on |in |into )?(fire|flames)(?! (drill|os|tv|stick|safety|engine|and|fighting))',
        '(battery|batteries|charger|adapt[eo]r|power bank|device|heater|plug|socket|unit|power supply|appliance|toy|phone|laptop|scooter|bike|hoverboard|machine|kettle|lamp|cable|thing|it|they|one) …4 (exploded|explodes|exploding|blew up|smoking|smoulder(s|ing)|on fire|sparking|sparks|melted|melting|burst into|burning (hot|through|the)|burnt (my|our|a|the)|burned (my|our|a|the) (hand|hands|house|son|daughter|child|skin|face|leg|table|carpet|bed))(?! (test|feature|status))',
      ),
    ],
    harmless: figures,
  },
  {
    certain: [],
    together: [
      [
        phrases(
          '(my|our|his|her|the|a|an|two|one of (my|our|the)) …2 (sons?|daughters?|child|children|kids?|baby|toddler|wife|husband|partner|mother|father|mum|mom|dad|grandm(a|other)|grandfather|grandad|patients?|residents?|colleagues?|workers?|employees?|drivers?|customers?|passengers?|neighbou?rs?|hands?|fingers?|arms?|face|eyes?|skin|legs?|hair|dog|throat|chest)',
        ),
        phrases(
          "(burn(ed|t)|burns|injur(ed|y|ies)|badly hurt|got hurt|was hurt|were hurt|been hurt|bleed(s|ing)|hospital(i[sz]ed)?|ambulance|shocked|unconscious|(can't|cannot|can not|couldn't|not|stopped|trouble|difficulty) breath(e|ing)|chok(ed|ing)|poison(ed|ing)|(emergency room|intensive care)|paramedics?|collapsed|seizure|allergic|blistered|scalded|stitches|fainted|swollen|blind(ed)?|passed out|overdos(ed|e))",
        ),
      ],
      [
        phrases(
          '(emergency|alarm|panic button|pendant|911|112|999|ambulance|rescue|sos|detector|pacemaker|insulin|ventilator|oxygen|medication|medical|defibrillator|fall sensor|patients?|dosage|dose|brakes?)',
        ),
        phrases(
          "(failed|fails|failing|keeps failing|did not|didn't|does not|doesn't|won't|not|never|stopped|wrong|dead|down|faulty|broken)",
        ),
        phrases(
          '(die|dies|died|dying|killed|life|lives|breath\\p{L}{0,4}|unconscious|collapsed|dangerous|hurt|injured|hospital|fell|lay|lying|help (came|arrived)|too late|overdose|suffocat\\p{L}{1,4}|crash(ed)? (into|my car))',
        ),
      ],
    ],
    harmless: figures,
  },
];

/** The words of one language for a thing, the harm it does, and who is harmed. */
interface Harm {
  readonly event: string;
  readonly victim: string;
  readonly hurt: string;
  /** Despair and threats. */
  readonly plain: readonly string[];
}

function harm({ event, victim, hurt, plain }: Harm): readonly Phrases[] {
  return [
    { certain: [phrases(...plain), phrases(event)] },
    { certain: [], together: [[phrases(victim), phrases(hurt)]] },
  ];
}

const abroad: Readonly<Record<Exclude<Language, 'en'>, readonly Phrases[]>> = {
  de: harm({
    event:
      '(akku|batterie|ladegerat|netzteil|gerat|heizung|stecker|kabel|powerbank|lampe|es|er|sie|das ding|maschine) …5 (explodiert|in flammen|feuer gefangen|gebrannt|brennt|qualmt|raucht|geraucht|durchgeschmort|verschmort|funken|in brand)|(stromschlag|stromschlage|gasgeruch|kohlenmonoxid|lebensgefahr)',
    victim:
      '(mein|unser|der|die|ein|eine|am|an der)(e[nrms]?)? …2 (sohn|tochter|kind|kinder|baby|frau|mann|mutter|vater|oma|opa|kolleg(e|in|en)|patient(in|en)?|bewohner(in)?|hand|hande|finger|arm|gesicht|augen?|haut|mitarbeiter(in)?)',
    hurt: '(verletzt|verbrannt|verbrennung(en)?|verbruht|krankenhaus|notarzt|rettungswagen|notaufnahme|ohnmachtig|bewusstlos|keine luft|nicht mehr atmen|erstickt|blutet|vergiftet|vergiftung|fast gestorben|zusammengebrochen|beinahe gestorben)',
    plain: [
      '(keinen|kein) (sinn|grund|ausweg|lebenswillen) (mehr )?(im leben|zu leben|zum leben|mehr|weiterzuleben|weiterzumachen)|keinen ausweg|(nicht|nimmer) mehr (leben|weiterleben|da sein|aufwachen|hier sein)|(mag|will|kann|mochte) …1 (einfach )?nicht mehr( leben| da sein)?$|(allem|dem ganzen|dem leben) ein ende (setzen|machen)|(ohne mich|wenn ich weg bin|wenn ich tot bin) …3 (besser|froh|niemand)|(mich|mir) …3 (umbringen|etwas antun|was antun|erhangen|vor den zug)',
      '(wenn|sobald|warte bis) ich (euch|sie|dich|ihn|den|einen von euch) …4 (erwische|finde|sehe|treffe|in die finger)|(seid|bist|sind) (ihr|du|sie) …1 (dran|tot|fallig|erledigt)|(ich|wir) (komme|kommen|fahre|fahren) …4 (vorbei|zu euch|zu ihnen) …5 (knallt|kracht|was erleben|blut|schlager|brennt|abfackeln)|(ihr|sie|du) (werdet|werden|wirst) …3 (bereuen|buSSen|bussen|was erleben)|(pass|passt|passen) (sie |bloss |lieber ){0,2}auf …3 (euch|dich|sich) auf|(knochen|beine|genick|hals|zahne|fresse) …2 (breche|brechen|gebrochen|einschlagen|polieren|ausschlagen)|(zund|brenn|fackel|spreng)\\p{L}{1,3} …5 (an|nieder|ab|in die luft)',
    ],
  }),
  fr: harm({
    event:
      "(batterie|chargeur|appareil|chauffage|prise|cable|lampe|il|elle|ca|machine|trottinette) …3 (explose|prend feu|a pris feu|ont pris feu|est en feu|brule|a brule|fume|fait des etincelles|fondu|s'est enflamme)|(choc electrique|decharge electrique|electrocut\\p{L}{1,3}|fuite de gaz|monoxyde)",
    victim:
      "(mon|ma|mes|notre|nos|le|la|un|une|l') ?…1 (fils|fille|enfants?|bebe|femme|mari|mere|pere|grand-?mere|collegue|patiente?|main|mains|doigts?|bras|visage|yeux|peau|residente?)",
    hurt: '(bless\\p{L}{1,4}|brul(ee?s?|ure|ures)|hopital|urgences|ambulance|samu|evanoui\\p{L}{0,2}|inconsciente?|respirer|respire plus|etouff\\p{L}{1,4}|saigne|empoisonn\\p{L}{1,3}|failli mourir|intoxiqu\\p{L}{1,3})',
    plain: [
      "(plus|aucune|pas de) …3 (raison|envie|force|gout) de (vivre|continuer a vivre|me lever)|(n'ai|ai) plus …2 (raison|envie|gout) de vivre|(plus|marre) (envie )?(de )?(vivre|la vie)|(en|m'en) finir (avec la vie|avec tout|pour de bon)|(pense|penser|songe) (a |au )(suicide|me tuer|en finir|mourir)|(mieux|tranquilles) sans moi|(vois|voit|y a) (plus|pas|aucune) …1 (issue|d'issue|de sortie|d'autre sortie)|(me|m') ?(pendre|jeter sous|ouvrir les veines|foutre en l'air)",
      '(si|quand|des que) je (vous|te|le|la) (trouve|croise|attrape|vois|chope) …6|(vous|tu) (allez|vas|devriez|feriez mieux) …3 (regretter|payer|saigner|surveiller|faire attention|vous cacher)|(casser|peter|briser|exploser) (la|les|vos|votre|ta) (gueule|jambes?|genoux|dents|bras|figure|tete)|(mettre|foutre) le feu|(viens|venir|debarquer?|passer?|passerai|viendrai) …6 (batte|couteau|fusil|tout casser|vous allez voir|regretter)',
    ],
  }),
  es: harm({
    event:
      '(bateria|cargador|aparato|calefactor|enchufe|cable|estufa|lampara|movil|patinete|maquina|dispositivo) …4 (exploto|explotado|explota|incendiado|incendio|ardiendo|en llamas|prendio fuego|quemo|quemado|echa humo|chispas|echando humo|derretido)|(descarga electrica|calambre|electrocut\\p{L}{1,4}|fuga de gas|monoxido)',
    victim:
      '(mi|mis|nuestr[oa]s?|el|la|un|una|los) …1 (hij[oa]s?|nin[oa]s?|bebe|mujer|esposa|marido|esposo|madre|padre|abuel[oa]|companer[oa]|paciente|residente|manos?|dedos?|brazos?|cara|ojos?|piel)',
    hurt: '(herid[oa]s?|quem(ado|ada|o|aduras?)|hospital|urgencias|ambulancia|inconsciente|desmay\\p{L}{1,3}|no (puede|podia) respirar|ahog\\p{L}{1,4}|sangr\\p{L}{1,4}|intoxic\\p{L}{1,4}|envenen\\p{L}{1,4}|casi (muere|se muere|se mata)|lesion\\p{L}{0,4})',
    plain: [
      '(no|ya no|ni) …2 (quiero|tengo ganas de|aguanto|puedo|merece la pena) …2 (seguir (aqui|viviendo|adelante|con vida)|vivir|viviendo|estar aqui|existir)|(no|ninguna|ningun) …3 (razon|motivo|sentido|ganas) (para|de) (vivir|seguir viviendo)|(mejor|estarian mejor) sin mi|(quitarme|acabar con mi|terminar con mi) …1 (vida|medio)|(no veo|sin) …1 salida|(pienso|pensado|pensando) en (el suicidio|matarme|morir|suicidarme|tirarme)|hacerme dano',
      '(os|se|te|les|le) (vais|van|vas|va) a (arrepentir|enterar|acordar|pesar)|(si|cuando) (os|los|te|le|lo) (encuentro|pillo|veo|cojo|agarro)|(voy|vamos|ire|iremos|vendre|pasare) (a|hasta|por) …6 (os|se|les|te|con) …3 (arrepent\\p{L}{1,4}|cuchillo|pistola|bate|quemar|romper|partir|enterar\\p{L}{0,3})|(romper|partir|rompere|partire|reventar)(os|les|te|le|lo)? (la|las|los|todos) (cara|piernas|huesos|dientes|brazos|cabeza)|(prender|pegar|prendo|pego)(le|les|os)? fuego',
    ],
  }),
  it: harm({
    event:
      '(batteria|caricatore|caricabatterie|apparecchio|stufa|presa|cavo|lampada|telefono|monopattino|dispositivo|macchina) …4 (esplos[oa]|espl\\p{L}{2,4}|preso fuoco|in fiamme|incendiat[oa]|bruciat[oa]|fuma|fumo|scintille|fus[oa])|(scossa elettrica|folgorat[oa]|fuga di gas|monossido|prende la scossa|preso la scossa)',
    victim:
      '(mi[oa]|nostr[oa]|il|la|un|una|i|le) ?…1 (figli[oae]|bambin[oaie]|neonat[oa]|moglie|marito|madre|padre|nonn[oa]|collega|paziente|man[oi]|dit[oa]|bracci[oa]|viso|occhi[o]?|pelle|ospite)',
    hurt: '(ferit[oaie]|ustion\\p{L}{1,4}|bruciat[oaie]|ospedale|pronto soccorso|ambulanza|svenut[oa]|priv[oa] di sensi|respir\\p{L}{1,4}|soffoc\\p{L}{1,5}|sanguin\\p{L}{1,3}|intossicat[oa]|avvelenat[oa]|rischiato di morire|quasi mort[oa])',
    plain: [
      "(non|nessun|piu) …3 (ho|motivo|ragione|voglia|senso) …3 (di|per|a) (vivere|continuare a vivere|andare avanti a vivere|esserci)|(non vedo|senza) …1 (vie? d'uscita|via di uscita|futuro)|(non (voglio|riesco)) …2 (vivere|esserci|svegliarmi)( piu)?|(meglio|starebbero meglio) senza di me|(farla finita|togliermi la vita|farmi del male|buttarmi (giu|sotto)|impiccarmi)|pens\\p{L}{1,4} al suicidio",
      '(se|quando|appena) (vi|ti|lo|la) (prendo|trovo|becco|vedo|incontro)|(ve|te|se) (ne|la) (pentirete|pentirai|faro pagare|faccio pagare|pagherete)|(vengo|verro|passo|arrivo|vedrete) …6 (mazza|coltello|spacco|brucio|pistola|sangue|pentirete|vedrete)|(spacco|rompo|spaccare|rompere) …1 (la faccia|le gambe|le ossa|la testa|i denti|il muso)|(do|dare|daro) fuoco',
    ],
  }),
  pt: harm({
    event:
      '(bateria|carregador|aparelho|aquecedor|tomada|cabo|lampada|celular|telemovel|maquina|dispositivo) …4 (explodiu|pegou fogo|incendiou|em chamas|ardeu|queimou|faiscas|deitou fumo|fumegando|fumaca|derreteu)|(choque eletrico|levou um choque|levei um choque|fuga de gas|vazamento de gas|monoxido|eletrocut\\p{L}{1,4})',
    victim:
      '(meu|minha|meus|minhas|noss[oa]|o|a|um|uma) …1 (filh[oa]s?|crianca|criancas|bebe|mulher|esposa|marido|mae|pai|avo|colega|paciente|mao|maos|dedos?|braco|rosto|olhos?|pele|utente)',
    hurt: '(ferid[oa]s?|queim(ado|ada|aduras?|ou)|hospital|urgencias?|pronto-?socorro|ambulancia|desmai\\p{L}{1,3}|inconsciente|respirar|sufoc\\p{L}{1,4}|sangr\\p{L}{1,4}|intoxic\\p{L}{1,4}|envenen\\p{L}{1,4}|quase morr\\p{L}{1,3}|machuc\\p{L}{1,3})',
    plain: [
      '(nao|ja nao|nem) …2 (quero|tenho|aguento|vejo|consigo) …3 (viver|razao para viver|motivo para viver|vontade de viver|estar aqui|saida|seguir vivendo|continuar a viver|existir)|(melhor|estariam melhor) sem mim|(acabar com (tudo|a minha vida)|tirar a vida|me jogar|atirar-me|enforcar|fazer mal a mim)|pens\\p{L}{1,4} em (suicidio|morrer|me matar|matar-me)',
      '(vao|vais|voces vao|vai) (se )?(arrepender|pagar caro|ver o que|lamentar)(-se)?|(se|quando) (eu )?(vos|os|te|o|la)? ?(apanho|encontro|pego|encontrar|apanhar|pegar) (voces|voce|esse|um de)|(vou|irei|passo) …6 (taco|faca|arma|quebrar tudo|partir tudo|incendiar|por fogo|tacar fogo)|(partir|quebrar|parto|quebro)(-vos|-lhe)? (a|as|os|todos os) (cara|pernas|ossos|dentes|bracos)',
    ],
  }),
  nl: harm({
    event:
      '(accu|batterij|oplader|lader|apparaat|kachel|stekker|kabel|lamp|telefoon|step|machine|ding) …4 (ontploft|geexplodeerd|in brand|vlam(men)?|brandt|vloog|rookt|gerookt|smeult|vonken|gesmolten)|(elektrische schok|schok(ken)? (gekregen|krijg)|gaslek|koolmonoxide|geelektrocuteerd)',
    victim:
      '(mijn|onze|ons|de|een|het) …1 (zoon(tje)?|dochter(tje)?|kind(eren)?|baby|vrouw|man|moeder|vader|oma|opa|collega|patient|bewoner|hand(en)?|vingers?|arm|gezicht|ogen|oog|huid)',
    hurt: '(gewond|verbrand|brandwond(en)?|ziekenhuis|spoedeisende|ambulance|bewusteloos|flauwgevallen|niet (meer )?ademen|geen adem|gestikt|stikte|bloedt|vergiftigd|vergiftiging|bijna (dood|overleden|gestorven)|letsel)',
    plain: [
      '(het|mijn) leven …2 (niet meer|geen zin|zat|moe)|(niet|geen) …2 (meer )?(leven|verder leven|reden (meer )?om te leven|uitweg|wakker worden|hier zijn)|(beter|beter af) zonder mij|(er |eraan )?een eind(e)? aan (maken|mijn leven)|(eruit stappen|mezelf iets aandoen|voor de trein|ophangen)|denk …1 aan zelfmoord',
      '(als|zodra|wanneer) ik (je|jullie|u|hem|haar|die) …2 (tegenkom|vind|zie|te pakken|vastpak)|(zullen|zult|gaan|gaat) (er |hier )?…2 (spijt|bezuren|voor boeten|boeten|bloeden)|(kom|komen) …4 langs …6 (knuppel|mes|zwaaien|kapot|brand|spijt)|(breek|breken|sla|slaan) …3 (benen|botten|nek|tanden|gezicht|kop|in)|(steek|zet) …4 in (de )?(brand|fik)',
    ],
  }),
};

export const dangerous: Readonly<Record<Language, readonly Phrases[]>> = { en: english, ...abroad };
