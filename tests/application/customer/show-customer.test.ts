// What staff see of a customer, and decide about identifiers and conflicts.
import { expect } from 'bun:test';
import {
  dismiss,
  linkIdentifier,
  unlinkIdentifier,
} from '../../../src/application/customer/change-customer.ts';
import { mergeCustomers, unmergeCustomer } from '../../../src/application/customer/merge-customers.ts';
import { openConflicts, showCustomer } from '../../../src/application/customer/show-customer.ts';
import { erasePerson } from '../../../src/application/privacy/erase.ts';
import { acceptSubmission } from '../../../src/application/ticket/accept-submission.ts';
import { mostIdentifiers } from '../../../src/domain/customer/by-staff.ts';
import { submission } from '../../infra/desk.ts';
import { id } from '../../infra/sample.ts';
import { everywhere, type World } from '../../infra/worlds.ts';
import { anAddress, aPhone, byMail, byPhone, chat, identityDesk, mail, staff } from './desk.ts';

/** A message that speaks for two customers. */
async function conflicting(world: World) {
  const desk = { ...world, ...identityDesk(world) };
  const [address, phone] = [anAddress(), aPhone()];
  const name = `Ada ${id()}`;
  const mailer =
    (await desk.ownerOf((await desk.accept(mail(address, { senderName: name }))).ticketId)) ?? '';
  const chatter = (await desk.ownerOf((await desk.accept(chat(phone, { senderName: name }))).ticketId)) ?? '';
  const seen = [byMail(address), { ...byPhone(phone), primary: false }];
  await desk.accept(mail(address, { seen, senderName: name }));
  const mine = async () =>
    (await openConflicts(desk, 500)).filter((each) => [mailer, chatter].includes(each.customerId));
  return { desk, address, phone, mailer, chatter, mine };
}

