// Who may look: auditors and admins. And tickets that nobody has.
import { looksLikeReference } from '../id.ts';
import type { Kit } from '../kit.ts';
import { Refusal } from '../problem.ts';

/**
 * Before validation, so that a stranger learns nothing but that a key is needed.
 * @throws Refusal unauthorised, forbidden, rate-limited
 */
export function requireAuditor(kit: Kit) {
  return ({ request, set }: { request: Request; set: { headers: Record<string, unknown> } }) => {
    kit.requireStaff(request, ['auditor', 'admin']);
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
