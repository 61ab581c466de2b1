// Priorities only rise when a ticket is handed over.
import type { Priority } from '../../domain/ticket/classification.ts';
import type { EscalationReason } from '../../domain/ticket/reasons.ts';

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
