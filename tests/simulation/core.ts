// What the composition root builds for one process, here on the shared database, with everything going through `call`.
import { untraced } from '../../src/adapters/memory/telemetry.ts';
import { sha256Hex } from '../../src/adapters/node-crypto/hashes.ts';
import { requestHuman } from '../../src/application/agent/hand-over.ts';
import type { ChannelAccounts } from '../../src/application/channel/channel-accounts.ts';
import type { EventStore } from '../../src/application/log/event-store.ts';
import type { Ledger } from '../../src/application/log/ledger.ts';
import { type Wakeups, wakeups } from '../../src/application/log/wakeups.ts';
import { messageIds } from '../../src/application/mail/message-ids.ts';
import type { Clock } from '../../src/application/platform/clock.ts';
import type { Telemetry } from '../../src/application/platform/telemetry.ts';
import { changeTicket } from '../../src/application/ticket/change-ticket.ts';
import { decide } from '../../src/domain/ticket/decide.ts';
import { sleeplessClock } from '../sleepless-clock.ts';
import { through } from './call.ts';
import { digest } from './database.ts';
import { asMutant } from './mutants.ts';
import { digestSigner } from './sealing.ts';
import type { Life } from './virtual-time.ts';
import type { World } from './world.ts';

export type Core = ReturnType<typeof coreOf>;

/** Polls are a safety net beside the wake-ups; drawn out, because an idle world would do nothing else. */
const POLL_STRETCH = 15;

/** @param skew how far the process's clock is off, milliseconds; read at every look */
export function coreOf(world: World, life: Life, skew: () => number) {
  const { database, time, ids } = world;
  const clock: Clock = {
    now: () => Math.floor(time.now() + skew()),
    elapsed: () => Math.floor(time.now()),
    sleep: (ms, signal) => time.sleep(life, ms, signal),
  };
  const on = <P extends object>(port: P, name: string, ...writes: (keyof P & string)[]) =>
    through(world, life, port, { name, writes });
  const telemetry: Telemetry = {
    log: (level, message, fields = {}) => {
      world.say(
        `${life.name} ${level}: ${message} ${JSON.stringify(fields['error'] ?? fields['reason'] ?? '')}`,
      );
      if (level === 'error')
        world.watch.fault(
          `${life.name}: ${message}`,
          JSON.stringify(fields['error'] ?? 'a fault without a name'),
        );
    },
    count: () => {},
    observe: () => {},
    gauge: () => {},
    span: untraced,
  };
  return {
    clock,
    ids,
    telemetry,
    sha256: sha256Hex,
    digest,
    hashOf: database.hashOf,
    signer: digestSigner,
    appended: stretched(clock),
    sequenced: stretched(clock),
    halted: new Map<string, string>(),
    events: on(withRivals(world, database.events), 'events', 'append'),
    ledger: on(watchedLedger(world), 'ledger', 'sequence'),
    leases: on(database.leases, 'leases', 'acquire', 'renew', 'release'),
    followers: on(database.followers, 'followers', 'advance'),
    tickets: on(database.tickets, 'tickets'),
    customers: on(database.customers, 'customers'),
    timers: on(database.timers, 'timers', 'claimDue'),
    knowledge: on(database.knowledge, 'knowledge'),
    checkpoints: on(database.checkpoints, 'checkpoints', 'save'),
    deadLetters: on(database.deadLetters, 'deadLetters', 'add', 'resolve'),
    threads: on(database.threads, 'threads'),
    unstored: on(database.unstored, 'unstored', 'failed', 'want', 'settle'),
    accounts: on(watchedAccounts(world), 'accounts', 'register', 'notify', 'advance', 'watched', 'release'),
    files: on(database.files, 'files', 'keep'),
    whatsapp: on(database.whatsapp, 'whatsapp'),
    messageIds: messageIds(sha256Hex),
  };
}

/** Whoever sequences, be it nothing, must hold the lease at that moment, whatever it believes. */
function watchedLedger(world: World): Ledger {
  const ledger = asMutant(world, 'ledger', world.database.ledger);
  return {
    ...ledger,
    sequence: async (lease, limit) => {
      const count = await ledger.sequence(lease, limit);
      world.watch.sequenced(lease);
      return count;
    },
  };
}

/** Wherever a cursor stands, everything before it has to be in the log. */
function watchedAccounts({ database: { accounts }, watch }: World): ChannelAccounts {
  return {
    ...accounts,
    advance: async (channel, account, cursor) => {
      await accounts.advance(channel, account, cursor);
      const now = await accounts.get(channel, account);
      if (now?.cursor !== undefined) watch.inbound.cursorAt(account, now.cursor);
    },
  };
}

function stretched(clock: Clock): Wakeups {
  const { wake, wait } = wakeups(clock);
  return { wake, wait: (listener, pollMs, signal) => wait(listener, pollMs * POLL_STRETCH, signal) };
}

/** Somebody else writes to the ticket when the decision about it is made and not yet stored. */
function withRivals(world: World, events: EventStore): EventStore {
  return {
    ...events,
    append: async (request) => {
      const stream = request.streams.find((s) => s.streamId.startsWith('ticket-') && s.expectedVersion > 0);
      if (stream && world.faults.strikes('rival'))
        await rival(world, stream.streamId.slice('ticket-'.length));
      return events.append(request);
    },
  };
}

async function rival(world: World, ticketId: string): Promise<void> {
  const { database, ids, chance } = world;
  const clock = sleeplessClock(() => Math.floor(world.time.now()));
  const telemetry: Telemetry = {
    log: () => {},
    count: () => {},
    observe: () => {},
    gauge: () => {},
    span: untraced,
  };
  const metadata = { correlationId: ids.next(), actor: { kind: 'staff' as const, id: 'rival' } };
  const ports = { events: database.events, clock, ids, telemetry };
  const acted = chance.happens(0.2) ? 'asks for a human' : 'adds a note';
  if (acted === 'asks for a human')
    await requestHuman(ports, ticketId, { evidence: 'A rival asked.', metadata });
  else {
    const note = { command: 'AddNote', noteId: ids.next(), staffId: 'rival', text: 'A note.' } as const;
    await changeTicket(ports, ticketId, metadata, (ticket) => decide(note, ticket));
  }
  world.say(`a rival ${acted} on ${ticketId}`);
}
