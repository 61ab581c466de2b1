// A form as Twilio posts it. Fields may come twice, and new ones at any time.

/** Values by name; a repeated field has all of its own. */
export function formOf(body: string): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(body)) {
    const before = fields[name];
    if (before === undefined) fields[name] = value;
    // Added to, not copied: one field may come thirty thousand times.
    else if (Array.isArray(before)) before.push(value);
    else fields[name] = [before, value];
  }
  return fields;
}

/** One value; the last of several, as servers before us read it. */
export function fieldOf(body: URLSearchParams, name: string): string | undefined {
  const value = body.getAll(name).at(-1);
  return value === undefined || value === '' ? undefined : value;
}
