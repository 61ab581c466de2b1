// Mails of the simulated world: JSON in place of MIME, which the adapters' own tests hold to its torture set.
import type { MailReader, MailWriter, OutboundMail } from '../../src/application/mail/mail-reader.ts';
import { replyHeader } from '../../src/application/mail/mail-reader.ts';
import type { Mail, MailHeader } from '../../src/domain/mail/mail.ts';

/** The authserv-id of the server that receives for the desk. */
export const receivingServer = 'mx.simulated';

const utf8 = new TextEncoder();
const text = new TextDecoder();

export const writeMail: MailWriter = async (mail) => utf8.encode(JSON.stringify(mail));
export const readMail: MailReader = async (raw) => JSON.parse(text.decode(raw)) as Mail;
export const readOutbound = (raw: Uint8Array) => JSON.parse(text.decode(raw)) as OutboundMail;
export const rawOf = (mail: Mail): Uint8Array => utf8.encode(JSON.stringify(mail));

export interface CustomerMail {
  readonly from: string;
  readonly name: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  readonly inReplyTo?: string | undefined;
  readonly references?: readonly string[];
  /** Whether the receiving server vouches for the sender. */
  readonly isProven: boolean;
  /** True for an absence note. */
  readonly automatic: boolean;
}

export function customerMail(mail: CustomerMail): Mail {
  const { from, name, to, subject, messageId, inReplyTo, references = [], isProven, automatic } = mail;
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const verdict = isProven ? 'pass' : 'fail';
  const headers: readonly MailHeader[] = [
    {
      name: 'authentication-results',
      value: `${receivingServer}; dmarc=${verdict} header.from=${domain}`,
    },
    { name: 'from', value: from },
    ...(automatic ? [{ name: 'auto-submitted', value: 'auto-replied' }] : []),
  ];
  return {
    ...plain,
    headers,
    from: { address: from, name },
    to: [{ address: to, name: '' }],
    subject,
    messageId,
    inReplyTo,
    references,
    text: mail.text,
  };
}

/** What the provider sends back when it could not deliver what it had taken. @param as Message-ID it was sent under */
export function bounceOf(
  sent: OutboundMail,
  { messageId, as }: { readonly messageId: string; readonly as: string },
): Mail {
  const returned = `Message-ID: ${as}\nFrom: ${sent.from.address}\n${replyHeader}: ${sent.replyId}`;
  return {
    ...plain,
    headers: [{ name: 'return-path', value: '<>' }],
    from: { address: 'mailer-daemon@provider.example', name: '' },
    to: [sent.from],
    subject: 'Delivery Status Notification (Failure)',
    messageId,
    inReplyTo: as,
    references: [as],
    mediaType: 'multipart/report',
    reportParts: [
      { mediaType: 'message/delivery-status', text: 'Action: failed\nStatus: 5.1.1' },
      { mediaType: 'text/rfc822-headers', text: returned },
    ],
  };
}

const plain: Mail = {
  headers: [],
  from: undefined,
  to: [],
  cc: [],
  subject: '',
  messageId: undefined,
  inReplyTo: undefined,
  references: [],
  date: undefined,
  text: '',
  attachments: [],
  mediaType: 'text/plain',
  reportParts: [],
  problems: [],
};
