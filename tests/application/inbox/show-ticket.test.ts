import { expect } from 'bun:test';
import { mailReader } from '../../../src/adapters/mime/read-mail.ts';
import { attachmentsOf, openAttachment } from '../../../src/application/inbox/message-attachments.ts';
import { masked } from '../../../src/application/inbox/reply-way.ts';
import { serviceLevel } from '../../../src/application/inbox/service-level.ts';
import { showTicket } from '../../../src/application/inbox/show-ticket.ts';
import { waitingSince } from '../../../src/application/inbox/waiting.ts';
import { tickets } from '../../../src/application/projection/tables.ts';
import { loadTicket } from '../../../src/application/ticket/load-ticket.ts';
import type { Channel } from '../../../src/domain/conversation/channel.ts';
import type { TicketEvent } from '../../../src/domain/ticket/events.ts';
import { liveThrough } from '../../infra/history.ts';
import { answer, type Case, id, message, noon, note, onTicket } from '../../infra/sample.ts';
import { inMemory, type World } from '../../infra/worlds.ts';
import { assigned, escalated, HOUR, portsOf, ticketWith, withStaff } from './desk.ts';

const level = serviceLevel({ urgent: 15, high: 30, normal: 240, low: 480 });
const show = (world: World, reference: string, changes: Partial<ReturnType<typeof portsOf>> = {}) => {
  const ports = { ...portsOf(world), ...changes };
  return showTicket({ ...ports, undelivered: ports, serviceLevel: level }, reference);
};
const written = (of: Case, channel: Channel, replyTo: string, more = {}): TicketEvent => ({
  type: 'CustomerMessageReceived',
  data: {
    messageId: id(),
    customerId: of.customerId,
    channel,
    providerMessageId: id(),
    evidence: 'attested',
    handling: 'staff',
    senderName: 'Ada Marsh',
    text: 'It is urgent.',
    replyTo,
    ...more,
  },
});

inMemory('a ticket shown to staff', (it) => {
  it('has the whole conversation, with notes and how far each reply came', async (world) => {
    const [first, replyId, noticeId] = [id(), id(), id()];
    const one = await ticketWith(world, (of) => [
      answer(of, first),
      { type: 'ReplyAttempted', data: { replyId: first, attempt: 1, channel: 'webform' } },
      { type: 'ReplySent', data: { replyId: first } },
      message(of, { messageId: id(), text: 'I want a lawyer.' }),
      escalated(of),
      {
        type: 'ReplyComposed',
        data: {
          replyId: noticeId,
          kind: 'acknowledgement',
          channel: 'webform',
          answers: [],
          text: 'A person has it.',
          citations: [],
          agent: 'policy',
          usage: { inputTokens: 0, outputTokens: 0, costMicros: 0 },
        },
      },
      assigned('anna'),
      note('Call them.'),
      { type: 'StaffReplied', data: { replyId, staffId: 'anna', channel: 'webform', text: 'Hello.' } },
    ]);
    const shown = await show(world, one.reference);
    expect(shown?.messages.map(({ kind, by, delivery }) => [kind, by, delivery?.state])).toEqual([
      ['customer', 'Ada Marsh', undefined],
      ['agent', 'extractive', 'sent'],
      ['customer', 'Ada Marsh', undefined],
      ['notice', 'policy', 'queued'],
      ['note', 'staff-1', undefined],
      ['staff', 'anna', 'queued'],
    ]);
    expect(shown).toMatchObject({
      version: 11,
      openedAt: noon,
      staffInCharge: true,
      escalation: { reason: 'legal', evidence: 'I will go to court', by: 'policy', at: noon },
      customer: { name: 'Ada Marsh', grade: 'claimed', erased: false },
      reply: { possible: true, channel: 'webform', limits: { characters: 4_000 } },
    });
    expect(shown?.sla).toBeUndefined();
    expect(await show(world, 'LD-0000-0000')).toBeUndefined();
  });

  it('says by when an answer is owed, and that it is late', async (world) => {
    const one = await withStaff(world);
    expect((await show(world, one.reference))?.sla).toEqual({
      waitingSince: noon,
      dueAt: noon + HOUR / 2,
      overdue: true,
    });
  });

  it('says why nobody answers a message, until somebody releases it', async (world) => {
    const one = await ticketWith(world, (of) => [
      { type: 'MessageSuppressed', data: { messageId: of.messageId, reason: 'spam', because: 'a list' } },
    ]);
    expect((await show(world, one.reference))?.messages[0]?.suppressed).toEqual({
      reason: 'spam',
      because: 'a list',
    });
    const { messageId } = one;
    await world.events.append(
      onTicket(one, 3, [
        { type: 'MessageReleased', data: { messageId, staffId: 'anna', handling: 'agent' } },
      ]),
    );
    expect((await show(world, one.reference))?.messages[0]?.suppressed).toBeUndefined();
  });

  it('has nothing to read of who was erased, and says so', async (world) => {
    const one = await withStaff(world);
    const { customerId } = one;
    await world.events.append(
      onTicket(one, 3, [{ type: 'TicketErased', data: { customerId, messageIds: [] } }]),
    );
    const shown = await show(world, one.reference);
    expect(shown?.customer).toEqual({ customerId, name: null, grade: 'claimed', erased: true });
    expect(shown?.ticket.subject).toBe('');
    expect(shown?.messages.map(({ text, by }) => [text, by])).toEqual([['', '']]);
    expect(shown?.reply).toMatchObject({ possible: false, because: 'erased' });
  });

  it('names the customer it was moved to', async (world) => {
    const other = id();
    const one = await ticketWith(world, (of) => [
      {
        type: 'TicketMoved',
        data: { fromCustomerId: of.customerId, toCustomerId: other, because: 'merged' },
      },
    ]);
    expect((await show(world, one.reference))?.moved).toEqual({
      from: one.customerId,
      to: other,
      because: 'merged',
      at: noon,
    });
  });
});

