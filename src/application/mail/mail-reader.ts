// The ports to MIME: reading a mail as it came, and writing one as it leaves.
import type { Mail } from '../../domain/mail/mail.ts';

/** Reads any bytes: what cannot be understood is said in `problems`. Never throws, and takes bounded time. */
export type MailReader = (raw: Uint8Array) => Promise<Mail>;

export interface OutboundMail {
  readonly from: { readonly address: string; readonly name: string };
  readonly to: string;
  readonly subject: string;
  /** With angle brackets, as the two below. */
  readonly messageId: string;
  readonly inReplyTo?: string;
  /** Oldest first. */
  readonly references: readonly string[];
  /** Plain text; the HTML part is made from it. */
  readonly text: string;
  /** BCP 47, for the HTML part. */
  readonly language?: string;
  /** True for what no person wrote: it then says so in its headers. */
  readonly automatic: boolean;
  /** Says which reply this is, so that it can be found again and recognised when it comes back. */
  readonly replyId: string;
  /** ms since the epoch */
  readonly at: number;
}

/** The mail as it goes over the wire: plain and HTML alternatives, headers folded and encoded, no line of anybody's in a header. */
export type MailWriter = (mail: OutboundMail) => Promise<Uint8Array>;

/** Header that names the reply, and so marks mail of ours; in lower case. */
export const replyHeader = 'x-ledgerdesk-reply';
