// What the HTTP surface needs of the desk: application functions as a plain object.
import type { OpenSession, Proven } from '../../application/access/sessions.ts';
import type { Staff } from '../../application/access/staff-keys.ts';
import type { Webhook } from '../../application/channel/webhook.ts';
import type { StaffDecision } from '../../application/ticket/staff-decision.ts';
import type { FieldProblem, FollowUp, Rating, Submission } from '../../application/ticket/submission.ts';
import type { Destination } from '../../application/ticket/undelivered.ts';
import type { Rejection } from '../../domain/event/define.ts';
import type { SignedInView, WaysView } from './access/views.ts';
import type { Audit } from './audit/desk.ts';
import type {
  ChangedView,
  ConflictView,
  CustomerView,
  IdentifierBody,
  MergedView,
  MergePreviewView,
} from './customers/views.ts';
import type { DeadLetterView } from './dead-letters/views.ts';
import type { InboxDesk } from './inbox/desk.ts';
import type { ApprovedView, EditedBody, MoodView, SuggestionView, WhyView } from './insight/views.ts';
import type { KnowledgeDesk } from './knowledge/desk.ts';
import type { CapturedView, ReadinessView, StandInView } from './operations/views.ts';
import type { OverviewView } from './overview/views.ts';
import type { ErasedView, ErasureView, ReadView } from './privacy/views.ts';
import type { SuppressedView, UndeliveredView } from './staff/views.ts';
import type { ArticleView, StatusView } from './support/views.ts';

/** Where a command came from; goes into the metadata of its events. */
export interface RequestContext {
  readonly requestId: string;
  readonly traceparent: string;
  /** Of the page that a browser sends it from, where that matters. */
  readonly origin?: string;
}

/** What opens a conversation. Both come from the network: neither is checked beyond its form. */
export interface TicketAccess {
  readonly reference: string;
  readonly statusToken: string;
}

export interface Receipt {
  readonly reference: string;
  readonly statusToken: string;
  readonly ticketId: string;
  /** The submission id was known: this is the receipt of the first time. */
  readonly repeated: boolean;
}

/** Fields that fit the schema and still cannot be taken, such as a message of control characters only. */
export interface InvalidFields {
  readonly invalid: readonly FieldProblem[];
}

/** A refusal: by a rule, by a field, or because the reference and token open nothing. */
export type Refused = Rejection | InvalidFields | undefined;

/** What every process can say of itself. */
export interface Operations {
  readiness(): Promise<ReadinessView>;
  /** Parts that have been at one step for so long that only a new start helps; absent: nobody watches. */
  stuck?(): readonly string[];
  /** All metrics, as Prometheus reads them. */
  metrics(): Promise<string>;
}

export interface Desk extends Operations {
  submit(submission: Submission, context: RequestContext): Promise<Receipt | Rejection | InvalidFields>;
  /** A receipt that looks like a real one and stands for nothing, for submissions caught in the spam trap. */
  decoy(): Pick<Receipt, 'reference' | 'statusToken'>;
  /** Whether reference and token open a ticket; an unknown reference and a wrong token take the same work. */
  opens(access: TicketAccess): Promise<boolean>;
  /** Undefined for an unknown reference and for a wrong token alike, after the same work for both. So do the next three. */
  status(access: TicketAccess): Promise<StatusView | undefined>;
  followUp(
    access: TicketAccess,
    followUp: FollowUp,
    context: RequestContext,
  ): Promise<{ readonly messageId: string } | Refused>;
  rate(access: TicketAccess, rating: Rating, context: RequestContext): Promise<'done' | Refused>;
  requestHuman(access: TicketAccess, context: RequestContext): Promise<'done' | Refused>;
  article(slug: string): Promise<ArticleView | undefined>;
  readonly audit: Audit;
  /** Messages the sandbox has captured, newest first; absent where replies really leave. */
  readonly sandboxMessages?: () => Promise<readonly CapturedView[]>;
  /** What the stand-ins of mail and WhatsApp have seen, newest first; absent where the providers are the real ones. */
  readonly standIns?: () => Promise<readonly StandInView[]>;
  readonly webhooks: Webhooks;
  readonly deadLetters: DeadLetterDesk;
  readonly staff: StaffDesk;
  /** Absent where nobody works on tickets. */
  readonly inbox?: InboxDesk;
  readonly insight: InsightDesk;
  readonly overview: OverviewDesk;
  readonly suggestions: SuggestionDesk;
  readonly knowledge: KnowledgeDesk;
  readonly customers: CustomersDesk;
  readonly privacy: PrivacyDesk;
  /** Absent where nobody signs in. */
  readonly access?: AccessDesk;
}

