// A desk's past made by dice: tickets in every status, customers, articles, timers and outcomes. The same seed, the same past.
import { manualClock } from '../../src/adapters/memory/clock.ts';
import { memoryTelemetry } from '../../src/adapters/memory/telemetry.ts';
import { systemIds } from '../../src/adapters/node-crypto/hashes.ts';
import { customerStream, loadCustomer } from '../../src/application/customer/family.ts';
import { mergeCustomers, unmergeCustomer } from '../../src/application/customer/merge-customers.ts';
import type { EventStore } from '../../src/application/log/event-store.ts';
import type { Clock } from '../../src/application/platform/clock.ts';
import { acceptSubmission } from '../../src/application/ticket/accept-submission.ts';
import { changeTicket } from '../../src/application/ticket/change-ticket.ts';
import { loadTicket, ticketStream } from '../../src/application/ticket/load-ticket.ts';
import { isRejection } from '../../src/domain/event/define.ts';
import type { ArticleEvent } from '../../src/domain/knowledge/events.ts';
import { decide, type TicketCommand } from '../../src/domain/ticket/decide.ts';
import type { TicketEvent } from '../../src/domain/ticket/events.ts';
import { type Ticket, unanswered } from '../../src/domain/ticket/state.ts';
import { id, metadata } from './sample.ts';
import type { Ports } from './worlds.ts';

/** Numbers in 0 … 1, the same for the same seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface HistoryOptions {
  readonly seed: number;
  readonly tickets: number;
  /** Commands tried on each ticket; the rules refuse some. */
  readonly steps: number;
}

type Roll = (sides: number) => number;

/** Somebody of the staff was given a key, and lost it. */
async function makeKey(events: EventStore, keyId: string): Promise<void> {
  const expiresAt = new Date(Date.UTC(2026, 10, 1)).toISOString();
  const data = { keyId, name: 'ben', role: 'agent', digest: keyId.replaceAll('-', '').repeat(2), expiresAt };
  const changes = [
    { type: 'StaffKeyMade', data },
    { type: 'StaffKeyRevoked', data: { keyId } },
  ];
  const sessionId = id();
  const signedIn = { type: 'StaffSignedIn', data: { sessionId, name: 'ben', role: 'agent', way: 'key' } };
  const streams = [
    { streamId: `staff-key-${keyId}`, expectedVersion: 0, events: changes },
    { streamId: `staff-session-${sessionId}`, expectedVersion: 0, events: [signedIn] },
  ];
  await events.append({ streams, metadata, at: Date.UTC(2026, 4, 1) });
}

/** Somebody of the staff looked at a ticket. */
async function readAbout(events: EventStore, ticketId: string): Promise<void> {
  const data = { readId: id(), staff: 'anna', role: 'auditor', what: 'history', ticketId, minutes: 10 };
  const streams = [
    { streamId: `reads-${id()}`, expectedVersion: 0, events: [{ type: 'PersonalDataRead', data }] },
  ];
  await events.append({ streams, metadata, at: Date.UTC(2026, 4, 1) });
}

/** @returns the commands that the rules took, counted by name */
export async function liveThrough(
  ports: Pick<Ports, 'events' | 'tickets' | 'customers' | 'book'>,
  { seed, tickets, steps }: HistoryOptions,
): Promise<ReadonlyMap<string, number>> {
  const random = dice(seed);
  const roll: Roll = (sides) => Math.floor(random() * sides);
  const clock = manualClock(Date.UTC(2026, 5, 1));
  const telemetry = memoryTelemetry();
  const taken = new Map<string, number>();
  await publishArticles(ports.events, roll);
  await readAbout(ports.events, id());
  await makeKey(ports.events, id());
  for (let n = 0; n < tickets; n++) {
    await clock.advance(1_000 + roll(60_000));
    const { ticketId } = await acceptSubmission(
      { ...ports, clock, ids: systemIds, telemetry },
      {
        name: `Person ${roll(9)}`,
        email: `person${roll(9)}.of.${seed}@example.org`,
        subject: `Subject ${n}`,
        category: 'technical',
        priority: 'normal',
        message: `My label printer prints blank pages, for the time ${n}.`,
        submissionId: id(),
      },
    );
    if (n % 4 === 0) await changeMind(ports.events, ticketId, n);
    await changeTicket({ events: ports.events, clock }, ticketId, metadata, () => runOf(n));
    await meetAgain({ ...ports, clock }, ticketId, roll);
    for (let step = 0; step < steps; step++) {
      await clock.advance(1_000 + roll(600_000));
      let name = '';
      const outcome = await changeTicket({ events: ports.events, clock }, ticketId, metadata, (ticket) => {
        const command = anyCommand(ticket, roll);
        name = command.command;
        return decide(command, ticket);
      });
      if (!isRejection(outcome) && outcome.changed) taken.set(name, (taken.get(name) ?? 0) + 1);
    }
  }
  return taken;
}

