// The port to a mailbox at the provider.

/** What came into a mailbox is in every list of the provider after this long, milliseconds; a position may be ahead of the lists. */
export const settledAfterMs = 60_000;

/** Something new in the mailbox. */
export interface MailChanges {
  /** Provider ids of messages added, oldest first. */
  readonly added: readonly string[];
  /** Read up to here once these are stored. */
  readonly cursor: bigint;
  readonly nextPage?: string;
}

export interface RawMail {
  readonly id: string;
  readonly threadId: string;
  readonly raw: Uint8Array;
  readonly labels: readonly string[];
  /** When the provider received it, ms since the epoch. */
  readonly receivedAt: number;
}

/** Trouble at the provider; `permanent` needs a person (credentials, permissions). */
export class MailboxUnavailable extends Error {
  readonly code = 'mailbox-unavailable';
  override readonly name = 'MailboxUnavailable';
  constructor(
    message: string,
    readonly permanent: boolean,
    /** When to come back, milliseconds. */
    readonly retryInMs?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export interface SentMail {
  readonly id: string;
  readonly threadId: string;
  /** As the provider sent it, which may differ from what we wrote. */
  readonly messageId?: string;
}

/** All but `send` and `find` throw MailboxUnavailable. */
export interface Mailbox {
  readonly address: string;
  /** Asks for notifications. @returns until when, and where the mailbox is now */
  watch(): Promise<{ readonly until: number; readonly cursor: bigint }>;
  /** Where the mailbox is now. */
  position(): Promise<bigint>;
  /** One page of what was added after the cursor; 'expired' when the provider no longer knows it. */
  changes(after: bigint, page?: string): Promise<MailChanges | 'expired'>;
  /** One page of what is in the inbox since a time (ms since the epoch), oldest or newest first: for when the cursor expired. */
  since(at: number, page?: string): Promise<{ readonly ids: readonly string[]; readonly nextPage?: string }>;
  /** 'gone' when it was deleted meanwhile. */
  read(id: string): Promise<RawMail | 'gone'>;
  send(
    raw: Uint8Array,
    threadId?: string,
  ): Promise<
    | ({ readonly outcome: 'sent' } & SentMail)
    | {
        readonly outcome: 'failed';
        readonly code: string;
        readonly permanent: boolean;
        readonly retryInMs?: number;
        /** Present when the provider works and wants less at a time. */
        readonly deferred?: 'by-provider';
      }
    | { readonly outcome: 'unknown'; readonly code: string }
  >;
  /** A mail of ours that went out, by its Message-ID or by the header that names the reply; 'unknown' while the provider cannot be asked. */
  find(sent: {
    readonly messageId: string;
    readonly replyId: string;
    /** Not sent before this, ms since the epoch. */
    readonly after: number;
  }): Promise<SentMail | 'not-sent' | 'unknown'>;
}
