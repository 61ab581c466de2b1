// One id for a visit: what is sent with it is suggested to staff as one person's, and it ends with the tab.

import { freshId } from '../client/fresh-id.ts';

const key = 'ledgerdesk:session';

/** The same until the tab is closed; storage may be switched off, and then there is none. */
export function formSession(): string | undefined {
  try {
    const known = sessionStorage.getItem(key);
    if (known !== null && /^[0-9a-f-]{36}$/.test(known)) return known;
    const made = freshId();
    sessionStorage.setItem(key, made);
    return made;
  } catch {
    return undefined;
  }
}