/** What a run of the agent leaves, whatever comes of it. */
function runOf(n: number): TicketEvent[] {
  const runId = id();
  const usage = { inputTokens: 900, outputTokens: 80, costMicros: 300 + n };
  const found = { results: [], confidence: 0.5, sufficient: n % 3 > 0 };
  return [
    { type: 'KnowledgeSearched', data: { runId, query: 'blank labels', ...found } },
    { type: 'ModelCalled', data: { runId, model: 'model-1', outcome: 'ok', usage, durationMs: 800 } },
  ];
}

/** The customer says STOP on WhatsApp, or START. @param n the ticket's number */
async function changeMind(events: EventStore, ticketId: string, n: number): Promise<void> {
  const [opened] = await events.readStream(ticketStream(ticketId));
  const customerId = String((opened?.data as { customerId?: string } | undefined)?.customerId);
  const streamId = `customer-${customerId}`;
  const expectedVersion = (await events.readStream(streamId)).length;
  const type = n % 8 === 0 ? 'ConsentWithdrawn' : 'ConsentGiven';
  // No two words from an address have the same number, however many lives are lived on one log.
  const ordinal = Number(opened?.id ?? 0) + 1;
  const data = { customerId, channel: 'whatsapp', address: `whatsapp:+155555501${n % 5}`, ordinal };
  const stream = { streamId, expectedVersion, customerId, events: [{ type, data }] };
  await events.append({ at: opened?.at ?? 0, metadata, streams: [stream] });
}

/** The ticket's customer conflicts with another, is merged with one, or leaves one they were merged into. */
async function meetAgain(
  ports: Pick<Ports, 'events' | 'tickets' | 'book'> & { readonly clock: Clock },
  ticketId: string,
  roll: Roll,
): Promise<void> {
  const all = { ...ports, ids: systemIds };
  const { ticket } = await loadTicket(ports, ticketId);
  const others = (await ports.tickets.recent({ limit: 20 })).map((each) => each.customerId);
  const other = others[roll(others.length)];
  if (!ticket || other === undefined) return;
  const customerId = ticket.openedFor ?? ticket.customerId;
  const staff = { staffId: 'staff-1', reason: 'They say so.' };
  switch (roll(3)) {
    case 0: {
      const { events } = await loadCustomer(ports.events, customerId);
      const found = {
        type: 'IdentityConflictFound',
        data: { customerId, others: [other], kinds: ['phone'], sourceMessageId: id() },
      };
      const dismissed = { type: 'IdentityConflictDismissed', data: { customerId, others: [other] } };
      const hint = { type: 'HintNoticed', data: { customerId, kind: 'session', traits: [id()] } };
      const stream = {
        streamId: customerStream(customerId),
        expectedVersion: events.length,
        customerId,
        events: roll(3) === 0 ? [found, dismissed] : [found, hint],
      };
      if (customerId !== other)
        await ports.events.append({ at: ports.clock.now(), metadata, streams: [stream] });
      return;
    }
    case 1:
      await mergeCustomers(all, { customerId, into: other }, staff);
      return;
    default:
      await unmergeCustomer(all, customerId, staff);
  }
}

