// The signature of a mail as a hint: what is taken for one, and what of it counts.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { mostTraits, noticed, signatureTraits } from '../../../src/domain/customer/hints.ts';
import { signatureIn } from '../../../src/domain/mail/signature.ts';
import { processorTime } from '../../processor-time.ts';

describe('the signature of a mail', () => {
  test('stands below a line or a farewell, and above the quotes', () => {
    const block = 'Ada Marsh\nBrass Workshop\n+49 1512 3456789';
    expect(signatureIn(`Hello,\nit is broken.\n\n-- \n${block}`)).toBe(block);
    expect(
      signatureIn(`Hello,\nit is broken.\n\nBest regards,\n${block}\n\n> On Monday you wrote\n> -- \n> Desk`),
    ).toBe(block);
    expect(signatureIn(`Hallo,\nes geht nicht.\n\nMit freundlichen Grüßen\n${block}`)).toBe(block);
  });

  test('is none where nothing says so, or too much stands below', () => {
    expect(signatureIn('Hello,\nit is broken.\nAda')).toBeUndefined();
    expect(signatureIn('-- \nAda')).toBeUndefined();
    expect(signatureIn(`Hello\n-- \n${'line\n'.repeat(11)}`)).toBeUndefined();
    expect(signatureIn('')).toBeUndefined();
  });

  test('is the same however numbers are spaced and words are written', () => {
    const a = signatureTraits('Ada Märsh\nBrass Workshop GmbH\nTel. +49 1512 345 67 89\nSent from my iPhone');
    expect(a).toEqual(signatureTraits('Märsh, Ada\nBRASS WORKSHOP GMBH\n(01512) 3456789\nBest regards'));
    expect(a).toHaveLength(3);
  });

  test('takes bounded time and room, whatever the mail', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => {
        expect(signatureTraits(signatureIn(`a\n-- \n${text}`) ?? '').length).toBeLessThanOrEqual(10);
      }),
    );
    const spent = processorTime();
    signatureIn('best '.repeat(200_000));
    signatureIn(`x\n${'-'.repeat(500_000)}`);
    expect(spent()).toBeLessThan(2_000);
    const known = Array.from({ length: mostTraits - 1 }, (_, n) => `signature line ${n}`);
    const [event] = noticed([{ kind: 'signature', traits: ['one more', 'two more'] }], {
      customerId: 'c',
      traits: known,
    });
    expect(event).toMatchObject({ type: 'HintNoticed', data: { traits: ['one more'] } });
  });
});
