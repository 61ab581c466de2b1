// What the HTTP surface needs of messages of the bus that failed for good.
import type { Rejection } from '../../../domain/event/define.ts';
import type { DeadLetterView } from './views.ts';

/** Messages of the bus that failed for good. */
export interface DeadLetterDesk {
  /** Newest first. */
  list(filter: {
    readonly state?: DeadLetterView['state'];
    readonly limit: number;
  }): Promise<readonly DeadLetterView[]>;
  show(deadLetterId: string): Promise<DeadLetterView | undefined>;
  /** @param by name of the staff key that decided */
  redrive(deadLetterId: string, by: string): Promise<'done' | Rejection>;
  discard(deadLetterId: string, by: string): Promise<'done' | Rejection>;
}
