import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { differences } from '../../../src/application/audit/differences.ts';

describe('the differences between two states', () => {
  test('name each field that changed, that came and that went', () => {
    const before = { status: 'open', rating: 3, escalation: { reason: 'anger', at: 1 } };
    const after = { status: 'pending', escalation: { reason: 'legal', at: 1 }, assignedTo: 'kim' };
    expect(differences(before, after)).toEqual([
      { place: ['status'], before: 'open', after: 'pending' },
      { place: ['escalation', 'reason'], before: 'anger', after: 'legal' },
      { place: ['assignedTo'], after: 'kim' },
      { place: ['rating'], before: 3 },
    ]);
  });

  test('compare items by their id, wherever they stand', () => {
    const [a, b] = [
      { messageId: 'a', outcome: 'unanswered' },
      { messageId: 'b', outcome: 'unanswered' },
    ];
    expect(differences({ messages: [a] }, { messages: [b, { ...a, outcome: 'answered' }] })).toEqual([
      { place: ['messages', 'b'], after: b },
      { place: ['messages', 'a', 'outcome'], before: 'unanswered', after: 'answered' },
    ]);
    expect(differences({ parts: [1, 2] }, { parts: [1] })).toEqual([{ place: ['parts', '1'], before: 2 }]);
  });

  test('tell of a ticket that was not there yet', () => {
    expect(differences(undefined, { status: 'open' })).toEqual([{ place: [], after: { status: 'open' } }]);
    expect(differences(undefined, undefined)).toEqual([]);
    expect(differences({ a: [] }, { a: {} })).toEqual([{ place: ['a'], before: [], after: {} }]);
  });

  test('are none between a value and itself, and some between two that are not the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        expect(differences(one, structuredClone(one))).toEqual([]);
        const isSame = JSON.stringify(one) === JSON.stringify(other);
        const found = differences(one, other);
        if (isSame) expect(found).toEqual([]);
      }),
    );
  });
});