inMemory('the way of a reply', (it) => {
  const on = async (world: World, channel: Channel, replyTo: string, hoursAgo = 1) => {
    const one = await ticketWith(world, (of) => [escalated(of), written(of, channel, replyTo)]);
    return show(world, one.reference, { clock: portsOf(world, noon + hoursAgo * HOUR).clock });
  };

  it('by mail has words, and an address that is masked', async (world) =>
    expect((await on(world, 'email', 'ada@example.org'))?.reply).toEqual({
      possible: true,
      channel: 'email',
      to: 'a•••@example.org',
      limits: { characters: 20_000, words: 460 },
    }));

  it('on WhatsApp is open for a day, and then needs a template', async (world) => {
    const open = (await on(world, 'whatsapp', 'whatsapp:+15555550123', 23))?.reply;
    expect(open).toEqual({
      possible: true,
      channel: 'whatsapp',
      to: 'whatsapp:+15•••123',
      limits: { characters: 4_800, preferredCharacters: 300, parts: 3 },
      window: { open: true, closesAt: noon + 24 * HOUR - 60_000 },
    });
    const late = await on(world, 'whatsapp', 'whatsapp:+15555550123', 25);
    expect(late?.reply).toMatchObject({ possible: false, because: 'window-closed', window: { open: false } });
    const again = await show(world, late?.ticket.reference ?? '', {
      clock: portsOf(world, noon + 25 * HOUR).clock,
      hasTemplate: true,
    });
    expect(again?.reply).toMatchObject({
      possible: true,
      template: true,
      limits: { characters: 900, parts: 1 },
    });
  });

  it('is none without an address, on a channel that is off, and where the agent has the ticket', async (world) => {
    expect((await on(world, 'email', ' '))?.reply).toMatchObject({ possible: false, because: 'no-address' });
    const one = await withStaff(world);
    expect((await show(world, one.reference, { sendsOn: new Set() }))?.reply.because).toBe('channel-off');
    const other = await ticketWith(world);
    expect((await show(world, other.reference))?.reply.because).toBe('not-escalated');
  });

  it('is none where the customer asked not to be written to', async (world) => {
    const one = await ticketWith(world, (of) => [escalated(of), written(of, 'whatsapp', 'whatsapp:+1555')]);
    const whatsapp = { ...world.whatsapp, wish: async () => 'stop' as const };
    expect((await show(world, one.reference, { whatsapp }))?.reply.because).toBe('opted-out');
  });

  it('masks whatever an address is', async () => {
    expect(['a@b', 'ada@example.org', '+15555550123', ''].map(masked)).toEqual([
      'a•••@b',
      'a•••@example.org',
      '+15•••123',
      '•••',
    ]);
  });
});

