// Priorities only rise when a ticket is handed over.
import type { EscalationReason, Priority } from '../../domain/ticket/events.ts';

const order: readonly Priority[] = ['low', 'normal', 'high', 'urgent'];

/** The higher of two. */
export function higher(a: Priority, b: Priority): Priority {
  return order.indexOf(a) >= order.indexOf(b) ? a : b;
}

/** Least priority that a reason deserves, as the policy gives it to the same triggers. */
export function floorOf(reason: EscalationReason): Priority {
  switch (reason) {
    case 'threat':
    case 'security':
      return 'urgent';
    case 'legal':
    case 'anger':
    case 'overdue':
      return 'high';
    default:
      return 'normal';
  }
}
