// Which places of a state are not as they were, to be marked where they stand.
import type { Replayed } from './contract.ts';

export type Difference = NonNullable<Replayed['since']>['differences'][number];
/** Place as text → what changed there. */
export type Marks = ReadonlyMap<string, Difference>;

export const placeText = (place: readonly string[]): string => JSON.stringify(place);

export function marksOf(differences: readonly Difference[]): Marks {
  return new Map(differences.map((one) => [placeText(one.place), one]));
}

/** What is not there any more, directly below a place. */
export function goneBelow(
  differences: readonly Difference[],
  place: readonly string[],
): readonly Difference[] {
  return differences.filter(
    (one) =>
      !('after' in one) &&
      one.place.length === place.length + 1 &&
      place.every((name, index) => one.place[index] === name),
  );
}

const idFields = ['messageId', 'replyId', 'verificationId'] as const;

/** Names of the items of a list as the desk names them in places: by their ids where all have one, else by number. */
export function namesOf(items: readonly unknown[]): readonly string[] {
  const ids = items.map((item) => {
    if (typeof item !== 'object' || item === null) return undefined;
    const fields = item as Readonly<Record<string, unknown>>;
    return idFields.map((name) => fields[name]).find((id) => typeof id === 'string');
  });
  const areIds = !ids.includes(undefined) && new Set(ids).size === ids.length;
  return items.map((_, index) => (areIds ? String(ids[index]) : String(index)));
}
