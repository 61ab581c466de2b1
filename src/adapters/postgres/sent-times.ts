// Timestamps as PostgreSQL sends them in binary: microseconds since 2000 as eight bytes, here 16 hex digits. Writing a
// date out costs the server more than reading the rest of a short row; here it is a little arithmetic, once per second.

const EPOCH_MS = 946_684_800_000; // 2000-01-01

/** @returns microseconds since 2000; no safe integer for infinity and what is 285 years away */
function microseconds(sent: string): number {
  const unsigned = Number.parseInt(sent, 16);
  if (Number.isSafeInteger(unsigned)) return unsigned;
  return Number(BigInt.asIntN(64, BigInt(`0x${sent || '0'}`)));
}

/** Milliseconds since the Unix epoch, the nearest. */
export function milliseconds(sent: string): number {
  return EPOCH_MS + Math.round(microseconds(sent) / 1000);
}

let lastSecond = Number.NaN;
let lastText = '';

/**
 * UTC with microseconds, the form the ledger's digest is defined over. A time that the program cannot have written
 * stays as it was sent, so that no hash fits it.
 */
export function timeText(sent: string): string {
  const micros = microseconds(sent);
  if (sent === '' || !Number.isSafeInteger(micros)) return sent;
  const second = Math.floor(micros / 1e6);
  if (second !== lastSecond) {
    lastText = new Date(EPOCH_MS + second * 1000).toISOString().slice(0, 20);
    lastSecond = second;
  }
  return `${lastText}${String(micros - second * 1e6).padStart(6, '0')}Z`;
}
