// The one database of the simulated world: the in-memory adapters, with nothing in between. It outlives every process.

import { memoryChannelAccounts } from '../../src/adapters/memory/channel-accounts.ts';
import { memoryCheckpoints } from '../../src/adapters/memory/checkpoints.ts';
import { memoryDeadLetters } from '../../src/adapters/memory/dead-letters.ts';
import {
  memoryCustomerDirectory,
  memoryTicketDirectory,
  memoryTimers,
} from '../../src/adapters/memory/directories.ts';
import { memoryEventStore } from '../../src/adapters/memory/event-store.ts';
import { memoryKnowledgeBase } from '../../src/adapters/memory/knowledge-base.ts';
import { memoryFollowers, memoryLeases, memoryLedger } from '../../src/adapters/memory/ledger.ts';
import { memoryLog } from '../../src/adapters/memory/log.ts';
import { memoryMessageFiles } from '../../src/adapters/memory/message-files.ts';
import { memoryRebuilding } from '../../src/adapters/memory/rebuilding.ts';
import { memoryThreadDirectory } from '../../src/adapters/memory/thread-directory.ts';
import { memoryUnstoredMessages } from '../../src/adapters/memory/unstored-messages.ts';
import { memoryWhatsappDirectory } from '../../src/adapters/memory/whatsapp-directory.ts';
import { sha256, sha256Hex } from '../../src/adapters/node-crypto/hashes.ts';
import { hmacHex } from '../../src/adapters/node-crypto/mac.ts';
import type { Embedder } from '../../src/application/knowledge/knowledge-base.ts';
import { eventCodec } from '../../src/application/log/event-codec.ts';
import type { Clock, Ids } from '../../src/application/platform/clock.ts';
import { inlineProjection } from '../../src/application/projection/inline.ts';
import { catalogue, upcasters } from '../../src/domain/event/catalogue.ts';
import { chainHash } from '../../src/domain/ledger/chain.ts';
import { openCipher } from './sealing.ts';

/** Shorter than in production, so that a run of some minutes sees every timer fire. */
const durations = {
  answer: 20_000,
  deliver: 20_000,
  quiet: { webform: 0, email: 5_000, whatsapp: 2_000 },
  autoResolve: 45_000,
  autoClose: 30_000,
};

/** Its secret is the world's only one. */
export const digest = hmacHex(Buffer.alloc(32, 9));
export const project = inlineProjection(durations, { sha256: sha256Hex, digest });

export type Database = ReturnType<typeof openDatabase>;

/** @param clock the database's own, which no process shares */
export function openDatabase(clock: Clock, ids: Ids) {
  const log = memoryLog();
  const hashOf = chainHash(sha256);
  const options = { codec: eventCodec(catalogue, upcasters), cipher: openCipher, clock, ids, project };
  const ledger = memoryLedger(log, options, hashOf);
  return {
    log,
    hashOf,
    ledger,
    events: memoryEventStore(log, options),
    leases: memoryLeases(log, clock),
    followers: memoryFollowers(log),
    rebuilding: memoryRebuilding(log, ledger),
    tickets: memoryTicketDirectory(log.tables),
    customers: memoryCustomerDirectory(log.tables),
    timers: memoryTimers(log.tables, clock),
    knowledge: memoryKnowledgeBase({ rows: (table) => log.tables.rows(table), embedder: noVectors }),
    checkpoints: memoryCheckpoints(),
    deadLetters: memoryDeadLetters(),
    threads: memoryThreadDirectory(log.tables),
    accounts: memoryChannelAccounts(clock),
    unstored: memoryUnstoredMessages(),
    files: memoryMessageFiles(log, { cipher: openCipher, clock, ids }),
    whatsapp: memoryWhatsappDirectory(log.tables, digest),
  };
}

/** Words are enough to find the few articles there are. */
const noVectors: Embedder = { model: 'none', dimensions: 1, embed: async () => [] };
