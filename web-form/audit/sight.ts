// Which of many blocks of different heights are in sight, and how much room the others take.

/** Of a block that was never drawn, px. */
const usualHeight = 130;

/** Drawn beyond the edges of the window, px, so that scrolling shows no gaps. */
const spare = 600;

/** So many are drawn whole, so that the search of the browser and its printing see all of a ticket as most are. */
const whole = 150;

/** Blocks that are drawn wherever one looks: what is read out begins with them. */
const fewest = 12;

export interface Sight {
  /** First and last block drawn; the last is not part of it. */
  readonly from: number;
  readonly to: number;
  /** Room that those before and behind take, px. */
  readonly above: number;
  readonly below: number;
}

/**
 * @param heights of the blocks that were drawn before, px, by place
 * @param view what is seen of them: its beginning, in px from the beginning of the first block, and its height
 */
export function sightOf(
  count: number,
  heights: ReadonlyMap<number, number>,
  view: { readonly top: number; readonly height: number },
): Sight {
  if (count <= whole) return { from: 0, to: count, above: 0, below: 0 };
  const heightOf = (place: number) => heights.get(place) ?? usualHeight;
  let [from, above] = [0, 0];
  // A view behind the end shows the end.
  while (from < count - fewest && above + heightOf(from) <= view.top - spare) above += heightOf(from++);
  let [to, at] = [from, above];
  while (to < count && (to - from < fewest || at < view.top + view.height + spare)) at += heightOf(to++);
  let below = 0;
  for (let place = to; place < count; place++) below += heightOf(place);
  return { from, to, above, below };
}

/** Where a block begins, px from the beginning of the first. */
export function offsetOf(place: number, heights: ReadonlyMap<number, number>): number {
  let at = 0;
  for (let before = 0; before < place; before++) at += heights.get(before) ?? usualHeight;
  return at;
}
