// A status callback: which part of which reply it is about, and where that is now.
import type { ReportedNews } from '../../application/whatsapp/webhooks.ts';
import { sendFault } from '../../domain/whatsapp/errors.ts';
import { progressOf } from '../../domain/whatsapp/status.ts';
import { fieldOf } from './form.ts';

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Asks Twilio to come again up to three times, whatever went wrong. It is neither sent along nor signed. */
const comeAgain = '#rc=3&rp=all';

/** The query names the reply: we wrote it there ourselves, and the signature covers it. */
export function statusUrl(
  publicUrl: string,
  {
    ticketId,
    replyId,
    part,
    attempt,
  }: {
    readonly ticketId: string;
    readonly replyId: string;
    readonly part: number;
    readonly attempt?: number;
  },
): string {
  const query = new URLSearchParams({ ticket: ticketId, reply: replyId, part: String(part) });
  if (attempt !== undefined) query.set('attempt', String(attempt));
  return `${publicUrl.replace(/\/+$/, '')}/webhooks/whatsapp/status?${query}${comeAgain}`;
}

/** @param target path and query of the request @returns what makes it useless, when it is */
export function statusNews(target: string, body: string): ReportedNews | { readonly malformed: string } {
  const query = new URLSearchParams(target.slice(target.indexOf('?') + 1));
  const form = new URLSearchParams(body);
  const [ticketId, replyId, part, attempt] = ['ticket', 'reply', 'part', 'attempt'].map(
    (name) => query.get(name) ?? '',
  );
  if (ticketId === undefined || replyId === undefined || !uuid.test(ticketId) || !uuid.test(replyId))
    return { malformed: 'no-reply-named' };
  const sid = fieldOf(form, 'MessageSid');
  if (sid === undefined || !/^(?:SM|MM)[0-9a-f]{32}$/i.test(sid)) return { malformed: 'no-message-sid' };
  const progress = progressOf(fieldOf(form, 'MessageStatus') ?? fieldOf(form, 'SmsStatus') ?? '');
  if (progress === undefined) return { malformed: 'unknown-status' };
  const place = {
    ticketId,
    replyId,
    part: /^[1-9]\d?$/.test(part ?? '') ? Number(part) : 1,
    providerMessageId: sid,
    ...(/^[1-9]\d{0,3}$/.test(attempt ?? '') ? { attempt: Number(attempt) } : {}),
  };
  if (progress !== 'failed') return { ...place, progress };
  const code = Number(fieldOf(form, 'ErrorCode') ?? Number.NaN);
  return { ...place, progress, code: sendFault(Number.isInteger(code) ? code : undefined).code };
}
