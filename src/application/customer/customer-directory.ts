// The port to known identifiers, and to who stands for whom since customers were merged.
import type { HintKind } from '../../domain/customer/hints.ts';
import type { Evidence, Identifier, IdentifierKind } from '../../domain/customer/identifier.ts';
import type { TicketStatus } from '../../domain/ticket/state.ts';

export interface KnownIdentifier extends Identifier {
  /** Who stands for them: the survivor where they were merged. */
  readonly customerId: string;
  /** Whom it is linked to, where that is a merged customer. */
  readonly member?: string;
  readonly evidence: Evidence;
  /** ms since the epoch */
  readonly linkedAt: number;
}

export interface CustomerDirectory {
  /** Those of the given identifiers that are linked to somebody. */
  findIdentifiers(identifiers: readonly Identifier[]): Promise<readonly KnownIdentifier[]>;
  /** Everybody taken for the same person as a customer, themselves included, whoever of them is asked for. */
  family(customerId: string): Promise<readonly string[]>;
  /** When they wrote last on any ticket, ms since the epoch; undefined when they never did. */
  lastHeard(customerId: string): Promise<number | undefined>;
}

/** A customer as lists show them. */
export interface CustomerSummary {
  readonly customerId: string;
  /** Who stands for them; null when they do themselves. */
  readonly belongsTo: string | null;
  readonly name: string | null;
  /** ms since the epoch */
  readonly registeredAt: number;
}

/** What more customers than this have in common, such as a company's name, says nothing of any of them. */
export const mostAlike = 20;

export interface Alike {
  readonly customerId: string;
  readonly kind: HintKind;
  /** How much is the same: lines of a signature, or sessions. */
  readonly count: number;
}

/** Two customers that a message spoke for both of. */
export interface OpenConflict {
  /** Where the message was filed. */
  readonly customerId: string;
  readonly otherId: string;
  /** Kinds of the identifiers that belong to the other. */
  readonly kinds: readonly IdentifierKind[];
  readonly sourceMessageId: string | null;
  /** ms since the epoch */
  readonly foundAt: number;
}

export interface HeldTicket {
  readonly ticketId: string;
  readonly reference: string;
  readonly status: TicketStatus;
  readonly customerId: string;
  readonly openedFor: string;
}

/** The port to what staff look up about customers. */
export interface CustomerBook {
  /** Conflicts that nobody has decided about, oldest first. */
  conflicts(limit: number): Promise<readonly OpenConflict[]>;
  byId(customerId: string): Promise<CustomerSummary | undefined>;
  /** Customers of exactly this name, whatever its case, newest first. */
  namesakes(name: string, limit: number): Promise<readonly CustomerSummary[]>;
  /** Others of whom something is known that is known of these, too, most first; what many have in common says nothing. */
  alike(customerIds: readonly string[], limit: number): Promise<readonly Alike[]>;
  /** Tickets that belong to any of them now, newest first. */
  ticketsHeld(customerIds: readonly string[], limit: number): Promise<readonly HeldTicket[]>;
  /** Tickets that are not with whoever stands for the customer they were opened for: a merge or its undo was cut short. */
  astray(limit: number): Promise<readonly { readonly ticketId: string; readonly belongsTo: string }[]>;
  /** Tickets opened for any of them that belong to somebody else than `holder` now. */
  ticketsAway(customerIds: readonly string[], holder: string, limit: number): Promise<readonly HeldTicket[]>;
}
