// What is said when too many verifications and exports run already.
import type { Vocabulary } from '../staff/language.ts';

export const busyWords: Vocabulary<{ readonly title: string; readonly text: string }> = {
  en: {
    title: 'Too much of this is running already',
    text: 'Of one person two verifications or exports run at once, of all people four. Wait until one has ended, or stop one, and try again.',
  },
  de: {
    title: 'Davon läuft schon zu viel',
    text: 'Von einer Person laufen zwei Verifikationen oder Exporte zugleich, von allen zusammen vier. Warten Sie, bis eine fertig ist, oder brechen Sie eine ab, und versuchen Sie es noch einmal.',
  },
};
