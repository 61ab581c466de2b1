// Addresses that pass for others: flagged, and never taken for them.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { decide } from '../../../src/domain/customer/decide.ts';
import { normaliseEmail } from '../../../src/domain/customer/identifier.ts';
import { hasLookAlikes, lookOf } from '../../../src/domain/customer/look-alikes.ts';
import { weigh } from '../../../src/domain/customer/weigh.ts';

describe('look-alike characters', () => {
  test('are flagged where a word mixes scripts, imitates Latin letters, or is in another form', () => {
    for (const address of [
      'supp\u043ert@shop.example', // a Cyrillic o
      'ada@\u0440\u0430\u0443\u0440\u0430l.example',
      '\u0430\u0440\u0440\u04cf\u0435@shop.example', // nothing but Cyrillic that looks like apple
      'ada@\u03bf\u03c1\u03b1.example',
      'ad\u0251@shop.example', // a Latin alpha
      'a\uff44a@shop.example', // a wide d
    ])
      expect([address, hasLookAlikes(address)]).toEqual([address, true]);
  });

  test('are not seen in what people really write', () => {
    for (const address of [
      'ada.marsh+shop@example.org',
      'andré@müller.example',
      'ольга@пример.example',
      'γιώργος@example.org',
      '山田taro@例え.example',
      '김하나@example.kr',
      "o'neil@example.co.uk",
    ])
      expect([address, hasLookAlikes(address)]).toEqual([address, false]);
  });

  test('give the same look, and stay different addresses', () => {
    const [real, fake] = ['apple@shop.example', '\u0430\u0440\u0440\u04cf\u0435@shop.example'];
    expect(lookOf(fake)).toBe(real);
    expect(normaliseEmail(fake)?.value).not.toBe(normaliseEmail(real)?.value);
    fc.assert(fc.property(fc.emailAddress(), (address) => !hasLookAlikes(address)));
  });

  test('are told where they are linked, and speak against one person', () => {
    const seenAs = (value: string) => ({
      command: 'Recognise' as const,
      customerId: 'c1',
      messageId: 'm1',
      seen: [{ identifier: { kind: 'email' as const, value }, evidence: 'claimed' as const }],
    });
    const linked = decide(seenAs('supp\u043ert@shop.example'), undefined);
    expect(JSON.stringify(linked)).toContain('first message of this customer; has look-alike characters');
    expect(JSON.stringify(decide(seenAs('support@shop.example'), undefined))).not.toContain('look-alike');
    const somebody = (customerId: string, value: string) => ({
      customerId,
      identifiers: [{ kind: 'email' as const, value, evidence: 'claimed' as const, founding: true }],
      conflicts: [],
      silent: [],
    });
    const both = weigh(somebody('c1', 'supp\u043ert@shop.example'), somebody('c2', 'support@shop.example'));
    expect(both.speaksAgainst.map(({ sentence }) => sentence)).toContain(
      'their addresses look the same and are not: one may pass for the other',
    );
  });
});
