// The rules of legal holds and erasure: who is held stays, and who is erased stays erased.
import type { Decision, Rejection } from '../event/define.ts';
import type { CustomerEvent, ErasureBasis } from './events.ts';
import type { CustomerState } from './state.ts';

export type PrivacyRejection =
  | 'customer-unknown'
  | 'customer-erased'
  | 'legal-hold'
  | 'hold-unknown'
  | 'reason-missing';

export type PrivacyCommand =
  | { readonly command: 'PlaceHold'; readonly holdId: string; readonly reason: string }
  | { readonly command: 'LiftHold'; readonly holdId: string; readonly reason: string }
  | {
      readonly command: 'Erase';
      readonly basis: ErasureBasis;
      readonly caseNumber?: string;
      /** How many tickets go with the customer. */
      readonly tickets: number;
    };

type PrivacyDecision = Decision<CustomerEvent, PrivacyRejection>;

const reject = (rejected: PrivacyRejection, detail: string): Rejection<PrivacyRejection> => ({
  rejected,
  detail,
});

/** Decides one command against the customer as known now. Pure. */
export function decidePrivacy(command: PrivacyCommand, state: CustomerState): PrivacyDecision {
  if (!state) return reject('customer-unknown', 'there is no such customer');
  if (state.isErased) return reject('customer-erased', 'the customer was erased');
  const { customerId, holds = [] } = state;
  if (command.command === 'Erase') {
    const { basis, caseNumber, tickets } = command;
    if (holds.length > 0)
      return reject('legal-hold', `a legal hold is in force: ${holds.map((one) => one.reason).join('; ')}`);
    const numbered = caseNumber === undefined ? {} : { caseNumber };
    return [{ type: 'CustomerErased', data: { customerId, basis, ...numbered, tickets } }];
  }
  const { holdId } = command;
  const reason = command.reason.trim();
  if (reason === '') return reject('reason-missing', 'say why, so that it can be judged later');
  if (command.command === 'PlaceHold')
    return [{ type: 'LegalHoldPlaced', data: { customerId, holdId, reason } }];
  return holds.some((one) => one.holdId === holdId)
    ? [{ type: 'LegalHoldLifted', data: { customerId, holdId, reason } }]
    : reject('hold-unknown', 'there is no such hold in force');
}
