// A count with its noun.

/** `1 ticket`, `3 tickets`. */
export function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
