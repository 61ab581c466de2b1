// The constructions of wishes, claims, threats and anger, on the material they were made with and where they must stay silent.
import { describe, expect, test } from 'bun:test';
import { constructions } from '../../../src/domain/agent/constructions/all.ts';
import { languages } from '../../../src/domain/agent/languages/phrases.ts';
import { screen } from '../../../src/domain/agent/policy.ts';
import { figuresOf, labelledMessages } from './escalation-set.ts';

const verdict = (text: string) => {
  const outcome = screen([{ text }]);
  return 'escalate' in outcome ? outcome.escalate : 'proceed';
};

test('every reason has constructions in every language', () => {
  const lacking = Object.entries(constructions).flatMap(([reason, each]) =>
    languages.filter((language) => each[language].length === 0).map((language) => `${reason} ${language}`),
  );
  expect(lacking).toEqual([]);
});

test('the material they were made with is told apart, each reason by its name', () => {
  const messages = labelledMessages('escalation-constructions.jsonl');
  const { hits, misses, falseAlarms, rightReasons } = figuresOf(messages);
  expect(misses).toBe(0);
  expect(falseAlarms).toBeLessThanOrEqual(4);
  expect(rightReasons).toBeGreaterThanOrEqual(hits - 1);
}, 30_000);

describe('a wish for a person is one however it is put', () => {
  for (const text of [
    'Would somebody breathing read this?',
    'hand me to your suprevisor',
    'I would sooner speak than type',
    'No automated replies any more, please.',
    'Mitarbeiter, bitte!!',
    'Conseiller !!!',
    'Pasadme con una persona de carne y hueso',
    'Passatemi un responsabile',
    'Robô não, quero gente',
    'Geen chatbot meer, een mens graag',
  ])
    test(JSON.stringify(text), () => expect(verdict(text)).toBe('human-requested'));
});

describe('a person or a machine of the customer is no wish', () => {
  for (const text of [
    'How do I forward calls to my supervisor?',
    'Can two people edit the chatbot script?',
    'The computer does not find the printer.',
    'I spoke to a colleague of yours and all is well, where is the archive?',
    'Wie viele Mitarbeiter kann ich anlegen?',
    'Combien de personnes voient ce tableau ?',
  ])
    test(JSON.stringify(text), () => expect(verdict(text)).toBe('proceed'));
});
