// A desk of plain answers and a surface around it, for tests of the HTTP adapter.

import type { Audit } from '../../../src/adapters/elysia/audit/desk.ts';
import type { ConflictView, CustomerView } from '../../../src/adapters/elysia/customers/views.ts';
import type { DeadLetterView } from '../../../src/adapters/elysia/dead-letters/views.ts';
import type { Desk } from '../../../src/adapters/elysia/desk.ts';
import { createHttp } from '../../../src/adapters/elysia/http.ts';
import type { ActingOn, ActOutcome, InboxDesk } from '../../../src/adapters/elysia/inbox/desk.ts';
import type { InboxTicketView } from '../../../src/adapters/elysia/inbox/views.ts';
import type { WhyView } from '../../../src/adapters/elysia/insight/views.ts';
import type { HttpOptions } from '../../../src/adapters/elysia/kit.ts';
import type { OverviewView } from '../../../src/adapters/elysia/overview/views.ts';
import type { SuppressedView, UndeliveredView } from '../../../src/adapters/elysia/staff/views.ts';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { testAccess } from './access-desk.ts';
import { fakeKnowledgeDesk } from './knowledge-desk.ts';

export const reference = 'LD-7K2M-9QXA';
export const token = 'right-token';
export const time = '2026-11-20T10:00:00.000Z';
export const hash = 'ab'.repeat(32);

export const submission = {
  name: 'Ada Marsh',
  email: 'ada@example.org',
  subject: 'Label will not print',
  category: 'technical',
  priority: 'normal',
  message: 'My label printer prints blank pages since this morning.',
  submissionId: '0b9d1c9e-2f6b-4c58-9a55-5f0f6a0a7c11',
};

export const followUp = { message: 'Still blank.', submissionId: submission.submissionId };

const opens = (access: { reference: string; statusToken: string }) =>
  access.reference === reference && access.statusToken === token;

export const deadLetter: DeadLetterView = {
  id: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c11',
  topic: 'fte.tickets.incoming',
  partition: 3,
  offset: '1042',
  key: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c12',
  headers: { ce_type: 'ledgerdesk.CustomerMessageReceived' },
  value: { ticketId: 't-1' },
  attempts: 6,
  error: 'TicketKeepsMoving',
  parkedAt: time,
  state: 'parked',
  resolvedAt: null,
  resolvedBy: null,
};

export const suppressed: SuppressedView = {
  messageId: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c21',
  reference,
  channel: 'email',
  reason: 'automatic',
  because: 'header Precedence',
  senderName: 'Ada Marsh',
  at: time,
  text: 'How do I reset my password?',
};

export const undelivered: UndeliveredView = {
  replyId: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c31',
  reference,
  status: 'escalated',
  channel: 'email',
  author: 'agent',
  kind: 'answer',
  reason: 'bad-address',
  at: time,
  text: 'Open the sign-in page and follow the link.',
  offers: [{ channel: 'whatsapp', to: 'whatsapp:+15555550123', evidence: 'attested' }],
};

const unknownSuggestion = { rejected: 'suggestion-unknown', detail: 'no article is suggested' };

