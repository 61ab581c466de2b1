// The auditor's part of the stub: one ticket with every kind of oddity, and its states.
import type { AuditEvent } from '../../web-form/client/contract.ts';
import { json, problem } from './stub-answers.ts';

export const auditKey = 'auditor-key-of-the-stub';

const actor = { kind: 'customer', id: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c10' };
const event = (
  version: number,
  type: string,
  data: Record<string, unknown>,
  part: Partial<AuditEvent> = {},
): AuditEvent => ({
  position: String(40 + version),
  version,
  type,
  at: new Date(Date.UTC(2026, 10, 20, 14, 0, version * 7)).toISOString(),
  recordedAt: new Date(Date.UTC(2026, 10, 20, 14, 0, version * 7, 12)).toISOString(),
  actor: { kind: 'agent', id: 'extractive' },
  correlationId: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c11',
  causationId: null,
  data,
  erased: false,
  hash: new Bun.CryptoHasher('sha256').update(`${version}`).digest('hex'),
  ...part,
});

const history = {
  ticketId: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c15',
  reference: 'LD-7K2M-9QXA',
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

/** Answers under /api/audit. */
export function answerAudit(request: Request, url: URL): Response {
  if (request.headers.get('authorization') !== `Bearer ${auditKey}`) return problem(401);
  const path = url.pathname.slice('/api/audit'.length);
  const { reference, ticketId, events } = history;
  if (path === '/tickets') {
    const rows = [
      {
        reference,
        ticketId,
        status: 'resolved',
        channel: 'webform',
        priority: 'normal',
        escalationReason: null,
        subject: 'Label will not print',
        openedAt: events[0]?.at,
        updatedAt: events[6]?.at,
      },
      {
        reference: 'LD-3D8F-22KP',
        ticketId: 'x',
        status: 'escalated',
        channel: 'webform',
        priority: 'urgent',
        escalationReason: 'legal',
        subject: 'I want to speak to a lawyer about the <b>lost</b> parcel of last week',
        openedAt: events[0]?.at,
        updatedAt: events[2]?.at,
      },
    ];
    const status = url.searchParams.get('status');
    return json({ tickets: status ? rows.filter((row) => row.status === status) : rows });
  }
  if (path === '/verify') {
    return json({
      ok: true,
      entries: 46,
      head: { position: '46', hash: events[5]?.hash },
      findings: [],
      durationMs: 3.2,
    });
  }
  if (path === `/tickets/${reference}/events`) return json(history);
  if (path === `/tickets/${reference}/state`) {
    const at = url.searchParams.get('at');
    const version = at ? events.filter((e) => e.at <= at).length : Number(url.searchParams.get('version'));
    return json({
      version,
      at: events[version - 1]?.at ?? at,
      state: version === 0 ? null : stateAfter(version),
    });
  }
  return problem(404);
}
