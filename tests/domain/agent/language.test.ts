// Which language a text is in.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { languageNames, languageOf, likelyLanguageOf } from '../../../src/domain/agent/language.ts';
import { processorTime } from '../../processor-time.ts';

describe('the language of a text', () => {
  for (const [language, text] of [
    ['en', 'How can I change the address on my invoice, and when does it apply?'],
    ['de', 'Wie kann ich die Adresse auf der Rechnung ändern, und wann gilt das?'],
    ['fr', 'Comment changer l’adresse sur la facture, et quand est-ce que les données sont à jour ?'],
    ['es', '¿Cómo cambio la dirección de la factura y cuándo se aplica en el sistema por favor?'],
    ['it', 'Come posso cambiare il nome che si legge sulla fattura, e dove lo vedo per il cliente?'],
    ['pt', 'Como posso mudar o nome que está na fatura, e onde vejo isso para o meu cliente? Não encontro.'],
    ['nl', 'Hoe kan ik het adres op de factuur wijzigen, en waar zie ik dat het is gelukt?'],
  ] as const)
    test(languageNames[language], () => expect(languageOf(text)).toBe(language));
  test('is unknown where the text is too short, without words, or in another language', () => {
    for (const text of [
      '',
      'ok',
      '4711',
      '👍',
      'Jak zmienić adres na fakturze?',
      '如何更改账单地址',
      'LD-AAAA-BBBB',
    ])
      expect(languageOf(text)).toBeUndefined();
  });
  test('of a short question is good enough to say that a person takes over', () => {
    for (const [language, text] of [
      ['en', 'Where is my parcel?'],
      ['de', 'Wo bleibt mein Paket?'],
      ['fr', 'Comment réinitialiser mon mot de passe ?'],
      ['es', '¿Cómo restablezco mi contraseña?'],
      ['it', 'Dove si trova il mio pacco?'],
      ['pt', 'Como redefino minha senha?'],
      ['nl', 'Waar is mijn pakket?'],
    ] as const)
      expect([text, likelyLanguageOf(text)]).toEqual([text, language]);
    for (const text of [
      '',
      'LD-AAAA-BBBB',
      'Gdzie jest moja paczka?',
      'Hvor er min pakke?',
      'Missä pakettini on?',
    ])
      expect([text, likelyLanguageOf(text)]).toEqual([text, undefined]);
  });
  test('of letters with marks over each of them is unknown, not Portuguese', () => {
    const marked = 'password reset'.replace(/./g, '$&\u0337\u0336');
    expect([languageOf(marked), likelyLanguageOf(marked)]).toEqual([undefined, undefined]);
  });
  test('never throws, and takes a megabyte in time', () => {
    const spent = processorTime();
    for (const piece of ['the ', 'a', "'", '\u0301', 'die der '])
      languageOf(piece.repeat(1_000_000 / piece.length));
    expect(spent()).toBeLessThan(2_000);
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => (languageOf(text) ?? 'en').length === 2));
  });
});
