// The search that led to a ticket, so that the way back leads to it.

let last = '';

export function rememberSearch(query: string): void {
  last = query;
}

/** Where the tickets were looked for last. */
export const lastSearch = (): string => `/audit${last}`;
