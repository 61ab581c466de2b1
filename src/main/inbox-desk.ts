// The inbox of staff, on this process's adapters: queues, tickets, what is done on them, and the live feed.
import type { InboxDesk } from '../adapters/elysia/inbox/desk.ts';
import { mailReader } from '../adapters/mime/read-mail.ts';
import { addNote, close, handBack, reopen, reply, resolve, takeOver } from '../application/inbox/acts.ts';
import { assignees, giveToColleague } from '../application/inbox/assignees.ts';
import { type DraftPorts, draftReply } from '../application/inbox/draft-reply.ts';
import { placeAfter } from '../application/inbox/inbox.ts';
import { openAttachment } from '../application/inbox/message-attachments.ts';
import { type PresenceBook, presenceBook } from '../application/inbox/presence.ts';
import { countingQueues } from '../application/inbox/queues.ts';
import { type ServiceLevel, serviceLevel } from '../application/inbox/service-level.ts';
import { showTicket } from '../application/inbox/show-ticket.ts';
import { type Feed, startFeed } from '../application/log/feed.ts';
import { startLoop } from '../application/log/loop.ts';
import { loadTicket } from '../application/ticket/load-ticket.ts';
import type { Channel } from '../domain/conversation/channel.ts';
import type { Config } from './config.ts';
import type { Core } from './core.ts';
import { cursorOf, placeIn, queueView, rowView, shownView } from './inbox-views.ts';
import { serviceMinutesOf } from './service-minutes.ts';

export interface InboxOptions {
  readonly config: Pick<Config, 'slaMinutes' | 'openingHours'>;
  /** Channels that are configured. */
  readonly sendsOn: ReadonlySet<Channel>;
  /** Whether a template carries what is said on WhatsApp after a day. */
  readonly hasTemplate: boolean;
  /** What a draft needs beside the log. */
  readonly drafting: DraftPorts;
  /** Names of configured keys whose role may work on tickets. */
  readonly staff: readonly string[];
  readonly live: Live;
}

/** What runs beside the requests. */
export interface Live extends AsyncDisposable {
  readonly feed: Feed;
  readonly presence: PresenceBook;
}

const SWEEP_MS = 5_000;

/** @param announce tells other processes who is at which ticket */
export function startLive(core: Core, announce: (text: string) => void): Live {
  const { clock, telemetry, watchdog } = core;
  const parts = new AsyncDisposableStack();
  const feed = parts.use(startFeed({ ...core, references: core.inbox.references }));
  const presence = presenceBook({ clock, announce });
  const sweeping = startLoop({
    name: 'presence',
    clock,
    telemetry,
    watchdog,
    step: async () => {
      presence.sweep();
      telemetry.gauge('feed_clients', feed.listeners());
      return false;
    },
    idle: (signal) => clock.sleep(SWEEP_MS, signal),
  });
  parts.use(sweeping);
  return { feed, presence, [Symbol.asyncDispose]: () => parts.disposeAsync() };
}

export function createInboxDesk(core: Core, options: InboxOptions): InboxDesk {
  const { config, sendsOn, hasTemplate, drafting, staff: configured, live } = options;
  const { presence } = live;
  const isOffHours = config.openingHours.length > 0 ? core.isOffHours : undefined;
  const level: ServiceLevel = serviceLevel(serviceMinutesOf(config.slaMinutes), isOffHours);
  const ports = { ...core, sendsOn, hasTemplate, serviceLevel: level, readMail: mailReader() };
  const counting = countingQueues(ports);
  return {
    queues: async (staffId) => queueView(await counting(staffId)),
    tickets: (wanted) => pageOf(core, presence, level, wanted),
    show: async (reference) => {
      const shown = await showTicket({ ...ports, undelivered: ports }, reference);
      return shown && shownView(shown, presence.of(reference));
    },
    file: async (reference, fileId) => {
      const found = await core.tickets.byReference(reference);
      if (!found) return undefined;
      const { events } = await loadTicket(core, found.ticketId);
      return openAttachment(ports, events, fileId);
    },
    staff: (asking) => assignees({ ...core, configured }, asking),
    take: (reference, acting) => takeOver(core, reference, acting),
    assign: (reference, acting, staffId) =>
      giveToColleague({ ...core, configured }, reference, acting, staffId),
    reply: (reference, acting, words) => reply(ports, reference, acting, words),
    note: (reference, acting, words) => addNote(core, reference, acting, words),
    handBack: (reference, acting) => handBack(core, reference, acting),
    resolve: (reference, acting, basis) => resolve(core, reference, acting, basis),
    reopen: (reference, acting) => reopen(core, reference, acting),
    close: (reference, acting) => close(core, reference, acting),
    draft: async (reference, acting, signal) => {
      const drafted = await draftReply(drafting, reference, acting, signal);
      if ('rejected' in drafted) return drafted;
      const citations = drafted.citations.map(({ slug, title, heading }) => ({ slug, title, heading }));
      return { ...drafted, citations };
    },
    ...presenceDesk(core, live),
  };
}

async function pageOf(
  core: Core,
  presence: PresenceBook,
  level: ServiceLevel,
  { queue, after, ...wanted }: Parameters<InboxDesk['tickets']>[0],
): ReturnType<InboxDesk['tickets']> {
  const place = after === undefined ? undefined : placeIn(after);
  if (place === 'unreadable') return 'unreadable-cursor';
  const more = {
    queue,
    ...wanted,
    limit: wanted.limit + 1,
    dueAt: level.dueAt,
    ...(place ? { after: place } : {}),
  };
  const found = await core.inbox.page(more);
  const items = found.slice(0, wanted.limit);
  const last = items.at(-1);
  return {
    items: items.map((ticket) => rowView(ticket, level, presence.of(ticket.reference))),
    ...(last && found.length > items.length ? { next: cursorOf(placeAfter(queue, last)) } : {}),
  };
}

/** Who is at which ticket, and what happens meanwhile. */
function presenceDesk(
  { tickets }: Core,
  { feed, presence }: Live,
): Pick<InboxDesk, 'here' | 'left' | 'listen'> {
  /** Where somebody is already, it was looked up before. */
  const isThere = async (reference: string) =>
    presence.of(reference).length > 0 || (await tickets.byReference(reference)) !== undefined;
  return {
    here: async (reference, name, composing) => {
      if (!(await isThere(reference))) return false;
      presence.here(reference, name, composing);
      return true;
    },
    left: async (reference, name) => {
      if (!(await isThere(reference))) return false;
      presence.left(reference, name);
      return true;
    },
    listen: async (after, listener) => {
      const unheard = presence.onChange((reference) => {
        const staff = presence.of(reference).map(({ name, composing }) => ({ name, composing }));
        listener.presence({ reference, staff });
      });
      try {
        const stop = await feed.listen(after, listener);
        return () => {
          unheard();
          stop();
        };
      } catch (error) {
        unheard();
        throw error;
      }
    },
  };
}
