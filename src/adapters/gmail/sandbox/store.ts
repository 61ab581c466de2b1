// The mailboxes of the stand-in: mails, their threads, and the history that says what changed.
import { randomBytes } from 'node:crypto';
import { continues, type StoredMail, viewOf } from './stored-mail.ts';

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

/** Ids grow with time, so that a mailbox that begins anew is never behind what was read of the last one. */
export function newMailbox(address: string, now: number): StoredMailbox {
  const start = BigInt(now) * 1_000n;
  return { address, mails: new Map(), history: [], end: start, oldest: start, watchedUntil: 0 };
}

export async function addMail(mailbox: StoredMailbox, mail: NewMail): Promise<StoredMail> {
  const view = await viewOf(mail.raw);
  const all = [...mailbox.mails.values()];
  const inThread = (threadId: string) => all.filter((one) => one.threadId === threadId);
  const asked =
    mail.threadId !== undefined && continues(view, inThread(mail.threadId)) ? mail.threadId : undefined;
  // Mail that comes in is threaded without being asked; mail that is sent only where it was asked.
  const isIncoming = mail.labels.includes('INBOX');
  const found = isIncoming ? all.find((one) => continues(view, [one]))?.threadId : undefined;
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
  record(mailbox, { kind: 'messageAdded', mail: stored, labels: stored.labels });
  return stored;
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
