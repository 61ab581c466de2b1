// A false property in a sentence that is otherwise the article's own words.
import { describe, expect, test } from 'bun:test';
import { unknownPropertyIn } from '../../../src/domain/agent/predicates.ts';
import { processorTime } from '../../processor-time.ts';

const source =
  'If labels come out blank, turn the roll over: the printable side faces up. Then print a test label.';

describe('what something is said to be', () => {
  test.each([
    ['Turn the roll over: the roll is poisonous.', 'is poisonous'],
    ['The printable side of the roll is radioactive.', 'is radioactive'],
    ['The labels were recalled, so print a test label.', 'were recalled'],
    ['Die Rolle ist giftig.', 'ist giftig'],
    ['Le rouleau est toxique.', 'est toxique'],
  ])('is refused where the source has no word of it: %s', (said, found) => {
    expect(unknownPropertyIn(said, source)?.replace(/[ .]+$/, '')).toBe(found);
  });

  test.each([
    'When labels are blank, turn the roll over.',
    'The printable side is the one facing up.',
    'That is easy, and it is enough to print a test label.',
    'The roll is probably the wrong way round.',
    'This is it.',
    'Print a test label.',
  ])('passes where it is in the source, or only judges: %s', (said) => {
    expect(unknownPropertyIn(said, source)).toBeUndefined();
  });

  test('costs a bounded time on hostile text', () => {
    const spent = processorTime();
    unknownPropertyIn('is '.repeat(300_000), source);
    unknownPropertyIn(`is ${'a '.repeat(300_000)}`, source);
    expect(spent()).toBeLessThan(3_000);
  });
});
