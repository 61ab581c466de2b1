// What the HTTP surface needs of articles that tickets suggest.
import type { StaffDecision } from '../../../application/ticket/staff-decision.ts';
import type { Rejection } from '../../../domain/event/define.ts';
import type { ApprovedView, EditedBody, SuggestionView } from '../insight/views.ts';

/** Articles that resolved tickets suggest. */
export interface SuggestionDesk {
  /** Newest change of the ticket first. */
  list(limit: number): Promise<readonly SuggestionView[]>;
  approve(reference: string, edited: EditedBody, decision: StaffDecision): Promise<ApprovedView | Rejection>;
  reject(reference: string, decision: StaffDecision): Promise<'done' | Rejection>;
}
