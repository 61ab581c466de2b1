// What verification found, and why a file is no article, in German.
import type { Recorded } from './recorded.ts';

const findings: readonly Recorded[] = [
  [/^position (\d+) is missing; (\d+) follows$/, 'Position $1 fehlt; $2 folgt'],
  [/^event (\S+) is not in the log$/, 'Ereignis $1 ist nicht im Protokoll'],
  [
    /^the entry names event (\S+) but the row is (\S+)$/,
    'der Eintrag nennt Ereignis $1, die Zeile aber ist $2',
  ],
  [
    /^the hash does not follow from the entry before and event (\S+)$/,
    'der Hash folgt nicht aus dem Eintrag davor und Ereignis $1',
  ],
  [/^version (\d+) of (\S+) comes after (\d+)$/, 'Version $1 von $2 kommt nach $3'],
  [/^(\S+) goes from version (\d+) to (\d+)$/, '$1 springt von Version $2 zu $3'],
  [/^position (\d+) was signed with another hash$/, 'Position $1 wurde mit einem anderen Hash signiert'],
  [
    /^the ledger ends at (\d+); a checkpoint was signed at (\d+)$/,
    'das Hauptbuch endet bei $1; ein Prüfpunkt wurde bei $2 signiert',
  ],
  [
    /^event (\S+) is in the log but was never given a position$/,
    'Ereignis $1 ist im Protokoll, bekam aber nie eine Position',
  ],
  [
    /^key (\S+) is gone, and whose it was has not been erased: event (\S+) and what else it seals cannot be read$/,
    'Schlüssel $1 fehlt, und wem er gehörte, wurde nicht gelöscht: Ereignis $2 und was er sonst versiegelt, ist nicht zu lesen',
  ],
  [
    /^event (\S+) says that it was stored at (\S+), and the one ahead of it at (\S+)$/,
    'Ereignis $1 wurde nach eigener Angabe um $2 gespeichert, das davor um $3',
  ],
  [
    /^the entry of event (\S+) lies before the beginning of the ledger$/,
    'der Eintrag von Ereignis $1 liegt vor dem Anfang des Hauptbuchs',
  ],
  [/^stream (\S+) misses a version$/, 'dem Strom $1 fehlt eine Version'],
  [
    /^the checkpoint at (\d+) \(key (\S+)\) is not signed by our key$/,
    'der Prüfpunkt bei $1 (Schlüssel $2) ist nicht mit unserem Schlüssel signiert',
  ],
  [
    /^(\d+) more checkpoints are not signed by our key$/,
    '$1 weitere Prüfpunkte sind nicht mit unserem Schlüssel signiert',
  ],
];

/** Before it stands the name of what follows the log. */
const standing: readonly Recorded[] = [
  [/^([a-z][\w-]*): (a newer program wrote .*)$/s, (follower = '', why = '') => `${follower}: ${why}`],
  [
    /^a newer program wrote (\S+) \(schema version (\d+)\), which this one does not know$/,
    'ein neueres Programm schrieb $1 (Schemaversion $2), das dieses nicht kennt',
  ],
];

const files: readonly Recorded[] = [
  [/^line (\d+): (.*)$/s, (line = '', what = '') => `Zeile ${line}: ${what}`],
  [/^cannot be read: (.*)$/s, 'lässt sich nicht lesen: $1'],
  [/^the file is larger than (\d+) MB$/, 'die Datei ist größer als $1 MB'],
  [/^the file is not valid UTF-8: (.*)$/s, (where = '') => `die Datei ist kein gültiges UTF-8: ${where}`],
  [/^see line (\d+)$/, 'siehe Zeile $1'],
  [/^the body has no text$/, 'der Artikel hat keinen Text'],
  [/^elements are nested too deep$/, 'Elemente sind zu tief geschachtelt'],
  [/^elements are nested more than (\d+) deep$/, 'Elemente sind mehr als $1 Ebenen tief geschachtelt'],
  [
    /^the front matter is missing: title and category between two lines of ---$/,
    'die Kopfdaten fehlen: title und category zwischen zwei Zeilen mit ---',
  ],
  [/^the front matter is not valid YAML: (.*)$/s, 'die Kopfdaten sind kein gültiges YAML: $1'],
  [
    /^the front matter must be a list of "field: value" lines$/,
    'die Kopfdaten müssen Zeilen der Form „Feld: Wert“ sein',
  ],
  [/^(\w+) must be a text$/, '$1 muss ein Text sein'],
  [/^(\w+) must be a list of texts$/, '$1 muss eine Liste von Texten sein'],
  [/^(\w+) is missing$/, '$1 fehlt'],
  [/^(\w+) is missing; it is one of (.*)$/s, '$1 fehlt; möglich sind $2'],
  [/^(\w+) is longer than (\d+) characters$/, '$1 ist länger als $2 Zeichen'],
  [
    /^language "(.*)" is not a language tag such as en or de-CH$/s,
    'language: „$1“ ist kein Kürzel wie en oder de-CH',
  ],
  [
    /^slug "(.*)" may have lower-case letters, digits and single hyphens only$/s,
    'slug: „$1“ darf nur Kleinbuchstaben, Ziffern und einzelne Bindestriche haben',
  ],
  [/^(\w+) "(.*)" is not one of (.*)$/s, '$1: „$2“ gibt es nicht; möglich sind $3'],
  [/^the slug "(\S+)" is already used by (.*)$/s, 'den slug „$1“ hat schon $2'],
];

export const systemRecorded: readonly Recorded[] = [...findings, ...standing, ...files];
