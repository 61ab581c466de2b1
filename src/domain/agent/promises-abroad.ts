// Promises of work that nobody will do, in German, French, Spanish, Italian, Portuguese and Dutch.
import { phrases } from './languages/phrases.ts';

/** Matched against sentences as `readingOf` spells them. */
export const promisesAbroad: readonly RegExp[] = [
  phrases(
    '(ich|wir|unser team|ein (mitarbeiter|kollege|techniker)|eine kollegin) (werde|werden|wird) … (melden|kummern|anrufen|zuruckrufen|prufen|kontaktieren|informieren|benachrichtigen|bearbeiten|weiterleiten|erledigen|beheben|nachsehen|schicken|senden|veranlassen|erstatten|stornieren|andern|loschen)',
    '(ich|wir) (melde|melden|kummere|kummern|prufe|prufen|leite|leiten|rufe|rufen) (mich|uns|das|es|dies|ihr|ihre|sie) … (bei|darum|weiter|an|zuruck|nach|sofort|umgehend|gleich)',
    '(wird|werden) sich (jemand|ein \\p{L}{3,20}|unser team|wir) … (melden|kummern)',
    '(ich|wir) (habe|haben) … (weitergeleitet|storniert|geandert|erstattet|veranlasst|eskaliert|informiert|geloscht|beauftragt)',
  ),
  phrases(
    '(je|nous|on|notre equipe|un (conseiller|collegue|technicien)) …1 (vais|allons|va) … (contacter|rappeler|verifier|regarder|transmettre|traiter|envoyer|annuler|modifier|supprimer|rembourser|occuper|informer|revenir|resoudre)',
    '(je|nous|un \\p{L}{3,20}) (vous )?(contactera|contacterons|rappellera|rappellerons|recontacterons|recontacterai|verifierai|verifierons|transmettrai|enverrons|enverrai|rembourserons|traiterons|informerons|tiendrons|tiendrai|reviendrons|reviendrai)',
    "(j'ai|nous avons) (deja |bien )?(transmis|annule|modifie|rembourse|escalade|supprime|signale|prevenu)",
  ),
  phrases(
    '(voy|vamos|va) a (llamar|contactar|revisar|comprobar|enviar|cancelar|cambiar|eliminar|reembolsar|devolver|informar|resolver|tramitar|escalar|pasar)\\p{L}{0,4}',
    '(le|les|te|os|lo) (llamaremos|contactaremos|avisaremos|informaremos|enviaremos|responderemos|reembolsaremos|llamare|contactare|avisare|enviare)',
    '(nos pondremos|me pondre|se pondra) …2 en contacto',
    '(he|hemos) (ya )?(cancelado|cambiado|enviado|reembolsado|escalado|avisado|transmitido|eliminado)',
  ),
  phrases(
    '(vi|la|le|ti|lo) (contatteremo|contattero|richiameremo|richiamero|informeremo|invieremo|inviero|rimborseremo|aggiorneremo|faremo sapere|ricontatteremo)',
    '(provvederemo|provvedero|controlleremo|controllero|verificheremo|verifichero|ci occuperemo|mi occupero|inoltrero|inoltreremo)',
    '(ho|abbiamo) (gia )?(annullato|modificato|inoltrato|rimborsato|segnalato|eliminato|avvisato)',
  ),
  phrases(
    '(vou|vamos|vai|ira|iremos) (ligar|contactar|contatar|verificar|enviar|cancelar|alterar|reembolsar|informar|resolver|encaminhar|tratar|entrar em contacto|entrar em contato)\\p{L}{0,3}',
    '(entraremos|entrarei|entrara) em conta(c)?to',
    '(contactaremos|verificaremos|enviaremos|ligaremos|informaremos|reembolsaremos|trataremos)(-lhe|-o|-a|-vos)?',
    '(ja )?(cancelei|alterei|encaminhei|reembolsei|cancelamos|encaminhamos|reembolsamos|escalamos)',
  ),
  phrases(
    '(ik|wij|we|ons team|een (medewerker|collega|monteur)) (zal|zullen|ga|gaan|gaat) … (bellen|terugbellen|contacteren|controleren|nakijken|uitzoeken|doorsturen|sturen|annuleren|wijzigen|verwijderen|terugbetalen|informeren|oplossen|regelen|opnemen|melden)',
    '(ik|wij|we) (neem|nemen) … contact … op',
    '(ik|wij|we) (heb|hebben) … (doorgestuurd|geannuleerd|gewijzigd|terugbetaald|doorgezet|verwijderd|geinformeerd)',
  ),
];
