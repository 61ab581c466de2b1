// What the stand-in answers: a status with JSON, or nothing at all.

export type Reply =
  | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }
  /** The connection stays open without an answer, or is cut. */
  | 'hang'
  | 'drop';

export function json(status: number, body: object, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** An error as Google's APIs write it. */
export function apiError(
  status: number,
  reason: string,
  message = reason,
  retryAfterSeconds?: number,
): Reply {
  const headers = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  return json(
    status,
    { error: { code: status, message, errors: [{ message, domain: 'global', reason }] } },
    headers,
  );
}
