// Deliberately broken parts: a simulation that lets these pass would prove nothing.
import type { AcceptMessage } from '../../src/application/channel/accept-message.ts';
import type { ChannelGateway } from '../../src/application/channel/channel-gateway.ts';
import { type EventStore, VersionConflict } from '../../src/application/log/event-store.ts';
import type { Ledger } from '../../src/application/log/ledger.ts';
import type { Mailbox } from '../../src/application/mail/mailbox.ts';
import type { Timers } from '../../src/application/platform/timers.ts';
import type { LookUpStatus } from '../../src/application/whatsapp/missed-news.ts';
import type { ListInbound } from '../../src/application/whatsapp/reconcile-messages.ts';
import { patience } from './patience.ts';
import type { World } from './world.ts';

/** What can be broken: the port as one role sees it. */
interface Breakable {
  readonly api: EventStore;
  readonly agent: EventStore;
  readonly delivery: EventStore;
  readonly gateway: ChannelGateway;
  readonly ledger: Ledger;
  readonly scheduler: Timers;
  readonly mailbox: Mailbox;
  readonly acceptMail: AcceptMessage;
  readonly acceptChat: AcceptMessage;
  readonly list: ListInbound;
  readonly status: LookUpStatus;
}

export interface Mutant {
  readonly name: string;
  /** How the simulation puts it. */
  readonly foundAs: RegExp;
  /** A seed that finds it, looked at first; by default 1. When the desk takes other turns, the others follow. */
  readonly seed?: number;
  readonly replace: {
    readonly [K in keyof Breakable]?: (port: Breakable[K], world: World) => Breakable[K];
  };
}

/** The port, or what the world's mutant makes of it. */
export function asMutant<K extends keyof Breakable>(
  world: World,
  place: K,
  port: Breakable[K],
): Breakable[K] {
  const replace = world.mutant?.replace[place];
  return replace ? replace(port, world) : port;
}