export type OpenedSession = OpenSession;

/** How the staff come in. */
export interface AccessDesk {
  ways(): WaysView;
  /** Whose a key or the secret of a link is; a link is used up by that. */
  prove(proof: { readonly key?: string; readonly link?: string }): Promise<Proven | undefined>;
  open(proven: Proven): Promise<OpenedSession>;
  /** Undefined when it is over. So are the next two. */
  session(token: string): Promise<OpenedSession | undefined>;
  renew(token: string): Promise<OpenedSession | undefined>;
  close(token: string, traceparent: string): Promise<void>;
  /** Who is signed in, by name. */
  signedIn(): Promise<readonly SignedInView[]>;
  /** Ends all sessions of somebody, everywhere. @returns how many */
  endAllOf(name: string, by: StaffDecision): Promise<number>;
  /** Absent where none is configured. */
  readonly provider?: SignInProvider;
}

interface Attempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** The identity provider's sign-in: what an attempt begins with, only the browser that made it can end. */
interface SignInProvider {
  begin(): Promise<{ readonly address: string; readonly attempt: Attempt }>;
  /** @param answer query the provider sent the browser back with */
  finish(answer: URLSearchParams, attempt: Attempt): Promise<Staff | undefined>;
}

/** A provider's requests; absent for a channel that is not configured. */
export interface Webhooks {
  readonly gmail?: Webhook;
  readonly whatsapp?: Webhook;
  readonly whatsappStatus?: Webhook;
}

/** What staff learn from. */
export interface InsightDesk {
  /** Undefined when there is no such ticket. */
  why(reference: string): Promise<WhyView | undefined>;
  /** Oldest first. */
  moods(customerId: string): Promise<readonly MoodView[]>;
}

/** A period; without a beginning, so many days back. Moments in ms since the epoch. */
export interface OverviewQuery {
  readonly days?: number;
  readonly from?: number;
  readonly until?: number;
  readonly unit?: 'hour' | 'day';
  /** IANA name. */
  readonly zone?: string;
}

/** How the desk is doing as a whole. */
export interface OverviewDesk {
  show(query: OverviewQuery): Promise<OverviewView | InvalidFields>;
}

/** Articles that resolved tickets suggest. */
export interface SuggestionDesk {
  /** Newest change of the ticket first. */
  list(limit: number): Promise<readonly SuggestionView[]>;
  approve(reference: string, edited: EditedBody, decision: StaffDecision): Promise<ApprovedView | Rejection>;
  reject(reference: string, decision: StaffDecision): Promise<'done' | Rejection>;
}

/** Messages that nobody answers, and replies that did not arrive. */
export interface StaffDesk {
  /** Newest first. So is the other list. */
  suppressed(limit: number): Promise<readonly SuppressedView[]>;
  release(
    messageId: string,
    decision: StaffDecision,
  ): Promise<{ readonly handling: 'agent' | 'staff' } | Rejection>;
  /** It stays suppressed and leaves the list. */
  discard(
    messageId: string,
    decision: StaffDecision & { readonly reason: string },
  ): Promise<'done' | Rejection>;
  undelivered(limit: number): Promise<readonly UndeliveredView[]>;
  /** To the address it failed at; answers as `reroute`. */
  retry(replyId: string, decision: StaffDecision): Promise<{ readonly replyId: string } | Rejection>;
  /** Answers with the id of the reply that goes out instead. */
  reroute(
    replyId: string,
    to: Destination,
    decision: StaffDecision,
  ): Promise<{ readonly replyId: string } | Rejection>;
}

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
