// A desk for browser tests: serves the built pages under the strictest policy and keeps the HTTP contract in memory.

import { pagePolicy } from '../../src/adapters/elysia/guard/security-headers.ts';
import { buildSite, type Page, type Pages } from '../../web-form/build.ts';
import type {
  CapturedMessage,
  Message,
  StandInMessage,
  Ticket,
  TicketStatus,
} from '../../web-form/client/contract.ts';
import { article, json, messageOf, problem } from './stub-answers.ts';
import { type StubAudit, stubAudit } from './stub-audit.ts';
import { type StubSessions, stubSessions } from './stub-sessions.ts';

interface Conversation {
  ticket: Ticket;
  readonly token: string;
  readonly submissionId: string;
}

export interface StubDesk extends Disposable {
  readonly origin: string;
  readonly sessions: StubSessions;
  readonly audit: StubAudit;
  readonly conversations: Map<string, Conversation>;
  readonly captured: CapturedMessage[];
  /** What the sandbox shows of mail and WhatsApp. */
  readonly exchanged: StandInMessage[];
  /** Bodies posted to the desk, in order. */
  readonly posted: { readonly path: string; readonly body: Record<string, unknown> }[];
  /** Addresses asked for, with their query. */
  readonly asked: string[];
  /** The next POST is answered with this instead. */
  refuseNext(response: () => Response): void;
  /** Adds a message to a conversation, or changes what is known about it. */
  change(reference: string, change: Partial<Ticket>): void;
  say(reference: string, message: Partial<Message>, status: TicketStatus): void;
  /** A conversation as if it had been filed; the fragment of its status page. */
  seed(ticket: Partial<Ticket>): string;
}

/** Answers what a room asks; undefined for what it knows nothing of. `asker` is the name of who is signed in. */
export type AnswerRoom = (
  request: Request,
  url: URL,
  asker: string,
) => Response | undefined | Promise<Response | undefined>;

let built: Promise<Pages> | undefined;
/** The pages as the source has them, built once for all test files of a process. */
export function builtPages(): Promise<Pages> {
  built ??= buildSite().then(({ pages }) => pages);
  return built;
}

/**
 * Starts a stub on a free port of the loopback.
 * @param answerRoom asked first for everything under /api, after session and token were checked
 */
