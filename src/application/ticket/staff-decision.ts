// What staff decide about a message or reply, by its id alone: on record under their name.
import type { EventMetadata } from '../log/event-store.ts';
import type { Ids } from '../platform/clock.ts';

export interface StaffDecision {
  /** Name of the staff key, or of the user at the command line. */
  readonly staffId: string;
  /** W3C trace context of the request. */
  readonly traceparent?: string;
}

export function byStaff(ids: Ids, { staffId, traceparent }: StaffDecision): EventMetadata {
  const actor = { kind: 'staff' as const, id: staffId };
  return { correlationId: ids.next(), actor, ...(traceparent === undefined ? {} : { traceparent }) };
}
