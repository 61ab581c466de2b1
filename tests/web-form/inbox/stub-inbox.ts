// The inbox's side of the desk, in memory: queues, tickets that refuse a second answer, a feed that can be cut.
import type { InboxMessage, TicketPage, TicketRow } from '../../../web-form/inbox/contract.ts';
import { json, problem } from '../stub-answers.ts';
import type { AnswerRoom } from '../stub-desk.ts';
import { stubFeed } from '../stub-feed.ts';
import { answerPeople, type StubPeople, stubPeople } from './stub-people.ts';
import { ago, type StubTicket, why } from './stub-tickets.ts';

export interface StubInbox {
  readonly answer: AnswerRoom;
  readonly people: StubPeople;
  readonly tickets: Map<string, StubTicket>;
  /** Requests by method and path, such as `GET /api/inbox/queues`. */
  readonly asked: string[];
  readonly acts: { readonly path: string; readonly body: Record<string, unknown>; readonly by: string }[];
  put(...tickets: StubTicket[]): void;
  /** Something happens on a ticket, and everybody hears of it. */
  say(reference: string, message: InboxMessage, by: string, what: string): void;
  change(reference: string, change: Partial<StubTicket>, type: string): void;
  /** Ends every open feed; while `down`, none is opened and no question is answered. */
  cut(down: boolean): void;
}

interface Happened {
  readonly what: string;
  readonly by: string;
  readonly at: string;
}

