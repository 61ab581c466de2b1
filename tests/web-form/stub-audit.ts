// The auditor's part of the stub: one ticket with every kind of oddity, and its states.
import type { AuditEvent, VerificationLine } from '../../web-form/audit/contract.ts';
import { json, problem } from './stub-answers.ts';
import { type StubFeed, stubFeed } from './stub-feed.ts';

const actor = { kind: 'customer', id: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c10' };
const event = (
  version: number,
  type: string,
  data: Record<string, unknown>,
  part: Partial<AuditEvent> = {},
): AuditEvent => ({
  position: String(40 + version),
  version,
  id: String(50 + version),
  type,
  schemaVersion: 1,
  at: new Date(Date.UTC(2026, 10, 20, 14, 0, version * 7)).toISOString(),
  recordedAt: new Date(Date.UTC(2026, 10, 20, 14, 0, version * 7, 12)).toISOString(),
  knownAt: new Date(Date.UTC(2026, 10, 20, 14, 0, version * 7, 12)).toISOString(),
  actor: { kind: 'agent', id: 'extractive' },
  correlationId: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c11',
  causationId: null,
  metadata: { actor: { kind: 'agent', id: 'extractive' }, channel: 'webform' },
  data,
  sealed: 'text' in data ? ['text'] : [],
  erased: false,
  hash: new Bun.CryptoHasher('sha256').update(`${version}`).digest('hex'),
  ...part,
});

export const stubHistory = {
  ticketId: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c15',
  reference: 'LD-7K2M-9QXA',
  isListed: true,
  events: [
    event(
      1,
      'TicketOpened',
      {
        reference: 'LD-7K2M-9QXA',
        channel: 'webform',
        category: 'shipping',
        priority: 'normal',
        subject: 'Label will not print',
      },
      { actor },
    ),
    event(
      2,
      'CustomerMessageReceived',
      {
        messageId: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c12',
        channel: 'webform',
        evidence: 'claimed',
        handling: 'agent',
        senderName: 'Ada Marsh',
        text: 'My label printer prints blank pages since this morning. <script>alert(1)</script> What can I try?',
      },
      { actor },
    ),
    event(3, 'SentimentAssessed', { messageId: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c12', score: -0.2 }),
    event(4, 'KnowledgeSearched', {
      query: 'label printer blank pages',
      confidence: 0.82,
      sufficient: true,
      results: [
        { chunkId: 'c-1', articleId: 'a-1', score: 0.031 },
        { chunkId: 'c-2', articleId: 'a-1', score: 0.029 },
      ],
    }),
    event(5, 'ReplyComposed', {
      replyId: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c16',
      kind: 'answer',
      text: 'Turn the printer off and on, then print the test page.',
      citations: [
        { slug: 'label-printing-problems', title: 'Label printing problems', heading: 'Blank pages' },
      ],
      usage: { inputTokens: 0, outputTokens: 0, costMicros: 0 },
    }),
    event(6, 'ReplySent', { replyId: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c16' }, { actor: { kind: 'system' } }),
    event(
      7,
      'TicketRated',
      { rating: 5, comment: '[erased]' },
      { actor, erased: true, position: null, hash: null },
    ),
  ],
};

const stateAfter = (version: number) => ({
  status: version >= 7 ? 'resolved' : version >= 5 ? 'pending' : 'open',
  channel: 'webform',
  priority: 'normal',
  subject: 'Label will not print',
  messages:
    version >= 2
      ? [{ outcome: version >= 5 ? 'answered' : 'unanswered', at: Date.UTC(2026, 10, 20, 14, 0, 14) }]
      : [],
});

const row = (reference: string, status: string, subject: string) => ({
  reference,
  ticketId: `ticket of ${reference}`,
  customerId: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c10',
  status,
  channel: 'webform',
  priority: 'normal',
  escalationReason: status === 'escalated' ? 'legal' : null,
  subject,
  openedAt: stubHistory.events[0]?.at,
  updatedAt: stubHistory.events[6]?.at,
  matchedAt: stubHistory.events[6]?.at,
});

export interface StubAudit {
  /** What the next questions below /api/audit are answered with instead, by the beginning of their path. */
  readonly instead: Map<string, () => Response | Promise<Response>>;
  readonly feed: StubFeed;
  answer(request: Request, url: URL): Response | Promise<Response>;
}

/** Answers under /api/audit, and the feed, for who is signed in. */
export function stubAudit(): StubAudit {
  const instead: StubAudit['instead'] = new Map();
  const feed = stubFeed();
  return {
    instead,
    feed,
    answer: (request, url) => {
      if (url.pathname === '/api/feed') return feed.answer(request, url);
      const path = url.pathname.slice('/api/audit'.length);
      const other = [...instead].find(([start]) => path.startsWith(start))?.[1];
      return other ? other() : answerAudit(path, url.searchParams, String(feed.position()));
    },
  };
}

function answerAudit(path: string, query: URLSearchParams, position: string): Response {
  const { reference, events } = stubHistory;
  if (path === '/tickets') {
    const rows = [
      row(reference, 'resolved', 'Label will not print'),
      row('LD-3D8F-22KP', 'escalated', 'I want to speak to a lawyer about the <b>lost</b> parcel'),
      ...Array.from({ length: 98 }, (_, i) => row(`LD-AAAA-${String(1000 + i)}`, 'open', `Question ${i}`)),
    ];
    const status = query.get('status');
    const of = status ? rows.filter((one) => one.status === status) : rows;
    const isFirst = query.get('after') === null;
    return json({
      position,
      tickets: isFirst ? of : [row('LD-ZZZZ-0001', 'open', 'The last one')],
      ...(isFirst && !status ? { next: 'page-2' } : {}),
    });
  }
  if (path === '/verify') {
    const lines: VerificationLine[] = [
      { kind: 'progress', verified: '20', of: '46' },
      {
        kind: 'report',
        ok: true,
        entries: 46,
        head: { position: '46', hash: events[5]?.hash ?? '' },
        checkpoints: 2,
        findings: [],
        notes: [],
        durationMs: 3.2,
      },
    ];
    return new Response(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  }
  if (path === `/tickets/${reference}/events`) return json({ ...stubHistory, position });
  if (path === `/tickets/${reference}/looks`) return json({ looks: [] });
  if (path === `/tickets/${reference}/state`) {
    const version = Number(query.get('version'));
    const state = version === 0 ? null : stateAfter(version);
    const differences = version === 5 ? [{ place: ['status'], before: 'open', after: 'pending' }] : [];
    return json({
      version,
      at: events[version - 1]?.at ?? new Date(0).toISOString(),
      recordedAt: events[version - 1]?.recordedAt ?? new Date(0).toISOString(),
      state,
      since: {
        version: version - 1,
        at: new Date(0).toISOString(),
        recordedAt: new Date(0).toISOString(),
        differences,
      },
    });
  }
  if (path === '/checkpoints')
    return json({ keyId: '0aed87cac8ba5e5c', publicKey: '', isOutside: true, checkpoints: [], total: 0 });
  return problem(404);
}