function anyCommand(ticket: Ticket, roll: Roll): TicketCommand {
  const replyId = ticket.replies[roll(Math.max(ticket.replies.length, 1))]?.replyId ?? id();
  const messageId = unanswered(ticket)[0]?.messageId ?? id();
  const commands: readonly TicketCommand[] = [
    {
      command: 'ReceiveMessage',
      messageId: id(),
      customerId: ticket.customerId,
      channel: roll(2) === 0 ? 'webform' : 'email',
      providerMessageId: `form:${id()}`,
      evidence: 'claimed',
      senderName: 'Ada Märsh',
      text: `Still blank ✂️ ${roll(1_000)}`,
    },
    {
      command: 'ReceiveMessage',
      messageId: id(),
      customerId: ticket.customerId,
      channel: 'email',
      providerMessageId: `gmail:${id()}`,
      evidence: 'attested',
      senderName: 'Ada Märsh',
      text: `By mail: still blank ${roll(1_000)}`,
      sentAt: Date.UTC(2026, 5, 1),
      account: 'help@example.com',
      routedBy: 'in-reply-to',
      replyTo: `ada${roll(5)}@example.org`,
      thread: { messageId: `<${id()}@example.org>`, providerThreadId: `t${roll(9)}` },
      attachments: [{ fileName: 'label.png', mediaType: 'image/png', bytes: 12 }],
      original: { fileId: id(), sha256: 'a'.repeat(64) },
      ...(roll(3) === 0 ? { suppress: { reason: 'automatic' as const, because: 'Auto-Submitted' } } : {}),
    },
    {
      command: 'ComposeReply',
      replyId: id(),
      runId: id(),
      answers: unanswered(ticket).map((m) => m.messageId),
      text: 'Turn the roll over.',
      citations: [{ chunkId: 'c', articleId: id(), slug: 's', title: 'T', heading: 'H' }],
      agent: 'extractive',
      usage: { inputTokens: 1, outputTokens: 2, costMicros: 3 },
    },
    {
      command: 'AskForCode',
      answers: unanswered(ticket).map((m) => m.messageId),
      notice: { replyId: id(), text: 'A code is on its way.' },
      request: {
        verificationId: id(),
        address: `ada${roll(5)}@example.org`,
        expiresAt: Date.UTC(2026, 5, 2),
        mail: { replyId: id(), text: 'Your code is ••••••.' },
      },
    },
    { command: 'SuppressMessage', messageId, reason: 'spam' },
    {
      command: 'ReleaseMessage',
      messageId: ticket.messages.find((m) => m.outcome === 'suppressed')?.messageId ?? id(),
      staffId: 'staff-1',
    },
    {
      command: 'DiscardMessage',
      messageId: ticket.messages.find((m) => m.outcome === 'suppressed')?.messageId ?? id(),
      staffId: 'staff-1',
      reason: 'An advertisement by Ada.',
    },
    {
      command: 'RerouteReply',
      replyId: ticket.replies.find((r) => r.progress === 'failed')?.replyId ?? id(),
      newReplyId: id(),
      staffId: 'staff-1',
      channel: 'email',
      to: 'ada@example.org',
      text: 'Turn the roll over.',
    },
    {
      command: 'Escalate',
      reason: 'legal',
      by: 'policy',
      evidence: 'court',
      priority: 'high',
      acknowledgement: { replyId: id(), text: 'A person takes over.' },
    },
    {
      command: 'TakeOver',
      staffId: 'staff-1',
      by: 'staff-1',
      acknowledgement: { replyId: id(), text: 'A person has it now.' },
    },
    { command: 'Assign', staffId: `staff-${roll(3)}`, by: 'staff-0' },
    { command: 'ReplyAsStaff', replyId: id(), staffId: 'staff-1', text: 'This is a person.' },
    { command: 'AddNote', noteId: id(), staffId: 'staff-1', text: 'Called back.' },
    { command: 'HandBack', staffId: 'staff-1' },
    { command: 'Resolve', basis: roll(2) === 0 ? 'confirmed' : 'assumed', by: 'timer' },
    { command: 'Close', by: 'timer' },
    { command: 'Rate', rating: 1 + roll(5), by: ticket.customerId },
    { command: 'AttemptReply', replyId },
    {
      command: 'RecordSent',
      replyId,
      providerMessageIds: [id()],
      messageId: `<${id()}@example.com>`,
      providerThreadId: `t${roll(9)}`,
    },
    { command: 'RecordDelivered', replyId },
    { command: 'RecordRead', replyId },
    { command: 'RecordFailure', replyId, code: '503', permanent: roll(4) === 0, retryInMs: 2_000 },
  ];
  const isAskedFor = unanswered(ticket).length > 0;
  const late = ticket.replies.find((r) => r.progress === 'composed' && (r.isOvertaken || isAskedFor));
  // What comes between an answer and its attempt takes it back, which the dice alone hardly ever do.
  if (late && roll(2) === 0) return { command: 'AttemptReply', replyId: late.replyId };
  const attempts = commands.filter((c) => c.command === 'AttemptReply' || c.command === 'RecordSent');
  // Life is mostly writing and answering: without this, few tickets would get far.
  const often = roll(3) === 0 ? (roll(2) === 0 ? commands[2] : attempts[roll(2)]) : undefined;
  const command = often ?? commands[roll(commands.length)];
  if (!command) throw new Error('the dice have too many sides');
  return command;
}

/** Publishes, revises and withdraws articles, one slug changing hands. */
async function publishArticles(events: EventStore, roll: Roll): Promise<void> {
  const revision = (articleId: string, slug: string, n: number) => ({
    articleId,
    slug,
    title: `Labels ${n}`,
    category: 'technical' as const,
    language: 'en',
    keywords: ['label', 'blank'],
    sections: [{ heading: 'Blank labels', text: `Turn the roll over ${n} times. `.repeat(1 + roll(30)) }],
    contentDigest: `digest-${n}`,
  });
  const append = (articleId: string, expectedVersion: number, event: ArticleEvent) =>
    events.append({
      streams: [{ streamId: `article-${articleId}`, expectedVersion, events: [event] }],
      metadata,
      at: Date.UTC(2026, 4, 1),
    });
  const [kept, gone, heir] = [id(), id(), id()];
  await append(kept, 0, { type: 'ArticlePublished', data: revision(kept, `kept-${kept}`, 1) });
  await append(gone, 0, { type: 'ArticlePublished', data: revision(gone, `slug-${gone}`, 2) });
  await append(kept, 1, { type: 'ArticleRevised', data: revision(kept, `renamed-${kept}`, 3) });
  await append(gone, 1, { type: 'ArticleWithdrawn', data: { articleId: gone } });
  await append(heir, 0, { type: 'ArticlePublished', data: revision(heir, `slug-${gone}`, 4) });
}
