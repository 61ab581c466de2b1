// Whether articles say already what staff answered: then no article is to be written of it.
import { describe, expect, test } from 'bun:test';
import { isAlreadySaid } from '../../../src/domain/knowledge/already-said.ts';

const labels = `Two labels on one sheet

Open Settings > Printing and choose A4 as the label size. Then choose two labels per sheet and print a test page.
Thermal printers have no such choice: they print one label at a time.`;
const returns =
  'Returns\n\nA parcel can be returned within 30 days. Print the return label from the order page.';

describe('what an article says', () => {
  test('in the same words, with a line around it, is said already', () => {
    const answer =
      'This is from our article:\n\nOpen Settings > Printing and choose A4 as the label size. Then choose two labels per sheet and print a test page.\n\nHope that helps!';
    expect(isAlreadySaid(answer, [returns, labels])).toBe(true);
  });

  test('in a few other words is said already', () => {
    expect(
      isAlreadySaid(
        'Please open the printing settings, choose A4 for the label size and two labels per sheet.',
        [labels],
      ),
    ).toBe(true);
  });

  test('spread over two articles is said already', () => {
    expect(
      isAlreadySaid(
        'Choose A4 as the label size in Settings > Printing. You can print the return label from the order page.',
        [labels, returns],
      ),
    ).toBe(true);
  });

  test('in German is said already as well', () => {
    const article =
      'Etiketten\n\nWählen Sie unter Einstellungen die Größe A4. Danach passen zwei Etiketten auf ein Blatt.';
    expect(isAlreadySaid('Wählen Sie bitte die Größe A4 unter Einstellungen.', [article])).toBe(true);
    expect(isAlreadySaid('Bestellen Sie neue Rollen im Geschäft in Ihrer Nähe.', [article])).toBe(false);
  });
});

describe('is not said already', () => {
  const cases: readonly (readonly [why: string, answer: string])[] = [
    ['what no article has', 'Hold the feed button for five seconds until the green light blinks.'],
    [
      'what an article has a part of only',
      'Choose A4 as the label size. If the sheet jams, clean the rollers with alcohol and load ten sheets at most.',
    ],
    ['another number', 'A parcel can be returned within 90 days.'],
    ['the opposite', 'Never choose A4 as the label size, and do not choose two labels per sheet.'],
  ];
  for (const [why, answer] of cases)
    test(why, () => {
      expect(isAlreadySaid(answer, [labels, returns])).toBe(false);
    });

  test('anything, where there are no articles, and nothing, where nothing is said', () => {
    expect(isAlreadySaid('Choose A4 as the label size.', [])).toBe(false);
    expect(isAlreadySaid('Thanks, will do.', [labels])).toBe(true);
  });
});
