// A customer's mail as it lies in the mailbox: composed, and with what the receiving server puts on top.
import { randomUUID } from 'node:crypto';

export interface CustomerMail {
  readonly from: string;
  /** The desk's mailbox. */
  readonly to: string;
  readonly name?: string;
  readonly subject?: string;
  readonly text?: string;
  /** With angle brackets, as the two below; made up where absent. */
  readonly messageId?: string;
  readonly inReplyTo?: string;
  /** Oldest first. */
  readonly references?: readonly string[];
  /** What the receiving server found; default pass. */
  readonly dmarc?: 'pass' | 'fail';
  /** More headers, such as `Auto-Submitted: auto-replied`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The whole mail as it left the sender, in place of subject, text and threading. */
  readonly raw?: Uint8Array;
}

/** @param at when it arrives, ms since the epoch */
export function receivedMail(mail: CustomerMail, at: number): Uint8Array {
  const sent = mail.raw ?? Buffer.from(compose(mail, at));
  return Buffer.concat([Buffer.from(receiptHeaders(mail, at)), sent]);
}

/** The trace that the receiving server leaves: above everything that the sender wrote. */
function receiptHeaders({ from, to, dmarc = 'pass' }: CustomerMail, at: number): string {
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const checks = `dkim=${dmarc} header.i=@${domain}; spf=${dmarc} smtp.mailfrom=${from}; dmarc=${dmarc} (p=REJECT) header.from=${domain}`;
  return [
    `Delivered-To: ${to}`,
    `Received: by 2002:a05:0000:0000 with SMTP id sandbox; ${new Date(at).toUTCString()}`,
    `Return-Path: <${from}>`,
    `Authentication-Results: mx.google.com; ${checks}`,
    '',
  ].join('\r\n');
}

function compose(mail: CustomerMail, at: number): string {
  const { name = '', subject = '', text = '' } = mail;
  const references = mail.references ?? (mail.inReplyTo === undefined ? [] : [mail.inReplyTo]);
  const headers: Readonly<Record<string, string>> = {
    From: `${name === '' ? '' : `${encodedWord(name)} `}<${mail.from}>`,
    To: `<${mail.to}>`,
    Subject: encodedWord(subject),
    Date: new Date(at).toUTCString(),
    'Message-ID': mail.messageId ?? `<${randomUUID()}@${mail.from.slice(mail.from.lastIndexOf('@') + 1)}>`,
    ...(mail.inReplyTo === undefined ? {} : { 'In-Reply-To': mail.inReplyTo }),
    ...(references.length === 0 ? {} : { References: references.join('\r\n ') }),
    ...mail.headers,
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Transfer-Encoding': 'base64',
  };
  const lines = Object.entries(headers).map(([header, value]) => `${header}: ${value}`);
  const body = Buffer.from(text)
    .toString('base64')
    .replace(/(.{76})/g, '$1\r\n');
  return `${lines.join('\r\n')}\r\n\r\n${body}\r\n`;
}

/** Plain where it is harmless; else in encoded words of whole characters, each short enough for a line. */
function encodedWord(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text) && !text.includes('=?') && text.length <= 200) return text;
  const words: string[] = [];
  const characters = Array.from(text);
  for (let i = 0; i < characters.length; i += 10)
    words.push(`=?utf-8?B?${Buffer.from(characters.slice(i, i + 10).join('')).toString('base64')}?=`);
  return words.join('\r\n ');
}
