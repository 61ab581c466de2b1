// What the provider's error codes mean for a reply: whether trying again can help, and what staff are told.
// Source: Twilio's error and warning dictionary; codes that are not in it are judged by the kind of the answer.

export interface SendFault {
  /** A word of ours; what the customer or staff can do about it depends on it. */
  readonly code:
    | 'window-closed'
    | 'opted-out'
    | 'bad-address'
    | 'rate-limited'
    | 'too-long'
    | 'refused-content'
    | 'refused-recipient'
    | 'template-invalid'
    | 'not-set-up'
    | 'provider-trouble'
    | 'unknown';
  readonly permanent: boolean;
  /** Milliseconds until trying again makes sense; absent: as ever. */
  readonly retryInMs?: number;
}

const MINUTE = 60_000;
const permanent = (code: SendFault['code']): SendFault => ({ code, permanent: true });
const passing = (code: SendFault['code'], retryInMs?: number): SendFault =>
  retryInMs === undefined ? { code, permanent: false } : { code, permanent: false, retryInMs };
/** A person has to mend it, and then the reply still goes out. */
const notSetUp = passing('not-set-up', 15 * MINUTE);

const table: Readonly<Record<string, SendFault>> = {
  20003: notSetUp, // credentials
  20404: notSetUp, // account
  20429: passing('rate-limited', MINUTE),
  21211: permanent('bad-address'),
  21408: notSetUp, // region not allowed
  21606: notSetUp, // from is not ours
  21610: permanent('opted-out'),
  21612: permanent('bad-address'),
  21614: permanent('bad-address'),
  21617: permanent('too-long'),
  21656: permanent('template-invalid'),
  30001: passing('rate-limited', MINUTE), // queue overflow
  30002: notSetUp, // account suspended
  30008: permanent('unknown'),
  63001: notSetUp,
  63002: notSetUp,
  63003: permanent('bad-address'),
  63005: permanent('refused-content'),
  63006: permanent('refused-content'),
  63007: notSetUp,
  63008: passing('provider-trouble'),
  63009: passing('provider-trouble'),
  63010: passing('provider-trouble'),
  63012: passing('provider-trouble'),
  63013: permanent('refused-content'),
  63014: permanent('opted-out'), // blocked by the customer
  63015: permanent('refused-recipient'), // has not joined the sandbox
  63016: permanent('window-closed'),
  63017: passing('rate-limited', MINUTE),
  63018: passing('rate-limited', MINUTE),
  63019: passing('provider-trouble'), // media did not load
  63020: notSetUp,
  63021: permanent('refused-content'),
  63024: permanent('bad-address'),
  63025: passing('provider-trouble', MINUTE),
  63027: permanent('template-invalid'),
  63028: permanent('template-invalid'),
  63030: permanent('refused-content'),
  63032: permanent('refused-recipient'),
  63033: permanent('refused-recipient'),
  63038: passing('rate-limited', 60 * MINUTE), // daily limit
  63040: permanent('template-invalid'),
  63041: permanent('template-invalid'),
  63042: permanent('template-invalid'),
  63049: permanent('refused-recipient'),
  63051: notSetUp, // business account locked
  63112: notSetUp,
};

/**
 * @param code the provider's, where there is one @param httpStatus of the answer; absent in status callbacks
 * @returns for an unknown code: passing when the provider was busy or in trouble, permanent when it said no
 */
export function sendFault(code: number | undefined, httpStatus?: number): SendFault {
  const known = code === undefined ? undefined : table[code];
  if (known) return known;
  if (httpStatus === 429) return passing('rate-limited', MINUTE);
  if (httpStatus === 401 || httpStatus === 403) return notSetUp;
  return httpStatus !== undefined && httpStatus >= 500 ? passing('provider-trouble') : permanent('unknown');
}

/** Codes that the table knows, for its test. */
export const knownErrorCodes: readonly number[] = Object.keys(table).map(Number);