export function startStubDesk(answerRoom?: AnswerRoom): StubDesk {
  const sessions = stubSessions();
  const audit = stubAudit();
  const conversations = new Map<string, Conversation>();
  const captured: CapturedMessage[] = [];
  const exchanged: StandInMessage[] = [];
  const posted: StubDesk['posted'] = [];
  const asked: string[] = [];
  const refusals: (() => Response)[] = [];
  let count = 0;

  const open = (ticket: Partial<Ticket>, submissionId: string): Conversation => {
    count += 1;
    const reference = `LD-TEST-${String(count).padStart(4, '0')}`;
    const now = new Date().toISOString();
    const conversation: Conversation = {
      token: `token-${crypto.randomUUID()}`,
      submissionId,
      ticket: {
        reference,
        subject: 'Label will not print',
        status: 'open',
        openedAt: now,
        updatedAt: now,
        rating: null,
        canRate: false,
        canReply: true,
        continuations: [],
        messages: [],
        ...ticket,
      },
    };
    conversations.set(reference, conversation);
    return conversation;
  };
  const change: StubDesk['change'] = (reference, part) => {
    const conversation = conversations.get(reference);
    if (conversation)
      conversation.ticket = { ...conversation.ticket, updatedAt: new Date().toISOString(), ...part };
  };
  const say: StubDesk['say'] = (reference, message, status) => {
    const conversation = conversations.get(reference);
    if (!conversation) throw new Error(`the stub knows no ${reference}`);
    const { messages } = conversation.ticket;
    change(reference, { messages: [...messages, messageOf(messages.length + 1, message)], status });
  };

  const submit = (body: Record<string, unknown>): Response => {
    const id = String(body['submissionId']);
    const known = [...conversations.values()].find((c) => c.submissionId === id);
    const filed = known ?? open({ subject: String(body['subject']) }, id);
    const { reference } = filed.ticket;
    if (!known)
      say(
        reference,
        { author: 'customer', kind: 'message', text: String(body['message']), state: 'unanswered' },
        'open',
      );
    return json({ reference, statusToken: filed.token, statusUrl: '', status: 'open' }, { status: 201 });
  };
  const act = (reference: string, action: string, body: Record<string, unknown>): Response => {
    switch (action) {
      case 'messages':
        say(
          reference,
          { author: 'customer', kind: 'message', text: String(body['message']), state: 'unanswered' },
          'open',
        );
        return json({ messageId: crypto.randomUUID() }, { status: 201 });
      case 'rating':
        change(reference, {
          rating: Number(body['rating']),
          canRate: false,
          status: Number(body['rating']) >= 4 ? 'resolved' : 'pending',
        });
        return new Response(null, { status: 204 });
      case 'escalation':
        say(
          reference,
          { author: 'agent', kind: 'acknowledgement', text: 'I have handed this to a colleague.' },
          'escalated',
        );
        return new Response(null, { status: 204 });
      default:
        return problem(404);
    }
  };
  const support = async (request: Request, path: string): Promise<Response> => {
    const [, , area, name = '', action] = path.split('/');
    if (area === 'articles') return name === article.slug ? json(article) : problem(404);
    const body: Record<string, unknown> = request.method === 'POST' ? JSON.parse(await request.text()) : {};
    if (request.method === 'POST') {
      posted.push({ path, body });
      const refusal = refusals.shift();
      if (refusal) return refusal();
    }
    if (area === 'submit') return submit(body);
    const conversation = conversations.get(name);
    if (!conversation) return problem(404);
    if (request.headers.get('authorization') !== `Bearer ${conversation.token}`) return problem(401);
    if (action !== undefined) return act(name, action, body);
    const etag = `"${Bun.hash(JSON.stringify(conversation.ticket))}"`;
    if (request.headers.get('if-none-match') === etag)
      return new Response(null, { status: 304, headers: { etag } });
    return json(conversation.ticket, { headers: { etag } });
  };
  const answer = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    asked.push(url.pathname + url.search);
    if (request.method === 'OPTIONS') return new Response(null, { status: 204 });
    if (url.pathname.startsWith('/support/')) return support(request, url.pathname);
    const signing = await sessions.answer(request, url);
    if (signing) return signing;
    if (url.pathname.startsWith('/api/') && answerRoom) {
      const refusal = sessions.refusal(request);
      const answered = refusal ?? (await answerRoom(request, url, sessions.nameOf(request)));
      if (answered) return answered;
    }
    if (/^\/api\/(?:audit\/|feed$)/.test(url.pathname))
      return sessions.refusal(request) ?? audit.answer(request, url);
    if (url.pathname === '/sandbox/messages')
      return sessions.refusal(request) ?? json({ messages: captured, providers: exchanged });
    const pages = await builtPages();
    const page = pages.get(url.pathname) ?? pages.get(`/${url.pathname.split('/')[1]}/*`);
    return page ? served(page) : problem(404);
  };
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: async (request) => {
      const response = await answer(request);
      for (const [name, value] of Object.entries(crossOrigin)) response.headers.set(name, value);
      return response;
    },
  });
  return {
    origin: `http://127.0.0.1:${server.port}`,
    sessions,
    audit,
    conversations,
    captured,
    exchanged,
    posted,
    asked,
    refuseNext: (response) => refusals.push(response),
    change,
    say,
    seed: (ticket) => {
      const { ticket: filed, token } = open(ticket, crypto.randomUUID());
      return `#${new URLSearchParams({ reference: filed.reference, token })}`;
    },
    [Symbol.dispose]: () => void server.stop(true),
  };
}

const crossOrigin = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, content-type, if-none-match',
  'access-control-expose-headers': 'etag, retry-after',
};

function served({ body, contentType, etag }: Page): Response {
  return new Response(body.slice(), {
    headers: {
      'content-type': contentType,
      etag,
      'content-security-policy': pagePolicy,
    },
  });
}
