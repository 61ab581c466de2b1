// Times that people give, in commands and requests: only those that there are.

/** A day, a time and its zone: without one, each machine would make another moment of it. */
export const isoTimeForm =
  '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d:\\d\\d)$';
const form = new RegExp(isoTimeForm);

/** @returns ms since the epoch; undefined for text of another form, and for a moment that there is not */
export function isoTime(text: string): number | undefined {
  if (!form.test(text)) return undefined;
  // The runtime takes 30 February for 2 March: what was read has to come back as it was written.
  const written = text.slice(0, 'yyyy-mm-ddThh:mm'.length);
  if (isoOf(Date.parse(`${written}Z`))?.startsWith(written) !== true) return undefined;
  const at = Date.parse(text);
  return isoOf(at) === undefined ? undefined : at;
}

/** Undefined outside of the years 1 to 9999, which is what databases and calendars write with four digits. */
function isoOf(at: number): string | undefined {
  const written = Number.isNaN(at) ? '' : new Date(at).toISOString();
  return /^(?!0000)\d{4}-/.test(written) ? written : undefined;
}
