// What the HTTP surface needs of who is who.
import type { StaffDecision } from '../../../application/ticket/staff-decision.ts';
import type { Rejection } from '../../../domain/event/define.ts';
import type {
  ChangedView,
  ConflictView,
  CustomerView,
  IdentifierBody,
  MergedView,
  MergePreviewView,
} from './views.ts';

/** Who is who. The reason of a decision is in the words of staff. */
export interface CustomersDesk {
  /** Oldest first. */
  conflicts(limit: number): Promise<readonly ConflictView[]>;
  show(customerId: string): Promise<CustomerView | undefined>;
  previewMerge(customerId: string, into: string): Promise<MergePreviewView | Rejection>;
  previewUnmerge(customerId: string): Promise<MergePreviewView | Rejection>;
  merge(customerId: string, into: string, decision: Reasoned): Promise<MergedView | Rejection>;
  unmerge(customerId: string, decision: Reasoned): Promise<MergedView | Rejection>;
  link(customerId: string, identifier: IdentifierBody, decision: Reasoned): Promise<ChangedView | Rejection>;
  unlink(
    customerId: string,
    identifier: IdentifierBody,
    decision: Reasoned,
  ): Promise<ChangedView | Rejection>;
  dismiss(customerId: string, other: string, decision: Reasoned): Promise<ChangedView | Rejection>;
}

type Reasoned = StaffDecision & { readonly reason?: string };
