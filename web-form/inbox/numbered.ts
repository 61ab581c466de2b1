// Things of a list that never changes and have no names of their own: each is known by its place.

export function numbered<T>(items: readonly T[]): readonly { readonly place: number; readonly item: T }[] {
  return items.map((item, place) => ({ place, item }));
}
