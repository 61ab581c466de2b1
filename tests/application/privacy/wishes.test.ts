// STOP and START from an address that several customers write from: whoever of them is erased, the last word from there
// stays with the others, and a rebuild gives the same rows.
import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import { mergeCustomers, unmergeCustomer } from '../../../src/application/customer/merge-customers.ts';
import { erasePerson } from '../../../src/application/privacy/erase.ts';
import { followedProjection } from '../../../src/application/projection/inline.ts';
import { rebuildProjections } from '../../../src/application/projection/rebuild.ts';
import { addressWishes } from '../../../src/application/projection/tables.ts';
import { isRejection } from '../../../src/domain/event/define.ts';
import { id, noon } from '../../infra/sample.ts';
import { everywhere, memoryWorld, project, type World } from '../../infra/worlds.ts';
import { aPhone, byUserId, chat, identityDesk, staff } from '../customer/desk.ts';

/** Several people with accounts of their own who write from one number. */
function sharedNumber(world: World) {
  const desk = identityDesk(world);
  const phone = aPhone();
  const accounts = new Map<string, string>();
  const accountOf = (who: string) => {
    const account = accounts.get(who) ?? `US.${id()}`;
    accounts.set(who, account);
    return byUserId(account);
  };
  const customerOf = (who: string) => desk.customerOf(accountOf(who));
  /** Of their own, whoever stands for them. */
  const memberOf = async (who: string) => {
    const [found] = await desk.customers.findIdentifiers([accountOf(who).identifier]);
    return found?.member ?? found?.customerId;
  };
  const merging = { ...desk, ids: systemIds };
  return {
    customerOf,
    /** Says nothing about being written to. */
    arrive: (who: string) => desk.accept(chat(phone, { seen: [{ ...accountOf(who), primary: true }] })),
    say: (who: string, consent: 'stop' | 'start', sentAt: number) =>
      desk.accept(
        chat(phone, { seen: [{ ...accountOf(who), primary: true }], text: consent, consent, sentAt }),
      ),
    async erase(who: string) {
      const customerId = await customerOf(who);
      if (customerId === undefined) return;
      const ports = { ...desk, ids: systemIds, erasureList: { add: async () => {} } };
      const erased = await erasePerson(ports, customerId, { basis: 'request', staffId: 'anna' });
      if (isRejection(erased)) throw new Error(erased.detail);
    },
    /** @returns whether it came to it */
    async merge(one: string, other: string) {
      const [customerId, into] = [await customerOf(one), await customerOf(other)];
      if (customerId === undefined || into === undefined) return false;
      return !isRejection(await mergeCustomers(merging, { customerId, into }, staff));
    },
    async unmerge(who: string) {
      const customerId = await memberOf(who);
      return customerId !== undefined && !isRejection(await unmergeCustomer(merging, customerId, staff));
    },
    familyOf: async (people: readonly string[], who: string) => {
      const root = await customerOf(who);
      const roots = await Promise.all(people.map(customerOf));
      return people.filter((_, i) => root !== undefined && roots[i] === root);
    },
    wish: () => world.whatsapp.wish(`whatsapp:${phone}`),
  };
}

/** Nobody is told who spoke from an address before as many have asked as speak at the same moment; then everybody is. */
function atOnce<W extends World>(world: W): W & { speaking(count: number): void } {
  let missing = 0;
  let all = Promise.withResolvers<void>();
  const speaking = (count: number) => {
    missing = count;
    all = Promise.withResolvers();
  };
  const wishes = async (address: string) => {
    const known = await world.whatsapp.wishes(address);
    missing -= 1;
    if (missing <= 0) all.resolve();
    await all.promise;
    return known;
  };
  return { ...world, whatsapp: { ...world.whatsapp, wishes }, speaking };
}

/** The rows as they are, after a check that the log alone makes the same ones. */
async function rowsHeld(world: World) {
  const live = await world.dump(addressWishes);
  await world.sequenceAll();
  await rebuildProjections(world.rebuilding, {
    inline: project,
    followed: followedProjection,
    follower: 'outcomes',
  });
  expect(await world.dump(addressWishes)).toEqual(live);
  return live;
}

