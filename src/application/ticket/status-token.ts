// The port to status tokens: what lets the person who filed a ticket, and nobody else, see it.

export interface StatusTokens {
  /** The ticket's token; the same every time, so that a repeated submission gets the same answer. */
  issue(ticketId: string): string;
  /** Compares in constant time. */
  matches(ticketId: string, token: string): boolean;
}
