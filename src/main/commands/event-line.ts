// An event on one line of a terminal: what it says comes first, ids and digests last.

/** Longer lines are cut: `--json` has the whole. */
const longest = 160;

/** What names or proves something, and tells a reader nothing by itself. */
const isOpaque = (value: unknown): boolean =>
  typeof value === 'string' && /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64})$/.test(value);

/** @returns the type and the payload, its short fields before its long ones, cut where it would only wrap */
export function eventLine(type: string, data: object): string {
  const fields = Object.entries(data).map(([name, value]) => ({ name, value, size: sizeOf(value) }));
  fields.sort((a, b) => Number(isOpaque(a.value)) - Number(isOpaque(b.value)) || a.size - b.size);
  const text = JSON.stringify(Object.fromEntries(fields.map(({ name, value }) => [name, value])));
  return `${type} ${text.length <= longest ? text : `${text.slice(0, longest - 1)}…`}`;
}

const sizeOf = (value: unknown): number => JSON.stringify(value)?.length ?? 0;
