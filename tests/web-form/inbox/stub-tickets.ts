// Tickets, customers and decisions that the stub of the inbox begins with.
import type { InboxMessage, InboxTicket } from '../../../web-form/inbox/contract.ts';
import type {
  ConflictCase,
  CustomerCard,
  Suggestion,
  SuppressedMessage,
  Why,
} from '../../../web-form/inbox/contract-people.ts';

export type StubTicket = { -readonly [Key in keyof InboxTicket]: InboxTicket[Key] };

const minute = 60_000;
export const ago = (minutes: number) => new Date(Date.now() - minutes * minute).toISOString();

export const adaId = '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c11';
export const marthaId = '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c12';

export function message(part: Partial<InboxMessage>): InboxMessage {
  return {
    id: crypto.randomUUID(),
    kind: 'customer',
    text: 'My label printer prints blank pages since this morning. What can I try?',
    at: ago(30),
    channel: 'email',
    by: 'Ada Marsh',
    attachments: [],
    ...part,
  };
}

const limits = {
  email: { characters: 20_000, words: 460 },
  webform: { characters: 4_000 },
  whatsapp: { characters: 4_800, preferredCharacters: 300, parts: 3 },
} as const;

export function ticket(part: Partial<InboxTicket> & { readonly reference: string }): StubTicket {
  const channel = (part.channel ?? 'email') as keyof typeof limits;
  return {
    ticketId: crypto.randomUUID(),
    version: 4,
    status: 'escalated',
    subject: 'Refund for a parcel that arrived broken',
    category: 'returns',
    priority: 'normal',
    channel,
    openedAt: ago(90),
    staffInCharge: true,
    escalation: {
      reason: 'refund',
      evidence: 'I want my money back for the broken parcel.',
      at: ago(25),
      by: 'policy',
    },
    sla: { waitingSince: ago(25), dueAt: ago(-35), overdue: false },
    customer: { customerId: adaId, name: 'Ada Marsh', grade: 'attested', erased: false },
    messages: [],
    reply: { possible: true, channel, to: 'a•••@example.org', limits: limits[channel] },
    presence: [],
    ...part,
  };
}

export function conversation(): readonly InboxMessage[] {
  return [
    message({
      at: ago(1500),
      text: 'Hello,\n\nmy parcel LDX-4471 arrived yesterday, and the box was crushed. Two of the three mugs are broken. Photos are attached.\n\nBest regards\nAda Marsh',
      attachments: [
        { fileId: 'f1', name: 'crushed-box.jpg', type: 'image/jpeg', size: 2_340_112 },
        { name: 'mugs.heic', type: 'image/heic', size: 4_112_900 },
      ],
    }),
    message({
      kind: 'agent',
      by: 'extractive',
      at: ago(1499),
      text: 'We are sorry about the broken parcel. Please keep the box and all parts until the carrier has decided; a replacement for damaged goods is sent within two working days.',
      citations: [{ slug: 'damaged-goods', title: 'Damaged goods', heading: 'What happens next' }],
      delivery: { state: 'read', at: ago(1490) },
    }),
    message({
      at: ago(26),
      text: 'I do not want a replacement any more. I want my money back for the broken parcel.',
    }),
    message({
      kind: 'notice',
      by: 'rules',
      at: ago(25),
      text: 'Your message is about a refund, so a person from our team takes over. They answer within four working hours.',
      delivery: { state: 'delivered', at: ago(24) },
    }),
    message({
      kind: 'note',
      by: 'otto',
      at: ago(12),
      text: 'Carrier has confirmed the damage, claim 88-1201. Refund is fine up to 60 €.',
    }),
  ];
}

export const card: CustomerCard = {
  customerId: adaId,
  name: 'Ada Marsh',
  members: [
    {
      customerId: adaId,
      mergedInto: null,
      identifiers: [
        { kind: 'email', value: 'ada@example.org', evidence: 'attested' },
        { kind: 'phone', value: '+15555550123', evidence: 'verified' },
        { kind: 'email', value: 'ada.marsh@work.example', evidence: 'claimed' },
      ],
    },
  ],
  tickets: [
    { ticketId: 't2', reference: 'LD-OLD1-0001', status: 'resolved', customerId: adaId, openedFor: adaId },
    { ticketId: 't3', reference: 'LD-OLD2-0002', status: 'closed', customerId: adaId, openedFor: adaId },
  ],
  timeline: [
    {
      customerId: adaId,
      at: ago(50_000),
      code: 'linked',
      kinds: ['email'],
      evidence: 'attested',
      because: 'first message of this customer',
      sentence: 'email linked as attested because: first message of this customer',
      by: null,
    },
    {
      customerId: adaId,
      at: ago(9_000),
      code: 'raised',
      kinds: ['phone'],
      before: 'claimed',
      evidence: 'verified',
      sentence: 'phone raised from claimed to verified because of a code that went there and back',
      by: null,
    },
  ],
  suggestions: [
    {
      customerId: marthaId,
      name: 'A. Marsh',
      speaksFor: [{ code: 'same-name', sentence: 'both have the same name' }],
      speaksAgainst: [{ code: 'nothing-proven', sentence: 'nothing is proven about one of them' }],
    },
  ],
};

