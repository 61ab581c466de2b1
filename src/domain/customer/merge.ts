// The rules of merging customers and of undoing it. Nothing is rewritten: identifiers, consents and keys stay with those
// they were recorded for, and whoever stands for them all is found by the merge.
import type { Rejection } from '../event/define.ts';
import type { CustomerEvent, Merge } from './events.ts';
import type { Customer, CustomerState } from './state.ts';

export type MergeRejection =
  | 'customer-unknown'
  | 'customer-erased'
  | 'same-customer'
  | 'customer-merged'
  | 'not-merged'
  | 'too-many-merged'
  | 'changed-meanwhile';

/** Events for both streams. */
export interface MergeDecision {
  /** Of the customer who moves. */
  readonly moves: readonly CustomerEvent[];
  /** Of the one who stands for all. */
  readonly stands: readonly CustomerEvent[];
}

/** So many merged into one are no person any more. */
const mostMerged = 500;

const no = (rejected: MergeRejection, detail: string): Rejection<MergeRejection> => ({ rejected, detail });

/**
 * Only those who stand for themselves are merged: two merges at once in opposite directions, or in a circle, share a
 * stream, and who comes second decides again and is refused.
 * @param reason in the words of staff; sealed
 */
export function mergeCustomers(
  from: CustomerState,
  into: CustomerState,
  reason?: string,
): MergeDecision | Rejection<MergeRejection> {
  if (!from || !into) return no('customer-unknown', 'there is no such customer');
  if (from.customerId === into.customerId)
    return no('same-customer', 'a customer is not merged with themselves');
  if (from.isErased || into.isErased) return no('customer-erased', 'the customer was erased');
  for (const one of [from, into])
    if (one.mergedInto !== undefined)
      return no('customer-merged', `${one.customerId} was merged already; see who stands for them`);
  const members = [...(from.merged ?? [])];
  if (members.length + (into.merged?.length ?? 0) >= mostMerged)
    return no('too-many-merged', `at most ${mostMerged} customers are merged into one`);
  const why = { members, ...(reason === undefined ? {} : { reason }) };
  return {
    moves: [{ type: 'CustomerMerged', data: { customerId: from.customerId, into: into.customerId, ...why } }],
    stands: [
      { type: 'CustomerAbsorbed', data: { customerId: into.customerId, absorbed: from.customerId, ...why } },
    ],
  };
}

/**
 * Undoes one merge, whatever was merged since: the customer leaves with those who had been merged into them.
 * @param root who stands for them now
 */
export function unmergeCustomer(
  part: CustomerState,
  root: CustomerState,
  reason?: string,
): MergeDecision | Rejection<MergeRejection> {
  if (!part || !root) return no('customer-unknown', 'there is no such customer');
  if (part.isErased || root.isErased) return no('customer-erased', 'the customer was erased');
  if (part.mergedInto === undefined) return no('not-merged', 'the customer was not merged into another');
  if (root.mergedInto !== undefined || !root.merged?.some((one) => one.customerId === part.customerId))
    return no('changed-meanwhile', 'somebody merged or unmerged them just now');
  const members = [...membersUnder(part.customerId, root.merged)];
  const why = { members, ...(reason === undefined ? {} : { reason }) };
  return {
    moves: [
      { type: 'CustomerUnmerged', data: { customerId: part.customerId, from: root.customerId, ...why } },
    ],
    stands: [
      { type: 'CustomerReleased', data: { customerId: root.customerId, released: part.customerId, ...why } },
    ],
  };
}

/** Those merged into a customer, directly or through another; without the customer. */
export function membersUnder(customerId: string, merges: readonly Merge[]): readonly Merge[] {
  const under: Merge[] = [];
  const heads = [customerId];
  for (let head = heads.shift(); head !== undefined; head = heads.shift()) {
    for (const one of merges.filter(({ into }) => into === head)) {
      under.push(one);
      heads.push(one.customerId);
    }
  }
  return under;
}

/**
 * Several merged customers as the one person they are taken for. Proof stays with its identifier: what one of them has
 * proven, the person has.
 * @param root who stands for them
 */
export function asOne(root: Customer, members: readonly Customer[]): Customer {
  if (members.length === 0) return root;
  const all = [root, ...members];
  const name = all.find((one) => one.name !== undefined)?.name;
  const wishes = all.flatMap((one) => one.wishes ?? []);
  const traits = all.flatMap((one) => one.traits ?? []);
  return {
    ...root,
    identifiers: all.flatMap((one) => one.identifiers),
    conflicts: [...new Set(all.flatMap((one) => one.conflicts))],
    silent: [...new Set(all.flatMap((one) => one.silent))],
    ...(name === undefined ? {} : { name }),
    ...(wishes.length === 0 ? {} : { wishes }),
    ...(traits.length === 0 ? {} : { traits }),
  };
}
