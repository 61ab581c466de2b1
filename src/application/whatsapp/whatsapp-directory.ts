// The port to what is looked up about WhatsApp: replies without news, and what the people at an address wish.

export interface SentReply {
  readonly ticketId: string;
  readonly replyId: string;
  /** When it was written, ms since the epoch. */
  readonly at: number;
}

export interface WhatsappDirectory {
  /**
   * Replies that are sent and of which nothing further is known, written after one time and until another (ms since the
   * epoch), oldest first.
   * @param behind only those behind this one
   */
  awaitingNews(
    written: { readonly after: number; readonly until: number; readonly behind?: SentReply },
    limit: number,
  ): Promise<readonly SentReply[]>;
  /** What was said last from an address, as the provider writes it, about being written to; undefined: nothing. */
  wish(address: string): Promise<'stop' | 'start' | undefined>;
  wishes(address: string): Promise<AddressWishes>;
}

export interface AddressWishes {
  /** Everybody who spoke from the address about that, with the last word that is on record with them, newest first. */
  readonly speakers: readonly SaidWish[];
  /** The number of the next word, as the speakers were found: whoever else counted at the same moment has the same. */
  readonly next: number;
}

export interface SaidWish {
  readonly customerId: string;
  readonly wish: 'stop' | 'start';
  /** By the provider's clock, ms since the epoch. */
  readonly saidAt: number;
}
