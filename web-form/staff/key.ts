// The staff key: taken from the fragment or typed, kept for this tab only, and never left in the address bar.

const place = 'ledgerdesk:staff-key';

/** The key to use, if there is one. A key in the fragment is moved to the tab's storage and wiped from the address. */
export function takeKey(): string | undefined {
  const fields = new URLSearchParams(location.hash.replace(/^#/, ''));
  const given = fields.get('key')?.trim();
  if (!given) return sessionStorage.getItem(place) ?? undefined;
  fields.delete('key');
  const rest = fields.toString();
  history.replaceState(null, '', location.pathname + location.search + (rest && `#${rest}`));
  keepKey(given);
  return given;
}

export function keepKey(key: string): void {
  sessionStorage.setItem(place, key);
}

export function forgetKey(): void {
  sessionStorage.removeItem(place);
}
