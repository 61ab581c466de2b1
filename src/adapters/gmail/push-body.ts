// The body of a Pub/Sub push: whose mailbox changed, and where it was then.

export interface PushBody {
  readonly subscription: string;
  readonly address: string;
  readonly historyId: bigint;
}

/** A notification is a few hundred bytes. */
const LONGEST_BODY = 64 * 1024;
const base64Shape = /^[A-Za-z0-9+/_-]*={0,2}$/;
/** Without controls: a database takes no NUL. */
const addressShape = /^[^\s@\p{Cc}]{1,64}@[^\s@\p{Cc}]{1,255}$/u;
/** An unsigned 64-bit number has 20 digits. */
const historyIdShape = /^\d{1,20}$/;

/** Reads a push, with names in either style. @returns the reason in a word where it cannot be read */
export function readPushBody(body: string): PushBody | string {
  if (body.length > LONGEST_BODY) return 'too-large';
  const push = parseObject(body);
  if (!push) return 'not-json';
  const { subscription, message } = push;
  if (typeof subscription !== 'string') return 'no-subscription';
  if (!isObject(message) || typeof message['data'] !== 'string') return 'no-data';
  if (!base64Shape.test(message['data'])) return 'data-not-base64';
  const notice = parseObject(Buffer.from(message['data'], 'base64').toString('utf8'));
  if (!notice) return 'data-not-json';
  const address = notice['emailAddress'] ?? notice['email_address'];
  if (typeof address !== 'string' || !addressShape.test(address)) return 'no-address';
  const historyId = readHistoryId(notice['historyId'] ?? notice['history_id']);
  return historyId === undefined ? 'no-history-id' : { subscription, address, historyId };
}

/** It comes as a number or as text. One that a number cannot hold exactly is refused rather than rounded. */
export function readHistoryId(value: unknown): bigint | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? BigInt(value) : undefined;
  return typeof value === 'string' && historyIdShape.test(value) ? BigInt(value) : undefined;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
