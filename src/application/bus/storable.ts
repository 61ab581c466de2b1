// What a database can keep of what came over the bus: text without NUL, and without halves of surrogate pairs.

/** The same value, with U+FFFD for what no text column and no jsonb takes. @param value as JSON.parse gives it */
export function storable<T>(value: T): T;
export function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\u0000', '\uFFFD');
  if (Array.isArray(value)) return value.map((one: unknown) => storable(one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [storable(name), storable(one)]));
}
