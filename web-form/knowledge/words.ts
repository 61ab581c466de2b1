// The words of the knowledge desk.
import { vocabulary } from '../staff/language.ts';
import { german } from './words-de.ts';
import { english, type KnowledgeWords } from './words-en.ts';

export const knowledgeWords = vocabulary<KnowledgeWords>({ en: english, de: german });
