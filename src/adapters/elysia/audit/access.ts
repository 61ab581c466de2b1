// Who may look: auditors and admins. And tickets that nobody has.
import type { Role } from '../guard/bearer.ts';
import { looksLikeReference } from '../id.ts';
import type { Kit } from '../kit.ts';
import { Refusal } from '../problem.ts';
import type { AtOnce } from './at-once.ts';

const auditors: readonly Role[] = ['auditor', 'admin'];

/** What routes need whose answers take long. */
export interface LongWork {
  /** Lifts the time limit of the connection. */
  readonly unhurried: (request: Request) => void;
  readonly long: AtOnce;
}

/** Who looks. @throws Refusal unauthorised, forbidden, rate-limited */
export function auditorOf(kit: Kit, request: Request): string {
  return kit.requireStaff(request, auditors).name;
}

/**
 * Before validation, so that a stranger learns nothing but that a key is needed.
 * @throws Refusal unauthorised, forbidden, rate-limited
 */
export function requireAuditor(kit: Kit) {
  return ({ request, set }: { request: Request; set: { headers: Record<string, unknown> } }) => {
    kit.requireStaff(request, auditors);
    set.headers['cache-control'] = 'no-store';
  };
}

/** @throws Refusal for a ticket that nobody has */
export async function known<T>(
  reference: string,
  find: (reference: string) => Promise<T | undefined>,
): Promise<T> {
  const found = looksLikeReference(reference) ? await find(reference.toUpperCase()) : undefined;
  if (found === undefined) throw new Refusal('ticket-unknown');
  return found;
}
