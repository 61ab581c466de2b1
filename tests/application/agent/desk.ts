// A desk in memory for tests of the agent: the real event store, codec and sealing, scripted knowledge, a driven clock.
import { countingIds, manualClock } from '../../../src/adapters/memory/clock.ts';
import { memoryTicketDirectory } from '../../../src/adapters/memory/directories.ts';
import { memoryEventStore } from '../../../src/adapters/memory/event-store.ts';
import { memoryLog } from '../../../src/adapters/memory/log.ts';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { aesCipher } from '../../../src/adapters/node-crypto/cipher.ts';
import { sha256Hex } from '../../../src/adapters/node-crypto/hashes.ts';
import type { AnswerPorts } from '../../../src/application/agent/answer-ticket.ts';
import type { ModelBudget } from '../../../src/application/agent/spending.ts';
import type { AgentTask, RunLog, SupportAgent } from '../../../src/application/agent/support-agent.ts';
import type { KnowledgeQuery, Passage } from '../../../src/application/knowledge/knowledge-base.ts';
import { eventCodec } from '../../../src/application/log/event-codec.ts';
import type { EventMetadata, EventStore } from '../../../src/application/log/event-store.ts';
import { ticketRows } from '../../../src/application/projection/ticket-rows.ts';
import { changeTicket } from '../../../src/application/ticket/change-ticket.ts';
import {
  asTicketRecord,
  loadTicket,
  type TicketRecord,
} from '../../../src/application/ticket/load-ticket.ts';
import type { TicketDirectory } from '../../../src/application/ticket/ticket-directory.ts';
import type { Channel } from '../../../src/domain/conversation/channel.ts';
import type { Evidence } from '../../../src/domain/customer/identifier.ts';
import { catalogue, upcasters } from '../../../src/domain/event/catalogue.ts';
import { isRejection } from '../../../src/domain/event/define.ts';
import { defaultPolicy } from '../../../src/domain/knowledge/confidence.ts';
import { decide, type TicketCommand } from '../../../src/domain/ticket/decide.ts';

export const ticketId = '018f0000-0000-7000-8000-000000000001';
export const customerId = '018f0000-0000-7000-8000-0000000000c1';
export const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

export const labels: Passage = {
  chunkId: 'labels#1',
  articleId: '018f0000-0000-7000-8000-0000000000a1',
  slug: 'label-printing-problems',
  title: 'Label printing problems',
  heading: 'Blank labels',
  keywords: 'blank empty white pages try',
  category: 'technical',
  text: 'If labels come out blank, turn the roll over: the printable side faces up. Then print a test label.',
  score: 0.03,
  coverage: 0.9,
  similarity: 0.6,
};
export const weak: Passage = {
  ...labels,
  chunkId: 'weak#1',
  heading: 'Dark labels',
  coverage: 0.1,
  similarity: 0.05,
};

/** The vocabulary of a base that has every word. */
const everyWord = { knows: () => true, isCommon: () => false, nearest: () => undefined };

export const question = 'My labels come out blank since this morning. What can I try?';
export const goodAnswer = 'Turn the roll over: the printable side faces up. Then print a test label.';

export interface Desk extends AnswerPorts {
  readonly clock: ReturnType<typeof manualClock>;
  readonly telemetry: ReturnType<typeof memoryTelemetry>;
  readonly tickets: TicketDirectory;
  readonly queries: KnowledgeQuery[];
  /** Each runs before one append of a use case, in order: the world moving on. */
  readonly beforeAppend: (() => Promise<unknown>)[];
  /** Applies a command to the ticket, as something else in the program would. */
  apply(command: TicketCommand, metadata?: EventMetadata): Promise<void>;
  write(message: {
    readonly id: string;
    readonly text: string;
    readonly evidence?: Evidence;
    readonly channel?: Channel;
  }): Promise<void>;
  stream(): Promise<readonly TicketRecord[]>;
  /** Types of the stored events, without the two that open the ticket. */
  types(): Promise<readonly string[]>;
}

export interface DeskOptions {
  readonly agent: SupportAgent;
  readonly fallback?: SupportAgent;
  readonly budget?: ModelBudget;
  /** Of the ticket; default: "Blank labels". */
  readonly subject?: string;
  /** What each search finds; the last is found again by further ones. */
  readonly findings?: readonly (readonly Passage[] | Error)[];
}

export const messageId = (id: string) => `018f0000-0000-7000-8000-00000000${id.padStart(4, '0')}`;

