// Who acts at the stand-in beside the desk: customers who write and are written to, and staff in the mailbox itself.
import { type CustomerMail, receivedMail } from './customer-mail.ts';
import { addMail, deleteMail, labelMail, type StoredMailbox } from './store.ts';
import type { MailView, StoredMail } from './stored-mail.ts';

/** A mail that left the desk or came to it, as it lies with whom it was sent to. */
export interface CapturedMail extends MailView {
  readonly direction: 'inbound' | 'outbound';
  /** Of the provider. */
  readonly id: string;
  readonly threadId: string;
  readonly raw: Uint8Array;
  /** ms since the epoch */
  readonly at: number;
}

export interface People {
  /** Puts a mail into the mailbox, which the desk is told of. @throws when there is no such mailbox */
  customerSends(mail: CustomerMail): Promise<{ id: string; threadId: string; messageId: string }>;
  /** Everything that left the desk, oldest first; with an address, what it got. */
  sent(to?: string): readonly CapturedMail[];
  /** What left the desk and what customers wrote, oldest first. */
  all(): readonly CapturedMail[];
  /** A person deletes a mail in the mailbox. */
  deletes(mailbox: string, id: string): void;
  /** A person or a filter changes its labels. */
  labels(mailbox: string, id: string, labels: readonly string[]): void;
}

export interface PeopleOptions {
  readonly mailboxes: ReadonlyMap<string, StoredMailbox>;
  readonly now: () => number;
  /** Told of every change. */
  readonly changed: (mailbox: StoredMailbox) => void;
}

const MOST_CAPTURED = 10_000;

/** @returns with `receive`, which takes what the desk sends */
export function people({
  mailboxes,
  now,
  changed,
}: PeopleOptions): People & { receive(mail: StoredMail): Promise<void> } {
  const captured: CapturedMail[] = [];
  const capture = ({ id, threadId, raw, at, view }: StoredMail, direction: CapturedMail['direction']) => {
    captured.push({ ...view, id, threadId, raw, at, direction });
    if (captured.length > MOST_CAPTURED) captured.splice(0, MOST_CAPTURED / 2);
  };
  const incoming = async (mailbox: StoredMailbox, raw: Uint8Array): Promise<StoredMail> => {
    const stored = await addMail(mailbox, { raw, labels: ['UNREAD', 'INBOX'], at: now() });
    changed(mailbox);
    return stored;
  };
  return {
    async customerSends(mail) {
      const stored = await incoming(boxOf(mailboxes, mail.to), receivedMail(mail, now()));
      capture(stored, 'inbound');
      return { id: stored.id, threadId: stored.threadId, messageId: stored.view.messageId };
    },
    sent: (to) =>
      captured.filter(
        ({ direction, to: recipients }) =>
          direction === 'outbound' && (to === undefined || recipients.includes(to.toLowerCase())),
      ),
    all: () => captured,
    deletes(address, id) {
      const mailbox = boxOf(mailboxes, address);
      if (deleteMail(mailbox, id)) changed(mailbox);
    },
    labels(address, id, labels) {
      const mailbox = boxOf(mailboxes, address);
      if (labelMail(mailbox, id, labels)) changed(mailbox);
    },
    async receive(mail) {
      const { raw, view } = mail;
      capture(mail, 'outbound');
      // A mail to a mailbox of ours comes in there.
      for (const address of view.to) {
        const mailbox = mailboxes.get(address);
        if (mailbox) await incoming(mailbox, raw);
      }
    },
  };
}

/** @throws when there is none */
export function boxOf(mailboxes: ReadonlyMap<string, StoredMailbox>, address: string): StoredMailbox {
  const mailbox = mailboxes.get(address.toLowerCase());
  if (!mailbox) throw new Error('the stand-in has no such mailbox');
  return mailbox;
}
