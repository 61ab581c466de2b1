// W3C trace context (https://www.w3.org/TR/trace-context/): one id through a request, its events and its messages.

/** Random bytes that `continueTrace` needs. */
export const traceRandomBytes = 24;

const format = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

interface Trace {
  /** 32 hex digits. */
  readonly traceId: string;
  /** 16 hex digits: the caller's span. */
  readonly spanId: string;
  /** 2 hex digits; the last bit says that the trace is recorded. */
  readonly flags: string;
}

/** Reads a traceparent header. @returns undefined when it is absent or breaks the rules of the recommendation */
export function parseTraceparent(header: string | null | undefined): Trace | undefined {
  const match = format.exec(header?.trim() ?? '');
  const [, version, traceId = '', spanId = '', flags = '', rest] = match ?? [];
  // A later version may append fields, this one may not; ff is forbidden, as are ids of zeros.
  const known = version !== undefined && version !== 'ff' && (version !== '00' || rest === undefined);
  return known && !isZero(traceId) && !isZero(spanId) ? { traceId, spanId, flags } : undefined;
}

/**
 * The traceparent of our own span: within the caller's trace when its header is valid, otherwise in a new, recorded one.
 * @param random at least `traceRandomBytes` random bytes
 */
export function continueTrace(incoming: string | null | undefined, random: Uint8Array): string {
  const caller = parseTraceparent(incoming);
  const spanId = nonZeroHex(random.subarray(0, 8), 8);
  const traceId = caller?.traceId ?? nonZeroHex(random.subarray(8, 24), 16);
  // Of the flags this version knows one: that the trace is recorded.
  const isRecorded = caller === undefined || Number.parseInt(caller.flags, 16) % 2 === 1;
  return `00-${traceId}-${spanId}-${isRecorded ? '01' : '00'}`;
}

function isZero(hex: string): boolean {
  return /^0*$/.test(hex);
}

function nonZeroHex(bytes: Uint8Array, length: number): string {
  const hex = bytes.toHex().padStart(length * 2, '0');
  return isZero(hex) ? `${hex.slice(0, -1)}1` : hex;
}
