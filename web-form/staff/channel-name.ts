// What the staff's pages call the channels.
import { language, vocabulary } from './language.ts';

const names = vocabulary<Readonly<Record<string, string>>>({
  en: { webform: 'Web form', email: 'E-mail', whatsapp: 'WhatsApp' },
  de: { webform: 'Formular', email: 'E-Mail', whatsapp: 'WhatsApp' },
});

/** In the reader's language; a channel without a name goes by its own. */
export function channelName(channel: string): string {
  return names[language()][channel] ?? channel;
}

/** All that there are, with their names. */
export function channelNames(): readonly (readonly [channel: string, name: string])[] {
  return Object.entries(names[language()]);
}
