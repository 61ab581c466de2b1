// What sends an Italian message to a human.
import { dangerToLife } from './danger-to-life.ts';
import { phrases, type Wording } from './phrases.ts';

const person =
  '(persona|umano|umana|operatore|operatrice|responsabile|addetto|addetta|consulente|qualcuno|essere umano|capo|supervisore|dipendente|collega|direttore|assistente|agente)';
const buyers =
  '(mio|mia|miei|un|una|il|la|i|gli|al|ai|nostro|nostri|del) (clienti?|acquirenti?|compratore|compratori)';
/** What a sentence about the product itself names. */
const screenWords =
  '(campo|colonna|pulsante|modulo|ruolo|impostazione|modello|pagina|report|codic[ei]|corriere|non serve|articol[oi]|come …5 a (un|una|mio) collega|aggiungere|aggiungo|fattura)';

export const italian: Wording = {
  triggers: {
    threat: [
      dangerToLife.it,
      {
        certain: [
          phrases(
            '(ti|vi|mi|lo|li) (ammazzo|ammazzero|uccido|uccidero|brucio|spacco|faccio fuori)',
            '(suicidarmi|suicidio|togliermi la vita|uccidermi|ammazzarmi)|(voglio|vorrei) morire',
            'non (voglio|ho voglia di|riesco a) (piu )?vivere( piu)?|farla finita',
            'so dove (abiti|abitate|vivi|vivete|lavori|lavorate)',
            '(ve ne pentirete|te ne pentirai) …6 (sangue|male|morte)',
          ),
        ],
      },
    ],
    security: [
      {
        certain: [
          phrases(
            "(hanno|ha) …2 (hackerato|rubato|violato|bucato|compromesso) …2 (account|profilo|password|negozio|l'account|credenziali)",
            '(account|profilo|password|negozio|credenziali) …2 (stat[oaie] )?(hackerat[oa]|violat[oa]|rubat[oa]|compromess[oa]|bucat[oa])',
            '(qualcuno|uno sconosciuto|altri) …4 (nel mio account|al mio account|mia password|mio account|nostro account)',
            'non (ho|abbiamo) (autorizzato|effettuato|fatto|approvato) …1 (quest[oaie]|il|la|l|alcun) ?…1 (pagamento|addebito|ordine|acquisto|transazione|accesso|pagamenti|addebiti)',
            '(falla|vulnerabilita|violazione|fuga) (di|nella|dei) (sicurezza|dati)',
            '(vedo|vediamo|posso vedere) …4 (altri clienti|altro cliente|altro negozio)',
            '(accessi|accesso|addebiti|addebito|attivita|pagamenti) (sospett[oaie]|sospetti|fraudolent[oaie]|non autorizzat[oaie])',
            '(ordini|pagamenti|acquisti) che non ho (fatto|autorizzato)',
          ),
        ],
        harmless: phrases('cosa (succede|faccio|devo fare) …2 se', 'se (mi|qualcuno) …2 (hackera|ruba)'),
      },
    ],
    legal: [
      {
        certain: [
          phrases(
            '(vi|ti|la|le) (denuncio|denuncero|denunciamo|denunceremo|querelo|querelero)',
            '(fare|faccio|faro|faremo) (vi )?(causa|denuncia|querela)',
            '(denunciarvi|farvi causa|querelarvi)|(vi|la) (faccio|faro|faremo) causa',
            '(porto|portero|trascino) in tribunale',
            '(il|al|dal|i) (mio|nostro|miei|nostri) (avvocato|avvocati|legale|legali)',
            '(azion[ei]|vie|vie) legal[ei]|(in|al) tribunale',
            '(e|questo e) (illegale|un reato|una frode)',
            '(vado|andro|chiamo|chiamero|rivolgero|mi rivolgo) …2 (polizia|carabinieri|stampa|garante|associazione consumatori)',
            '(diritto all.oblio|diritto di accesso)|(cancellate|eliminate) …3 miei dati|diffida',
          ),
        ],
        harmless: phrases('(come|dove) (aggiungo|invito)', buyers),
      },
      {
        certain: [],
        together: [
          [
            phrases(
              '(avvocat[oi]|tribunale|legale|legali|legalmente|vie legali|denuncia|querela|polizia|giudice|carabinieri|garante|illegale|truffa|risarcimento|gdpr)',
            ),
            phrases('(vi|voi|vostr[oaie]|mi|mio|nostr[oaie]|io|noi|ho|abbiamo|procedero|agiro|rispondete)'),
          ],
        ],
        harmless: phrases(buyers, screenWords),
      },
    ],
    refund: [
      {
        certain: [
          phrases(
            '(rivoglio|voglio indietro|ridatemi|restituitemi|rendetemi|rivogliamo) …1 (i|il|gli|miei|nostri) ?…1 (soldi|denaro|importo)',
            '(voglio|vorrei|chiedo|esigo|pretendo|richiedo|aspetto|vogliamo|chiediamo|desidero|ottenere|richiedere) …2 (rimborso|risarcimento|indennizzo)',
            '(essere|venire|essere stato) rimborsat[oai]',
            '(rimborsatemi|rimborsateci|rimborsarmi|rimborsarci)|(mio|nostro) rimborso|(miei|nostri) soldi|(mio|nostro) denaro|(mi|ci) (rimborsat[a-z]{1,3}|rimborserete|rimborsa|restituit[a-z]{1,3})',
            '(addebitato|pagato|fatturato|addebitata) …2 (due volte|doppio|per errore)',
          ),
        ],
        harmless: phrases(buyers),
      },
      {
        certain: [],
        together: [
          [
            phrases('(soldi|denaro|importo|pagamento|somma|addebito|rimbors\\p{L}{1,5}|costo|quota)'),
            phrases(
              '(rimbors\\p{L}{1,5}|restitu\\p{L}{1,6}|indietro|ridat\\p{L}{1,3}|storn\\p{L}{1,4}|riaccredit\\p{L}{1,4}|riavere|restituzione)',
            ),
            phrases('(mi|io|mio|mia|miei|ci|nostro|voglio|vorrei|chiedo|esigo|pretendo|richiedo|dovete)'),
          ],
        ],
        harmless: phrases(buyers, screenWords),
      },
    ],
    pricing: [
      {
        certain: [
          phrases(
            '(ci|mi) …1 (fate|fare|date|dare|farebbe|fareste|offrite|offrire|potete fare|concedere|applicare) …3 (sconto|prezzo|offerta|ribasso|tariffa)',
            '(farmi|farci|darmi|darci|avere|ottenere) …2 (sconto|prezzo migliore|offerta migliore)',
            '(abbassare|ridurre|migliorare|trattare|negoziare|rivedere|scontare) (il|la|i|sul|le) …1 ?(prezzo|prezzi|tariffa|tariffe|canone)',
            '(trattabile|trattabili|negoziabile|negoziare)',
            'tropp[oa] car[oai] …8 (sconto|prezzo|offerta|meno)',
            '(concorrenza|concorrente) …5 (meno|costa|pareggiare|prezzo)',
          ),
        ],
        harmless: phrases(buyers, '(ai|per i) (miei |nostri )?clienti', 'codic[ei] sconto'),
      },
      {
        certain: [],
        together: [
          [
            phrases('(prezzo|prezzi|tariffa|canone|abbonamento|contratto|preventivo|sconto|offerta|car[oa])'),
            phrases(
              '(sconto|scontare|abbassare|ridurre|ribasso|miglior\\p{L}{1,4}|meno|negoziare|trattare|agevolazion[ei]|venirci incontro|rivedere)',
            ),
            phrases('(potete|potreste|puo|potrebbe|possibile|vorremmo|vorrei|fate|fareste|avete)'),
            phrases('(ci|mi|noi|nostro|per noi|vi|voi)'),
          ],
        ],
        harmless: phrases(buyers, screenWords),
      },
    ],
    'human-requested': [
      {
        always: [phrases('non …3 con (un|il|una) (bot|robot|macchina|chatbot|ia)')],
        certain: [
          phrases(
            `(parlare|parlo|comunicare|chattare|discutere|scrivere) …1 (con|a|direttamente con) …2 ${person}`,
            `(parlare|parlo) con (un|uno|una|l')( ?${person})?`,
            `(persona|operatore|umano|essere umano|gente) (reale|vera|vero|umano|umana|in carne e ossa)`,
            '(richiamatemi|chiamatemi|richiamateci|chiamateci|richiamarmi|chiamarmi|telefonarmi|richiamarci|telefonatemi)',
            `(mi|ci) (passi|passa|passate|metta|metti|colleghi) …2 ${person}`,
            `(essere )?(contattat[oa]|richiamat[oa]) da …2 ${person}`,
            `^(un |una )?${person}( reale| umano)?( per favore| grazie)?[.!?]{0,5}$`,
          ),
        ],
      },
      {
        certain: [],
        together: [
          [
            phrases(
              '(persona|umano|umana|operatore|operatrice|qualcuno|responsabile|addetto|consulente|superiore|collega|dipendente)',
            ),
            phrases(
              '(parlare|telefono|chiam\\p{L}{1,5}|richiam\\p{L}{1,5}|contatt\\p{L}{1,5}|rispond\\p{L}{1,4}|assist\\p{L}{1,5}|segua|aiuti|discutere|seguito)',
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
        phrases('(sono|siamo|mi|ci)'),
        phrases(
          '(arrabbiat[oaie]|furios[oaie]|indignat[oaie]|incazzat[oaie]|stuf[oaie]|delus[oaie]|arrabbiatissim[oaie]|esasperat[oaie]|nauseat[oaie])',
        ),
        phrases(
          '(molto|davvero|veramente|estremamente|totalmente|cosi|assolutamente|arrabbiatissim[oaie]|piu che|profondamente|proprio)',
        ),
      ],
      [
        phrases('(vostr[oaie]|voi|siete|servizio|assistenza|supporto|azienda|societa|app|ditta)'),
        phrases(
          '(pessim[oaie]|orribile|vergognos[oaie]|scandalos[oaie]|incompetent[ei]|inaccettabile|ridicol[oaie]|penos[oaie]|disastro|disastros[oaie]|peggior[ei]?|schif\\p{L}{1,5}|indecente|inutil[ei]|incapac[ei]|imbarazzante)',
        ),
      ],
    ],
    harmless: phrases(buyers),
    certain: [
      phrases(
        '(e|che|siete|davvero) una vergogna|vergogna',
        '(vergognatevi|vergognoso|vergognosa|truffatori|truffa|ladri|idioti|merda|cazzo|coglioni|stronzi|schifo|schifoso|incompetenti|imbecilli|buffoni|incapaci)',
        '(e|davvero) …1 inaccettabile',
        '(sono|siamo) …1 (furios[oai]|incazzat[oai]|indignat[oai]|infuriat[oai]|stuf[oai] di)',
        '(servizio|assistenza|supporto) …1 (pessim[oa]|terribile|orribile|vergognos[oa]|scandalos[oa])',
        '(pessim[oa]|terribile|orribile) (servizio|assistenza|supporto)',
        '(presentare|fare|sporgere) (un )?reclamo (formale|ufficiale|contro)',
        '(voglio|vorrei) (presentare|fare) (un )?reclamo',
      ),
    ],
  },
  asks: /^(?:(?:ciao|salve|buongiorno|buonasera|e|ma)[,:!]? )?(?:come|che|cosa|dove|dov'e|quando|quale|quali|chi|quant[oaie]|perche|e possibile|posso|devo|c'e|ci sono|esiste|mi (?:potete|puo) (?:dire|spiegare|indicare))\b/,
  denies:
    /\b(?:non (?:voglio|vogliamo|vorrei|serve|servono|chiedo|intendo|occorre|ho bisogno|abbiamo bisogno|desidero|e necessario|cerco)|senza|nessun[oa]?|invece di|anziche)\b/,
};
