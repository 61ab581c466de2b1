// What sends a German message to a human.
import { dangerToLife } from './danger-to-life.ts';
import { phrases, type Wording } from './phrases.ts';

const person =
  '(mensch(en)?|mitarbeiter(in)?s?|person|berater(in)?|kolleg(e|en|in)|vorgesetzte[nr]?|chef(in)?|sachbearbeiter(in)?|teamleiter(in)?|jemand(en|em)?|kundenbetreuer(in)?|kundendienst|support-?mitarbeiter)';
const buyers =
  '(meine[mnrs]?|unsere[mnrs]?|eine[mnrs]?|der|die|dem|den) (kunde|kunden|kundin|kaufer|kaufers|kauferin)';
/** What a sentence about the product itself names. */
const screenWords =
  '(feld|spalte|knopf|taste|modul|rolle|rollen|einstellung|vorlage|seite|bericht|export|rabattcode|gutscheincode|spediteur|zusteller|kein ruckruf|artikels?|anlegen|zugriff|lesezugang|kann (ein|mein) kollege)';

export const german: Wording = {
  triggers: {
    threat: [
      dangerToLife.de,
      {
        certain: [
          phrases(
            '(ich|wir) (bring|bringe|bringen|werde|werden|mach|mache|machen) (mich|dich|euch|sie) …2 (um|umbringen|toten|kalt|fertig)',
            '(selbstmord|suizid)|nehme? mir …1 (das )?leben|meinem leben ein ende',
            '(will|mochte|mag|kann) …2 nicht mehr leben|ich (will|mochte) …1 sterben',
            'ich wei(s|ss),? …1 wo (du|sie|ihr|eure[rn]?) … (wohnst|wohnt|wohnen|arbeitest|arbeitet)',
            '(du|sie|ihr) (wirst|werden|werdet) …3 (bluten|sterben|bereuen)',
            'ich (zunde|fackel[e]?|sprenge) …5 (an|ab|in die luft)|bombe (legen|gelegt|hochgehen)',
          ),
        ],
      },
    ],
    security: [
      {
        certain: [
          phrases(
            '(konto|account|passwort|shop|zugang|profil) …3 (gehackt|geknackt|ubernommen|kompromittiert|gestohlen|missbraucht)',
            '(gehackt|geknackt|kompromittiert) worden',
            '(jemand|fremde|ein fremder|unbekannte) …5 (eingeloggt|angemeldet|zugriff|zugegriffen|gehackt)',
            '(zahlung|abbuchung|bestellung|anmeldung|uberweisung) …3 nicht (autorisiert|veranlasst|genehmigt|getatigt|von mir|von uns)',
            '(nicht|nie) (autorisiert|veranlasst|genehmigt)',
            '(habe|haben) … (sicherheitslucke|schwachstelle|datenleck) …2 (gefunden|entdeckt)',
            '(sehe|sehen) …2 (fremde|daten anderer|bestellungen anderer|rechnungen anderer)',
            'auf …2 phishing …3 (hereingefallen|reingefallen)',
            '(unbefugte[rn]?|verdachtige[rn]?) (zugriff|anmeldung|anmeldungen|abbuchung|abbuchungen|aktivitat)',
          ),
        ],
        harmless: phrases(
          'was (passiert|tun|mache ich) …3 (wenn|falls)|(wenn|falls) (mein|unser) (konto|account)',
        ),
      },
      {
        certain: [],
        together: [
          [
            phrases(
              '(konto|account|passwort|zugang|shop|bestellungen|zahlungen|abbuchungen|daten|anmeldung|karte)',
            ),
            phrases(
              '(gehackt|gestohlen|fremd\\p{L}{0,3}|unbekannt\\p{L}{0,3}|missbrauch\\p{L}{0,2}|kompromittiert|verdachtig\\p{L}{0,3}|phishing|nicht (ich|wir|gemacht|getatigt|aufgegeben)|(ich|wir) nicht|ohne (mein|meine|unser|unsere)|geleakt|eingebrochen|ubernommen)',
            ),
            phrases('(mein|meine[nrms]?|unser|unsere[nrms]?|ich|wir)'),
            phrases(
              '(gehackt|gestohlen|fremd\\p{L}{0,3}|unbekannt\\p{L}{0,3}|missbrauch\\p{L}{0,2}|kompromittiert|verdachtig\\p{L}{0,3}|phishing|gemacht haben|(gemacht|getatigt|aufgegeben|veranlasst) (haben|habe)|war ich nicht|das war nicht ich|geleakt|eingebrochen)',
            ),
          ],
        ],
        harmless: phrases(buyers, screenWords),
      },
    ],
    legal: [
      {
        certain: [
          phrases(
            '(verklage|verklagen|verklag)|zeige (sie|euch) …2 an|klage (einreichen|erheben)',
            '(sie|euch) …1 anzeigen',
            '(schalte|schalten|ziehe|ziehen|nehme|nehmen|beauftrage|beauftragen) … (anwalt|rechtsanwalt|anwaltin|juristen)',
            '(anwalt|rechtsanwalt|anwaltin) (ein|einschalten|einzuschalten|beauftragen|beauftragt|wird|meldet)',
            '(mein|unser|meinem|unserem|meinen|unseren) (anwalt|rechtsanwalt|anwaltin|rechtsbeistand)',
            '(mein|meine|unser|unsere) (rechtsabteilung|rechtsanwaltin|anwaltin)',
            'rechtliche[nr]? schritte[n]?|juristische[nr]? schritte[n]?',
            'dsgvo …3 (meine|unsere) (personenbezogenen )?daten|(strafanzeige|vertragsbruch|mahnbescheid|abmahnung)|(vor|zum) gericht',
            '(zur|die) polizei …2 (gehen|gehe|einschalten|melden)',
            '(gehe|gehen|melde|wende) …3 (zur polizei|an die presse|polizei|verbraucherzentrale|datenschutzbehorde|aufsichtsbehorde)',
            '(das|dies) ist (illegal|rechtswidrig|gesetzwidrig|strafbar)',
            '(auskunft|loschung) …6 (art(ikel|\\.)? ?1[57]|dsgvo)',
            '(loschen|loscht) sie …3 (meine|unsere) daten',
          ),
        ],
        harmless: phrases(
          buyers,
          'lesezugang|zugang einrichten',
          '(mochte|muss|soll|kann|darf) ich …6 abstimmen',
          '(trage|lege|fuge) ich',
        ),
      },
      {
        certain: [],
        together: [
          [
            phrases(
              '(anwalt|anwalte|rechtsanwalt|rechtsanwaltin|anwaltin|gericht|klage|polizei|rechtsweg|strafanzeige|anzeige erstatten|verbraucherschutz|verbraucherzentrale|schadensersatz|dsgvo|illegal|rechtswidrig|betrug|gerichtlich|rechtlich)',
            ),
            phrases('(sie|ihnen|ihre[nrms]?|euch|eure[nrms]?|ich|wir|uns)'),
          ],
        ],
        harmless: phrases(buyers, screenWords),
      },
    ],
    refund: [
      {
        certain: [
          phrases(
            '(mein|unser|das) geld …1 (zuruck|wieder|zuruckhaben|zuruckbekommen|zuruckerstattet)',
            'geld zuruck|(wo|wann|wieso|warum) … (mein|unser) geld|(mir|uns) …5 (erstattet|ruckerstattet|zuruckgezahlt|zuruckuberwiesen)',
            '(erstatten|uberweisen|zahlen|geben|buchen) sie (mir|uns) …6 (zuruck|betrag|geld|kosten|summe)',
            'erstatten sie (mir|uns)|(uberweisen|zahlen|buchen|uberweist|zahlt|bucht) …6 zuruck',
            '(verlange|verlangen|fordere|fordern|beantrage|beantragen|mochte|mochten|will|wollen|hatte gern|bitte um|brauche) …3 (erstattung|ruckerstattung|ruckzahlung|entschadigung|schadensersatz)',
            '(meine|unsere) (ruckerstattung|erstattung|ruckzahlung)',
            'doppelt (abgebucht|belastet|berechnet|bezahlt)',
          ),
        ],
        harmless: phrases(buyers, '(an|fur) (meine[nmr]?|unsere[nmr]?|den|die) (kunden|kundin|kaufer)'),
      },
      {
        certain: [],
        together: [
          [
            phrases(
              '(geld|betrag|kosten|zahlung|gebuhr|summe|abbuchung|kaufpreis|beitrag|erstattung|ruckerstattung|ruckzahlung|gutschrift)',
            ),
            phrases(
              '(zuruck\\p{L}{0,14}|erstatte[nt]?|ruckerstatten|wiederhaben|gutschreiben|stornier\\p{L}{1,4}|erstattung|ruckerstattung|ruckzahlung|gutschrift)',
            ),
            phrases('(ich|mir|mich|mein|meine[nrms]?|wir|uns|unser|unsere[nrms]?|bitte|umgehend|sofort)'),
          ],
        ],
        harmless: phrases(buyers, screenWords),
      },
    ],
    pricing: [
      {
        certain: [
          phrases(
            '(geben|gebt|gib|machen|macht|gewahren|bekommen|bieten|kriegen) (sie |ihr )?(mir|uns|wir) …4 (rabatt|nachlass|preisnachlass|skonto|sonderpreis|preis|angebot)',
            '(bekommen|kriegen|erhalten|bekomme|kriege|erhalte) (wir|ich) …3 (rabatt|nachlass|preisnachlass|sonderpreis)',
            '(rabatt|nachlass) …2 (fur uns|geben|machen|einraumen)',
            '(preis|preise|tarif) …2 (verhandeln|verhandelbar|runter|senken|nachlassen|entgegenkommen)',
            'beim preis …5 (entgegenkommen|machen)|(verhandelbar|nachverhandeln)',
            '(zu teuer) …8 (angebot|rabatt|gunstiger|billiger|preis)',
            '(konkurrenz|mitbewerber|wettbewerber) …5 (gunstiger|billiger|mithalten)',
          ),
        ],
        harmless: phrases(buyers, '(rabattcode|gutscheincode|rabattcodes)'),
      },
      {
        certain: [],
        together: [
          [
            phrases(
              '(preis|preise|preisen|tarif|gebuhr|kosten|abo|vertrag|konditionen|angebot|rabatt|nachlass|preisnachlass|sonderkonditionen|teuer)',
            ),
            phrases(
              '(rabatt|nachlass|preisnachlass|gunstiger\\p{L}{0,2}|billiger|senken|runter|verhandel\\p{L}{1,4}|entgegenkommen|sonderkonditionen|bessere[nrs]?|anpassen|nachverhandeln|mengenrabatt)',
            ),
            phrases('(konnen|konnten|konnt|kann|gibt es|wurden|mochten|wollen|hatten|bitte|geht|machen)'),
            phrases('(sie|ihr|uns|wir|mir|ich|bestandskunden|treue)'),
          ],
        ],
        harmless: phrases(buyers, screenWords),
      },
    ],
    'human-requested': [
      {
        always: [
          phrases(
            'nicht …1 mit …2 (bot|roboter|maschine|computer|ki)',
            '(keinen|kein) (bot|roboter|maschine|ki)',
          ),
        ],
        certain: [
          phrases(
            `(mit|von) (eine[mrn]|nem|ner|dem|der|ihrem|ihrer|eurem|jemand(em)?) …2 ${person}? ?…1 (sprechen|reden|telefonieren|schreiben|chatten|verbunden|verbinden|verbinde|kontaktiert|zuruckgerufen|angerufen)`,
            `mit …3 ${person} …2 (sprechen|reden|telefonieren|schreiben|chatten|verbinden)`,
            `(echte[nrs]?|richtige[nrs]?|lebendige[nr]?) (mensch(en)?|person|mitarbeiter(in)?|menschen)`,
            'rufen sie (mich|uns)',
            'telefonnummer …6 (jemanden|einen menschen|mitarbeiter) …2 erreich(e|en)',
            'ruft (mich|uns)',
            '(kann|konnte|konnten|konnen|soll|bitte) …4 (mich|uns) …3 (anrufen|zuruckrufen|telefonisch erreichen)',
            '(bitte|um) …1 (ruckruf|zuruckrufen)',
            `verbinden sie (mich|uns)|leiten sie (mich|uns)|(mich|uns) …6 (zuruckrufen|anrufen|zuruckruft|anruft)`,
            `(gibt es|arbeiten|sind|ist) (bei (euch|ihnen)|hier|da|dort|denn|auch) …3 (menschen|mensch|mitarbeiter)`,
            `^(bitte )?(ein |einen |eine )?(mensch|menschen|experten|expertin|mitarbeiter|mitarbeiterin|berater|vorgesetzten|vorgesetzter)( bitte)?[.!?]{0,5}$`,
          ),
        ],
      },
      {
        certain: [],
        together: [
          [
            phrases(
              '(mensch|menschen|mitarbeiter|mitarbeiterin|person|ansprechpartner|ansprechpartnerin|vorgesetzte[nr]?|berater|beraterin|kollege|kollegen|kollegin|jemand|jemanden|jemandem)',
            ),
            phrases(
              '(sprechen|reden|telefonieren|telefonisch|telefonnummer|erreiche|erreichen|ans telefon|anrufen|anruf|ruckruf|melden|meldet|kontakt\\p{L}{0,6}|anschauen|druberschauen|ansehen|kummer\\p{L}{1,3}|betreu\\p{L}{1,3}|ubernehmen|ubernimmt|personlich|weiterhelfen|antworten|verbinden)',
            ),
          ],
        ],
        harmless: phrases(buyers, screenWords),
      },
    ],
  },
  anger: {
    together: [
      [
        phrases('(ich|wir|mich|uns)'),
        phrases('(wutend|sauer|emport|stinkwutend|entsetzt|verargert|genervt|aufgebracht|enttauscht)'),
        phrases(
          '(maslos|masslos|mehr als|extrem|sehr|richtig|echt|total|so|absolut|unglaublich|langsam|stink\\p{L}{1,6})',
        ),
      ],
      [
        phrases(
          '(ihr|euch|was fur ein|ihre[nrms]?|euer|eure[nrms]?|kundenservice|kundendienst|service|support|firma|laden|seid|sie|verein|app|software)',
        ),
        phrases(
          '(katastrophe|katastrophal|unter aller (sau|kanone)|miserabel|unverschamt|unfahig|inkompetent|lacherlich|peinlich|sauhaufen|saftladen|das letzte|schlimmste[rns]?|grottenschlecht|mies(e[rns]?)?|schrecklich|furchtbar|unmoglich|inakzeptabel|schande|erbarmlich|mull|schrott|dreist)',
        ),
      ],
    ],
    harmless: phrases(buyers),
    certain: [
      phrases(
        '(frechheit|unverschamt(heit)?|unverschaemt(heit)?|unverschamtheit|betruger|abzocke|abzocker|scheis{1,2}e|idioten|verarscht|verarschen|saftladen|drecksladen|drecks\\p{L}{3,12}|arschlocher|saustall)',
        'scheis{1,2}\\p{L}{1,10}|(stinksauer|stinkwutend|stocksauer)|(nase|schnauze) …1 voll',
        '(ihr|sie) seid …2 (das letzte|unfahig|idioten|inkompetent)|(ist|sind) …2 das letzte',
        'schamen sie sich|schamt euch|(offizielle|formelle|formliche) beschwerde',
        '(mochte|will) mich …3 beschweren',
        '(katastrophaler|miserabler|unterirdischer|mieser) (service|kundendienst|support|kundenservice)',
      ),
    ],
  },
  asks: /^(?:(?:hallo|hi|guten tag|moin|und|also|aber|kurze frage)[,:!]? )?(?:wie(?! lange (?:soll|muss))|was|wo|wann|welche[rsnm]?|wer|warum|wozu|ist|sind|gibt es|muss|darf|kann man|konnen sie (?:mir )?(?:sagen|erklaren|zeigen))\b/,
  denies:
    /\b(?:(?:will|mochte|wollen|mochten|brauche|brauchen|verlange|fordere|habe|haben|werde|werden|soll) (?:\S+ ){0,3}(?:nicht|kein|keine|keinen|keinerlei|niemanden|nie)|kein|keine|keinen|nicht notig|ohne|statt)\b/,
};
