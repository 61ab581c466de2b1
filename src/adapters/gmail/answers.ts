// Whether an answer is Gmail's: a proxy or a page of maintenance on the way answers with a 200 as well.
import { MailboxUnavailable } from '../../application/mail/mailbox.ts';
import { readHistoryId } from './push-body.ts';

/**
 * @param oneOf of these every answer of its kind has one
 * @returns the same @throws MailboxUnavailable when it has none: it says nothing of what there is, nor that there is nothing
 */
export function answerWith<T extends object>(data: T, ...oneOf: readonly (keyof T)[]): T {
  const found: T = Object(data); // a page is a string
  if (oneOf.some((name) => (found[name] ?? '') !== '')) return data;
  throw new MailboxUnavailable('gmail: an answer that is not Gmail’s', false);
}

/** @throws MailboxUnavailable when there is none */
export function cursorOf(historyId: string | null | undefined): bigint {
  const cursor = readHistoryId(historyId);
  if (cursor === undefined) throw new MailboxUnavailable('gmail: an answer without a history id', false);
  return cursor;
}
