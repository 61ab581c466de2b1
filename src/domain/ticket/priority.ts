// How urgent a ticket is, in order.
import type { Priority } from './classification.ts';

const order: readonly Priority[] = ['low', 'normal', 'high', 'urgent'];

/** The more urgent of two. */
export function higher(a: Priority, b: Priority): Priority {
  return order.indexOf(a) >= order.indexOf(b) ? a : b;
}
