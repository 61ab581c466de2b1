// Questions in other languages: what every text of a language has is not what a question is about.
import { expect, test } from 'bun:test';
import { queryWords } from '../../../src/domain/knowledge/words.ts';

test('little words of the language that a question is in are left out', () => {
  const questions = {
    'Guten Tag, wie kann ich unsere Rechnungen als PDF herunterladen?': [
      'rechnungen',
      'pdf',
      'herunterladen',
    ],
    'Bonjour, comment puis-je changer mon mot de passe ?': ['changer', 'mot', 'passe'],
    'Hola, ¿cómo puedo anular un pedido que no está preparado?': ['anular', 'pedido', 'preparado'],
    'Olá, como posso adicionar um colega à equipa?': ['adicionar', 'colega', 'equipa'],
    'Hoe kan ik een barcodescanner koppelen?': ['barcodescanner', 'koppelen'],
    'Buongiorno, come posso stampare una etichetta per il mio ordine?': ['stampare', 'etichetta', 'ordine'],
  };
  for (const [question, words] of Object.entries(questions)) expect(queryWords(question)).toEqual(words);
});

test('where the language is not certain nothing is left out but what is English', () => {
  expect(queryWords('die label')).toEqual(['die', 'label']);
});
