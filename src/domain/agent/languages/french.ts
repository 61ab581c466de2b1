// What sends a French message to a human.
import { dangerToLife } from './danger-to-life.ts';
import { phrases, type Wording } from './phrases.ts';

const person =
  "(humains?|personnes?|conseillere?|conseiller|agent|agente|responsable|superieur|operateur|operatrice|quelqu'un|etre humain|employee?|collegue|manager|gerant|technicien)";
const buyers =
  '(mon|ma|mes|un|une|le|la|les|des|nos|notre|du|au|aux) (clients?|clientes?|acheteurs?|acheteuses?)';
/** What a sentence about the product itself names. */
const screenWords =
  '(champ|colonne|bouton|module|role|reglage|modele|page|rapport|export|codes? promo|codes? de (remise|reduction)|transporteur|inutile|mentions|articles?|ajouter|bouton)';

export const french: Wording = {
  triggers: {
    threat: [
      dangerToLife.fr,
      {
        certain: [
          phrases(
            '(vais|veux|voudrais) …1 (me|te|vous|les|le) (tuer|suicider|pendre|buter|faire la peau)',
            '(me suicider|suicide|mettre fin a mes jours)|(envie|veux|voudrais) …1 (de )?mourir',
            'en finir …2 (vie|tout)|(ne )?veux plus vivre',
            'je sais ou (tu|vous) (habites?|habitez|vis|vivez|travaill\\p{L}{1,3})',
            '(vais|allons) …3 (bruler|faire sauter|incendier) (vos|votre)',
            'vous allez …2 (mourir|le regretter|saigner|payer cher)',
          ),
        ],
      },
    ],
    security: [
      {
        certain: [
          phrases(
            '(compte|boutique|acces|profil|mot de passe) …3 (piratee?|hackee?|volee?|compromise?|usurpee?)',
            "(on|quelqu'un|un inconnu|une personne) …5 (vole|pirate|hacke|connecte|accede|change|usurpe|utilise) …2 (mon|ma|notre|mes|nos|a mon|a notre|a ma)",
            "n'(ai|avons) …2 (pas|jamais) (autorise|effectue|valide|fait) …2 (paiement|achat|commande|prelevement|transaction|connexion)",
            '(faille|vulnerabilite|fuite) …1 (de )?(securite|donnees)',
            '(connexion|activite|acces|paiement|prelevement)s? (suspecte?|frauduleu(x|se)|non autorisee?)s?',
            '(je|nous) (vois|voyons) …4 (autre client|autres clients|autre boutique)',
            'victime …2 (phishing|hameconnage|piratage)',
          ),
        ],
        harmless: phrases('(que|quoi) (faire|se passe) …3 (si|en cas)|que se passe-t-il si|si mon compte'),
      },
    ],
    legal: [
      {
        certain: [
          phrases(
            '(porter|porte|portons|porterai|porterons|depose|deposer|deposerai|deposons) (une )?plainte',
            '(vous|les) (poursuivre|attaquer|assigner)',
            '(vous|les) …1 (poursuis|poursuivrai|attaque|attaquerai)',
            '(mon|notre|un|mes|nos) (avocat|avocate|juriste|conseil|huissier)s? …1 (va|vont|prendra|vous|saisi|mandate|se|est)',
            '(saisir|saisirai|saisirons|saisis|contacter|contacte|contacterai|pris|prendre|mandate|consulter) …2 (un avocat|mon avocat|notre avocat|le tribunal|la justice|la cnil|un huissier|les autorites|la dgccrf)',
            '(action|poursuites?|procedure|voie|demarche)s? (en justice|judiciaires?|legales?|juridiques?)',
            '(devant|au) (le |les )?(tribunal|tribunaux)|mise en demeure',
            "(c'est|ceci est|est) (totalement |completement )?(illegal|contraire a la loi)",
            '(aller|vais|irai|appeler|prevenir) …2 (la )?(police|gendarmerie|presse)',
            "(droit a l'oubli|droit d'acces)",
            '(supprimez|effacez|communiquez) …3 mes donnees|rgpd …5 (mes donnees|me concernant)',
          ),
        ],
        harmless: phrases(buyers, "(s'appelle|nomme|nommee|intitule)", 'mentions legales'),
      },
      {
        certain: [],
        together: [
          [
            phrases(
              '(avocate?s?|tribunal|tribunaux|justice|plainte|police|poursuites?|huissier|juridique|judiciaire|dgccrf|cnil|rgpd|illegal|fraude|dommages et interets|prejudice)',
            ),
            phrases('(vous|votre|vos|je|nous|mon|notre)'),
          ],
        ],
        harmless: phrases(buyers, screenWords),
      },
    ],
    refund: [
      {
        certain: [
          phrases(
            'rembourse[zr]?[- ](moi|nous)|(me|nous) …1 rembours[a-z]{1,4}|(etre|etes) rembourses?e?s?',
            '(veux|voudrais|souhaite|exige|demande|reclame|attends|voulons|souhaitons|demandons|obtenir|exigeons) …3 (remboursement|dedommagement|indemnisation|compensation)',
            '(mon|notre) remboursement|(rendez|rendre|ou est|quand) … (mon|notre) argent',
            '(rendez|rends|rendre|recuperer|veux|voudrais|restituez)[- ]…2 ?(moi )?(mon|notre|l|mes) ?(argent|sous)',
            '(debite|preleve|facture|paye)e?s? …3 deux fois|(prelevee?|debitee?) …2 a tort',
          ),
        ],
        harmless: phrases(buyers),
      },
      {
        certain: [],
        together: [
          [
            phrases('(rembours\\p{L}{1,8}|argent|montant|somme|paiement|prelevement|frais|avoir)'),
            phrases(
              '(rembours\\p{L}{1,8}|rendre|rendez|restitu\\p{L}{1,6}|recuperer|recredit\\p{L}{1,4}|annul\\p{L}{1,4}|retour)',
            ),
            phrases(
              "(veux|voudrais|demande|demandons|exige|exigeons|attends|attendons|souhaite|souhaitons|reclame|aimerais|merci de|veuillez|j'exige|j'attends|j'aimerais|immediatement|quand|doit|devez)",
            ),
          ],
        ],
        harmless: phrases(buyers, screenWords),
      },
    ],
    pricing: [
      {
        certain: [
          phrases(
            '(faire|faites|accorder|accordez|avoir|donner|donnez|consentir|offrir|obtenir|beneficier) …4 (remise|reduction|rabais|ristourne|geste commercial|meilleur prix|meilleur tarif|meilleure offre|prix special)',
            '(baisser|diminuer|reduire|revoir|negocier|baissez) …2 (le|vos|votre|les|du|mon|notre) (prix|tarifs?|abonnement)',
            '(negociable|negocier|negocions)',
            'trop chere? …8 (remise|prix|reduction|moins cher|offre|tarif)',
            '(concurrent|concurrence) …5 moins cher|geste commercial',
          ),
        ],
        harmless: phrases(buyers, 'codes? (de )?(remise|promo|reduction)', '(mes|les|aux|nos) clients'),
      },
      {
        certain: [],
        together: [
          [
            phrases('(prix|tarifs?|abonnement|contrat|devis|cout|remise|reduction|rabais|offre|cher|chere)'),
            phrases(
              '(remise|reduction|rabais|baisser|baisse|moins cher|meilleure?|negoci\\p{L}{1,4}|effort|geste|ajuster|revoir|ristourne|fidelite)',
            ),
            phrases(
              '(pouvez|pourriez|peut-on|pourrait|possible|serait|souhait\\p{L}{1,5}|voudr\\p{L}{1,5}|aimer\\p{L}{1,5}|si vous|y a-t-il|avez)',
            ),
            phrases('(vous|nous|me|moi|notre|mon)'),
          ],
        ],
        harmless: phrases(buyers, screenWords),
      },
    ],
    'human-requested': [
      {
        always: [
          phrases('(pas|plus) …3 (a|avec) (un |une |des |votre )?(robot|robots|machine|bot|ia|chatbot)'),
        ],
        certain: [
          phrases(
            `(parler|discuter|echanger|ecrire|communiquer|voir|contact|contacter|joindre|traiter) …1 (a|avec|par|au|directement)? ?…2 ${person}`,
            `(vraie?|veritable|reel(le)?) (humain|personne|conseiller|conseillere|agent|etre humain|interlocuteur)`,
            '(rappelez|appelez|passez|telephonez)[- ](moi|nous)',
            `(me|nous) (passer|mettre en relation|transferer|rediriger)`,
            '(me|nous) (rappeler|appeler|telephoner)',
            `^(un |une )?(vraie? )?${person}( humain)?[,]?( svp| s'il vous plait| please| merci)?[.!?]{0,5}$`,
            `(y a-t-il|il y a) …2 (un humain|une vraie personne|quelqu'un de reel)`,
          ),
        ],
      },
      {
        certain: [],
        together: [
          [
            phrases(
              "(humain|humaine|personne|quelqu'un|conseiller|conseillere|responsables?|collegues?|employes?|interlocuteur|operateur|technicien|superieur|agent)",
            ),
            phrases(
              '(parler|telephone|telephoner|appel|appeler|appelle|rappel\\p{L}{1,3}|contact\\p{L}{0,4}|joindre|repond\\p{L}{1,3}|occupe|traite|traiter|echanger|discuter|reponde|prenne|regarde|aide|en ligne)',
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
        phrases('(je|nous|suis|sommes|me)'),
        phrases(
          '(furieux|furieuse|en colere|excedee?|outree?|scandalisee?|degoutee?|enervee?|ecoeuree?|deçue?|decue?)',
        ),
        phrases(
          '(tres|vraiment|extremement|completement|tellement|absolument|plus que|profondement|particulierement)',
        ),
      ],
      [
        phrases('(votre|vos|vous|service|support|entreprise|societe|application|appli|equipe)'),
        phrases(
          '(deplorable|lamentable|nul|nulle|nuls|catastrophique|honteux|honteuse|scandaleux|scandaleuse|inadmissible|inacceptable|incompetente?s?|minable|ridicule|horrible|pire|degueulasse|desastreux|desastreuse|pitoyable|incapables?|execrable)',
        ),
      ],
    ],
    harmless: phrases(buyers),
    certain: [
      phrases(
        "(c'est|est) …2 (une honte|honteux|scandaleux|inadmissible|inacceptable|du vol|lamentable|minable|n'importe quoi)",
        "quelle honte|honte a vous|bande d[e' ]{1,2}\\p{L}{3,15}",
        "bande d'\\p{L}{3,15}",
        '(escrocs?|arnaqueurs?|arnaque|voleurs|incapables|incompetents)',
        '(putain|merde|merdique|connards?|foutez|foutre|salauds?)',
        'vous …1 (moquez|foutez) …2 (monde|moi|nous|gueule)',
        '(je suis|nous sommes) …1 (furieux|furieuse|hors de moi|excedee?s?|scandalisee?s?|ecoeuree?s?)',
        '(votre|vos) (service|support|services) …3 (nuls?|nulle|lamentable|pourri|catastrophique|deplorable|merdique)',
        '(marre|ras[- ]le[- ]bol) de (vous|vos|votre)',
        '(faire|deposer|deposez|adresser) une reclamation (formelle|officielle)',
      ),
    ],
  },
  asks: /^(?:(?:bonjour|bonsoir|salut|et|mais|alors)[,:!]? )?(?:comment|que|quoi|ou|quand|quels?|quelles?|qui|combien|pourquoi|est-ce (?:que (?:je|c)|un)|puis-je|dois-je|peut-on|y a-t-il|faut-il|pouvez-vous me (?:dire|expliquer|indiquer))\b/,
  denies:
    /\b(?:(?:ne|n') ?(?:\S+ ){1,3}(?:pas|plus|aucune?|jamais)|pas (?:besoin|de|d'|envie|question)|inutile de|sans|aucune?|plutot que)\b/,
};
