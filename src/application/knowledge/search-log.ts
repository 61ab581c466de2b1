// The port to the agent's searches: where those are that found too little.

export interface VainSearch {
  readonly ticketId: string;
  /** Of the ticket: the first search of the run. */
  readonly version: number;
}

export interface SearchLog {
  /**
   * Runs that searched from a moment on (ms since the epoch) and never found enough.
   * @returns the latest `limit` of them, latest first
   * @throws StoreUnavailable
   */
  inVain(since: number, limit: number): Promise<readonly VainSearch[]>;
}