everywhere('after the erasure of one of two customers of an address', (it) => {
  it('a STOP of the one who goes holds for the one who stays, before and after a rebuild', async (world) => {
    const { say, erase, wish } = sharedNumber(world);
    await say('first', 'start', noon);
    await say('second', 'stop', noon + 1_000);
    await erase('second');
    expect(await wish()).toBe('stop');
    await rowsHeld(world);
    expect(await wish()).toBe('stop');
  });

  it('a STOP of the one who stays does not come back after the START of the one who goes', async (world) => {
    const { say, erase, wish } = sharedNumber(world);
    await say('first', 'stop', noon);
    await say('second', 'start', noon + 1_000);
    await erase('second');
    expect(await wish()).toBe('start');
    await rowsHeld(world);
    expect(await wish()).toBe('start');
  });

  it('the word of the earlier one goes with them, and that of the later one stays', async (world) => {
    const { say, erase, wish } = sharedNumber(world);
    await say('first', 'stop', noon);
    await say('second', 'stop', noon + 1_000);
    await erase('first');
    await rowsHeld(world);
    expect(await wish()).toBe('stop');
    await erase('second');
    await rowsHeld(world);
    expect(await wish()).toBeUndefined();
  });

  for (const [earlier, later] of [
    ['start', 'stop'],
    ['stop', 'start'],
  ] as const)
    it(`of two first words at the same moment the later ${later} holds for the one who stays`, async (world) => {
      const both = atOnce(world);
      const { say, erase, wish } = sharedNumber(both);
      both.speaking(2);
      await Promise.all([say('first', earlier, noon), say('second', later, noon + 1_000)]);
      await erase('second');
      expect(await wish()).toBe(later);
      await rowsHeld(world);
      expect(await wish()).toBe(later);
    });

  it('what the other said is no word of the one who stays, about another address of theirs', async (world) => {
    const { say, customerOf } = sharedNumber(world);
    await say('first', 'start', noon);
    await say('second', 'stop', noon + 1_000);
    const events = await world.events.readStream(`customer-${await customerOf('first')}`);
    expect(events.at(-1)).toMatchObject({
      type: 'ConsentWithdrawn',
      data: { fromAnother: true, sentAt: noon + 1_000 },
    });
  });
});

type Spoken = { readonly who: string; readonly consent: 'stop' | 'start'; readonly after: number };
type Move =
  | { readonly erased: string }
  | { readonly merged: string; readonly into: string }
  | { readonly unmerged: string }
  | { readonly spoken: readonly Spoken[] };

const people = ['first', 'second', 'third'];
const who = fc.constantFrom(...people);
const consent = fc.constantFrom('stop', 'start');
const spoken = fc.record({ who, consent, after: fc.nat(4) });
/** Of two who speak at the same moment, at two times of the provider's clock: otherwise either is the last. */
const together = fc
  .tuple(spoken, spoken)
  .filter(([one, other]) => one.after !== other.after && one.who !== other.who);
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 3, arbitrary: spoken.map((one) => ({ spoken: [one] })) },
  { weight: 3, arbitrary: together.map((both) => ({ spoken: both })) },
  { weight: 1, arbitrary: fc.record({ erased: who }) },
  { weight: 1, arbitrary: fc.record({ merged: who, into: who }) },
  { weight: 1, arbitrary: fc.record({ unmerged: who }) },
);

test('whoever speaks, at once or late, is merged or erased: the last word stays with everybody who spoke', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(move, { maxLength: 12 }), async (moves) => {
      const world = atOnce(memoryWorld());
      const { arrive, say, erase, merge, unmerge, familyOf, wish } = sharedNumber(world);
      for (const one of people) await arrive(one);
      const speakers = new Set<string>();
      let last: Spoken | undefined;
      for (const one of moves) {
        if ('erased' in one) {
          for (const gone of await familyOf(people, one.erased)) speakers.delete(gone);
          await erase(one.erased);
          if (speakers.size === 0) last = undefined;
        } else if ('merged' in one) await merge(one.merged, one.into);
        else if ('unmerged' in one) await unmerge(one.unmerged);
        else {
          world.speaking(one.spoken.length);
          await Promise.all(one.spoken.map((said) => say(said.who, said.consent, noon + said.after)));
          for (const said of one.spoken) {
            speakers.add(said.who);
            if (!last || said.after >= last.after) last = said;
          }
        }
        expect<string | undefined>(await wish()).toBe(last?.consent);
      }
      expect(await rowsHeld(world)).toHaveLength(speakers.size);
      expect<string | undefined>(await wish()).toBe(last?.consent);
    }),
    { numRuns: 100 },
  );
}, 30_000);
