// What routes for staff have in common. Messages and replies: whoever decides about a text may read it.

import type { TObject } from '@sinclair/typebox';
import type { Staff } from '../../../application/access/staff-keys.ts';
import type { StaffDecision } from '../../../application/ticket/staff-decision.ts';
import { checkedBody } from '../checked-body.ts';
import type { Role } from '../guard/bearer.ts';
import type { Kit } from '../kit.ts';
import type { ProblemCode } from '../problem.ts';

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

/** How a route takes a body that staff send: their key before it, so that a stranger makes no work. */
export function takes<B extends TObject>(kit: Kit, body: B, { deadlineMs, limit }: BodyBounds = {}) {
  return {
    parse: [
      ({ request }: { request: Request }) => void requireDesk(kit, request),
      checkedBody(body, deadlineMs ?? kit.options.bodyDeadlineMs, limit),
    ],
    body,
  };
}

interface BodyBounds {
  /** How long it may take to arrive, milliseconds. */
  readonly deadlineMs?: number;
  /** Bytes. */
  readonly limit?: number;
}
