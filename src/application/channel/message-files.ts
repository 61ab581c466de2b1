// The port to messages as they came and the files that belong to them: kept sealed, beside the log.
import type { Channel } from '../../domain/conversation/channel.ts';

export interface NewFile {
  /** Whose key seals it. */
  readonly customerId: string;
  readonly channel: Channel;
  readonly providerMessageId: string;
  /** 0 is the message itself, the files follow. */
  readonly ordinal: number;
  readonly mediaType: string;
  /** The bytes, or where the provider keeps them until they are fetched. */
  readonly content: Uint8Array | { readonly providerUrl: string };
}

/** What is known of a kept or awaited file without opening it. */
export interface ListedFile {
  readonly fileId: string;
  readonly ordinal: number;
  readonly bytes: number | null;
  /** Only what is kept can be read. */
  readonly state: 'kept' | 'awaited' | 'refused';
}

/** A file that is still at the provider. */
export interface AwaitedFile {
  readonly fileId: string;
  readonly channel: Channel;
  readonly mediaType: string;
  readonly providerUrl: string;
  readonly attempts: number;
}

export interface MessageFiles {
  /**
   * Keeps a file, once per message and ordinal: again, it replaces what was kept, until the message is on a ticket. From then
   * on it stays, and belongs to that ticket's customer, whomever it was kept for. @returns its id, the same each time
   */
  keep(file: NewFile): Promise<string>;
  /** Undefined when there is none, when it is not here yet, or when the customer was erased. */
  read(fileId: string): Promise<{ readonly mediaType: string; readonly content: Uint8Array } | undefined>;
  /** Of one message, in order; 0 is the message itself. */
  ofMessage(channel: Channel, providerMessageId: string): Promise<readonly ListedFile[]>;
  /** Files to fetch, taken for so long, in milliseconds, that nobody else fetches them meanwhile. */
  claimAwaited(channel: Channel, limit: number, claimMs: number): Promise<readonly AwaitedFile[]>;
  fetched(fileId: string, file: { readonly mediaType: string; readonly content: Uint8Array }): Promise<void>;
  /** It will never be fetched, and why; nothing personal. */
  refused(fileId: string, reason: string): Promise<void>;
  /** Fetching failed for now: again after so many milliseconds. */
  later(fileId: string, inMs: number): Promise<void>;
}
