// What changed between two states of a ticket: each place that is not the same, with what stood there before and after.

/** Names of fields and ids or numbers of items, from the outside in: `['replies', '0193…', 'progress']`. */
export type Place = readonly string[];

export interface Difference {
  readonly place: Place;
  /** Absent: there was nothing. */
  readonly before?: unknown;
  /** Absent: there is nothing any more. */
  readonly after?: unknown;
}

/**
 * Compares two plain JSON values. Items that have an id are compared with the item of the same id, wherever it stands; others with the
 * item at the same place. What is new or gone is one difference, not one for each of its fields.
 * @returns in the order of `after`, with what is gone at the end of its level
 */
export function differences(before: unknown, after: unknown, place: Place = []): readonly Difference[] {
  if (Object.is(before, after)) return [];
  const [old, now] = [membersOf(before), membersOf(after)];
  if (!old || !now || Array.isArray(before) !== Array.isArray(after))
    return [difference(place, before, after)];
  const names = new Set([...now.keys(), ...old.keys()]);
  return [...names].flatMap((name) => differences(old.get(name), now.get(name), [...place, name]));
}

function difference(place: Place, before: unknown, after: unknown): Difference {
  return {
    place,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}

type Members = ReadonlyMap<string, unknown>;

/** Fields of an object, items of a list; undefined for what has neither. */
function membersOf(value: unknown): Members | undefined {
  if (Array.isArray(value)) {
    const ids = value.map(idOf);
    const unique = new Set(ids).size === ids.length && !ids.includes(undefined);
    return new Map(value.map((item: unknown, index) => [unique ? String(ids[index]) : String(index), item]));
  }
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined;
}

const idFields = ['messageId', 'replyId', 'verificationId'] as const;

function idOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const fields = item as Readonly<Record<string, unknown>>;
  const id = idFields.map((name) => fields[name]).find((found) => typeof found === 'string');
  return typeof id === 'string' ? id : undefined;
}
