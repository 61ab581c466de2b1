// The search as an address: what is looked for stands in the query of the page, so that it can be kept and sent to others.

import { referenceIn } from '../client/reference.ts';

export interface Search {
  readonly status: string;
  readonly type: string;
  readonly actor: string;
  /** Id of a customer; what a person is known by stays out of addresses. */
  readonly customer: string;
  /** ISO 8601, UTC; empty for no bound. */
  readonly from: string;
  readonly until: string;
}

const fields = ['status', 'type', 'actor', 'customer', 'from', 'until'] as const;

export function searchOf(query: URLSearchParams): Search {
  const of = (name: (typeof fields)[number]) => query.get(name)?.trim() ?? '';
  return {
    status: of('status'),
    type: of('type'),
    actor: of('actor'),
    customer: of('customer'),
    from: isoOf(of('from')),
    until: isoOf(of('until')),
  };
}

/** The query of a search, with its question mark; empty for one that asks for nothing. */
export function queryOf(search: Search): string {
  const pairs = fields.flatMap((name) => (search[name] === '' ? [] : [[name, search[name]]]));
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
}

/** Where the desk is asked. @param after of the page before */
export function askOf(search: Search, after?: string): string {
  const query = new URLSearchParams(queryOf(search));
  if (after !== undefined) query.set('after', after);
  query.set('limit', '100');
  return `/api/audit/tickets?${query}`;
}

/** What somebody typed into the one field for whom or what they look. */
export type Typed =
  | { readonly kind: 'reference'; readonly reference: string }
  | { readonly kind: 'customer'; readonly customerId: string }
  | { readonly kind: 'identifier'; readonly identifier: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unknown' };

export function typedOf(text: string): Typed {
  const typed = text.trim();
  if (typed === '') return { kind: 'nothing' };
  const reference = referenceIn(typed);
  if (reference) return { kind: 'reference', reference };
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(typed))
    return { kind: 'customer', customerId: typed.toLowerCase() };
  if (typed.includes('@')) return { kind: 'identifier', identifier: `email:${typed}` };
  if (/^\+[\d\s().-]{6,24}$/.test(typed)) return { kind: 'identifier', identifier: `phone:${typed}` };
  if (/^[A-Z]{2}\.[A-Za-z0-9.]+$/.test(typed))
    return { kind: 'identifier', identifier: `whatsapp-user:${typed}` };
  return { kind: 'unknown' };
}

/** A moment as a field of the browser has it, in the reader's zone: `2026-11-20T15:02:00`, precisely `…:00.123`. @param iso UTC */
export function localOf(iso: string, isPrecise = false): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return '';
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, isPrecise ? 23 : 19);
}

/** The other way; empty for what is no moment. */
export function isoOf(local: string): string {
  const at = Date.parse(local);
  return local === '' || Number.isNaN(at) ? '' : new Date(at).toISOString();
}