export const mutants: readonly Mutant[] = [
  {
    name: 'the agent writes over what others wrote meanwhile',
    foundAs: /although a human is in charge|after it was|has version|has no outcome/,
    replace: {
      agent: (events, { database }) => ({
        ...events,
        append: (request) =>
          events.append(request).catch((error: unknown) => {
            if (!(error instanceof VersionConflict)) throw error;
            const streams = request.streams.map((stream) => ({
              ...stream,
              expectedVersion: database.log.streams.get(stream.streamId)?.length ?? 0,
            }));
            return database.events.append({ ...request, streams });
          }),
      }),
    },
  },
  {
    name: 'delivery keeps no record of an attempt before it sends',
    foundAs: /without its attempt on record|is still composed/,
    replace: {
      delivery: (events) => ({
        ...events,
        append: async (request) => {
          const attempts = request.streams.some((s) => s.events.some((e) => e.type === 'ReplyAttempted'));
          return attempts ? [] : events.append(request);
        },
      }),
    },
  },
  {
    name: 'delivery sends again without asking the provider',
    foundAs: /sent twice|is withdrawn although it was sent/,
    replace: {
      gateway: (gateway) => ({ ...gateway, reconcile: async () => ({ state: 'not-sent' }) }),
    },
  },
  {
    name: 'an attempt that may still be on its way is taken for lost',
    foundAs: /sent twice/,
    seed: 32,
    replace: {
      gateway: ({ channel, send, reconcile }) => ({ channel, send, reconcile }),
    },
  },
  {
    name: 'delivery does not know that a human took over',
    foundAs: /is attempted although a human took over|is handed over twice/,
    replace: {
      delivery: (events) => ({
        ...events,
        readStream: async (...asked) =>
          // As where a reply could not be delivered: with staff, and in nobody's hands. Its messages have their outcome.
          (await events.readStream(...asked))
            .filter(({ type }) => type !== 'TicketAssigned')
            .map((event) =>
              event.type === 'TicketEscalated'
                ? { ...event, data: { ...event.data, reason: 'undeliverable' } }
                : event,
            ),
      }),
    },
  },
  {
    name: 'delivery does not know that the customer wrote again',
    foundAs: /is attempted although the customer wrote again/,
    replace: {
      delivery: (events) => ({
        ...events,
        readStream: async (...asked) =>
          (await events.readStream(...asked)).map((event) =>
            event.type === 'CustomerMessageReceived'
              ? { ...event, data: { ...event.data, handling: 'nobody' } }
              : event,
          ),
      }),
    },
  },
  {
    name: 'a relay goes on without its lease',
    foundAs: /was let through under epoch/,
    seed: 43,
    replace: {
      ledger: (ledger, { database }) => ({
        ...ledger,
        sequence: (lease, limit) => {
          const held = database.log.leases.get(lease.name);
          return ledger.sequence({ ...lease, ...held }, limit);
        },
      }),
    },
  },
  {
    name: 'a repeated submission is filed as a new one',
    foundAs: /is on two tickets|is not on ticket/,
    replace: {
      api: (events, { ids }) => ({
        ...events,
        append: (request) =>
          events.append({
            ...request,
            streams: request.streams.map((stream) => ({
              ...stream,
              events: stream.events.map((event) =>
                event.type === 'CustomerMessageReceived'
                  ? { ...event, data: { ...event.data, providerMessageId: ids.next() } }
                  : event,
              ),
            })),
          }),
      }),
    },
  },
  {
    name: 'a message is acknowledged although it was not stored',
    foundAs: /is not stored|is not on ticket/,
    replace: {
      api: (events) => ({ ...events, append: (request) => events.append(request).catch(() => []) }),
    },
  },
  {
    name: 'timers never fire',
    foundAs: /has no outcome|is still|is stuck|has waited in silence/,
    replace: { scheduler: (timers) => ({ ...timers, claimDue: async () => [] }) },
  },
  {
    name: 'an outage of the bus counts as waiting for an answer',
    foundAs: /because of an outage of the bus|is overdue after/,
    seed: 12,
    replace: {
      scheduler: (timers) => ({
        ...timers,
        claimDue: async (...asked) =>
          (await timers.claimDue(...asked)).map((timer) =>
            timer.lateMs < patience.overdueMs
              ? timer
              : {
                  ...timer,
                  dueAt: timer.dueAt - patience.atTheLatestMs,
                  lateMs: timer.lateMs + patience.atTheLatestMs,
                },
          ),
      }),
    },
  },
  {
    name: 'what waits for the bus waits for as long as it is away',
    foundAs: /has waited in silence/,
    seed: 19,
    replace: {
      scheduler: (timers) => ({
        ...timers,
        claimDue: async (...asked) =>
          (await timers.claimDue(...asked)).map((timer) => ({
            ...timer,
            lateMs: Math.min(timer.lateMs, patience.atTheLatestMs - 1),
          })),
      }),
    },
  },
  {
    name: 'the cursor of a mailbox moves before its mail is stored',
    foundAs: /the cursor of .* passes over/,
    replace: { acceptMail: beforeItIsDone },
  },
  {
    name: 'only the first page of what is new in a mailbox is read',
    foundAs: /the cursor of .* passes over/,
    seed: 706,
    replace: {
      mailbox: (mailbox) => ({
        ...mailbox,
        changes: async (after, page) => {
          const changes = await mailbox.changes(after, page);
          return changes === 'expired' || changes.nextPage === undefined
            ? changes
            : { added: changes.added, cursor: await mailbox.position() };
        },
      }),
    },
  },
  {
    name: 'a mail whose outcome is unknown is sent again without looking for it',
    foundAs: /sent twice/,
    seed: 291,
    replace: { mailbox: (mailbox) => ({ ...mailbox, find: async () => 'not-sent' }) },
  },
  {
    name: 'a WhatsApp message is acknowledged before it is stored',
    foundAs: /is acknowledged but not in the log/,
    replace: { acceptChat: beforeItIsDone },
  },
  {
    name: 'nobody looks for WhatsApp messages whose webhook did not come',
    foundAs: /came in and is not in the log/,
    replace: {
      list: () =>
        async function* () {
          yield { messages: [] };
        },
    },
  },
  {
    name: 'nobody asks what became of replies of which no callback came',
    foundAs: /came back, and is still sent/,
    seed: 56,
    replace: { status: () => async () => ({ progress: 'under-way' }) },
  },
];

/** Answers at once, and goes on in the background. */
function beforeItIsDone(accept: AcceptMessage): AcceptMessage {
  return async (message) => {
    void accept(message).catch(() => {});
    return { ticketId: '', reference: '', messageId: '', repeated: false };
  };
}
