// Whatever people claim, and however staff merge and part them: nobody's ticket is in somebody else's history or
// conversation, and when every merge is undone everything is as if there had been none.
import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { memoryLog } from '../../../src/adapters/memory/log.ts';
import { mergeCustomers, unmergeCustomer } from '../../../src/application/customer/merge-customers.ts';
import { acceptSubmission } from '../../../src/application/ticket/accept-submission.ts';
import { loadTicket } from '../../../src/application/ticket/load-ticket.ts';
import { isStrong } from '../../../src/domain/customer/identifier.ts';
import { submission } from '../../infra/desk.ts';
import { memoryWorld } from '../../infra/worlds.ts';
import { byMail, chat, identityDesk, mail, staff } from './desk.ts';

type Move =
  | {
      readonly move: 'mail' | 'chat' | 'form' | 'forge' | 'reference';
      readonly who: number;
      readonly of: number;
    }
  | { readonly move: 'merge'; readonly who: number; readonly of: number }
  | { readonly move: 'part'; readonly who: number; readonly of: number };

const people = 4;
const move: fc.Arbitrary<Move> = fc.record({
  move: fc.constantFrom('mail', 'chat', 'form', 'forge', 'reference', 'merge', 'part'),
  who: fc.nat(people - 1),
  of: fc.nat(people - 1),
});
const address = (who: number) => `person${who}@example.org`;
const phone = (who: number) => `+4915100000${who}${who}${who}`;

async function live(moves: readonly Move[]) {
  const world = memoryWorld(memoryLog());
  const desk = { ...world, ...identityDesk(world) };
  const written = new Map<string, number>();
  const references: string[] = [];
  /** Whom the address is linked to, whoever stands for them. */
  const customerOf = async (who: number) => {
    const [link] = await world.customers.findIdentifiers([byMail(address(who)).identifier]);
    return link?.member ?? link?.customerId ?? '';
  };
  for (const { move: name, who, of } of moves) {
    await desk.clock.advance(60_000);
    if (name === 'merge')
      await mergeCustomers(desk, { customerId: await customerOf(who), into: await customerOf(of) }, staff);
    else if (name === 'part') await unmergeCustomer(desk, await customerOf(who), staff);
    else {
      const accepted = await send(desk, name, who, references[of]);
      // A forger and whoever types an address write in the name of another, and are shown nothing for it.
      if (!written.has(accepted.ticketId)) written.set(accepted.ticketId, who);
      const { ticket } = await loadTicket(world, accepted.ticketId);
      references[who] = ticket?.reference ?? '';
    }
  }
  return { world, desk, written, customerOf };
}

async function send(
  desk: ReturnType<typeof identityDesk>,
  name: 'mail' | 'chat' | 'form' | 'forge' | 'reference',
  who: number,
  reference: string | undefined,
) {
  switch (name) {
    case 'mail':
      return desk.accept(mail(address(who)));
    case 'chat':
      return desk.accept(chat(phone(who)));
    case 'form':
      return acceptSubmission(desk, submission({ email: address(who) }));
    case 'forge':
      return desk.accept(mail(address(who), { seen: [{ ...byMail(address(who)), evidence: 'claimed' }] }));
    case 'reference':
      return desk.accept(mail(address(who), { subject: `Re: yours [${reference ?? ''}]` }));
  }
}

test('a conversation holds proven words of one customer only, under any moves', () =>
  fc.assert(
    fc.asyncProperty(fc.array(move, { maxLength: 25 }), async (moves) => {
      const { world, written } = await live(moves);
      for (const ticketId of written.keys()) {
        const { events, ticket } = await loadTicket(world, ticketId);
        const proven = events.flatMap((event) =>
          event.type === 'CustomerMessageReceived' && isStrong(event.data.evidence)
            ? [event.data.replyTo]
            : [],
        );
        expect(new Set(proven).size).toBeLessThanOrEqual(1);
        const family = await world.customers.family(ticket?.openedFor ?? ticket?.customerId ?? '');
        expect(family).toContain(ticket?.customerId ?? '');
      }
    }),
    { numRuns: 60 },
  ));

test('once every merge is undone, each has exactly what they would have without any', () =>
  fc.assert(
    fc.asyncProperty(fc.array(move, { maxLength: 25 }), async (moves) => {
      const merged = await live(moves);
      for (let who = 0; who < people; who++)
        await unmergeCustomer(merged.desk, await merged.customerOf(who), staff);
      for (let who = 0; who < people; who++) {
        const id = await merged.customerOf(who);
        expect(await merged.world.customers.family(id)).toEqual(id === '' ? [] : [id]);
      }
      const apart = await live(moves.filter((one) => one.move !== 'merge' && one.move !== 'part'));
      const shape = async ({ world, customerOf }: typeof merged) =>
        Promise.all(
          Array.from({ length: people }, async (_, who) => {
            const id = await customerOf(who);
            const own = id === '' ? [] : await world.tickets.ofCustomer(id, 100);
            const held = own.every((ticket) => ticket.customerId === id);
            return { tickets: own.length, held };
          }),
        );
      const [after, never] = [await shape(merged), await shape(apart)];
      expect(after.map(({ held }) => held)).toEqual(after.map(() => true));
      expect(after).toEqual(never);
    }),
    { numRuns: 100 },
  ));