/** A desk with one open ticket and no message on it. */
export async function openDesk(options: DeskOptions): Promise<Desk> {
  const clock = manualClock();
  const ids = countingIds();
  const log = memoryLog();
  const store = memoryEventStore(log, {
    codec: eventCodec(catalogue, upcasters),
    cipher: aesCipher(new Map([['test', new Uint8Array(32)]])),
    clock,
    ids,
    project: (event) =>
      event.streamId.startsWith('ticket-') ? ticketRows(event, asTicketRecord(event)) : [],
  });
  const beforeAppend: (() => Promise<unknown>)[] = [];
  const events: EventStore = {
    readStream: store.readStream,
    now: store.now,
    append: async (request) => {
      await beforeAppend.shift()?.();
      return store.append(request);
    },
  };
  const queries: KnowledgeQuery[] = [];
  const findings = options.findings ?? [[labels]];
  const { agent, fallback, budget } = options;
  const apply: Desk['apply'] = async (
    command,
    metadata = { correlationId: 'test', actor: { kind: 'system' } },
  ) => {
    const outcome = await changeTicket({ events: store, clock }, ticketId, metadata, (ticket) =>
      decide(command, ticket),
    );
    if (isRejection(outcome)) throw new Error(outcome.detail);
  };
  const desk: Desk = {
    events,
    clock,
    ids,
    queries,
    beforeAppend,
    agent,
    ...(fallback === undefined ? {} : { fallback }),
    ...(budget === undefined ? {} : { budget }),
    telemetry: memoryTelemetry(),
    sha256: sha256Hex,
    confidence: defaultPolicy,
    tickets: memoryTicketDirectory(log.tables),
    settings: { timeLimitMs: { webform: 60_000, email: 120_000, whatsapp: 30_000 }, maxToolCalls: 12 },
    knowledge: {
      search: async (query) => {
        queries.push(query);
        const found = findings[Math.min(queries.length, findings.length) - 1] ?? [];
        if (found instanceof Error) throw found;
        return found;
      },
      vocabulary: async () => everyWord,
    },
    apply,
    write: ({ id, text, evidence = 'attested', channel = 'webform' }) =>
      apply(
        {
          command: 'ReceiveMessage',
          messageId: messageId(id),
          customerId,
          channel,
          providerMessageId: `form:${id}`,
          evidence,
          senderName: 'Ada Marsh',
          text,
        },
        { correlationId: `correlation-${id}`, actor: { kind: 'customer', id: customerId }, traceparent },
      ),
    stream: async () => (await loadTicket({ events: store }, ticketId)).events,
    types: async () => (await desk.stream()).slice(2).map((event) => event.type),
  };
  await openTicket(store, clock.now(), ticketId, 'LD-0001-0001', options.subject);
  return desk;
}

/** Opens a ticket of the same customer. */
export async function openTicket(
  events: EventStore,
  at: number,
  id: string,
  reference: string,
  subject = 'Blank labels',
): Promise<void> {
  const opened = decide(
    {
      command: 'OpenTicket',
      ticketId: id,
      reference,
      customerId,
      channel: 'webform',
      category: 'technical',
      priority: 'normal',
      subject,
    },
    undefined,
  );
  if (isRejection(opened)) throw new Error(opened.detail);
  await events.append({
    streams: [{ streamId: `ticket-${id}`, expectedVersion: 0, customerId, events: opened }],
    metadata: { correlationId: 'opening', actor: { kind: 'customer', id: customerId } },
    at,
  });
}

export const delivery = (attempt = 1, maxAttempts = 5, signal = new AbortController().signal) => ({
  attempt,
  maxAttempts,
  signal,
});

/** A task as `answerTicket` makes it, for tests of an agent or a run by itself. */
export const task: AgentTask = {
  ticketId,
  channel: 'webform',
  category: 'technical',
  subject: 'Blank labels',
  transcript: [{ author: 'customer', text: question }],
  question,
  maxToolCalls: 12,
};

/** A log for an agent by itself: lets every request through, adds up what it used, and refuses unknown tools. */
export function looseLog(): RunLog {
  const sum = { inputTokens: 0, outputTokens: 0, costMicros: 0 };
  return {
    callModel: async (_, send) => {
      const { value, tokens } = await send();
      sum.inputTokens += tokens?.inputTokens ?? 0;
      sum.outputTokens += tokens?.outputTokens ?? 0;
      return value;
    },
    unknownTool: async () => ({ ok: false, done: false, content: { error: 'unknown-tool' } }),
    used: () => sum,
  };
}

/** Lets work go on, and the clock by `ms` a round, until something is so. */
export async function driven(desk: Pick<Desk, 'clock'>, isSo: () => boolean, ms = 0): Promise<void> {
  for (let round = 0; !isSo(); round++) {
    if (round === 1_000) throw new Error('it never came to be');
    await desk.clock.advance(ms);
  }
}
