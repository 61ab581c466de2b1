import { describe, expect, test } from 'bun:test';
import { sha256 } from '../../../src/adapters/node-crypto/hashes.ts';
import { hmacStatusTokens } from '../../../src/adapters/node-crypto/status-tokens.ts';
import { acceptSubmission } from '../../../src/application/ticket/accept-submission.ts';
import { changeTicket } from '../../../src/application/ticket/change-ticket.ts';
import { followUp, rate } from '../../../src/application/ticket/follow-up.ts';
import { InvalidInput } from '../../../src/application/ticket/prepare-submission.ts';
import { authorise, statusView } from '../../../src/application/ticket/status.ts';
import { decide, type TicketCommand } from '../../../src/domain/ticket/decide.ts';
import { memoryDesk, submission } from '../../infra/desk.ts';
import { answer, id, metadata, onTicket, thrownBy } from '../../infra/sample.ts';

const tokens = hmacStatusTokens(sha256('secret'));

async function filed() {
  const desk = memoryDesk();
  const accepted = await acceptSubmission(desk, submission());
  const summary = async () => {
    const found = await desk.tickets.byId(accepted.ticketId);
    if (!found) throw new Error('no ticket');
    return found;
  };
  const apply = (command: TicketCommand) =>
    changeTicket(desk, accepted.ticketId, metadata, (ticket) => decide(command, ticket));
  /** Answers what was asked. @returns the reply's id */
  const answerIt = async () => {
    const { customerId, ticketId, reference } = await summary();
    const [message] = await desk.tickets.messagesOf(ticketId);
    const of = {
      ticketId,
      customerId,
      reference,
      messageId: String(message?.messageId),
      streamId: `ticket-${ticketId}`,
    };
    const replyId = id();
    const { length } = await desk.events.readStream(of.streamId);
    await desk.events.append(onTicket(of, length, [answer(of, replyId)], desk.clock.now()));
    return replyId;
  };
  const view = () =>
    statusView(
      { events: desk.events, tickets: desk.tickets, tokens },
      accepted.reference,
      tokens.issue(accepted.ticketId),
    );
  return { desk, accepted, summary, apply, answerIt, view };
}

describe('writing again', () => {
  test('files the message on the ticket, once per submission', async () => {
    const { desk, summary, accepted } = await filed();
    const again = { message: ' Thank you, still blank. ', submissionId: id() };
    const first = await followUp(desk, await summary(), again, 'trace');
    const second = await followUp(desk, await summary(), again);
    expect(second).toEqual(first);
    const messages = await desk.tickets.messagesOf(accepted.ticketId);
    expect(messages.map((m) => m.text)).toEqual([submission().message, 'Thank you, still blank.']);
    expect(desk.log.events.at(-1)?.metadata).toMatchObject({ traceparent: 'trace', channel: 'webform' });
    expect(desk.telemetry.counted('messages_accepted')).toBe(2);
  });

  test('refuses a submission id that was used on another ticket', async () => {
    const { desk, summary } = await filed();
    const other = submission();
    await acceptSubmission(desk, other);
    const reused = await followUp(desk, await summary(), {
      message: 'Hello.',
      submissionId: other.submissionId,
    });
    expect(reused).toMatchObject({ rejected: 'submission-reused' });
  });

  test('refuses an empty message and a closed ticket', async () => {
    const { desk, summary, apply, answerIt } = await filed();
    const empty = await thrownBy(
      followUp(desk, await summary(), { message: ' \u200b ', submissionId: id() }),
    );
    expect(empty).toBeInstanceOf(InvalidInput);
    const marks = followUp(desk, await summary(), { message: '\u0301\u0301', submissionId: id() });
    expect(await thrownBy(marks)).toBeInstanceOf(InvalidInput);
    await answerIt();
    await apply({ command: 'Resolve', basis: 'confirmed', by: 'customer' });
    await apply({ command: 'Close', by: 'timer' });
    const late = await followUp(desk, await summary(), { message: 'Hello?', submissionId: id() });
    expect(late).toEqual({
      rejected: 'ticket-closed',
      detail: 'the ticket is closed; please write a new message',
    });
  });

  test('passes on a fault', async () => {
    const { desk, summary } = await filed();
    const fault = new Error('disk');
    desk.beforeAppend.push(async () => {
      throw fault;
    });
    const failed = followUp(desk, await summary(), { message: 'Hello.', submissionId: id() });
    expect(await thrownBy(failed)).toBe(fault);
  });
});

