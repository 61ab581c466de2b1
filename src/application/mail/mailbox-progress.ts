// Where the reading of one mailbox is, and what its trouble means for the next attempt.
import { StoreUnavailable } from '../log/event-store.ts';
import { describe } from '../log/loop.ts';
import type { Telemetry } from '../platform/telemetry.ts';
import { type Mailbox, MailboxUnavailable } from './mailbox.ts';
import type { Beginning } from './sync-mailbox.ts';

/** How the reading of one mailbox goes, for operators. */
export interface MailboxState {
  readonly address: string;
  /** When it was last read to the end, ms since the epoch. */
  readonly readAt: number | undefined;
  /** When the provider stops telling of news, ms since the epoch; undefined when it does not. */
  readonly watchedUntil: number | undefined;
  /** Failures in a row. */
  readonly failures: number;
  /** What the last failure was, nothing personal; undefined while it works. */
  readonly trouble: string | undefined;
  /** True when only a person can help: credentials, permissions. */
  readonly needsPerson: boolean;
}

/** Where this process is with one mailbox. */
export interface MailboxProgress {
  readonly mailbox: Mailbox;
  /** From 1, in the order of the configuration: names it in the log. */
  readonly number: number;
  state: MailboxState;
  /** Whether this process has asked for notifications: what is on record may have been asked of another provider. */
  hasWatched: boolean;
  /** Not before this time is the watch renewed again. */
  watchAgainAt: number;
  /** What the last reading left to be ended. */
  beginning: Beginning | undefined;
  /** The reading that is under way. */
  reading: Promise<void> | undefined;
  /** Due again before that reading has ended. */
  isDueAgain: boolean;
}

const FIRST_BACKOFF_MS = 2_000;
const LONGEST_BACKOFF_MS = 10 * 60_000;
/** No provider's hint keeps us away for longer. */
const LONGEST_HINT_MS = 60 * 60_000;

/** Before it is read for the first time. @param number from 1, in the order of the configuration */
export function newProgress(mailbox: Mailbox, number: number): MailboxProgress {
  return {
    mailbox,
    number,
    state: untroubled(mailbox),
    hasWatched: false,
    watchAgainAt: 0,
    beginning: undefined,
    reading: undefined,
    isDueAgain: false,
  };
}

/** Nothing has gone wrong, and nothing is read. */
export function untroubled({ address }: Mailbox): MailboxState {
  return {
    address,
    readAt: undefined,
    watchedUntil: undefined,
    failures: 0,
    trouble: undefined,
    needsPerson: false,
  };
}

/** Logs what went wrong. @returns after how many milliseconds it is tried again */
export function recordTrouble(telemetry: Telemetry, progress: MailboxProgress, error: unknown): number {
  if (error instanceof StoreUnavailable) {
    const fields = { mailbox: progress.number, error: describe(error) };
    telemetry.log('warn', 'the reading of a mailbox waits for the store', fields);
    return FIRST_BACKOFF_MS;
  }
  const failures = progress.state.failures + 1;
  const isProvider = error instanceof MailboxUnavailable;
  const needsPerson = isProvider && error.permanent;
  const doubled = Math.min(FIRST_BACKOFF_MS * 2 ** Math.min(failures - 1, 20), LONGEST_BACKOFF_MS);
  const hint = isProvider ? Math.min(error.retryInMs ?? 0, LONGEST_HINT_MS) : 0;
  const retryInMs = needsPerson ? LONGEST_BACKOFF_MS : Math.max(hint, doubled);
  // Of the provider's trouble the adapter says what it is, without anything personal.
  const trouble = isProvider ? error.message : describe(error);
  progress.state = { ...progress.state, failures, trouble, needsPerson };
  telemetry.log(needsPerson || !isProvider ? 'error' : 'warn', 'a mailbox could not be read', {
    mailbox: progress.number,
    failures,
    retryInMs,
    needsPerson,
    error: trouble,
  });
  return retryInMs;
}
