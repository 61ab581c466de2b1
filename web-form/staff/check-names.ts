// What the checks of a reply are called, whether it passed them or not.
import { vocabulary } from './language.ts';
import { type Check, checksGerman } from './recorded-agent.ts';

const english: Readonly<Record<Check, string>> = {
  'low-confidence': 'Certainty',
  empty: 'Content',
  'too-long': 'Length',
  markup: 'Markup',
  deception: 'Deception',
  'internal-text': 'Internal text',
  language: 'Language',
  'citations-missing': 'Sources named',
  'citation-unknown': 'Sources found',
  promise: 'Promises',
  commitment: 'Commitments',
  'unsupported-fact': 'Facts supported',
  unsupported: 'Sentences supported',
};

/** By their codes; one without a name goes by its code. */
export const checkNames = vocabulary<Readonly<Record<string, string>>>({ en: english, de: checksGerman });
