import { expect, test } from 'bun:test';
import { manualClock } from '../../src/adapters/memory/clock.ts';
import { standstill } from '../../src/main/gauges.ts';

test('a follower stands still only while it is behind and does not move, however little it is behind', async () => {
  const clock = manualClock(0);
  const stalled = standstill(clock);
  const looks: readonly [position: bigint, head: bigint, seconds: number][] = [
    [5n, 5n, 0], // nothing to do
    [5n, 6n, 5],
    [5n, 6n, 10],
    [6n, 9n, 0], // it moves
    [6n, 9n, 5],
    [9n, 9n, 0],
    [9n, 9n, 0],
  ];
  for (const [position, head, seconds] of looks) {
    expect(stalled('bus', position, head)).toBe(seconds);
    expect(stalled('outcomes', head, head)).toBe(0);
    await clock.advance(5_000);
  }
});
