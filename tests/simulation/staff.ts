// Staff who take tickets, write notes, reply and hand back; a spam filter; and the provider's callbacks.
import { changeTicket } from '../../src/application/ticket/change-ticket.ts';
import { decide, type TicketCommand } from '../../src/domain/ticket/decide.ts';
import { persist, type Visit } from './load.ts';

/** One member of staff. */
export async function staff(visit: Visit, staffId: string): Promise<void> {
  const { world } = visit;
  const { chance, time, outside, ids } = world;
  while (world.busy) {
    await time.pass(outside, chance.between(1_000, 10_000));
    const listed = await persist(visit, 'list', (core) =>
      core.tickets.recent({ status: 'escalated', limit: 20 }),
    );
    if (!listed || listed.length === 0) continue;
    const { ticketId } = chance.pick(listed);
    // On a phone, the same words on two tickets within minutes cannot be told apart at the provider.
    const about = world.channels === 'form' ? '' : `, as to ${ticketId}`;
    const commands: readonly TicketCommand[] = [
      { command: 'Assign', staffId, by: staffId },
      {
        command: 'ReplyAsStaff',
        staffId,
        replyId: ids.next(),
        text: `We have looked at it for you${about}.`,
      },
      {
        command: 'ReplyAsStaff',
        staffId,
        replyId: ids.next(),
        text: afterthought(visit, { staffId, ticketId }),
      },
      { command: 'HandBack', staffId },
      { command: 'Resolve', basis: 'confirmed', by: staffId },
      { command: 'AddNote', noteId: ids.next(), staffId, text: 'Seen.' },
    ];
    for (const command of commands) if (chance.happens(0.6)) await order(visit, ticketId, command);
  }
}

/** On phones a long text goes out as several messages, and a very long one as several mails. */
function afterthought(
  { world }: Visit,
  { staffId, ticketId }: { readonly staffId: string; readonly ticketId: string },
): string {
  const short = 'One more thing about your parcel.';
  if (world.channels === 'form') return short;
  const sentences = staffId === 'ben' ? 90 : 12;
  return Array.from({ length: sentences }, (_, n) => `${short} It is point ${n + 1} of ${ticketId}.`).join(
    ' ',
  );
}

/** Suppresses now and then what nobody has answered yet. */
export async function spamFilter(visit: Visit): Promise<void> {
  const { world } = visit;
  const { chance, time, outside } = world;
  while (world.busy) {
    await time.pass(outside, chance.between(2_000, 20_000));
    const open = await persist(visit, 'list', (core) => core.tickets.recent({ status: 'open', limit: 5 }));
    if (!open || open.length === 0) continue;
    const { ticketId } = chance.pick(open);
    const messages = await persist(visit, 'messages', (core) => core.tickets.messagesOf(ticketId));
    const waiting = messages?.filter((m) => m.state === 'unanswered') ?? [];
    if (waiting.length === 0) continue;
    const { messageId } = chance.pick(waiting);
    await order(visit, ticketId, { command: 'SuppressMessage', messageId, reason: 'spam' });
  }
}

/** The provider says that a reply has come to the customer. */
export async function callBack(visit: Visit, ticketId: string, replyId: string): Promise<void> {
  const { chance, time, outside, faults } = visit.world;
  if (chance.happens(0.3)) return;
  await time.pass(outside, faults.strikes('callback first') ? 0 : chance.between(200, 8_000));
  visit.world.watch.confirmed(replyId);
  await order(visit, ticketId, { command: 'RecordDelivered', replyId });
  if (chance.happens(0.3)) await order(visit, ticketId, { command: 'RecordRead', replyId });
}

async function order(visit: Visit, ticketId: string, command: TicketCommand): Promise<void> {
  await persist(visit, command.command, (core) => {
    const metadata = { correlationId: core.ids.next(), actor: { kind: 'staff' as const, id: 'staff' } };
    return changeTicket(core, ticketId, metadata, (ticket) => decide(command, ticket));
  });
}
