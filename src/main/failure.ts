// Failures a person can act on: one readable line, and an exit code.

/** Said in one line; the program ends with `exitCode`. */
export class Failure extends Error {
  override readonly name = 'Failure';
  constructor(
    message: string,
    readonly exitCode = 1,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Codes of errors whose message is written for people. */
const readable = new Set([
  'data-directory-in-use',
  'data-directory-not-locked',
  'data-directory-damaged',
  'disk-nearly-full',
  'schema-mismatch',
  'seal-broken',
  'secrets-unreadable',
  'port-in-use',
  'address-unknown',
  'port-forbidden',
  'listen-failed',
  'relay-behind',
  'store-unavailable',
  'embedder-unavailable',
  'articles-unreadable',
  'bus-unavailable',
  'bus-misconfigured',
]);

/** What to print for an error that ends the program. */
export function lineFor(error: unknown): string {
  if (!(error instanceof Error)) return 'something failed that is not an error';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (error instanceof Failure || (code !== undefined && readable.has(code))) return error.message;
  const place = code === undefined ? error.name : `${error.name} ${code}`;
  return `an unexpected fault (${place}): ${error.message.split('\n')[0]}`;
}