inMemory('files of a message', (it) => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const readMail = mailReader();

  it('of a mail are taken out of the mail', async (world) => {
    const raw = [
      'From: ada@example.org',
      'Content-Type: multipart/mixed; boundary=x',
      '',
      '--x',
      'Content-Type: text/plain',
      '',
      'See the file.',
      '--x',
      'Content-Type: text/html; name=page.html',
      'Content-Disposition: attachment; filename=page.html',
      '',
      '<script>alert(1)</script>',
      '--x--',
      '',
    ].join('\r\n');
    const one = await ticketWith(world);
    const { customerId } = one;
    const place = { customerId, channel: 'email' as const, providerMessageId: id() };
    const mailId = await world.files.keep({
      ...place,
      ordinal: 0,
      mediaType: 'message/rfc822',
      content: bytes(raw),
    });
    const received = written(one, 'email', 'ada@example.org', {
      providerMessageId: place.providerMessageId,
      attachments: [{ fileName: 'page.html', mediaType: 'text/html', bytes: 25 }],
      original: { fileId: mailId, sha256: 'a'.repeat(64) },
    });
    await world.events.append(onTicket(one, 2, [received]));
    const { events } = await loadTicket(world, one.ticketId);
    const shown = (await show(world, one.reference))?.messages.at(-1)?.attachments;
    const fileId = `${mailId}.1`;
    expect(shown).toEqual([{ fileId, name: 'page.html', type: 'text/html', size: 25 }]);
    const opened = await openAttachment({ ...world, readMail }, events, fileId);
    expect(opened?.name).toBe('page.html');
    expect(Buffer.from(opened?.content ?? []).toString()).toContain('<script>');
    for (const none of [`${mailId}.2`, `${mailId}.0`, id(), `${id()}.1`])
      expect(await openAttachment({ ...world, readMail }, events, none)).toBeUndefined();
  });

  it('are joined by the mail as it came, while its sender is not erased', async (world) => {
    const raw = 'From: ada@example.org\r\n\r\nThe beginning, and much more.';
    const one = await ticketWith(world);
    const providerMessageId = id();
    const place = { customerId: one.customerId, channel: 'email' as const, providerMessageId, ordinal: 0 };
    const fileId = await world.files.keep({ ...place, mediaType: 'message/rfc822', content: bytes(raw) });
    const original = { fileId, sha256: 'a'.repeat(64) };
    const received = written(one, 'email', 'ada@example.org', { providerMessageId, original });
    await world.events.append(onTicket(one, 2, [received]));
    const { events } = await loadTicket(world, one.ticketId);
    const originals = (await show(world, one.reference))?.messages.map((message) => message.original);
    expect(originals).toEqual([...(originals ?? []).slice(0, -1).map(() => undefined), fileId]);
    const opened = await openAttachment({ ...world, readMail }, events, fileId);
    expect([opened?.name, Buffer.from(opened?.content ?? []).toString()]).toEqual(['mail.eml', raw]);
    const erased = events.map((event) => ({ ...event, erased: true }) as typeof event);
    expect(await openAttachment({ ...world, readMail }, erased, fileId)).toBeUndefined();
  });

  it('on WhatsApp can be had once they are fetched', async (world) => {
    const one = await ticketWith(world);
    const { customerId } = one;
    const place = { customerId, channel: 'whatsapp' as const, providerMessageId: id() };
    const kept = await world.files.keep({
      ...place,
      ordinal: 1,
      mediaType: 'image/png',
      content: bytes('png'),
    });
    const content = { providerUrl: 'https://provider/2' };
    await world.files.keep({ ...place, ordinal: 2, mediaType: 'image/png', content });
    const received = written(one, 'whatsapp', 'whatsapp:+1555', {
      providerMessageId: place.providerMessageId,
      attachments: [
        { fileName: '', mediaType: 'image/png' },
        { fileName: '', mediaType: 'image/png' },
      ],
    });
    await world.events.append(onTicket(one, 2, [received]));
    const { events } = await loadTicket(world, one.ticketId);
    const last = events.at(-1);
    if (last?.type !== 'CustomerMessageReceived') throw new Error('the message is not there');
    expect(await attachmentsOf(world, last)).toEqual([
      { fileId: kept, name: '', type: 'image/png', size: 3 },
      { name: '', type: 'image/png' },
    ]);
    expect((await openAttachment({ ...world, readMail }, events, kept))?.content.byteLength).toBe(3);
  });
});

inMemory('who waits', (it) => {
  it('is the same from the events as in the list, whatever happens', async (world) => {
    await liveThrough(world, { seed: 5, tickets: 40, steps: 25 });
    const rows = await world.dump(tickets);
    for (const row of rows) {
      const { events } = await loadTicket(world, row['ticket_id'] as string);
      const since = row['waiting_since'];
      expect(waitingSince(events)).toBe(typeof since === 'string' ? Date.parse(since) : undefined);
    }
    expect(rows.filter((row) => row['waiting_since'] !== null).length).toBeGreaterThan(3);
    expect(rows.filter((row) => row['waiting_since'] === null).length).toBeGreaterThan(3);
  });
});
