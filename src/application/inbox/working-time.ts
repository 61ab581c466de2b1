// Time that counts for promises to customers: minutes while the team is at work.

export interface WorkingTime {
  /** When so many working minutes have passed since a moment; both ms since the epoch. */
  after(at: number, minutes: number): number;
  /** Since when somebody waits who has waited so many working minutes by now. */
  before(at: number, minutes: number): number;
}

const MINUTE = 60_000;
const STEP = 15 * MINUTE;
const DAY = 24 * 60 * MINUTE;
/** Hours that never come are not looked for beyond this many days. */
const farthest = 40;
const daysRemembered = 200;

/** @param isOffHours of a moment, ms since the epoch; absent: the team is always at work */
export function workingTime(isOffHours?: (at: number) => boolean): WorkingTime {
  if (!isOffHours)
    return { after: (at, minutes) => at + minutes * MINUTE, before: (at, m) => at - m * MINUTE };
  const known = new Map<number, readonly Span[]>();
  const spansOf = (day: number): readonly Span[] => {
    const found = known.get(day) ?? openSpans(isOffHours, day * DAY);
    if (known.size >= daysRemembered) known.clear();
    known.set(day, found);
    return found;
  };
  return {
    after(at, minutes) {
      let left = minutes * MINUTE;
      const first = Math.floor(at / DAY);
      for (let day = first; day < first + farthest; day++) {
        for (const { from, until } of spansOf(day)) {
          const begin = Math.max(from, at);
          if (begin >= until) continue;
          if (until - begin >= left) return begin + left;
          left -= until - begin;
        }
      }
      return at + minutes * MINUTE;
    },
    before(at, minutes) {
      let left = minutes * MINUTE;
      const first = Math.floor(at / DAY);
      for (let day = first; day > first - farthest; day--) {
        for (const { from, until } of [...spansOf(day)].reverse()) {
          const end = Math.min(until, at);
          if (end <= from) continue;
          if (end - from >= left) return end - left;
          left -= end - from;
        }
      }
      return at - minutes * MINUTE;
    },
  };
}

interface Span {
  readonly from: number;
  readonly until: number;
}

/** Of one day by UTC. Looked at every quarter of an hour, and where that differs every minute. */
function openSpans(isOffHours: (at: number) => boolean, start: number): readonly Span[] {
  const spans: Span[] = [];
  let openedAt = isOffHours(start) ? undefined : start;
  for (let at = start + STEP; at <= start + DAY; at += STEP) {
    const isOpen = !isOffHours(at - (at === start + DAY ? MINUTE : 0));
    if (isOpen === (openedAt !== undefined)) continue;
    let change = at - STEP;
    while (change < at && isOffHours(change) === isOpen) change += MINUTE;
    if (openedAt !== undefined) spans.push({ from: openedAt, until: change });
    openedAt = isOpen ? change : undefined;
  }
  return openedAt === undefined ? spans : [...spans, { from: openedAt, until: start + DAY }];
}
