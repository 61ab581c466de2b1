// Why a ticket is handed to staff, and why a message is left without an answer.
import { type Static, Type } from '@sinclair/typebox';
import { Id } from '../event/define.ts';

export const EscalationReason = Type.Union([
  Type.Literal('legal'),
  Type.Literal('refund'),
  Type.Literal('pricing'),
  Type.Literal('security'),
  Type.Literal('threat'),
  Type.Literal('human-requested'),
  Type.Literal('anger'),
  Type.Literal('nothing-found'),
  Type.Literal('low-confidence'),
  Type.Literal('guardrail'),
  Type.Literal('turn-cap'),
  Type.Literal('spend-cap'),
  Type.Literal('agent-failure'),
  Type.Literal('overdue'),
  /** A reply could not be delivered, and the customer does not know. */
  Type.Literal('undeliverable'),
  /** Somebody of the staff took it over without being asked. */
  Type.Literal('taken-over'),
]);
export type EscalationReason = Static<typeof EscalationReason>;

/** Why an answer of the agent is taken back before it is out. */
export const WithdrawalReason = Type.Union([Type.Literal('human-in-charge'), Type.Literal('customer-wrote')]);
export type WithdrawalReason = Static<typeof WithdrawalReason>;

/** One reason for a hand-over that the policy saw, and where. */
export const EscalationSignal = Type.Object(
  {
    reason: EscalationReason,
    messageId: Id,
    /** The sentence around the phrase. */
    sentence: Type.String(),
    /** The words that fired, as the policy spells them; empty where it was the tone. */
    phrase: Type.String(),
  },
  { additionalProperties: false },
);
export type EscalationSignal = Static<typeof EscalationSignal>;

/** Why a message is left without an answer. consent: the customer only asked to be left alone, or to be written to again. */
export const SuppressionReason = Type.Union([
  Type.Literal('automatic'),
  Type.Literal('loop'),
  Type.Literal('spam'),
  Type.Literal('thanks'),
  Type.Literal('consent'),
]);
export type SuppressionReason = Static<typeof SuppressionReason>;
