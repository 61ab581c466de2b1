// What the checks of a reply are called, whether it passed them or not.
import type { GuardrailRule } from '../../src/domain/agent/guardrails.ts';
import { vocabulary } from './language.ts';
import { checksGerman } from './recorded-agent.ts';

const english: Readonly<Record<GuardrailRule, string>> = {
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

/** By their codes; one without a name goes by its code. Whether enough was found is asked before the reply is looked at. */
export const checkNames = vocabulary<Readonly<Record<string, string>>>({
  en: { 'low-confidence': 'Certainty', ...english },
  de: { 'low-confidence': 'Gewissheit', ...checksGerman },
});
