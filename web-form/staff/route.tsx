// Where the reader is: the address as React state, links that do not load the page anew, and going somewhere by code.
import { type ComponentProps, type MouseEvent, useSyncExternalStore } from 'react';
import { type Route, routeOf } from './address.ts';
import { withoutWords, withWords } from './address-words.ts';

export type { Route } from './address.ts';

const readers = new Set<() => void>();
let current = here();
addEventListener('popstate', moved);
addEventListener('hashchange', moved);

export function route(): Route {
  return current;
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, route);
}

/**
 * Goes to an address of the staff's pages.
 * @param to path, with query and fragment where needed; what a customer wrote or is known by is kept out of the address
 * @param options `replace` leaves no step to come back to: for a filter, or what follows from where one is
 */
export function go(to: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  const before = current.room;
  const { address, words } = withoutWords(to);
  if (replace) history.replaceState({ words }, '', address);
  else history.pushState({ words }, '', address);
  moved();
  if (!replace && current.room !== before) scrollTo(0, 0);
}

interface LinkProps extends Omit<ComponentProps<'a'>, 'href'> {
  readonly to: string;
  readonly replace?: boolean;
}

/** A link inside the staff's pages. Any other click than a plain one is the browser's own. */
export function Link({ to, replace = false, onClick, ...rest }: LinkProps) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const isPlain =
      event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (event.defaultPrevented || !isPlain) return;
    event.preventDefault();
    go(to, { replace });
  };
  return <a href={withoutWords(to).address} onClick={follow} {...rest} />;
}

function subscribe(reader: () => void): () => void {
  readers.add(reader);
  return () => readers.delete(reader);
}

function moved(): void {
  current = here();
  for (const reader of readers) reader();
}

/** Links of before have words in their address: they are taken, and wiped from it before anything else happens. */
function here(): Route {
  const { pathname, search, hash } = location;
  const { address, words } = withoutWords(pathname + search + hash);
  if (Object.keys(words).length > 0) history.replaceState({ words }, '', address);
  return routeOf(location.pathname, withWords(location.search, history.state), location.hash);
}
