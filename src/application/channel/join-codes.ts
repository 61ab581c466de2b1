// The port to codes by which a customer goes on with a ticket on another channel: who brings one was shown it.

export interface JoinCodes {
  /** The ticket's code; the same every time. */
  issue(ticketId: string): string;
  /** Whether a text holds the ticket's code as a word. */
  isIn(text: string, ticketId: string): boolean;
}
