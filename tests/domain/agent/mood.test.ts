// A customer's mood over time.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { type MoodEntry, moodHistory, moodOf } from '../../../src/domain/agent/mood.ts';

const entry = (score: number, at: number): MoodEntry => ({
  ticketId: 't-1',
  messageId: `m-${at}`,
  at,
  score,
});
const mood = (...scores: readonly number[]) => moodOf(scores.map(entry));
const assessed = (messageId: string, score: number, at: number) =>
  ({ type: 'SentimentAssessed', data: { messageId, score }, at }) as const;

describe('the history of a customer', () => {
  test('runs over all tickets, oldest first', () =>
    expect(
      moodHistory([
        { ticketId: 't-1', events: [assessed('a', 0.1, 1), assessed('c', 0.3, 3)] },
        { ticketId: 't-2', events: [assessed('b', 0.2, 2)] },
      ]).map(({ ticketId, score }) => [ticketId, score]),
    ).toStrictEqual([
      ['t-1', 0.1],
      ['t-2', 0.2],
      ['t-1', 0.3],
    ]));
  test('has a message once, as last assessed', () =>
    expect(
      moodHistory([
        { ticketId: 't-1', events: [assessed('a', 0.1, 1)] },
        { ticketId: 't-2', events: [assessed('a', -0.5, 2)] },
      ]),
    ).toStrictEqual([{ ticketId: 't-2', messageId: 'a', score: -0.5, at: 2 }]));
  test('looks at nothing but sentiment', () =>
    expect(
      moodHistory([
        { ticketId: 't-1', events: [{ type: 'TicketAssigned', data: { staffId: 's', by: 's' }, at: 1 }] },
      ]),
    ).toStrictEqual([]));
});

describe('the mood', () => {
  test('of who never wrote is unknown', () => expect(mood()).toBeUndefined());
  test('of one message is that message', () =>
    expect(mood(-0.6)).toStrictEqual({
      messages: 1,
      latest: -0.6,
      worst: -0.6,
      average: -0.6,
      trend: 'steady',
      badInARow: 1,
    }));
  test('follows the latest more than the first', () => {
    expect(mood(-1, 0, 1)?.average).toBeGreaterThan(0);
    expect(mood(1, 0, -1)?.average).toBeLessThan(0);
  });
  test('has a direction', () => {
    expect(mood(-0.5, 0.5)?.trend).toBe('better');
    expect(mood(0.5, -0.5)?.trend).toBe('worse');
    expect(mood(0.1, 0.2)?.trend).toBe('steady');
  });
  test('counts bad messages at the end only', () => {
    expect(mood(-0.9, 0.1, -0.5, -0.6)?.badInARow).toBe(2);
    expect(mood(-0.9, -0.9, 0)?.badInARow).toBe(0);
  });
  test('stays between the scores it is made of', () => {
    const score = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(score, { minLength: 1 }), (scores) => {
        const { average = 2, worst = 2 } = mood(...scores) ?? {};
        expect(average).toBeGreaterThanOrEqual(worst - 0.01);
        expect(average).toBeLessThanOrEqual(Math.max(...scores) + 0.01);
      }),
    );
  });
});