export function stubInbox(): StubInbox {
  const tickets = new Map<string, StubTicket>();
  const happened = new Map<string, (Happened & { readonly version: number })[]>();
  const done = new Set<string>();
  const asked: string[] = [];
  const acts: StubInbox['acts'] = [];
  const feed = stubFeed();
  const { tell } = feed;
  const people = stubPeople(() => tell({ type: 'CustomersMerged' }));
  let down = false;

  const presence = (ticket: StubTicket, name: string, composing: boolean | undefined) => {
    const others = ticket.presence.filter((one) => one.name !== name);
    ticket.presence = composing === undefined ? others : [...others, { name, composing, since: ago(0) }];
    const { reference, presence: staff } = ticket;
    feed.write(`event: presence\ndata: ${JSON.stringify({ reference, staff })}\n\n`);
  };
  const move = (ticket: StubTicket, news: Happened, type: string, change: Partial<StubTicket>) => {
    Object.assign(ticket, change, { version: ticket.version + 1 });
    const log = happened.get(ticket.reference) ?? [];
    log.push({ ...news, version: ticket.version });
    happened.set(ticket.reference, log);
    tell({ type, reference: ticket.reference, ticketId: ticket.ticketId });
  };
  const act = (ticket: StubTicket, action: string, body: Record<string, unknown>, by: string): Response => {
    const at = new Date().toISOString();
    const given = [body['replyId'], body['noteId']].find((one) => typeof one === 'string');
    const id = given === undefined ? crypto.randomUUID() : `${given}`;
    if (done.has(id)) return json({ version: ticket.version });
    const since = (happened.get(ticket.reference) ?? []).findLast(
      (one) =>
        one.version > Number(body['expectedVersion'] ?? ticket.version) &&
        (one.by !== by || one.what === 'replied'),
    );
    if (since && action !== 'note')
      return problem(409, { type: '/problems/conflict', ...since, version: ticket.version });
    const said = (kind: 'staff' | 'note'): InboxMessage => ({
      id,
      kind,
      text: String(body['text']),
      at,
      channel: ticket.channel,
      by,
      attachments: [],
      ...(kind === 'staff' ? { delivery: { state: 'queued', at } } : {}),
    });
    const news = (what: string) => ({ what, by, at });
    done.add(id);
    switch (action) {
      case 'take':
      case 'reopen':
        move(ticket, news('taken'), 'TicketAssigned', {
          assignee: by,
          status: 'escalated',
          staffInCharge: true,
          reply: ready(ticket),
        });
        break;
      case 'assign':
        move(ticket, news('taken'), 'TicketAssigned', { assignee: String(body['staffId']) });
        break;
      case 'reply':
        move(ticket, news('replied'), 'StaffReplied', { messages: [...ticket.messages, said('staff')] });
        break;
      case 'note':
        ticket.messages = [...ticket.messages, said('note')];
        tell({ type: 'NoteAdded', reference: ticket.reference });
        break;
      case 'hand-back':
        move(ticket, news('handed-back'), 'TicketHandedBack', {
          status: 'open',
          staffInCharge: false,
        });
        delete ticket.assignee;
        break;
      case 'resolve':
        move(ticket, news('resolved'), 'TicketResolved', { status: 'resolved', staffInCharge: false });
        break;
      case 'close':
        move(ticket, news('closed'), 'TicketClosed', { status: 'closed', staffInCharge: false });
        break;
      case 'draft':
        return json({
          text: 'Thank you, Ada. The carrier confirmed the damage, and the refund is on its way.',
          citations: [{ slug: 'refunds', title: 'Refunds', heading: '' }],
          confidence: 0.7,
        });
      default:
        return problem(404);
    }
    return json({ version: ticket.version });
  };
  const onTicket = async (request: Request, path: string, by: string): Promise<Response> => {
    const [, , , , reference = '', action] = path.split('/');
    const ticket = tickets.get(decodeURIComponent(reference));
    if (!ticket) return problem(404, { type: '/problems/ticket-unknown' });
    if (action === undefined) return json(ticket);
    if (action === 'presence') {
      const body = request.method === 'DELETE' ? {} : JSON.parse(await request.text());
      presence(ticket, by, request.method === 'DELETE' ? undefined : body.composing === true);
      return new Response(null, { status: 204 });
    }
    const body: Record<string, unknown> = JSON.parse(await request.text());
    acts.push({ path, body, by });
    return act(ticket, action, body, by);
  };
  const inQueue = (queue: string, by: string) =>
    [...tickets.values()].filter((ticket) => {
      if (queue === 'escalated') return ticket.status === 'escalated';
      if (queue === 'mine') return ticket.assignee === by && ticket.status === 'escalated';
      if (queue === 'failed') return ticket.messages.some(({ delivery }) => delivery?.undelivered);
      return true;
    });
  const list = (url: URL, headers: Headers, by: string): Response => {
    if (url.searchParams.has('q')) return problem(422, { type: '/problems/invalid-fields' });
    const q = decodeURIComponent(headers.get('ledgerdesk-words') ?? '').toLowerCase();
    const from = Number(url.searchParams.get('after') ?? 0);
    const limit = Number(url.searchParams.get('limit') ?? 50);
    const found = inQueue(url.searchParams.get('queue') ?? 'all', by).filter((one) =>
      `${one.reference} ${one.subject} ${one.customer.name}`.toLowerCase().includes(q),
    );
    const items = found.slice(from, from + limit).map(rowOf);
    const hasMore = from + limit < found.length;
    return json({ items, ...(hasMore ? { next: String(from + limit) } : {}) } satisfies TicketPage);
  };
  const counts = (by: string): Response => {
    const count = (queue: string, length = inQueue(queue, by).length) => ({
      queue,
      count: length,
      overdue: queue === 'escalated' ? inQueue(queue, by).filter(({ sla }) => sla?.overdue).length : 0,
      oldestAt: length > 0 ? new Date(Date.now() - 5_400_000).toISOString() : null,
    });
    return json({
      position: feed.position(),
      queues: [
        count('escalated'),
        count('failed'),
        count('suppressed', people.suppressed.length),
        count('conflicts', people.conflicts.length),
        count('mine'),
        count('all'),
      ],
    });
  };
  return {
    people,
    tickets,
    asked,
    acts,
    put: (...more) => {
      for (const ticket of more) tickets.set(ticket.reference, ticket);
    },
    say: (reference, message, by, what) => {
      const ticket = tickets.get(reference);
      if (!ticket) throw new Error(`the stub knows no ${reference}`);
      move(ticket, { what, by, at: message.at }, 'CustomerMessageReceived', {
        messages: [...ticket.messages, message],
      });
    },
    change: (reference, change, type) => {
      Object.assign(tickets.get(reference) ?? {}, change);
      tell({ type, reference });
    },
    cut: (isDown) => {
      down = isDown;
      feed.cut();
    },
    answer: async (request, url, by) => {
      const { pathname: path } = url;
      asked.push(`${request.method} ${path}`);
      if (down) return problem(503);
      if (path === '/api/feed') return feed.answer(request, url);
      if (path === '/api/inbox/queues') return counts(by);
      if (path === '/api/inbox/tickets') return list(url, request.headers, by);
      if (path === '/api/inbox/staff') return json({ staff: [{ name: 'ida' }, { name: 'nora' }] });
      if (path.startsWith('/api/inbox/tickets/')) return onTicket(request, path, by);
      if (path.endsWith('/why')) return json(why);
      return answerPeople(people, request, path);
    },
  };
}

/** As the desk tells it: what is not there is left out. */
function rowOf(one: StubTicket): TicketRow {
  const last = one.messages.at(-1);
  return {
    reference: one.reference,
    ticketId: one.ticketId,
    customerId: one.customer.customerId,
    customerName: one.customer.name,
    subject: one.subject,
    channel: one.channel,
    status: one.status,
    priority: one.priority,
    ...(one.escalation ? { reason: one.escalation.reason } : {}),
    ...(one.assignee === undefined ? {} : { assignee: one.assignee }),
    waitingSince: last?.at ?? one.openedAt,
    ...(one.status === 'escalated' && one.sla ? { dueAt: one.sla.dueAt } : {}),
    lastMessageAt: last?.at ?? one.openedAt,
    excerpt: last?.text.slice(0, 120) ?? '',
    presence: one.presence.map(({ name }) => name),
  };
}

/** Whoever has it may write. */
function ready({ reply }: StubTicket): StubTicket['reply'] {
  const { because: _, ...way } = reply;
  return { ...way, possible: true };
}
