// What makes a reply appear beneath the customer's mail: its subject and its references.
import type { OutboundReply } from '../channel/channel-gateway.ts';

/** Mail clients thread by the first and the latest; a header that grows without bound is refused on the way. */
const MOST_REFERENCES = 20;
const LONGEST_ID = 320;
const LONGEST_SUBJECT = 500;
const idShape = /^<[^\s<>]+>$/;

/** `Re:` and the parent's subject, which the provider wants unchanged; without a parent the ticket's, with its reference. */
export function subjectOf({
  subject,
  reference,
  thread,
}: Pick<OutboundReply, 'subject' | 'reference' | 'thread'>): string {
  const parent = oneLine(thread?.subject ?? '');
  if (parent !== '') return /^re\s*:/i.test(parent) ? parent : `Re: ${parent}`;
  const own = oneLine(subject);
  return own.includes(`[${reference}]`) ? own : `${own} [${reference}]`.trim();
}

/** The parent's references and its Message-ID, oldest first: only what is an id, each once, the first and the latest kept. */
export function referencesOf({
  references,
  inReplyTo,
}: {
  readonly references: readonly string[];
  readonly inReplyTo?: string | undefined;
}): readonly string[] {
  const given = [...references.filter((id) => id !== inReplyTo), ...(inReplyTo ? [inReplyTo] : [])];
  const ids = [...new Set(given)].filter((id) => id.length <= LONGEST_ID && idShape.test(id));
  if (ids.length <= MOST_REFERENCES) return ids;
  return [...ids.slice(0, 1), ...ids.slice(1 - MOST_REFERENCES)];
}

/** No line break or control character of anybody's gets into a header. */
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_SUBJECT)
    .toWellFormed();
}
