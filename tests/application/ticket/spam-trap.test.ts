// What came with the field filled in that people do not see: filed like any other, answered once staff say so.
import { expect } from 'bun:test';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { sha256, systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import { hmacStatusTokens } from '../../../src/adapters/node-crypto/status-tokens.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { requestHuman } from '../../../src/application/agent/hand-over.ts';
import { situationOf } from '../../../src/application/agent/situation.ts';
import { acceptSubmission, SubmissionReused } from '../../../src/application/ticket/accept-submission.ts';
import { followUp } from '../../../src/application/ticket/follow-up.ts';
import { loadTicket } from '../../../src/application/ticket/load-ticket.ts';
import { releaseMessage } from '../../../src/application/ticket/release-message.ts';
import { statusView } from '../../../src/application/ticket/status.ts';
import { submission } from '../../infra/desk.ts';
import { answer, id, metadata, onTicket, thrownBy } from '../../infra/sample.ts';
import { everywhere, type World } from '../../infra/worlds.ts';

const tokens = hmacStatusTokens(sha256('secret'));

/** A submission of somebody new whose form was filled in by a program. */
const trapped = () => submission({ website: 'https://spam.example', email: `${id()}@example.org` });

async function caught(world: World, sent = trapped()) {
  const telemetry = memoryTelemetry();
  const desk = { ...world, telemetry, clock: systemClock, ids: systemIds };
  const accepted = await acceptSubmission(desk, sent);
  const { ticketId, reference } = accepted;
  const events = async () => (await loadTicket(world, ticketId)).events;
  const summary = async () => {
    const found = await world.tickets.byId(ticketId);
    if (!found) throw new Error('no ticket');
    return found;
  };
  const listed = async () => (await world.tickets.suppressed(500)).filter((m) => m.reference === reference);
  const view = () => statusView({ ...world, tokens }, reference, tokens.issue(ticketId));
  const writeAgain = async (message: string) =>
    followUp(desk, await summary(), { message, submissionId: id() });
  return { desk, telemetry, sent, accepted, events, summary, listed, view, writeAgain };
}

everywhere('a submission with the hidden field filled in', (it) => {
  it('is filed, suppressed as spam and closed (bug: it was gone without a trace)', async (world) => {
    const { telemetry, sent, events, listed, summary, accepted } = await caught(world);
    expect((await events()).map(({ type, data }) => [type, data])).toMatchObject([
      ['TicketOpened', { subject: sent.subject, channel: 'webform' }],
      ['CustomerMessageReceived', { text: sent.message, typedAddress: sent.email, handling: 'nobody' }],
      ['MessageSuppressed', { reason: 'spam', because: 'the field that people do not see was filled in' }],
      ['TicketClosed', { by: 'hygiene' }],
    ]);
    expect(await summary()).toMatchObject({ status: 'closed' });
    expect(await listed()).toMatchObject([{ reason: 'spam', channel: 'webform', senderName: sent.name }]);
    expect(situationOf(await loadTicket(world, accepted.ticketId))).toBeUndefined();
    const waiting = (await world.timers.waiting('answer', 1_000)).filter(
      ({ ticketId }) => ticketId === accepted.ticketId,
    );
    expect(waiting).toEqual([]);
    expect(telemetry.counted('spam_trapped')).toBe(1);
    expect(telemetry.counted('messages_accepted', { channel: 'webform' })).toBe(1);
    expect(telemetry.counted('messages_suppressed', { channel: 'webform', reason: 'spam' })).toBe(1);
  });

  it('counts once, whether it comes again with the field or without', async (world) => {
    const { desk, telemetry, sent, accepted, listed } = await caught(world);
    const { website: _, ...plain } = sent;
    for (const again of [sent, plain])
      expect(await acceptSubmission(desk, again)).toEqual({ ...accepted, repeated: true });
    const other = { ...sent, message: 'Something else altogether, and long enough.' };
    expect(await thrownBy(acceptSubmission(desk, other))).toBeInstanceOf(SubmissionReused);
    expect(await listed()).toHaveLength(1);
    expect(telemetry.counted('spam_trapped')).toBe(1);
  });

  it('looks on its page like one that waits for its answer', async (world) => {
    const { view, sent } = await caught(world);
    expect(await view()).toMatchObject({
      ticket: { status: 'open', subject: sent.subject },
      messages: [{ author: 'customer', text: sent.message, state: 'unanswered' }],
      canReply: true,
      canRate: false,
    });
  });

  it('takes further messages with it, until staff release one', async (world) => {
    const { desk, view, listed, writeAgain, events, telemetry } = await caught(world);
    expect(await writeAgain('Hello? Is anybody there?')).toMatchObject({ messageId: expect.any(String) });
    expect((await listed()).map(({ reason }) => reason)).toEqual(['spam', 'spam']);
    expect((await view())?.messages.map(({ state }) => state)).toEqual(['unanswered', 'unanswered']);
    expect(telemetry.counted('messages_suppressed', { channel: 'webform', reason: 'spam' })).toBe(2);
    const [newest] = await listed();
    await releaseMessage(desk, newest?.messageId ?? '', { staffId: 'kim' });
    await writeAgain('And one more thing.');
    expect((await events()).at(-1)).toMatchObject({ data: { handling: 'agent' } });
    expect(await listed()).toHaveLength(1);
  });

  it('is answered on its page once staff release it', async (world) => {
    const { desk, accepted, listed, view, summary } = await caught(world);
    const { ticketId, reference } = accepted;
    const [message] = await listed();
    const messageId = message?.messageId ?? '';
    expect(await releaseMessage(desk, messageId, { staffId: 'kim' })).toEqual({ handling: 'agent' });
    expect((await view())?.ticket.status).toBe('open');
    expect(situationOf(await loadTicket(world, ticketId))?.pending).toMatchObject([{ messageId }]);
    const { customerId } = await summary();
    const of = { ticketId, reference, customerId, messageId, streamId: `ticket-${ticketId}` };
    const replyId = id();
    const sent = [
      answer(of, replyId),
      { type: 'ReplyAttempted', data: { replyId, attempt: 1, channel: 'webform' } },
      { type: 'ReplySent', data: { replyId, providerMessageId: 'web:1' } },
    ] as const;
    await world.events.append(onTicket(of, 5, sent));
    expect((await view())?.messages).toMatchObject([
      { state: 'answered' },
      { author: 'agent', state: 'sent' },
    ]);
  });

  it('goes to a person when the customer asks for one on the page', async (world) => {
    const { desk, accepted, summary, view, writeAgain, events } = await caught(world);
    const wish = { evidence: 'Asked for a person on the status page.', metadata };
    expect(await requestHuman(desk, accepted.ticketId, wish)).toMatchObject({ changed: true });
    expect(await summary()).toMatchObject({ status: 'escalated', escalationReason: 'human-requested' });
    expect(await view()).toMatchObject({ ticket: { status: 'escalated' }, canReply: true });
    await writeAgain('It is about my parcel.');
    expect((await events()).findLast(({ type }) => type === 'CustomerMessageReceived')).toMatchObject({
      data: { handling: 'staff' },
    });
  });
});
