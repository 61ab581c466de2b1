// What holds for a ticket whatever is asked of it, in whatever order.
import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { isRejection } from '../../../src/domain/event/define.ts';
import { decide, type TicketCommand } from '../../../src/domain/ticket/decide.ts';
import {
  evolve,
  type ReplyProgress,
  type Ticket,
  type TicketState,
} from '../../../src/domain/ticket/state.ts';
import { compose, escalate, opened, receive } from './facts.ts';

const message = fc.constantFrom('m-1', 'm-2', 'm-3', 'm-4');
const reply = fc.constantFrom('p-1', 'p-2', 'p-3', 'p-4', 'p-5');
const channel = fc.constantFrom('webform', 'email', 'whatsapp' as const);

const command: fc.Arbitrary<TicketCommand> = fc.oneof(
  fc.record({ m: message, c: channel }).map(({ m, c }) => receive(m, { channel: c })),
  fc
    .record({ m: message, p: reply })
    .map(({ m, p }) => receive(m, { acknowledgement: { replyId: p, text: 'again' } })),
  fc.record({ p: reply, ms: fc.uniqueArray(message, { maxLength: 3 }) }).map(({ p, ms }) => compose(p, ms)),
  fc
    .record({ p: reply, by: fc.constantFrom('policy', 'customer', 'timer' as const) })
    .map(({ p, by }) => escalate(p, { by })),
  message.map((messageId) => ({ command: 'SuppressMessage' as const, messageId, reason: 'spam' as const })),
  reply.map((replyId) => ({ command: 'ReplyAsStaff' as const, replyId, staffId: 's-1', text: 'x' })),
  fc.constantFrom<TicketCommand>(
    { command: 'Assign', staffId: 's-1', by: 's-1' },
    { command: 'AddNote', noteId: 'n-1', staffId: 's-1', text: 'x' },
    { command: 'HandBack', staffId: 's-1' },
    { command: 'Resolve', basis: 'assumed', by: 'timer' },
    { command: 'Resolve', basis: 'confirmed', by: 'c-1' },
    { command: 'Close', by: 'timer' },
    { command: 'Rate', rating: 5, by: 'c-1' },
  ),
  reply.chain((replyId) =>
    fc.constantFrom<TicketCommand>(
      { command: 'AttemptReply', replyId },
      { command: 'RecordSent', replyId },
      { command: 'RecordDelivered', replyId },
      { command: 'RecordRead', replyId },
      { command: 'RecordFailure', replyId, code: 'x', permanent: false, retryInMs: 1 },
      { command: 'RecordFailure', replyId, code: 'x', permanent: true },
    ),
  ),
);

/** Every state on the way, the first included. */
function walk(commands: readonly TicketCommand[]): readonly NonNullable<TicketState>[] {
  let state = evolve(undefined, { ...opened, at: 0 });
  const states = state ? [state] : [];
  for (const [i, one] of commands.entries()) {
    const outcome = decide(one, state);
    if (isRejection(outcome)) continue;
    state = outcome.reduce<TicketState>((s, event) => evolve(s, { ...event, at: i + 1 }), state);
    if (state) states.push(state);
  }
  return states;
}

function isWithdrawnFrom(messageId: string, before: Ticket, after: Ticket): boolean {
  return after.replies.some(
    ({ replyId, progress, answers }) =>
      progress === 'withdrawn' &&
      answers?.includes(messageId) &&
      before.replies.some((r) => r.replyId === replyId && r.progress !== 'withdrawn'),
  );
}

const pairs = <T>(list: readonly T[]) => list.slice(1).map((next, i) => [list[i] as T, next] as const);

