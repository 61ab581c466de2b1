// What changed between two texts.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { differences, type Piece, type Row } from '../../../src/domain/knowledge/differences.ts';

const said = (pieces: readonly Piece[]) => pieces.map(({ text }) => text).join('');
const linesOf = (rows: readonly Row[], side: 'before' | 'after') =>
  rows.flatMap((row) => {
    if (row.kind === 'same') return [row.text];
    return side in row ? [said((row as Record<typeof side, readonly Piece[]>)[side])] : [];
  });

describe('differences', () => {
  test('are named by the word within a line that changed', () => {
    expect(differences('Turn the roll.\nPrint.', 'Turn the paper roll.\nPrint.\nDone.')).toEqual([
      {
        kind: 'changed',
        before: [{ text: 'Turn the roll.', changed: false }],
        after: [
          { text: 'Turn the ', changed: false },
          { text: 'paper ', changed: true },
          { text: 'roll.', changed: false },
        ],
      },
      { kind: 'same', text: 'Print.' },
      { kind: 'added', after: [{ text: 'Done.', changed: true }] },
    ]);
  });

  test('of a text and itself are none', () => {
    expect(differences('a\n\nb', 'a\n\nb').every(({ kind }) => kind === 'same')).toBe(true);
  });

  test('leave what neither text loses: each side reads as its text', () => {
    const text = fc.array(fc.constantFrom('a', 'b b', 'c d e', ''), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const rows = differences(before.join('\n'), after.join('\n'));
        expect(linesOf(rows, 'before').join('\n')).toBe(before.join('\n'));
        expect(linesOf(rows, 'after').join('\n')).toBe(after.join('\n'));
      }),
    );
  });

  test('of texts of thousands of lines come at once', () => {
    const many = (word: string) => Array.from({ length: 4_000 }, (_, n) => `${word} ${n}`).join('\n');
    expect(differences(many('a'), many('b'))).toHaveLength(4_000);
  });

  test('of many long lines look into as many as come at once, and leave out none', () => {
    const line = (first: string, n: number) => `${first}${n} ${'a b '.repeat(400)}${first}`;
    const many = (first: string) => Array.from({ length: 100 }, (_, n) => line(first, n)).join('\n');
    const rows = differences(many('x'), many('y'));
    const isLookedInto = ({ kind, ...row }: Row) =>
      kind === 'changed' && 'before' in row && row.before.some(({ changed }) => !changed);
    expect(rows).toHaveLength(100);
    expect(isLookedInto(rows[0] as Row)).toBe(true);
    expect(rows.filter(isLookedInto).length).toBeLessThan(5);
    expect(linesOf(rows, 'after').join('\n')).toBe(many('y'));
  });
});
