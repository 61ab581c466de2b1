// What the HTTP surface needs of the desk: application functions as a plain object.
import type { Webhook } from '../../application/channel/webhook.ts';
import type { FieldProblem, FollowUp, Rating, Submission } from '../../application/ticket/submission.ts';
import type { Rejection } from '../../domain/event/define.ts';
import type { AccessDesk } from './access/desk.ts';
import type { Audit } from './audit/desk.ts';
import type { CustomersDesk } from './customers/desk.ts';
import type { DeadLetterDesk } from './dead-letters/desk.ts';
import type { InboxDesk } from './inbox/desk.ts';
import type { InsightDesk } from './insight/desk.ts';
import type { KnowledgeDesk } from './knowledge/desk.ts';
import type { SuggestionDesk } from './knowledge/suggestion-desk.ts';
import type { CapturedView, ReadinessView, StandInView } from './operations/views.ts';
import type { OverviewDesk } from './overview/desk.ts';
import type { PrivacyDesk } from './privacy/desk.ts';
import type { StaffDesk } from './staff/desk.ts';
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

/** A provider's requests; absent for a channel that is not configured. */
export interface Webhooks {
  readonly gmail?: Webhook;
  readonly whatsapp?: Webhook;
  readonly whatsappStatus?: Webhook;
}
