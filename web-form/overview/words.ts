// The words of the overview.
import { vocabulary } from '../staff/language.ts';
import { german } from './words-de.ts';
import { english, type OverviewWords } from './words-en.ts';

export const overviewWords = vocabulary<OverviewWords>({ en: english, de: german });
