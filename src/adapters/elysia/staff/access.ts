// Who works with messages and replies: whoever decides about a text may read it.

import type { Staff } from '../../../application/access/staff-keys.ts';
import type { StaffDecision } from '../../../application/ticket/staff-decision.ts';
import type { Role } from '../guard/bearer.ts';
import type { Kit } from '../kit.ts';
import { type ProblemCode, Refusal } from '../problem.ts';

export const secured = 'staffKey';
export const problems: readonly ProblemCode[] = ['unauthorised', 'forbidden', 'rate-limited', 'unavailable'];
const roles: readonly Role[] = ['agent', 'admin'];

/** @throws Refusal unauthorised, forbidden, rate-limited */
export function requireDesk(kit: Kit, request: Request): Staff {
  return kit.requireStaff(request, roles);
}

/** Under whose name a request decides. @throws Refusal like `requireDesk` */
export function deciding(kit: Kit, request: Request): StaffDecision {
  const { traceparent } = kit.exchanges.of(request).context;
  return { staffId: requireDesk(kit, request).name, traceparent };
}

/** @throws Refusal with the given code for what cannot be an id */
export function knownId(id: string, unknown: 'message-unknown' | 'reply-unknown'): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new Refusal(unknown);
  return id;
}
