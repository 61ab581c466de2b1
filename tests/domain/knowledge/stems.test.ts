// Inflections folded together, language by language.
import { describe, expect, test } from 'bun:test';
import { stemmerOf } from '../../../src/domain/knowledge/stems.ts';

const english = (word: string) => `en:${word}`;

describe('stems', () => {
  test('fold the inflections of a language', () => {
    const pairs = [
      ['de', 'rechnungen', 'rechnung'],
      ['fr-CA', 'factures', 'facture'],
      ['es', 'cancelación', 'cancelaciones'],
      ['it', 'spedizione', 'spedizioni'],
      ['pt-BR', 'pedidos', 'pedido'],
      ['nl', 'bestellingen', 'bestelling'],
    ] as const;
    for (const [language, one, other] of pairs) {
      const stem = stemmerOf(language, english);
      expect([language, stem(one)]).toEqual([language, stem(other)]);
    }
  });

  test('leave English to its stemmer, short words and other languages alone', () => {
    expect(stemmerOf('en-GB', english)('labels')).toBe('en:labels');
    expect(stemmerOf('de', english)('see')).toBe('see');
    expect(stemmerOf('ja', english)('ラベル')).toBe('ラベル');
    expect(stemmerOf('', english)('labels')).toBe('labels');
  });
});
