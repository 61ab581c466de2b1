// Who is who, on this process's adapters: for the HTTP surface and for commands.

import type { CustomersDesk } from '../adapters/elysia/customers/desk.ts';
import type { CustomerView } from '../adapters/elysia/customers/views.ts';
import { dismiss, linkIdentifier, unlinkIdentifier } from '../application/customer/change-customer.ts';
import {
  type MergePreview,
  mergeCustomers,
  previewMerge,
  previewUnmerge,
  unmergeCustomer,
} from '../application/customer/merge-customers.ts';
import { type CustomerCard, openConflicts, showCustomer } from '../application/customer/show-customer.ts';
import { type Identifier, normaliseIdentifier } from '../domain/customer/identifier.ts';
import { isRejection, type Rejection } from '../domain/event/define.ts';
import type { Core } from './core.ts';

const iso = (at: number) => new Date(at).toISOString();
const invalid = { rejected: 'identifier-invalid', detail: 'this cannot be an identifier of that kind' };

export function createCustomersDesk(core: Core): CustomersDesk {
  const normalised = async <T>(typed: Identifier, then: (one: Identifier) => Promise<T>) => {
    const identifier = normaliseIdentifier(typed.kind, typed.value, core.readPhone);
    return identifier === undefined ? invalid : await then(identifier);
  };
  return {
    conflicts: async (limit) =>
      (await openConflicts(core, limit)).map((found) => ({ ...found, foundAt: iso(found.foundAt) })),
    show: async (customerId) => {
      const card = await showCustomer(core, customerId);
      return card && customerView(card);
    },
    previewMerge: async (customerId, into) => plain(await previewMerge(core, customerId, into)),
    previewUnmerge: async (customerId) => plain(await previewUnmerge(core, customerId)),
    merge: (customerId, into, merging) => mergeCustomers(core, { customerId, into }, merging),
    unmerge: (customerId, merging) => unmergeCustomer(core, customerId, merging),
    link: (customerId, typed, merging) =>
      normalised(typed, (identifier) => linkIdentifier(core, customerId, identifier, merging)),
    unlink: (customerId, typed, merging) =>
      normalised(typed, (identifier) => unlinkIdentifier(core, customerId, identifier, merging)),
    dismiss: (customerId, other, merging) => dismiss(core, customerId, other, merging),
  };
}

function plain(preview: MergePreview | Rejection) {
  return isRejection(preview)
    ? preview
    : { ...preview, members: [...preview.members], tickets: [...preview.tickets] };
}

function customerView({ members, timeline, ...card }: CustomerCard): CustomerView {
  return {
    ...card,
    members: members.map(({ identifiers, ...member }) => ({
      ...member,
      identifiers: identifiers.map(({ kind, value, evidence }) => ({ kind, value, evidence })),
    })),
    timeline: timeline.map((step) => ({ ...step, at: iso(step.at) })),
  };
}