test('a message gets one outcome and keeps it, but for an answer that was withdrawn', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
      for (const [before, after] of pairs(walk(commands))) {
        for (const m of before.messages) {
          const now = after.messages.find((other) => other.messageId === m.messageId)?.outcome;
          if (m.outcome === 'unanswered') expect(now).toBeDefined();
          else if (isWithdrawnFrom(m.messageId, before, after)) {
            expect(m.outcome).toBe('answered');
            expect(now === 'escalated' || now === 'unanswered').toBe(true);
          } else expect(now).toBe(m.outcome);
        }
      }
    }),
    { numRuns: 400 },
  );
});

test('what the customer writes takes the answer to a message back once at most', () => {
  const steps = fc.array(fc.constantFrom('writes', 'answer', 'attempt', 'fails'), {
    maxLength: 40,
    size: 'max',
  });
  let taken = 0;
  fc.assert(
    fc.property(steps, (done) => {
      let state = evolve(undefined, { ...opened, at: 0 });
      for (const [i, step] of done.entries()) {
        const waiting = state?.messages.filter(({ outcome }) => outcome === 'unanswered') ?? [];
        const replyId = state?.replies.at(-1)?.replyId ?? 'p-0';
        const commands: Record<typeof step, TicketCommand> = {
          writes: receive(`m-${i}`),
          answer: compose(
            `p-${i}`,
            waiting.map(({ messageId }) => messageId),
          ),
          attempt: { command: 'AttemptReply', replyId },
          fails: { command: 'RecordFailure', replyId, code: 'x', permanent: false },
        };
        const decided = decide(commands[step], state);
        if (isRejection(decided)) continue;
        if (decided.some(({ type }) => type === 'ReplyWithdrawn')) expect(waiting.length).toBeGreaterThan(0);
        state = decided.reduce<TicketState>((s, event) => evolve(s, { ...event, at: i + 1 }), state);
      }
      const lost = (state?.replies ?? []).flatMap((r) => (r.withdrawnFor ? (r.answers ?? []) : []));
      taken += lost.length;
      expect(new Set(lost).size).toBe(lost.length);
    }),
    { numRuns: 400 },
  );
  expect(taken).toBeGreaterThan(0);
});

test('a reply never moves backward, except from a failed attempt to waiting for the next', () => {
  const rank: Record<ReplyProgress, number> = {
    composed: 0,
    attempted: 1,
    sent: 2,
    delivered: 3,
    read: 4,
    failed: 5,
    withdrawn: 5,
  };
  fc.assert(
    fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
      for (const [before, after] of pairs(walk(commands))) {
        for (const r of before.replies) {
          const now = after.replies.find((other) => other.replyId === r.replyId);
          if (!now) throw new Error('a reply is gone');
          const retry = r.progress === 'attempted' && now.progress === 'composed';
          expect(retry || rank[now.progress] >= rank[r.progress]).toBe(true);
          expect(now.attempts).toBeGreaterThanOrEqual(r.attempts);
        }
      }
    }),
    { numRuns: 400 },
  );
});

test('nothing waits for the agent on a ticket that is with staff, resolved or closed', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
      for (const state of walk(commands)) {
        const waiting = state.messages.filter((m) => m.outcome === 'unanswered').length;
        if (['escalated', 'resolved', 'closed', 'pending'].includes(state.status)) expect(waiting).toBe(0);
      }
    }),
    { numRuns: 400 },
  );
});

test('message and reply ids are unique on a ticket', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
      const last = walk(commands).at(-1);
      const ids = [
        ...(last?.messages.map((m) => m.messageId) ?? []),
        ...(last?.replies.map((r) => r.replyId) ?? []),
      ];
      expect(new Set(ids).size).toBe(ids.length);
    }),
    { numRuns: 400 },
  );
});

test('a decision is either events or a rejection with a code, on a ticket or none', () => {
  fc.assert(
    fc.property(command, fc.boolean(), (one, exists) => {
      const outcome = decide(one, exists ? evolve(undefined, { ...opened, at: 0 }) : undefined);
      expect(isRejection(outcome) ? outcome.rejected.length > 0 : Array.isArray(outcome)).toBe(true);
    }),
  );
});