export const why: WhyView = {
  reference,
  ticketId: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c51',
  decisions: [],
  noted: [],
  moods: [{ reference, messageId: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c52', at: time, score: -0.5 }],
};

const noSuchZone = { invalid: [{ field: 'zone', message: 'There is no such time zone.' }] };
export const overview: OverviewView = {
  asOf: time,
  from: time,
  until: time,
  unit: 'day',
  zone: 'UTC',
  now: { waiting: 0, stuck: 0, oldestWaitingAt: null, withStaff: 0, failedReplies: 0, deadLetters: 0 },
  channels: [],
  edges: [time],
  slices: [],
  timings: [],
  searches: { runs: 0, withoutEnough: 0 },
  health: {
    ready: true,
    degraded: [],
    reasons: [],
    channels: [],
    model: null,
    bus: { state: 'ok', lag: [] },
    relay: { waiting: 0, followers: [] },
    processes: [],
    knowledge: { articles: 0, withoutVector: 0 },
  },
};

export const customer: CustomerView = {
  customerId: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c41',
  name: 'Ada Marsh',
  members: [
    {
      customerId: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c41',
      mergedInto: null,
      identifiers: [{ kind: 'email', value: 'ada@example.org', evidence: 'attested' }],
    },
  ],
  tickets: [],
  timeline: [],
  suggestions: [],
};

export const conflict: ConflictView = {
  customerId: customer.customerId,
  name: 'Ada Marsh',
  otherId: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c42',
  otherName: null,
  kinds: ['phone'],
  sourceMessageId: null,
  foundAt: time,
  speaksFor: [{ code: 'same-name', sentence: 'both have the same name' }],
  speaksAgainst: [],
};

const preview = (customerId: string, other: string) => ({
  customerId,
  other,
  members: [],
  identifiers: 1,
  tickets: [],
});

export const holdId = '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c61';

const report = {
  ok: true,
  entries: 1,
  head: { position: '1', hash },
  checkpoints: 0,
  findings: [],
  notes: [],
  durationMs: 1,
};
const bundle = {
  name: 'ledgerdesk-bundle',
  events: 1,
  positions: 2,
  bytes: (async function* () {
    yield new TextEncoder().encode('packed');
  })(),
};

function fakeAudit(): Audit {
  const ofTicket =
    <T>(value: T) =>
    async (asked: string) =>
      asked === reference ? value : undefined;
  return {
    tickets: async () => ({ position: '2', tickets: [] }),
    customersWith: async (_, value) =>
      value === 'ada@example.org' ? [{ customerId: customer.customerId }] : [],
    events: ofTicket({ position: '2', ticketId: 't-1', reference, isListed: true, events: [] }),
    stateAt: ofTicket({ version: 1, at: time, recordedAt: time, state: null }),
    looks: ofTicket({ looks: [] }),
    ticketBundle: ofTicket(bundle),
    periodBundle: async () => bundle,
    verify: async () => report,
    verifying: async function* () {
      yield JSON.stringify({ kind: 'progress', verified: '1', of: '2' });
      yield JSON.stringify({ kind: 'report', ...report });
    },
    checkpoints: async () => ({
      keyId: '0aed87cac8ba5e5c',
      publicKey: 'PEM',
      isOutside: true,
      checkpoints: [],
      total: 0,
    }),
    checkpointLines: async function* () {
      yield '{"position":"1"}';
    },
    publicKey: 'PEM',
    verifier: '// node verify.mjs',
    export: async function* () {
      yield '{"position":"1"}';
      yield '{"position":"2"}';
    },
  };
}

export const inboxTicket: InboxTicketView = {
  reference,
  ticketId: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c71',
  version: 7,
  status: 'escalated',
  subject: 'Label will not print',
  category: 'technical',
  priority: 'high',
  channel: 'email',
  openedAt: time,
  staffInCharge: true,
  customer: { customerId: customer.customerId, name: 'Ada Marsh', grade: 'attested', erased: false },
  messages: [],
  reply: { possible: true, channel: 'email', limits: { characters: 20_000 } },
  presence: [],
};
export const fileId = '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c72.1';

/** An inbox with one ticket, at version 7. */
export function fakeInbox(changes: Partial<InboxDesk> = {}): InboxDesk {
  const unknown = { rejected: 'ticket-unknown', detail: 'there is no such ticket' };
  const act = async (asked: string, { seen = 7, staffId }: ActingOn): Promise<ActOutcome> => {
    if (asked !== reference) return unknown;
    const at = Date.parse(time);
    return seen < 7
      ? { conflict: { version: 7, what: 'replied', by: `not ${staffId}`, at } }
      : { version: 8 };
  };
  return {
    queues: async () => ({
      position: 4711,
      queues: [{ queue: 'escalated', count: 1, overdue: 0, oldestAt: time }],
    }),
    tickets: async ({ after }) => (after === 'torn' ? 'unreadable-cursor' : { items: [] }),
    show: async (asked) => (asked === reference ? inboxTicket : undefined),
    file: async (asked, wanted) =>
      asked === reference && wanted === fileId
        ? { name: '../evil "é".html', content: new TextEncoder().encode('<script>') }
        : undefined,
    staff: async (asking) => [asking],
    take: act,
    assign: act,
    reply: act,
    note: act,
    handBack: act,
    resolve: act,
    reopen: act,
    close: act,
    draft: async (asked) =>
      asked === reference ? { text: 'Turn it off.', citations: [], confidence: 0.8 } : unknown,
    here: async (asked) => asked === reference,
    left: async (asked) => asked === reference,
    listen: async () => () => {},
    ...changes,
  };
}

/** Answers for one ticket; every function can be replaced. */
export function fakeDesk(changes: Partial<Desk> = {}): Desk {
  return {
    submit: async () => ({ reference, statusToken: token, ticketId: 't-1', repeated: false }),
    opens: async (access) => opens(access),
    status: async (access) =>
      opens(access)
        ? {
            reference,
            subject: 'Label will not print',
            status: 'pending',
            openedAt: time,
            updatedAt: time,
            rating: null,
            canRate: true,
            canReply: true,
            messages: [],
            continuations: [],
          }
        : undefined,
    followUp: async (access) => (opens(access) ? { messageId: 'm-2' } : undefined),
    rate: async (access) => (opens(access) ? 'done' : undefined),
    requestHuman: async (access) => (opens(access) ? 'done' : undefined),
    article: async (slug) =>
      slug === 'blank-labels'
        ? { slug, title: 'Blank labels', category: 'technical', sections: [] }
        : undefined,
    audit: fakeAudit(),
    deadLetters: {
      list: async () => [deadLetter],
      show: async (id) => (id === deadLetter.id ? deadLetter : undefined),
      redrive: async (id) =>
        id === deadLetter.id
          ? 'done'
          : { rejected: 'dead-letter-unknown', detail: 'there is no such dead letter' },
      discard: async (id) =>
        id === deadLetter.id
          ? 'done'
          : { rejected: 'dead-letter-resolved', detail: 'it was already redriven' },
    },
    customers: {
      conflicts: async () => [conflict],
      show: async (id) => (id === customer.customerId ? customer : undefined),
      previewMerge: async (customerId, other) => preview(customerId, other),
      previewUnmerge: async (customerId) => preview(customerId, customer.customerId),
      merge: async (customerId, other) =>
        customerId === other
          ? { rejected: 'same-customer', detail: 'a customer is not merged with themselves' }
          : { customerId, other, ticketsMoved: 1 },
      unmerge: async () => ({ rejected: 'not-merged', detail: 'not merged' }),
      link: async (customerId) => ({ customerId }),
      unlink: async () => ({ rejected: 'identifier-unknown', detail: 'not linked' }),
      dismiss: async (customerId) => ({ customerId }),
    },
    suggestions: {
      list: async () => [],
      approve: async (asked) =>
        asked === reference ? { articleId: customer.customerId, slug: 'two-labels' } : unknownSuggestion,
      reject: async (asked) => (asked === reference ? 'done' : unknownSuggestion),
    },
    knowledge: fakeKnowledgeDesk(),
    overview: { show: async ({ zone }) => (zone === 'Mars/Olympus' ? noSuchZone : overview) },
    insight: {
      why: async (asked) => (asked === reference ? why : undefined),
      moods: async () => why.moods,
    },
    inbox: fakeInbox(),
    staff: {
      suppressed: async (limit) => [suppressed].slice(0, limit),
      release: async (id) =>
        id === suppressed.messageId
          ? { handling: 'agent' }
          : { rejected: 'not-suppressed', detail: 'the message is not suppressed' },
      discard: async (id) =>
        id === suppressed.messageId
          ? 'done'
          : { rejected: 'message-discarded', detail: 'somebody has discarded the message already' },
      undelivered: async (limit) => [undelivered].slice(0, limit),
      retry: async (id) =>
        id === undelivered.replyId
          ? { replyId: 'reply-2' }
          : { rejected: 'reply-rerouted', detail: 'the reply has gone out somewhere else already' },
      reroute: async (id, { to }) =>
        id === undelivered.replyId && to === 'whatsapp:+15555550123'
          ? { replyId: 'reply-2' }
          : { rejected: 'address-not-offered', detail: 'the list names the offers' },
    },
    privacy: {
      export: async (id, format) => (id === customer.customerId ? `<${format}>` : undefined),
      erase: async (id) =>
        id === customer.customerId
          ? { customerIds: [id], keyIds: [], tickets: 2 }
          : { rejected: 'legal-hold', detail: 'a legal hold is in force: Lawsuit' },
      placeHold: async () => ({ holdId: holdId }),
      liftHold: async (_, lifted) =>
        lifted.holdId === holdId ? 'done' : { rejected: 'hold-unknown', detail: 'there is no such hold' },
      erasures: async () => [{ customerId: customer.customerId, keyIds: [], erasedAt: time }],
      reads: async () => [],
    },
    webhooks: {},
    readiness: async () => ({ ready: true, degraded: [], checks: { database: 'ok' } }),
    metrics: async () => 'ledgerdesk_relay_pending 0\n',
    ...changes,
  };
}

/** SHA-256 of the staff keys `auditor-key`, `agent-key` and `admin-key`. */
export const staffKeys = (['auditor', 'agent', 'admin'] as const).map((role) => ({
  name: `the-${role}`,
  role,
  sha256: new Bun.CryptoHasher('sha256').update(`${role}-key`).digest('hex'),
}));

/** The surface with a clock that stands still unless moved. */
export function surface(changes: { desk?: Partial<Desk>; options?: Partial<HttpOptions> } = {}) {
  const telemetry = memoryTelemetry();
  const clock = { at: 1_000_000, now: () => clock.at, elapsed: () => clock.at };
  let requests = 0;
  const access = testAccess(clock, changes.options?.staffKeys ?? staffKeys);
  const app = createHttp(fakeDesk({ access: access.desk, ...changes.desk }), {
    telemetry,
    clock,
    ids: {
      next: () => `request-${++requests}`,
      random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    },
    publicUrl: 'https://desk.example',
    allowedOrigins: ['https://shop.example'],
    rateLimitPerMinute: 0,
    trustedProxies: [],
    staffKeys,
    sessionOf: access.desk.session,
    pages: new Map(),
    peerOf: () => '203.0.113.7',
    ...changes.options,
  });
  const send = (path: string, init: RequestInit = {}) =>
    Promise.resolve(app.handle(new Request(`http://localhost${path}`, init)));
  const get = (path: string, headers: Record<string, string> = {}) => send(path, { headers });
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body:
        typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body),
    });
  return { app, telemetry, clock, send, get, post, access };
}

export const bearer = (value: string) => ({ authorization: `Bearer ${value}` });

/** Status and code of a problem document, after checking that it is one and that it tells no secrets. */
export async function problemOf(
  response: Response,
): Promise<{ status: number; code: string; document: Problem }> {
  const text = await response.text();
  if (response.headers.get('content-type') !== 'application/problem+json') {
    throw new Error(`no problem document: ${response.status} ${text}`);
  }
  const document: Problem = JSON.parse(text);
  if (document.status !== response.status) throw new Error('the document tells another status');
  if (document.instance !== response.headers.get('x-request-id')) throw new Error('another instance');
  if (/\bat .+:\d+:\d+|node_modules/.test(text)) throw new Error(`a stack trace got out: ${text}`);
  return { status: response.status, code: document.type.replace('/problems/', ''), document };
}

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly instance: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}
