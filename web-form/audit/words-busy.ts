// What is said when too many verifications and exports run already.
import type { Vocabulary } from '../staff/language.ts';

export const busyWords: Vocabulary<{ readonly title: string; readonly text: string }> = {
  en: {
    title: 'Too much of this is running already',
    text: 'Of one person two verifications or exports run at once, of all people four. Wait until one has ended, or stop one, and try again.',
  },
  de: {
    title: 'Davon läuft schon zu viel',
    text: 'Von einer Person laufen zwei Verifikationen oder Exporte zugleich, von allen zusammen vier. Bitte warten, bis eine fertig ist, oder eine abbrechen, und noch einmal versuchen.',
  },
};
