// The words of the inbox.
import { vocabulary } from '../staff/language.ts';
import { german } from './words-de.ts';
import { english, type InboxWords } from './words-en.ts';

export const inboxWords = vocabulary<InboxWords>({ en: english, de: german });
