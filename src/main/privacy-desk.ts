// The rights of people over their data, on this process's adapters: for the HTTP surface and for commands.

import type { Look } from '../adapters/elysia/kit.ts';
import type { PrivacyDesk } from '../adapters/elysia/privacy/desk.ts';
import { whichTicket } from '../application/audit/which-ticket.ts';
import { erasePerson } from '../application/privacy/erase.ts';
import { exportPerson } from '../application/privacy/export.ts';
import { personHtml } from '../application/privacy/export-html.ts';
import { liftHold, placeHold } from '../application/privacy/hold.ts';
import { loadPerson } from '../application/privacy/person.ts';
import { type RecordRead, recordingReads } from '../application/privacy/reads.ts';
import type { Core } from './core.ts';

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
const iso = (at: number) => new Date(at).toISOString();

export function createPrivacyDesk(core: Core): PrivacyDesk {
  return {
    async export(customerId, format) {
      const person = await exportPerson(core, customerId);
      if (!person) return undefined;
      return format === 'html' ? personHtml(person) : `${JSON.stringify(person, null, 2)}\n`;
    },
    erase: (customerId, erasure) => erasePerson(core, customerId, erasure),
    placeHold: (customerId, hold) => placeHold(core, customerId, hold),
    liftHold: (customerId, hold) => liftHold(core, customerId, hold),
    erasures: async (limit) =>
      (await core.people.erasures(limit)).map(({ erasedAt, ...one }) => ({
        ...one,
        erasedAt: iso(erasedAt),
      })),
    async reads({ customerId, limit }) {
      const person = customerId === undefined ? undefined : await loadPerson(core, customerId);
      const members = person?.members.map((one) => one.customer.customerId);
      const about = customerId === undefined ? {} : { customerIds: members ?? [customerId] };
      return (await core.people.reads({ ...about, limit })).map(({ at, ...read }) => ({
        ...read,
        at: iso(at),
      }));
    },
  };
}

/** Records a look under the ids of what was looked at. @throws StoreUnavailable: then nothing is to be shown */
export function recordingLooks(core: Core): (look: Look) => Promise<void> {
  const record: RecordRead = recordingReads(core);
  return async ({ reference, name: staff, role, what, customerId }) => {
    const ticket = reference === undefined ? undefined : await whichTicket(core, reference);
    if (reference !== undefined && !ticket) return; // there is nothing to see
    if (customerId !== undefined && !isId(customerId)) return;
    const named = customerId === undefined ? {} : { customerId };
    const about = ticket ? { ticketId: ticket.ticketId, customerId: ticket.customerId } : named;
    await record({ staff, role, what, ...about });
  };
}
