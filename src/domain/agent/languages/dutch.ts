// What sends a Dutch message to a human.
import { dangerToLife } from './danger-to-life.ts';
import { phrases, type Wording } from './phrases.ts';

const person =
  '(mens|mensen|persoon|medewerkers?|medewerkster|collega|iemand|leidinggevende|manager|chef|baas|adviseur|klantenservice|agent|teamleider|begeleider)';
const buyers = '(mijn|onze|een|de|het|aan) (klant|klanten|koper|kopers|koopster)';
/** What a sentence about the product itself names. */
const screenWords =
  '(veld|kolom|knop|module|rol|instelling|sjabloon|pagina|rapport|export|kortingscodes?|vervoerder|bezorger|niet nodig|artikel(en)?|toevoegen|factuurregel)';

export const dutch: Wording = {
  triggers: {
    threat: [
      dangerToLife.nl,
      {
        certain: [
          phrases(
            'ik (vermoord|maak|sla|steek|schiet) (je|jullie|mezelf|u|me)( kapot| dood| neer| van kant| wat aan)?',
            '(ik )?wil (niet meer (leven|verder)|dood)',
            '(zelfmoord|zelfdoding|een eind(e)? aan mijn leven|mezelf wat aandoen)',
            'ik weet waar (je|jullie|u) …2 (woont|wonen|werkt|werken)',
            '(steek|blaas) …4 (in brand|op)',
            '(jullie|je) (gaat|gaan|zult|zullen) …2 (boeten|bloeden|spijt krijgen|sterven)',
          ),
        ],
      },
    ],
    security: [
      {
        certain: [
          phrases(
            '(account|wachtwoord|winkel|shop|profiel) …2 (gehackt|gestolen|overgenomen|gekraakt|gelekt)',
            '(gehackt|gekraakt) (account|wachtwoord)|(ben|zijn) (gehackt|opgelicht)',
            '(iemand|een onbekende|onbekenden|vreemden) …5 (ingelogd|aangemeld|toegang|gehackt|ingebroken)',
            '(deze|die|dit|de) (betaling|afschrijving|bestelling|aankoop|inlog|transactie) (niet|nooit) (goedgekeurd|gedaan|geautoriseerd|toegestaan|geplaatst)',
            '(beveiligingslek|kwetsbaarheid|datalek) …3 (gevonden|ontdekt|in|bij)',
            '(zie|zien|kan) …3 (andere klanten|andere klant|andermans)',
            '(verdachte|onbevoegde|frauduleuze) (inlog|inlogpogingen?|toegang|afschrijving|betalingen?|activiteit)',
          ),
        ],
        harmless: phrases('wat (gebeurt|moet|doe) …3 als', 'als (mijn|ons) account'),
      },
    ],
    legal: [
      {
        certain: [
          phrases(
            '(aanklagen|klaag (je|jullie|u) aan|dagvaarden)|(voor|naar) de rechter',
            '(juridische|gerechtelijke) (stappen|procedure|actie|maatregelen)',
            '(mijn|onze) (advocaat|jurist|advocate|rechtsbijstand)',
            '(schakel|schakelen|neem|nemen|inschakelen) …3 (advocaat|jurist)',
            'aangifte …2 (doen|tegen|bij)?',
            '(dit|het|dat) is …1 (illegaal|onwettig|strafbaar|tegen de wet)',
            '(naar|meld|bel) …2 (de politie|de pers|consumentenbond|autoriteit persoonsgegevens|de media)',
            '(contractbreuk|ingebrekestelling|in gebreke)',
            '(verwijder|wis) …3 mijn (persoonlijke |persoons)?gegevens',
          ),
        ],
        harmless: phrases(buyers, '(hoe|waar) (voeg|nodig) ik'),
      },
      {
        certain: [],
        together: [
          [
            phrases(
              '(advocaat|advocaten|jurist|rechter|rechtbank|rechtszaak|politie|aangifte|aanklacht|juridisch|juridische|consumentenbond|illegaal|fraude|avg|schadevergoeding|gerechtelijk)',
            ),
            phrases('(jullie|u|uw|je|ik|wij|we|mijn|onze)'),
          ],
        ],
        harmless: phrases(buyers, screenWords),
      },
    ],
    refund: [
      {
        certain: [
          phrases(
            '(mijn|ons|het) geld …1 (terug|terugkrijgen|terugzien|terughebben|terugstorten)',
            'geld terug|(waar|wanneer) … (mijn|ons) geld',
            '(wil|willen|eis|eisen|vraag|verwacht|graag|krijg|krijgen|verzoek) …3 (terugbetaling|restitutie|schadevergoeding|vergoeding|compensatie)',
            '(betaal|betaalt|stort|stuur|storten) …5 terug (op|aan mij|aan ons|naar mij)',
            '(betaal|stort) (mij|me|ons) …3 terug|(mijn|onze) (terugbetaling|restitutie)',
            '(dubbel|twee keer) (afgeschreven|betaald|gefactureerd|in rekening)',
          ),
        ],
        harmless: phrases(buyers, 'aan (de|mijn|een|onze) (klant|koper)'),
      },
      {
        certain: [],
        together: [
          [
            phrases(
              '(geld|bedrag|betaling|kosten|aankoopbedrag|terugbetaling|restitutie|vergoeding|abonnementsgeld|factuur)',
            ),
            phrases(
              '(terug\\p{L}{0,14}|terugbetal\\p{L}{1,3}|terugstort\\p{L}{1,3}|terugkrijgen|terugboek\\p{L}{1,3}|restitutie|terugbetaling|vergoed\\p{L}{0,4}|crediteren)',
            ),
            phrases('(ik|mij|me|mijn|wij|we|ons|onze|graag)'),
          ],
        ],
        harmless: phrases(buyers, screenWords),
      },
    ],
    pricing: [
      {
        certain: [
          phrases(
            '(kunnen|kan|krijgen|krijg|geven|geef|mogen|kunt|geeft|bieden) (we|wij|ik|jullie|u|je|ons|mij|me) …4 (korting|betere prijs|lagere prijs|prijs zakken|deal|beter aanbod|aanbieding)',
            '(krijgen|krijg) (we|wij|ik) …1 korting',
            '(prijs|tarief|prijzen) …3 (onderhandelen|onderhandelbaar|omlaag|verlagen|zakken|matchen|doen als)',
            'aan de prijs doen|(onderhandelbaar|onderhandelen)',
            'te duur …8 (korting|goedkoper|prijs|aanbod|lager)',
            '(concurrent|concurrentie) …5 (goedkoper|matchen|prijs)',
          ),
        ],
        harmless: phrases(buyers, 'kortingscodes?'),
      },
      {
        certain: [],
        together: [
          [
            phrases('(prijs|prijzen|tarief|abonnement|contract|offerte|kosten|korting|aanbod|duur)'),
            phrases(
              '(korting|lager|lagere|goedkoper|verlagen|zakken|betere?|onderhandel\\p{L}{1,3}|aanpassen|speciaal|speciale|tegemoet\\p{L}{0,5})',
            ),
            phrases('(kunnen|kunt|kan|zou|zouden|mogelijk|willen|graag|krijgen|is er)'),
            phrases('(jullie|u|ons|we|wij|ik|mij|me|onze)'),
          ],
        ],
        harmless: phrases(buyers, screenWords),
      },
    ],
    'human-requested': [
      {
        always: [
          phrases(
            'niet …2 (met|tegen) (een|de|jullie|die) (bot|robot|machine|computer|chatbot)',
            'geen (bot|robot|machine|computer|chatbot)',
          ),
        ],
        certain: [
          phrases(
            `(met|naar|van) (een|iemand|jullie|uw|je|de|jouw)? ?…2 ${person}? ?…1 (spreken|praten|bellen|chatten|overleggen|contact)`,
            `(echte?|levende?|normaal) (mens|mensen|persoon|medewerker)`,
            '(bel|belt) (mij|me|ons)',
            '(kunt|kan|kunnen|wil|willen|laat) …4 (mij|me|ons) …2 (bellen|terugbellen|opbellen)',
            '(terugbelverzoek|teruggebeld worden)|(verbind|zet) (mij|me) …2 (door|met)',
            `^(een )?(mens|medewerker|echt persoon|echte medewerker|leidinggevende)( alsjeblieft| alstublieft| aub| graag)?[.!?]{0,5}$`,
          ),
        ],
      },
      {
        certain: [],
        together: [
          [
            phrases(
              '(mens|persoon|medewerkers?|medewerkster|collega|iemand|leidinggevende|manager|adviseur|persoonlijk)',
            ),
            phrases(
              '(spreken|praten|bellen|belt|bel|telefonisch|telefoon|gebeld|teruggebeld|lijn|contact|overleggen|helpt|helpen|antwoordt|kijkt|kijken|oppakt|oppakken|doorverbinden)',
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
        phrases('(ik|we|wij|me|mij)'),
        phrases('(boos|woedend|razend|kwaad|woest|furieus|gefrustreerd|teleurgesteld|pissig|geirriteerd)'),
        phrases(
          '(erg|heel|zeer|echt|ontzettend|enorm|ongelofelijk|verschrikkelijk|zo|zwaar|enorm|bijzonder)',
        ),
      ],
      [
        phrases('(jullie|uw|u|service|klantenservice|support|bedrijf|app|organisatie|helpdesk)'),
        phrases(
          '(slecht|slechte|waardeloos|waardeloze|belachelijk|belachelijke|schandalig|verschrikkelijk|vreselijk|onacceptabel|incompetent|slechtste|drama|dramatisch|schande|beneden peil|ronduit|zielig|prutswerk|bagger|walgelijk)',
        ),
      ],
    ],
    harmless: phrases(buyers),
    certain: [
      phrases(
        '(schandalig|schandalige|schande|oplichters?|oplichting|dieven|idioten|belachelijk|belachelijke|klootzakken|sukkels|prutsers|waardeloos|waardeloze|godverdomme|kut|kut(bedrijf|zooi|app|service)|klote\\p{L}{0,8})',
        'schaam (je|jullie)|(ik ben|we zijn) …1 (woedend|razend|boos|pisnijdig|furieus)',
        '(er|hier) …1 (helemaal )?klaar mee',
        '(slechte|vreselijke|beroerde|belabberde) (service|klantenservice|support)',
        '(officiele|formele) klacht|(wil|ga) een klacht (indienen|neerleggen)',
      ),
    ],
  },
  asks: /^(?:(?:hallo|hoi|goedemorgen|goedemiddag|dag|en|maar)[,:!]? )?(?:hoe|wat (?!een)|waar|wanneer|welke?|wie|waarom|is het mogelijk|is er|zijn er|moet ik|mag ik|kan ik|(?:kunt u|kun je) (?:me |mij )?(?:zeggen|uitleggen|vertellen))\b/,
  denies:
    /\b(?:(?:wil|willen|hoef|hoeven|zoek|vraag|ga|zal|heb|hebben|is) (?:\S+ ){0,2}(?:niet|geen|niemand|nooit)|geen|zonder|in plaats van|niet nodig)\b/,
};
