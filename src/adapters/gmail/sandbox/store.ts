// The mailboxes of the stand-in: mails, their threads, and the history that says what changed.
import { randomBytes } from 'node:crypto';
import { haveSameSubject, type MailView, type StoredMail, viewOf } from './stored-mail.ts';

export interface HistoryEntry {
  readonly id: bigint;
  readonly kind: 'messageAdded' | 'labelAdded' | 'messageDeleted';
  readonly mail: StoredMail;
  /** Labels that were added, for that kind. */
  readonly labels: readonly string[];
}

export interface StoredMailbox {
  readonly address: string;
  readonly mails: Map<string, StoredMail>;
  /** Its mails by their Message-ID. */
  readonly byMessageId: Map<string, StoredMail>;
  readonly history: HistoryEntry[];
  /** Where it is now. */
  end: bigint;
  /** History before this is forgotten. */
  oldest: bigint;
  /** Told of changes until then, ms since the epoch. */
  watchedUntil: number;
}

export interface NewMail {
  readonly raw: Uint8Array;
  readonly labels: readonly string[];
  readonly at: number;
  /** Asked for by the sender; without it, or where the mail does not fit, the thread is found or begun. */
  readonly threadId?: string;
}

const MOST_MAILS = 10_000;

/** Ids grow with time, so that a mailbox that begins anew is never behind what was read of the last one. */
export function newMailbox(address: string, now: number): StoredMailbox {
  const start = BigInt(now) * 1_000n;
  return {
    address,
    mails: new Map(),
    byMessageId: new Map(),
    history: [],
    end: start,
    // Nothing was forgotten: a cursor from before a restart of the stand-in is behind, not expired.
    oldest: 0n,
    watchedUntil: 0,
  };
}

export async function addMail(mailbox: StoredMailbox, mail: NewMail): Promise<StoredMail> {
  const view = await viewOf(mail.raw);
  const threads = threadsOf(mailbox, view);
  // Mail that comes in is threaded without being asked; mail that is sent only where it was asked.
  const isIncoming = mail.labels.includes('INBOX');
  const asked = threads.find((threadId) => threadId === mail.threadId);
  const found = isIncoming ? threads[0] : undefined;
  const id = randomBytes(8).toString('hex');
  const stored: StoredMail = {
    id,
    threadId: asked ?? found ?? id,
    raw: mail.raw,
    labels: mail.labels,
    at: mail.at,
    view,
  };
  mailbox.mails.set(id, stored);
  if (view.messageId !== '') mailbox.byMessageId.set(view.messageId, stored);
  record(mailbox, { kind: 'messageAdded', mail: stored, labels: stored.labels });
  if (mailbox.mails.size > MOST_MAILS) forgetOldest(mailbox);
  return stored;
}

/** A thread takes in a mail that refers to one of its mails and carries its subject. */
function threadsOf({ byMessageId }: StoredMailbox, mail: MailView): string[] {
  return [mail.inReplyTo, ...mail.references].flatMap((messageId) => {
    const earlier = byMessageId.get(messageId);
    return earlier && haveSameSubject(mail, earlier.view) ? [earlier.threadId] : [];
  });
}

/** A stand-in that runs for long stays small. */
function forgetOldest(mailbox: StoredMailbox): void {
  const { mails, byMessageId, history } = mailbox;
  for (const [id, { view }] of mails) {
    if (mails.size <= MOST_MAILS / 2) break;
    mails.delete(id);
    byMessageId.delete(view.messageId);
  }
  const forgotten = history.splice(0, Math.max(0, history.length - MOST_MAILS));
  mailbox.oldest = forgotten.at(-1)?.id ?? mailbox.oldest;
}

export function deleteMail(mailbox: StoredMailbox, id: string): boolean {
  const mail = mailbox.mails.get(id);
  if (!mail) return false;
  mailbox.mails.delete(id);
  record(mailbox, { kind: 'messageDeleted', mail, labels: [] });
  return true;
}

/** Changes the labels of a mail, as a person does who says "not spam" or archives it. */
export function labelMail(mailbox: StoredMailbox, id: string, labels: readonly string[]): boolean {
  const mail = mailbox.mails.get(id);
  if (!mail) return false;
  const added = labels.filter((label) => !mail.labels.includes(label));
  const changed = { ...mail, labels };
  mailbox.mails.set(id, changed);
  if (added.length > 0) record(mailbox, { kind: 'labelAdded', mail: changed, labels: added });
  return true;
}

function record(mailbox: StoredMailbox, entry: Omit<HistoryEntry, 'id'>): void {
  mailbox.end += 7n; // ids of Gmail leave gaps
  mailbox.history.push({ id: mailbox.end, ...entry });
}
