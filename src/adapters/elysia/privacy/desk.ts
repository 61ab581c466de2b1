// What the HTTP surface needs of the rights of people over their data.
import type { StaffDecision } from '../../../application/ticket/staff-decision.ts';
import type { Rejection } from '../../../domain/event/define.ts';
import type { ErasedView, ErasureView, ReadView } from './views.ts';

/** The rights of people over their data. */
export interface PrivacyDesk {
  /** Everything about the person as one text; undefined when there is no such customer. */
  export(customerId: string, format: 'json' | 'html'): Promise<string | undefined>;
  erase(
    customerId: string,
    erasure: StaffDecision & {
      readonly basis: 'request' | 'retention' | 'order';
      readonly caseNumber?: string;
    },
  ): Promise<ErasedView | Rejection>;
  placeHold(
    customerId: string,
    hold: StaffDecision & { readonly reason: string },
  ): Promise<{ readonly holdId: string } | Rejection>;
  liftHold(
    customerId: string,
    hold: StaffDecision & { readonly holdId: string; readonly reason: string },
  ): Promise<'done' | Rejection>;
  /** Newest first. So are the reads. */
  erasures(limit: number): Promise<readonly ErasureView[]>;
  reads(filter: { readonly customerId?: string; readonly limit: number }): Promise<readonly ReadView[]>;
}
