// What must hold after every step. It reads the log by itself: nothing of what it judges is used to judge it.

import { toStoredRow } from '../../src/adapters/memory/log.ts';
import type { Lease } from '../../src/application/log/ledger.ts';
import { storedTime } from '../../src/application/log/stored-row.ts';
import { claims } from '../../src/application/projection/tables.ts';
import { genesisHash } from '../../src/domain/ledger/chain.ts';
import type { Database } from './database.ts';
import { type InboundWatch, startInboundWatch } from './watch-inbound.ts';
import { startTicketWatch, type TicketWatch } from './watch-tickets.ts';
import { startWaitingWatch, type WaitingWatch } from './watch-waiting.ts';

/** Something that must never be so. */
export class Violation extends Error {}

export interface Watch {
  readonly tickets: TicketWatch;
  readonly inbound: InboundWatch;
  readonly waiting: WaitingWatch;
  /** @throws Violation */
  check(): void;
  /** How many checks were made. */
  checks(): number;
  /** A customer was told that the message is filed. */
  acknowledged(filed: { readonly submissionId: string; readonly ticketId: string }): void;
  readonly acknowledgements: ReadonlyMap<string, string>;
  /** A part of a reply, counted from 0, came to the provider, and: was accepted by it. */
  arrived(replyId: string, part?: number): void;
  accepted(replyId: string, part?: number): void;
  /** The provider says, or will say, that a part came to the customer. */
  confirmed(replyId: string, part?: number): void;
  /** It says, or may say, that what it had accepted did not come to the customer. */
  returned(replyId: string): void;
  /** It says so whenever it is asked: sooner or later the desk has to know. */
  lost(replyId: string): void;
  /** The bus is done with a reply's message. If the reply is not out, its timer brings it back, behind what follows it. */
  left(replyId: string): void;
  sequenced(by: Lease): void;
  /** A part reports a fault: it must be one that was put in. */
  fault(where: string, what: string): void;
  /** Work may change hands: what was in order before need not be so afterwards. */
  upset(): void;
  /** Something is wrong that only its finder could see. */
  report(what: string): void;
}

const expectedFaults =
  /store-unavailable|bus-unavailable|follower-moved|lease-lost|version-conflict|unique-conflict|connection-lost|agent-unavailable|outcome-unknown|ticket-keeps-moving|mailbox-unavailable|mail-not-stored/;

/** @param now the world's time */
export function startWatch(database: Database, now: () => number): Watch {
  const { log } = database;
  const violations: string[] = [];
  const acknowledgements = new Map<string, string>();
  const report = (what: string) => violations.push(what);
  const tickets = startTicketWatch(report);
  const waiting = startWaitingWatch(report);
  const inbound = startInboundWatch(
    ({ channel, providerMessageId }) =>
      log.tables.get(claims, { channel, provider_message_id: providerMessageId }) !== undefined,
    report,
  );
  const checkLedger = ledgerWatch(database, report);
  const positions = new Map<string, bigint>();
  const versions = new Map<string, number>();
  let seen = 0;
  let checks = 0;

  const checkStreams = () => {
    for (const row of log.events.slice(seen)) {
      const version = (versions.get(row.streamId) ?? 0) + 1;
      versions.set(row.streamId, version);
      if (row.version !== version)
        report(`${row.streamId} has version ${row.version} where ${version} is next`);
      tickets.see(row);
      waiting.see(row, now());
    }
    seen = log.events.length;
  };
  const checkFollowers = () => {
    for (const [name, position] of log.followers) {
      if (position < (positions.get(name) ?? 0n)) report(`follower ${name} went back to ${position}`);
      if (position > log.ledger.length) report(`follower ${name} is at ${position}, beyond the ledger`);
      positions.set(name, position);
    }
  };

  return {
    tickets,
    inbound,
    waiting,
    acknowledgements,
    checks: () => checks,
    check() {
      checks++;
      if (seen < log.events.length) checkStreams();
      checkLedger();
      checkFollowers();
      waiting.check(now());
      if (violations.length > 0) throw new Violation(violations.join('\n'));
    },
    acknowledged({ submissionId, ticketId }) {
      const before = acknowledgements.get(submissionId);
      if (before !== undefined && before !== ticketId) report(`submission ${submissionId} is on two tickets`);
      acknowledgements.set(submissionId, ticketId);
      if (log.streams.get(`ticket-${ticketId}`) === undefined) report(`ticket ${ticketId} is not stored`);
    },
    arrived: (replyId, part = 0) => tickets.arrived(replyId, part),
    accepted: (replyId, part = 0) => tickets.accepted(replyId, part),
    confirmed: (replyId, part = 0) => tickets.confirmed(replyId, part),
    returned: (replyId) => tickets.returned(replyId),
    lost: (replyId) => tickets.lost(replyId),
    left: (replyId) => tickets.left(replyId),
    sequenced({ name, epoch }) {
      const held = log.leases.get(name);
      if (held?.epoch !== epoch)
        report(`a relay of epoch ${epoch} was let through under epoch ${held?.epoch}`);
    },
    fault(where, what) {
      if (!expectedFaults.test(what)) report(`${where}: ${what}, which nobody put in`);
    },
    upset: () => tickets.upset(),
    report,
  };
}

/** Gapless positions, each event once, streams in order, every hash from the one before. */
function ledgerWatch({ log, hashOf }: Database, report: (what: string) => void): () => void {
  const placed = new Map<bigint, bigint>();
  const versions = new Map<string, number>();
  let hash = genesisHash;
  let seen = 0;
  return () => {
    for (const entry of log.ledger.slice(seen)) {
      seen++;
      const { position, eventId } = entry;
      if (position !== BigInt(seen)) report(`position ${position} stands where ${seen} is next`);
      if (placed.has(eventId)) report(`event ${eventId} has two positions`);
      placed.set(eventId, position);
      const row = log.events.find((event) => event.id === eventId);
      if (!row) return report(`position ${position} names event ${eventId}, which is not stored`);
      hash = hashOf(hash, toStoredRow(row, storedTime));
      if (hash !== entry.hash) report(`the hash at ${position} does not follow`);
      const version = (versions.get(row.streamId) ?? 0) + 1;
      if (row.version !== version) report(`${row.streamId} comes out of order at ${position}`);
      versions.set(row.streamId, row.version);
    }
  };
}
