// A mail as its reader understood it: what the rules of mail work on.

export interface MailAddress {
  /** As written, not normalised. */
  readonly address: string;
  /** Display name; empty when there is none. */
  readonly name: string;
}

export interface MailHeader {
  /** In lower case. */
  readonly name: string;
  /** Unfolded and decoded. */
  readonly value: string;
}

export interface MailAttachment {
  /** Empty when the mail gives none; never a path. */
  readonly fileName: string;
  /** As declared, in lower case; `application/octet-stream` when there is none. */
  readonly mediaType: string;
  readonly content: Uint8Array;
  /** Shown within the text rather than beside it. */
  readonly inline: boolean;
}

export interface Mail {
  /** Of the mail itself, in order from the top; each hop puts its own above the others. */
  readonly headers: readonly MailHeader[];
  readonly from: MailAddress | undefined;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly subject: string;
  /** With angle brackets, as the three below. */
  readonly messageId: string | undefined;
  readonly inReplyTo: string | undefined;
  /** Oldest first. */
  readonly references: readonly string[];
  /** What the sender's clock said, ms since the epoch. */
  readonly date: number | undefined;
  /** The whole body as plain text, quotes and signature included; made from the HTML where there is no text. */
  readonly text: string;
  readonly attachments: readonly MailAttachment[];
  /** Top-level media type in lower case, without parameters. */
  readonly mediaType: string;
  /** Machine-readable parts of a multipart/report, as text, in order. */
  readonly reportParts: readonly { readonly mediaType: string; readonly text: string }[];
  /** What could not be read or was left out, in words for staff; nothing personal. */
  readonly problems: readonly string[];
}

/** The value of the topmost header of this name (lower case). */
export function header(mail: Pick<Mail, 'headers'>, name: string): string | undefined {
  return mail.headers.find((one) => one.name === name)?.value;
}
