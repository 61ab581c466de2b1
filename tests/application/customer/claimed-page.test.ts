// Whoever opens a ticket on the form with a typed address reads its page: nothing of what the owner of the address writes
// comes in there, unless the owner brings the code of the ticket.
import { expect } from 'bun:test';
import { acceptSubmission } from '../../../src/application/ticket/accept-submission.ts';
import { changeTicket } from '../../../src/application/ticket/change-ticket.ts';
import { loadTicket } from '../../../src/application/ticket/load-ticket.ts';
import { statusView } from '../../../src/application/ticket/status.ts';
import type { SeenIdentifier } from '../../../src/domain/customer/resolve.ts';
import { submission } from '../../infra/desk.ts';
import { id } from '../../infra/sample.ts';
import { everywhere, type World } from '../../infra/worlds.ts';
import { anAddress, aPhone, byMail, chat, identityDesk, mail } from './desk.ts';

/** A customer who is proven by mail, and somebody who has typed their address in the form. */
async function attacked(world: World) {
  const desk = identityDesk(world);
  const victim = anAddress();
  await desk.accept(mail(victim, { subject: 'An invoice' }));
  await desk.clock.advance(60_000);
  const page = await acceptSubmission(desk, submission({ email: victim, subject: 'Label will not print' }));
  await desk.clock.advance(60_000);
  const { ticket } = await loadTicket(world, page.ticketId);
  return { ...desk, victim, page: page.ticketId, reference: ticket?.reference ?? '' };
}

const claimed = (seen: SeenIdentifier): SeenIdentifier => ({ ...seen, evidence: 'claimed' });

everywhere('on a ticket that somebody opened with the typed address of another', (it) => {
  it('a mail of the owner with the same subject does not come in (bug: the page showed it)', async (world) => {
    const { accept, victim, page } = await attacked(world);
    const filed = await accept(mail(victim, { subject: 'Label will not print' }));
    expect(filed.ticketId).not.toBe(page);
  });

  it('a mail of the owner who answers a mail of ours comes in beside it (bug: the page showed it)', async (world) => {
    const { accept, victim, page, reference, ...desk } = await attacked(world);
    await changeTicket(desk, page, { correlationId: id(), actor: { kind: 'agent' } }, () => [
      {
        type: 'StaffReplied',
        data: { replyId: id(), staffId: 'kim', channel: 'email', to: victim, text: 'Hello.' },
      },
    ]);
    const filed = await accept(mail(victim, { subject: `Re: Your code [${reference}]` }));
    expect(filed.ticketId).not.toBe(page);
    const { events } = await loadTicket(world, filed.ticketId);
    expect(events[0]).toMatchObject({ type: 'TicketOpened', data: { linkedTo: page } });
  });

  it('a note of the owner’s absence and a bounce are not on the page (bug: it showed both)', async (world) => {
    const { accept, victim, page, reference, ...desk } = await attacked(world);
    const replyId = id();
    await changeTicket(desk, page, { correlationId: id(), actor: { kind: 'agent' } }, () => [
      {
        type: 'StaffReplied',
        data: { replyId, staffId: 'kim', channel: 'email', to: victim, text: 'Hello.' },
      },
      { type: 'ReplyAttempted', data: { replyId, attempt: 1, channel: 'email' } },
      { type: 'ReplySent', data: { replyId, channel: 'email', messageId: '<ours@mail.example>' } },
    ]);
    const suppression = { reason: 'automatic', because: 'Auto-Submitted: auto-replied' } as const;
    const subject = `Out of office: Re: Your ticket [${reference}]`;
    const absent = mail(victim, { suppression, subject, text: 'On sick leave: call me at home.' });
    const note = await accept(absent);
    const { events } = await loadTicket(world, note.ticketId);
    expect(events[0]).toMatchObject({ type: 'TicketOpened', data: { linkedTo: page } });
    const report = { messageId: '<ours@mail.example>', replyId, outcome: 'failed', code: '5.2.2' } as const;
    const bounce = mail('mailer-daemon@mail.example', { suppression, report, text: 'The mailbox is full.' });
    expect((await accept(bounce)).ticketId).toBe(page);
    const tokens = { issue: () => 't', matches: () => true };
    const view = await statusView({ ...desk, tokens }, reference, 't');
    // The reply that came back is there no more than before it went out.
    expect(view?.messages.map(({ author }) => author)).toEqual(['customer']);
    expect(JSON.stringify(view)).not.toMatch(/sick leave|mailbox is full/);
  });

  it('a chat of the owner does not come in (bug: the page showed it)', async (world) => {
    const { accept, customerOf, victim, page, events } = await attacked(world);
    const number = aPhone();
    const customerId = (await customerOf(byMail(victim))) ?? '';
    const expectedVersion = (await events.readStream(`customer-${customerId}`)).length;
    const because = 'staff linked it';
    const linked = { customerId, kind: 'phone', value: number, evidence: 'attested', because };
    const own = [{ type: 'IdentifierLinked', data: linked }];
    const stream = { streamId: `customer-${customerId}`, expectedVersion, customerId, events: own };
    const metadata = { correlationId: id(), actor: { kind: 'staff', id: 'anna' } } as const;
    await events.append({ streams: [stream], metadata, at: 0 });
    const filed = await accept(chat(number, { senderName: 'Ada Marsh' }));
    expect(filed.ticketId).not.toBe(page);
    expect(await customerOf({ ...byMail(victim) })).toBe(customerId);
  });

  it('a forged mail with the code does not open it to the owner’s mails', async (world) => {
    const { accept, victim, page, reference } = await attacked(world);
    const text = `${reference} code of ${page}`;
    const forged = await accept(mail(victim, { seen: [claimed(byMail(victim))], text }));
    expect(forged.ticketId).toBe(page);
    const filed = await accept(mail(victim, { subject: 'Label will not print' }));
    expect(filed.ticketId).not.toBe(page);
  });

  it('a proven mail with a reference that only the page has told comes in, and what follows it', async (world) => {
    const { accept, victim, page, reference } = await attacked(world);
    const first = await accept(mail(victim, { subject: `Blank labels [${reference}]` }));
    expect(first.ticketId).toBe(page);
    const next = await accept(mail(victim, { subject: 'Label will not print' }));
    expect(next.ticketId).toBe(page);
  });

  it('a forged mail with the reference does not come in', async (world) => {
    const { accept, victim, page, reference } = await attacked(world);
    const seen = [claimed(byMail(victim))];
    const filed = await accept(mail(victim, { seen, subject: `Blank labels [${reference}]` }));
    expect(filed.ticketId).not.toBe(page);
  });

  it('a proven mail with the code comes in, and what follows it', async (world) => {
    const { accept, victim, page, reference } = await attacked(world);
    const joined = await accept(mail(victim, { text: `${reference} code of ${page}` }));
    expect(joined.ticketId).toBe(page);
    const next = await accept(mail(victim, { subject: 'Label will not print' }));
    expect(next.ticketId).toBe(page);
  });

  it('a chat with the code comes in, and what follows it, from whosever number', async (world) => {
    const { accept, page, reference } = await attacked(world);
    const number = aPhone();
    const joined = await accept(chat(number, { text: `${reference} code of ${page}` }));
    expect(joined.ticketId).toBe(page);
    expect((await accept(chat(number))).ticketId).toBe(page);
  });
});
