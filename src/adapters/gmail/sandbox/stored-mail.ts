// One mail in a stand-in mailbox, with what threading, searching and showing need of it.
import PostalMime, { type Address } from 'postal-mime';

export interface StoredMail {
  readonly id: string;
  readonly threadId: string;
  readonly raw: Uint8Array;
  readonly labels: readonly string[];
  /** ms since the epoch */
  readonly at: number;
  readonly view: MailView;
}

export interface MailView {
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly messageId: string;
  readonly inReplyTo: string;
  readonly references: readonly string[];
  readonly text: string;
  readonly html: string;
}

export async function viewOf(raw: Uint8Array): Promise<MailView> {
  const mail = await PostalMime.parse(raw);
  return {
    headers: mail.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
    from: addressesOf(mail.from ? [mail.from] : [])[0] ?? '',
    to: addressesOf([...(mail.to ?? []), ...(mail.cc ?? []), ...(mail.bcc ?? [])]),
    subject: mail.subject ?? '',
    messageId: mail.messageId ?? '',
    inReplyTo: mail.inReplyTo ?? '',
    references: (mail.references ?? '').split(/\s+/).filter((id) => id !== ''),
    text: mail.text ?? '',
    html: mail.html ?? '',
  };
}

function addressesOf(addresses: readonly Address[]): string[] {
  return addresses.flatMap((one) => (one.group ?? [one]).map(({ address }) => address.toLowerCase()));
}

export function haveSameSubject(mail: MailView, earlier: MailView): boolean {
  return bareSubject(earlier.subject) === bareSubject(mail.subject);
}

function bareSubject(subject: string): string {
  return subject
    .replace(/^(\s*(re|fwd?|aw|wg)\s*:)+/i, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}
