// What a delivery report says: which of our mails it is about, and what became of it (RFC 3464, and the free forms before it).
import type { Mail } from './mail.ts';

/** What a delivery report says about a mail of ours. */
export interface DeliveryReport {
  /** Message-ID of the mail it is about. */
  readonly messageId?: string;
  /** The reply it is about, by our own header in the returned part. */
  readonly replyId?: string;
  /** failed is final; delayed says only that it takes longer. */
  readonly outcome: 'failed' | 'delayed' | 'delivered' | 'unknown';
  /** Like `5.1.1`, or a word. */
  readonly code: string;
}

/** Characters of a report that are looked at. */
const lookedAt = 60_000;

/**
 * @param replyHeader name of the header that names a reply of ours
 * @returns undefined when the mail reports about no mail
 */
export function deliveryReport(mail: Mail, replyHeader: string): DeliveryReport | undefined {
  const status = mail.reportParts.filter((part) => part.mediaType.includes('delivery-status'));
  const returned = [
    ...mail.reportParts.filter((part) => !status.includes(part)).map((part) => part.text),
    mail.text,
  ]
    .join('\n\n')
    .slice(0, lookedAt);
  const messageId = lastOf(returned, /^[\s>|]{0,8}message-id:\s*(<[^<>\s]{3,250}>)/gimu);
  const replyId = lastOf(returned, new RegExp(`^[\\s>|]{0,8}${replyHeader}:\\s*([0-9a-f-]{36})`, 'gimu'));
  if (messageId === undefined && replyId === undefined) return undefined;
  const { outcome, code } = verdict(status.map((part) => part.text).join('\n'), mail);
  return {
    ...(messageId === undefined ? {} : { messageId }),
    ...(replyId === undefined ? {} : { replyId }),
    outcome,
    code,
  };
}

/** A returned mail may itself hold older ones; the first is the one that was sent. */
function lastOf(text: string, pattern: RegExp): string | undefined {
  return pattern.exec(text)?.[1];
}

function verdict(status: string, mail: Mail): Pick<DeliveryReport, 'outcome' | 'code'> {
  const action = /^action:\s*([a-z]+)/imu.exec(status)?.[1]?.toLowerCase();
  const words = `${mail.subject}\n${mail.text.slice(0, lookedAt)}`;
  const code =
    /^status:\s*([245]\.\d{1,3}\.\d{1,3})/imu.exec(status)?.[1] ??
    /(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?![\d.])/u.exec(words)?.[1] ??
    /(?<!\d)([45][0-5]\d)(?!\d)/u.exec(words)?.[1];
  switch (action) {
    case 'failed':
      return { outcome: 'failed', code: code ?? 'bounced' };
    case 'delayed':
      return { outcome: 'delayed', code: code ?? 'delayed' };
    case 'delivered':
      return { outcome: 'delivered', code: code ?? 'delivered' };
    // Handed on to where no report comes from: nobody knows.
    case 'relayed':
    case 'expanded':
      return { outcome: 'unknown', code: action };
    default:
      return verdictOfWords(status, mail, words, code);
  }
}

/** Where no machine-readable action stands, what people are told must do. */
function verdictOfWords(
  status: string,
  mail: Mail,
  words: string,
  code: string | undefined,
): Pick<DeliveryReport, 'outcome' | 'code'> {
  if (
    /\b(?:delayed|not yet been delivered|will (?:continue|keep) (?:to try|trying)|warning: could not send)\b/iu.test(
      words,
    )
  )
    return { outcome: 'delayed', code: code ?? 'delayed' };
  if (
    mail.mediaType === 'multipart/report' &&
    !/delivery-status/u.test(status) &&
    status === '' &&
    mail.reportParts.some((part) => part.mediaType.includes('disposition'))
  )
    return { outcome: 'unknown', code: 'disposition' };
  return code !== undefined || /deliver|unbekannt|undeliverable|returned|failed|failure/iu.test(words)
    ? { outcome: 'failed', code: code ?? 'bounced' }
    : { outcome: 'unknown', code: 'unreadable' };
}
