// The words of the audit room.
import { vocabulary } from '../staff/language.ts';
import { german } from './words-de.ts';
import { type AuditWords, english } from './words-en.ts';

export const auditWords = vocabulary<AuditWords>({ en: english, de: german });
