// Why a message gets no answer, and why an address is somebody's, in German.
import type { Recorded } from './recorded.ts';

export const peopleRecorded: readonly Recorded[] = [
  [/^the same mail is here already$/, 'dieselbe Mail ist schon da'],
  [/^the customer sent (\S+)$/, 'der Kunde schickte $1'],
  [/^there is no address to answer$/, 'es gibt keine Adresse für eine Antwort'],
  [/^a delivery report$/, 'ein Zustellbericht'],
  [/^the sender is no WhatsApp address$/, 'der Absender ist keine WhatsApp-Adresse'],
  [/^the field that people do not see was filled in$/, 'das Feld, das Menschen nicht sehen, war ausgefüllt'],
  [
    /^nobody has released the first message of this ticket$/,
    'niemand hat die erste Nachricht dieses Tickets freigegeben',
  ],
  [/^it is our own mail come back$/, 'unsere eigene Mail kam zurück'],
  [/^it comes from our own address$/, 'sie kommt von unserer eigenen Adresse'],
  [/^header (\S+)$/, 'Kopfzeile $1'],
  [/^empty Return-Path$/, 'leerer Return-Path'],
  [/^Return-Path of a mail system$/, 'Return-Path eines Mailsystems'],
  [/^a report of a mail system$/, 'der Bericht eines Mailsystems'],
  [/^the sender is a mail system$/, 'der Absender ist ein Mailsystem'],
  [/^an absence note$/, 'eine Abwesenheitsnotiz'],
  [/^(\d+) messages from this address within an hour$/, '$1 Nachrichten von dieser Adresse in einer Stunde'],
  [/^(\d+) messages on this ticket within an hour$/, '$1 Nachrichten zu diesem Ticket in einer Stunde'],
  [
    /^(\d+) messages with the same words within an hour$/,
    '$1 Nachrichten mit denselben Wörtern in einer Stunde',
  ],
  [/^(\d+) messages from this domain within an hour$/, '$1 Nachrichten von dieser Domain in einer Stunde'],
  [/^(.+); has look-alike characters$/s, (because) => `${because}; enthält Zeichen, die anderen gleichen`],
  [/^first message of this customer$/, 'erste Nachricht dieses Kunden'],
  [/^seen together with a proven identifier$/, 'zusammen mit einer nachgewiesenen Adresse gesehen'],
  [/^seen together with a known identifier$/, 'zusammen mit einer bekannten Adresse gesehen'],
  [/^wrote with the code of a ticket of this customer$/, 'schrieb mit dem Code eines Tickets dieses Kunden'],
  [/^staff linked it$/, 'vom Team zugeordnet'],
  [/^staff unlinked it$/, 'vom Team gelöst'],
  [/^the number came with another WhatsApp account$/, 'die Nummer kam mit einem anderen WhatsApp-Konto'],
  [
    /^the number was quiet for weeks and has another name now$/,
    'die Nummer schwieg wochenlang und hat jetzt einen anderen Namen',
  ],
  [/^its customer was merged$/, 'sein Kunde wurde zusammengeführt'],
  [
    /^its customer was merged, or a merge was undone$/,
    'sein Kunde wurde zusammengeführt, oder eine Zusammenführung wurde rückgängig gemacht',
  ],
];
