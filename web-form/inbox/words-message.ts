// One message: who wrote it, its files, and how far a reply has come.
import { type DeliveryStates, deliveryStates } from '../staff/ticket-words.ts';

export const messageEnglish = {
  message: {
    empty: 'No text',
    more: 'Show more',
    left: (units: number) =>
      `${units < 1000 ? units : `${Math.round(units / 1000)} thousand`} characters more`,
    hidden: (what: string) => `A character that cannot be seen: ${what}`,
    leadsTo: 'leads to',
    disguise: {
      user: 'not a link: really leads to',
      'look-alike': 'not a link: letters that look like others,',
      number: 'not a link: leads to a number,',
      hidden: 'not a link: has hidden characters, leads to',
    },
    by: {
      customer: (name: string) => `Message of ${name}`,
      agent: (name: string) => `Answer of the ${name}`,
      staff: (name: string) => `Answer of ${name}`,
      note: (name: string) => `Internal note of ${name}`,
      notice: (name: string) => `Notice of the ${name}`,
    },
    sources: 'From',
  },
  note: { tag: 'Internal, never sent' },
  file: {
    list: 'Files',
    unnamed: 'unnamed file',
    missing: 'not kept',
    odd: 'Name hid characters',
    original: 'The mail as it came',
  },
  delivery: {
    state: deliveryStates.en as DeliveryStates,
    notArrived: 'This did not arrive.',
    retry: 'Try once more',
    retried: 'On its way again.',
    reroute: 'Send elsewhere…',
    rerouted: 'On its way to the other address.',
    rerouteTitle: 'Send it elsewhere',
    rerouteHint: 'The same text goes to one of the customer’s other proven addresses:',
    noOffers: 'No other address of this customer is proven.',
  },
};

export const messageGerman: typeof messageEnglish = {
  message: {
    empty: 'Kein Text',
    more: 'Mehr zeigen',
    left: (units) => `noch ${units < 1000 ? units : `${Math.round(units / 1000)} Tausend`} Zeichen`,
    hidden: (what) => `Ein unsichtbares Zeichen: ${what}`,
    leadsTo: 'führt zu',
    disguise: {
      user: 'kein Link: führt in Wahrheit zu',
      'look-alike': 'kein Link: Buchstaben, die anderen gleichen,',
      number: 'kein Link: führt zu einer Nummer,',
      hidden: 'kein Link: enthält unsichtbare Zeichen, führt zu',
    },
    by: {
      customer: (name) => `Nachricht von ${name}`,
      agent: (name) => `Antwort: ${name}`,
      staff: (name) => `Antwort von ${name}`,
      note: (name) => `Interne Notiz von ${name}`,
      notice: (name) => `Hinweis: ${name}`,
    },
    sources: 'Aus',
  },
  note: { tag: 'Intern, wird nie gesendet' },
  file: {
    list: 'Dateien',
    unnamed: 'Datei ohne Namen',
    missing: 'nicht aufbewahrt',
    odd: 'Im Namen waren Zeichen verborgen',
    original: 'Die Original-Mail',
  },
  delivery: {
    state: deliveryStates.de as DeliveryStates,
    notArrived: 'Das ist nicht angekommen.',
    retry: 'Noch einmal versuchen',
    retried: 'Wieder unterwegs.',
    reroute: 'Woandershin senden…',
    rerouted: 'Unterwegs zur anderen Adresse.',
    rerouteTitle: 'Woandershin senden',
    rerouteHint: 'Derselbe Text geht an eine andere nachgewiesene Adresse des Kunden:',
    noOffers: 'Keine andere Adresse dieses Kunden ist nachgewiesen.',
  },
};
