// An address of the staff's pages, taken apart.
import { roomsOf } from './rooms.ts';
import type { Proof, Role } from './session.ts';

export interface Route {
  /** First part of the path, such as `inbox`; empty at the root. */
  readonly room: string;
  /** The parts after it, decoded: `/inbox/mine/LD-7K2M-9QXA` → `['mine', 'LD-7K2M-9QXA']`. */
  readonly rest: readonly string[];
  readonly path: string;
  readonly query: URLSearchParams;
  /** Without the `#`. */
  readonly fragment: string;
}

export function routeOf(path: string, search = '', hash = ''): Route {
  const [room = '', ...rest] = path.split('/').filter((part) => part !== '');
  return {
    room,
    rest: rest.map(decoded),
    path,
    query: new URLSearchParams(search),
    fragment: hash.replace(/^#/, ''),
  };
}

/** Where somebody begins after signing in: where they wanted to go, if that is a page of ours, or their first room. */
export function startOf(role: Role, to: string | null): string {
  // Browsers leave out tabs and line breaks, and take a backslash for a slash: only plain paths are followed.
  if (to !== null && /^\/[^/\\\p{Cc}][^\\\p{Cc}]*$/u.test(to)) return to;
  return `/${roomsOf(role)[0]?.name ?? ''}`;
}

/** @returns the key or link in a fragment, and the rest of it, which is the room's */
export function credentialIn(fragment: string): { readonly proof?: Proof; readonly rest: string } {
  const fields = new URLSearchParams(fragment);
  const [key, link] = [fields.get('key')?.trim(), fields.get('link')?.trim()];
  if (!key && !link) return { rest: fragment };
  fields.delete('key');
  fields.delete('link');
  return { proof: link ? { link } : { key: key ?? '' }, rest: fields.toString() };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