everywhere('what staff see of a customer', (it) => {
  it('a conflict waits with what speaks for it and against it, and goes when they are merged', async (world) => {
    const { desk, mailer, chatter, mine } = await conflicting(world);
    expect(await mine()).toMatchObject([
      {
        customerId: mailer,
        otherId: chatter,
        kinds: ['phone'],
        speaksFor: [
          {
            code: 'one-message',
            kinds: ['phone'],
            sentence: 'one message spoke for both: its phone belongs to the other',
          },
          { code: 'same-name', sentence: 'both have the same name' },
          { code: 'other-channels', sentence: 'each is proven on another channel' },
        ],
        speaksAgainst: [],
      },
    ]);
    await mergeCustomers(desk, { customerId: chatter, into: mailer }, staff);
    expect(await mine()).toEqual([]);
    await unmergeCustomer(desk, chatter, staff);
    expect(await mine()).toHaveLength(1);
  });

  it('the same signature, or one form session, is a suggestion, and links nobody', async (world) => {
    const desk = { ...world, ...identityDesk(world) };
    const unique = id();
    const signature = ['ada marsh', 'workshop of brass', `studio ${unique}`];
    const hints = [{ kind: 'signature' as const, traits: signature }];
    const first = await desk.accept(mail(anAddress(), { senderName: `A ${id()}`, hints }));
    const second = await desk.accept(mail(anAddress(), { senderName: `B ${id()}`, hints }));
    const third = await desk.accept(
      mail(anAddress(), {
        senderName: `C ${id()}`,
        hints: [{ kind: 'signature', traits: [`studio ${unique}`] }],
      }),
    );
    const [a, b, c] = await Promise.all(
      [first, second, third].map(async ({ ticketId }) => (await desk.ownerOf(ticketId)) ?? ''),
    );
    expect(new Set([a, b, c]).size).toBe(3);
    const card = await showCustomer(desk, a ?? '');
    expect(card?.suggestions.map(({ customerId }) => customerId)).toEqual([b ?? '']);
    expect(card?.suggestions[0]?.speaksFor).toContainEqual({
      code: 'same-signature',
      count: 3,
      sentence: '3 lines of their mail signatures are alike',
    });
    const session = id();
    const filed = async () => {
      const sent = submission({ submissionId: id(), email: anAddress(), name: `D ${id()}`, session });
      return (await desk.ownerOf((await acceptSubmission(desk, sent)).ticketId)) ?? '';
    };
    const [d, e] = [await filed(), await filed()];
    expect(d).not.toBe(e);
    const [suggested] = (await showCustomer(desk, d))?.suggestions ?? [];
    expect(suggested?.customerId).toBe(e);
    expect(suggested?.speaksFor[0]).toEqual({
      code: 'same-session',
      sentence: 'both wrote in one form session',
    });
  });

  it('what more than twenty have in common suggests nobody', async (world) => {
    const desk = { ...world, ...identityDesk(world) };
    const hints = [{ kind: 'signature' as const, traits: [`acme ${id()}`, `street ${id()}`] }];
    const filed: string[] = [];
    for (let n = 0; n < 21; n++)
      filed.push((await desk.accept(mail(anAddress(), { senderName: `E ${id()}`, hints }))).ticketId);
    expect((await showCustomer(desk, (await desk.ownerOf(filed[0] ?? '')) ?? ''))?.suggestions).toEqual([]);
  });

  it('a dismissed conflict stays away, whichever of the two is named first', async (world) => {
    const { desk, address, phone, mailer, chatter, mine } = await conflicting(world);
    expect(await dismiss(desk, chatter, mailer, staff)).toEqual({ customerId: mailer });
    await desk.accept(mail(address, { seen: [byMail(address), { ...byPhone(phone), primary: false }] }));
    expect(await mine()).toEqual([]);
    expect(await dismiss(desk, mailer, id(), staff)).toMatchObject({ rejected: 'customer-unknown' });
  });

  it('every link is explained, and nothing in the words is personal', async (world) => {
    const { desk, address, mailer, chatter } = await conflicting(world);
    await mergeCustomers(desk, { customerId: chatter, into: mailer }, staff);
    const card = await showCustomer(desk, chatter);
    expect(card?.customerId).toBe(mailer);
    expect(card?.members.map(({ customerId, mergedInto }) => [customerId, mergedInto])).toEqual([
      [mailer, null],
      [chatter, mailer],
    ]);
    const said = card?.timeline.map(({ sentence }) => sentence) ?? [];
    expect(said).toContain('email linked as attested because: first message of this customer');
    expect(said).toContain(`merged into ${mailer} because staff says they are one person`);
    expect(card?.timeline.find(({ code }) => code === 'merged')?.by).toBe('staff-1');
    expect(said.join()).not.toContain(address);
  });

  it('an erasure is explained as well (bug: the customer was only empty)', async (world) => {
    const { desk, mailer } = await conflicting(world);
    const ports = { ...desk, erasureList: { add: async () => {} } };
    await erasePerson(ports, mailer, { basis: 'request', staffId: 'staff-1' });
    const card = await showCustomer(desk, mailer);
    expect(card?.timeline.at(-1)).toMatchObject({
      code: 'erased',
      basis: 'request',
      sentence: 'erased, and their keys destroyed: they asked for it',
      by: 'staff-1',
    });
  });

  it('somebody of the same name is suggested and never linked', async (world) => {
    const { desk, mailer, chatter } = await conflicting(world);
    const card = await showCustomer(desk, mailer);
    expect(card?.suggestions).toMatchObject([
      { customerId: chatter, speaksFor: [{ code: 'same-name' }, { code: 'other-channels' }] },
    ]);
    expect(card?.members).toHaveLength(1);
  });

  it('an identifier is linked on the word of staff, not taken from anybody, and unlinked again', async (world) => {
    const { desk, mailer, phone } = await conflicting(world);
    const own = byPhone(aPhone()).identifier;
    const link = (one: typeof own) => linkIdentifier(desk, mailer, one, staff);
    expect(await link(own)).toEqual({ customerId: mailer });
    expect(await desk.customerOf(byPhone(own.value))).toBe(mailer);
    expect(await link(own)).toMatchObject({ rejected: 'identifier-known' });
    expect(await link(byPhone(phone).identifier)).toMatchObject({ rejected: 'identifier-taken' });
    expect(await unlinkIdentifier(desk, mailer, own, staff)).toEqual({ customerId: mailer });
    expect(await unlinkIdentifier(desk, mailer, own, staff)).toMatchObject({
      rejected: 'identifier-unknown',
    });
    expect(await desk.customerOf(byPhone(own.value))).toBeUndefined();
    expect(await showCustomer(desk, id())).toBeUndefined();
  });
});

const userOfHost = () => ({ kind: 'external', value: `https://shop.example#${id()}` }) as const;

everywhere('thousands of identifiers', (it) => {
  it('do not fit on one customer', async (world) => {
    const { desk, mailer } = await conflicting(world);
    const linked = (await showCustomer(desk, mailer))?.members[0]?.identifiers.length ?? 0;
    for (let n = linked; n < mostIdentifiers; n++) await linkIdentifier(desk, mailer, userOfHost(), staff);
    expect(await linkIdentifier(desk, mailer, userOfHost(), staff)).toMatchObject({
      rejected: 'too-many-identifiers',
    });
  });
});
