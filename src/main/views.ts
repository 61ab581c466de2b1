// Application data as the HTTP surface shows it: times as ISO 8601, positions as text.
import type { DeadLetterView } from '../adapters/elysia/dead-letters/views.ts';
import type { CapturedView } from '../adapters/elysia/operations/views.ts';
import type { StatusView as StatusPageView } from '../adapters/elysia/support/views.ts';
import type { DeadLetter } from '../application/bus/dead-letters.ts';
import type { StatusView } from '../application/ticket/status.ts';
import type { SentReply } from '../application/ticket/ticket-directory.ts';

const iso = (at: number) => new Date(at).toISOString();

export function statusPageView({
  ticket,
  messages,
  canRate,
  canReply,
  continuations,
}: StatusView): StatusPageView {
  const { reference, subject, status, rating } = ticket;
  return {
    reference,
    subject,
    status,
    rating,
    canRate,
    canReply,
    continuations: [...continuations],
    openedAt: iso(ticket.openedAt),
    updatedAt: iso(ticket.updatedAt),
    messages: messages.map(({ messageId, author, kind, channel, text, at, citations, state }) => ({
      id: messageId,
      author,
      kind,
      channel,
      text,
      state,
      at: iso(at),
      citations: citations.map(({ slug, title, heading }) => ({ slug, title, heading })),
    })),
  };
}

export function capturedView({ at, channel, replyId, reference, subject, text }: SentReply): CapturedView {
  return { at: iso(at), channel, replyId, reference, subject, text };
}

export function deadLetterView(letter: DeadLetter): DeadLetterView {
  const { deadLetterId, parkedAt, resolvedAt, ...rest } = letter;
  return {
    ...rest,
    id: deadLetterId,
    parkedAt: iso(parkedAt),
    resolvedAt: resolvedAt === null ? null : iso(resolvedAt),
  };
}