export const martha: CustomerCard = {
  customerId: marthaId,
  name: 'A. Marsh',
  members: [
    {
      customerId: marthaId,
      mergedInto: null,
      identifiers: [{ kind: 'whatsapp-user', value: 'US.1234567890', evidence: 'attested' }],
    },
  ],
  tickets: [
    {
      ticketId: 't9',
      reference: 'LD-MART-0009',
      status: 'pending',
      customerId: marthaId,
      openedFor: marthaId,
    },
  ],
  timeline: [],
  suggestions: [],
};

export const why: Why = {
  reference: 'LD-7K2M-9QXA',
  ticketId: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7e01',
  decisions: [
    {
      kind: 'answered',
      version: 3,
      at: ago(1499),
      by: 'extractive',
      text: 'We are sorry about the broken parcel.',
      reason: null,
      evidence: null,
      signals: [],
      sources: [{ slug: 'damaged-goods', title: 'Damaged goods', heading: 'What happens next' }],
      searches: [
        {
          query: 'parcel arrived crushed broken mugs',
          confidence: 0.82,
          sufficient: true,
          results: [
            { chunkId: 'c1', articleId: 'a1', score: 0.91 },
            { chunkId: 'c2', articleId: 'a2', score: 0.55 },
          ],
        },
      ],
      checksPassed: ['citations-missing', 'commitment', 'language'],
      checksFailed: [
        {
          rule: 'promise',
          detail: 'promises work: we will call you tomorrow.',
          text: 'We will call you tomorrow.',
        },
      ],
      tools: [{ tool: 'search_knowledge_base', outcome: 'ok', durationMs: 31 }],
      modelCalls: [
        {
          model: 'gpt-4.1-mini',
          promptVersion: null,
          promptDigest: null,
          outcome: 'ok',
          fault: null,
          inputTokens: 2_114,
          outputTokens: 143,
          costMicros: 1_320,
          durationMs: 1_840,
        },
      ],
      failures: [],
      total: { inputTokens: 2_114, outputTokens: 143, costMicros: 1_320, durationMs: 1_902 },
    },
    {
      kind: 'escalated',
      version: 6,
      at: ago(25),
      by: 'policy',
      text: null,
      reason: 'refund',
      evidence: 'I want my money back for the broken parcel.',
      signals: [
        { reason: 'refund', messageId: 'm1', sentence: 'I want my money back.', phrase: 'money back' },
      ],
      sources: [],
      searches: [],
      checksPassed: [],
      checksFailed: [],
      tools: [],
      modelCalls: [],
      failures: [],
      total: { inputTokens: 0, outputTokens: 0, costMicros: 0, durationMs: 12 },
    },
  ],
  noted: [],
  moods: [],
};

export const suppressed = (): SuppressedMessage[] => [
  {
    messageId: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7d01',
    reference: 'LD-AUTO-0001',
    channel: 'email',
    reason: 'automatic',
    because: 'header Auto-Submitted',
    senderName: 'Martha Quill',
    at: ago(44),
    text: 'I am out of the office until Monday. In urgent cases please call my colleague.',
  },
  {
    messageId: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7d02',
    reference: 'LD-SPAM-0002',
    channel: 'webform',
    reason: 'spam',
    because: null,
    senderName: null,
    at: ago(300),
    text: 'Cheap watches at https://bank.example@evil.example/ and https://аpple.example/',
  },
];

export const conflicts = (): ConflictCase[] => [
  {
    customerId: adaId,
    name: 'Ada Marsh',
    otherId: marthaId,
    otherName: 'A. Marsh',
    kinds: ['email', 'whatsapp-user'],
    sourceMessageId: null,
    foundAt: ago(200),
    speaksFor: [
      {
        code: 'one-message',
        kinds: ['email', 'whatsapp-user'],
        sentence: 'one message spoke for both: its email and whatsapp-user belongs to the other',
      },
      { code: 'same-name', sentence: 'both have the same name' },
    ],
    speaksAgainst: [
      { code: 'own-proof', kinds: ['email'], sentence: 'each has a proven email of their own' },
    ],
  },
];

export const suggestion: Suggestion = {
  reference: 'LD-DONE-0004',
  ticketId: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7e04',
  resolvedAt: ago(400),
  version: 12,
  draft: 'd1',
  title: 'How do I print two labels on one sheet?',
  category: 'shipping',
  language: 'en',
  text: 'Choose A4 as the label size, then two per sheet.',
};
