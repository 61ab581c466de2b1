// The audit on this process's adapters: for the HTTP surface and for commands. What it is built of can only read.

import { tarOf } from '../adapters/bundle/tar.ts';
import { verifierText } from '../adapters/bundle/verifier.ts';
import type { Audit, BundleDownload } from '../adapters/elysia/audit/desk.ts';
import type { AuditEventView, AuditTicketView } from '../adapters/elysia/audit/views.ts';
import { type Bundle, periodBundle, ticketBundle } from '../application/audit/bundle.ts';
import { isGenuine } from '../application/audit/checkpoints.ts';
import { differences } from '../application/audit/differences.ts';
import { exportLedger } from '../application/audit/export.ts';
import { type FoundTicket, UnreadableCursor } from '../application/audit/find-tickets.ts';
import {
  type AuditedEvent,
  type Moment,
  notThereAt,
  type ReplayedTicket,
  replay,
  type TicketHistory,
  ticketHistory,
} from '../application/audit/history.ts';
import { readOnly } from '../application/audit/reading.ts';
import { customersWith, seekTickets } from '../application/audit/seek.ts';
import { verifyLedger, verifySteps } from '../application/audit/verify.ts';
import { whichTicket } from '../application/audit/which-ticket.ts';
import { catalogue } from '../domain/event/catalogue.ts';
import { withSubjects } from './audited-subjects.ts';
import type { Core } from './core.ts';

const iso = (at: number) => new Date(at).toISOString();
/** Looks at one ticket that are shown. */
const mostLooks = 500;

/** Everything of the core that the audit may use: nothing in it can write. */
export function auditPorts(core: Core) {
  const { clock, hashOf, sha256, finder, tickets, customers } = core;
  const people = { reads: core.people.reads };
  return {
    ...readOnly(core),
    clock,
    hashOf,
    sha256,
    finder,
    tickets,
    customers,
    people,
    verifier: verifierText,
  };
}

export function createAuditDesk(core: Core): Audit {
  const ports = auditPorts(core);
  const soFar = async () => String((await ports.ledger.head()).position);
  return {
    async tickets(query) {
      try {
        const position = await soFar();
        const { tickets, next } = await seekTickets(ports, query);
        return { position, tickets: tickets.map(ticketView), ...(next === undefined ? {} : { next }) };
      } catch (error) {
        if (error instanceof UnreadableCursor) return 'unreadable-cursor';
        throw error;
      }
    },
    customersWith: (kind, value) => customersWith(ports, kind, value),
    events: async (reference) => {
      const position = await soFar();
      const history = await ticketHistory(ports, reference);
      return history && { position, ...history, events: history.events.map(auditedEventView) };
    },
    stateAt: async (reference, moment, since) => {
      const history = await ticketHistory(ports, reference);
      if (!history) return undefined;
      const refused = notThereAt(history, moment) ?? notThereBefore(history, since);
      if (refused) return refused;
      const then = replay(history, moment);
      const view = { ...versionView(then), state: then.state ?? null };
      return since ? { ...view, since: sinceView(replay(history, since), then) } : view;
    },
    looks: async (reference) => {
      const ticket = await whichTicket(ports, reference);
      if (!ticket) return undefined;
      const looks = await ports.people.reads({ ticketId: ticket.ticketId, limit: mostLooks });
      return { looks: looks.map(({ at, staff, role, what }) => ({ at: iso(at), staff, role, what })) };
    },
    ticketBundle: async (reference, opened) => packed(await ticketBundle(ports, reference, { opened })),
    periodBundle: async (period) => packed(await periodBundle(ports, period)),
    verify: async () => withSubjects(ports, await verifyLedger(ports)),
    verifying: () => verificationLines(ports),
    checkpoints: async ({ before, limit }) => {
      const { keyId, publicKey } = ports.signer;
      const [page, total] = await Promise.all([
        ports.checkpoints.newest({ limit, ...(before === undefined ? {} : { before }) }),
        ports.checkpoints.count(),
      ]);
      const checkpoints = page.checkpoints.map((one) => ({ ...one, genuine: isGenuine(ports.signer, one) }));
      const next = page.hasOlder ? page.checkpoints.at(-1)?.position : undefined;
      const { isOutside } = ports.checkpoints;
      return { keyId, publicKey, isOutside, checkpoints, total, ...(next === undefined ? {} : { next }) };
    },
    checkpointLines: async function* () {
      for await (const page of ports.checkpoints.inOrder())
        for (const checkpoint of page) yield JSON.stringify(checkpoint);
    },
    publicKey: ports.signer.publicKey,
    verifier: verifierText,
    export: () => exportLedger(ports),
  };
}

/** Of a verification that nobody waits for. */
const abandoned = {
  ok: false,
  entries: 0,
  head: { position: '0', hash: '' },
  checkpoints: 0,
  findings: [],
  notes: [],
  durationMs: 0,
} as const;

/** @returns the bundle as bytes, ready to be sent */
function packed(made: Bundle | undefined): BundleDownload | undefined {
  if (!made) return undefined;
  const { name, events, positions, madeAt, files } = made;
  return { name, events, positions, bytes: tarOf(name, files, madeAt) };
}

async function* verificationLines(ports: ReturnType<typeof auditPorts>): AsyncGenerator<string> {
  const steps = verifySteps(ports);
  try {
    for (;;) {
      const step = await steps.next();
      if (step.done) {
        yield JSON.stringify({ kind: 'report', ...(await withSubjects(ports, step.value)) });
        return;
      }
      const { verified, of } = step.value;
      yield JSON.stringify({ kind: 'progress', verified: String(verified), of: String(of) });
    }
  } finally {
    // Only of who went away before the report.
    await steps.return(abandoned);
  }
}

/** Before it was opened nothing was known: with that everything can be compared. */
const notThereBefore = (history: TicketHistory, since: Moment) =>
  since && 'version' in since ? notThereAt(history, since) : undefined;

function sinceView(before: ReplayedTicket, after: ReplayedTicket) {
  const found = differences(before.state, after.state);
  return { ...versionView(before), differences: found.map((one) => ({ ...one, place: [...one.place] })) };
}

const versionView = ({ version, at, recordedAt }: ReplayedTicket) => ({
  version,
  at: iso(at),
  recordedAt: iso(recordedAt),
});

function ticketView(ticket: FoundTicket): AuditTicketView {
  const { reference, ticketId, customerId, status, channel, priority, escalationReason, subject } = ticket;
  return {
    reference,
    ticketId,
    customerId,
    status,
    channel,
    priority,
    escalationReason,
    subject,
    openedAt: iso(ticket.openedAt),
    updatedAt: iso(ticket.updatedAt),
    matchedAt: iso(ticket.matchedAt),
  };
}

export function auditedEventView({ record, place, knownAt }: AuditedEvent): AuditEventView {
  const { version, id, type, schemaVersion, at, recordedAt, metadata, data, erased } = record;
  const sealed = catalogue.get(type)?.personal ?? {};
  return {
    position: place ? String(place.position) : null,
    version,
    id: String(id),
    type,
    schemaVersion,
    at: iso(at),
    recordedAt: iso(recordedAt),
    knownAt: iso(knownAt),
    actor: metadata.actor,
    correlationId: metadata.correlationId,
    causationId: metadata.causationId ?? null,
    metadata: { ...metadata },
    data: { ...data },
    sealed: Object.keys(data).filter((name) => name in sealed),
    erased,
    hash: place?.hash ?? null,
  };
}