describe('rating', () => {
  test('is refused without an answer, and kept with one', async () => {
    const { desk, summary, answerIt } = await filed();
    expect(await rate(desk, await summary(), { rating: 5 })).toMatchObject({ rejected: 'not-answered' });
    await answerIt();
    expect(await rate(desk, await summary(), { rating: 2, comment: '  ' })).toBeUndefined();
    expect(await summary()).toMatchObject({ rating: 2, status: 'pending' });
    expect(await rate(desk, await summary(), { rating: 5, comment: 'Thank you.' })).toBeUndefined();
    expect(await summary()).toMatchObject({ rating: 5, status: 'resolved' });
    const [, rated] = (await desk.events.readStream(`ticket-${(await summary()).ticketId}`)).slice(-3);
    expect(rated?.data).toEqual({ rating: 5, comment: 'Thank you.' });
  });
});

describe('rating again', () => {
  test('is offered once a later answer went out, not before and not after it is rated', async () => {
    const { desk, summary, view, apply, answerIt } = await filed();
    const canRate = async () => (await view())?.canRate;
    const send = async (replyId: string) => {
      await apply({ command: 'AttemptReply', replyId });
      await apply({ command: 'RecordSent', replyId });
    };
    await send(await answerIt());
    expect(await canRate()).toBe(true);
    await rate(desk, await summary(), { rating: 2 });
    expect(await canRate()).toBe(false);
    await followUp(desk, await summary(), { message: 'Still blank.', submissionId: id() });
    await apply({
      command: 'Escalate',
      reason: 'human-requested',
      by: 'customer',
      evidence: 'asked',
      priority: 'high',
      acknowledgement: { replyId: id(), text: 'Somebody takes over.' },
    });
    const replyId = id();
    await apply({ command: 'ReplyAsStaff', replyId, staffId: 'anna', text: 'Try another ribbon.' });
    expect(await canRate()).toBe(false);
    await send(replyId);
    expect(await canRate()).toBe(true);
    await rate(desk, await summary(), { rating: 5 });
    expect(await view()).toMatchObject({ canRate: false, ticket: { rating: 5 } });
  });

  test('a closed ticket is rated and stays closed', async () => {
    const { desk, summary, view, apply, answerIt } = await filed();
    const replyId = await answerIt();
    await apply({ command: 'AttemptReply', replyId });
    await apply({ command: 'RecordSent', replyId });
    await apply({ command: 'Resolve', basis: 'assumed', by: 'timer' });
    await apply({ command: 'Close', by: 'timer' });
    expect(await view()).toMatchObject({ canRate: true, canReply: false });
    expect(await rate(desk, await summary(), { rating: 5 })).toBeUndefined();
    expect(await view()).toMatchObject({ canRate: false, ticket: { rating: 5, status: 'closed' } });
  });
});

describe('the status view', () => {
  test('opens to the ticket’s token and nobody else, unknown or not', async () => {
    const { desk, accepted } = await filed();
    const other = await acceptSubmission(desk, submission());
    const ports = { events: desk.events, tickets: desk.tickets, tokens };
    expect(await authorise(ports, accepted.reference, tokens.issue(accepted.ticketId))).toMatchObject({
      ticketId: accepted.ticketId,
    });
    for (const token of [tokens.issue(other.ticketId), '', 'x'.repeat(43)]) {
      expect(await authorise(ports, accepted.reference, token)).toBeUndefined();
      expect(await statusView(ports, accepted.reference, token)).toBeUndefined();
      expect(await authorise(ports, 'LD-0000-0000', token)).toBeUndefined();
    }
    const nobody = tokens.issue('00000000-0000-0000-0000-000000000000');
    expect(await authorise(ports, 'LD-0000-0000', nobody)).toBeUndefined();
  });

  test('shows a reply only from when it went out, in every state on its way', async () => {
    const { view, apply, answerIt } = await filed();
    const replyId = await answerIt();
    const shown = async () => (await view())?.messages.map((m) => m.messageId).includes(replyId);
    expect(await view()).toMatchObject({ canRate: false, canReply: true });
    expect(await shown()).toBe(false);
    const way = [
      [{ command: 'AttemptReply', replyId }, false],
      [{ command: 'RecordFailure', replyId, code: '503', permanent: false, retryInMs: 1 }, false],
      [{ command: 'AttemptReply', replyId }, false],
      [{ command: 'RecordSent', replyId }, true],
      [{ command: 'RecordDelivered', replyId }, true],
      [{ command: 'RecordRead', replyId }, true],
    ] as const;
    for (const [command, visible] of way) {
      await apply(command);
      expect(await shown()).toBe(visible);
    }
    expect(await view()).toMatchObject({ canRate: true, canReply: true });
    await apply({ command: 'Resolve', basis: 'confirmed', by: 'customer' });
    await apply({ command: 'Close', by: 'timer' });
    expect(await view()).toMatchObject({ canReply: false, ticket: { status: 'closed' } });
  });

  test('never shows a reply that failed', async () => {
    const { view, apply, answerIt } = await filed();
    const replyId = await answerIt();
    await apply({ command: 'AttemptReply', replyId });
    await apply({ command: 'RecordFailure', replyId, code: 'gone', permanent: true });
    expect((await view())?.messages.map((m) => m.author)).toEqual(['customer']);
  });
});
