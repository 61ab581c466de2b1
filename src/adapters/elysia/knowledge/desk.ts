// What the HTTP surface needs of the knowledge desk.
import type { ImportProgress, ImportResult } from '../../../application/knowledge/import.ts';
import type { StaffDecision } from '../../../application/ticket/staff-decision.ts';
import type { Rejection } from '../../../domain/event/define.ts';
import type { Category } from '../../../domain/ticket/classification.ts';
import type {
  DifferencesView,
  EditableView,
  GapView,
  ImportBody,
  QuestionBody,
  ShelfView,
  StoredView,
  TriedView,
  WrittenBody,
} from './views.ts';

export interface ShelfFilter {
  readonly text: string;
  readonly category?: Category;
  readonly language?: string;
  readonly state?: 'published' | 'withdrawn';
  /** What an earlier answer gave as `next`. */
  readonly after?: string;
  readonly limit: number;
}

/** Somebody was faster. */
export interface Overtaken {
  readonly overtaken: { readonly version: number; readonly by: string; readonly at: string };
}

/** The last step has the names of the articles that the files hold, whatever became of them. */
export type ImportStep =
  | ImportProgress
  | { readonly stage: 'done'; readonly result: ImportResult; readonly slugs?: readonly string[] };

export interface KnowledgeDesk {
  list(filter: ShelfFilter): Promise<ShelfView>;
  /** As it is, or as it was at a version; undefined when there is no such article or version. */
  article(slug: string, version?: number): Promise<EditableView | undefined>;
  differences(
    slug: string,
    versions: { readonly from: number; readonly to: number },
  ): Promise<DifferencesView | undefined>;
  create(written: WrittenBody, decision: StaffDecision): Promise<StoredView | Rejection>;
  revise(
    slug: string,
    edit: StaffDecision & { readonly expectedVersion: number; readonly written: WrittenBody },
  ): Promise<StoredView | Overtaken | Rejection>;
  withdraw(
    slug: string,
    edit: StaffDecision & { readonly expectedVersion: number },
  ): Promise<StoredView | Overtaken | Rejection>;
  /** Each step as it is done; what was stored stays when it breaks off. */
  import(files: ImportBody['files'], decision: StaffDecision): AsyncIterable<ImportStep>;
  tryQuestion(question: QuestionBody, signal: AbortSignal): Promise<TriedView | Rejection>;
  /** Those with most questions first. */
  gaps(query: { readonly days: number; readonly limit: number }): Promise<readonly GapView[]>;
}
