// STOP and START from an address that several customers write from: whoever of them is erased, the last word from there
// stays with the others, and a rebuild gives the same rows.
import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import { erasePerson } from '../../../src/application/privacy/erase.ts';
import { followedProjection } from '../../../src/application/projection/inline.ts';
import { rebuildProjections } from '../../../src/application/projection/rebuild.ts';
import { addressWishes } from '../../../src/application/projection/tables.ts';
import { isRejection } from '../../../src/domain/event/define.ts';
import { id, noon } from '../../infra/sample.ts';
import { everywhere, memoryWorld, project, type World } from '../../infra/worlds.ts';
import { aPhone, byUserId, chat, identityDesk } from '../customer/desk.ts';

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
  return {
    customerOf,
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
    wish: () => world.whatsapp.wish(`whatsapp:${phone}`),
  };
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

type Move =
  | { readonly who: string; readonly erased: true }
  | { readonly who: string; readonly consent: 'stop' | 'start'; readonly after: number };

const who = fc.constantFrom('first', 'second', 'third');
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ who, consent: fc.constantFrom('stop', 'start'), after: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ who, erased: fc.constant(true as const) }) },
);

test('whoever speaks, comes late or is erased: the last word that came in time stays with everybody who spoke', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(move, { maxLength: 12 }), async (moves) => {
      const world = memoryWorld();
      const { say, erase, wish } = sharedNumber(world);
      const speakers = new Set<string>();
      let last: { readonly consent: string; readonly after: number } | undefined;
      for (const one of moves) {
        if ('erased' in one) {
          await erase(one.who);
          speakers.delete(one.who);
          if (speakers.size === 0) last = undefined;
        } else {
          await say(one.who, one.consent, noon + one.after);
          if (last && one.after < last.after) continue;
          speakers.add(one.who);
          last = one;
        }
        expect<string | undefined>(await wish()).toBe(last?.consent);
      }
      expect(await rowsHeld(world)).toHaveLength(speakers.size);
      expect<string | undefined>(await wish()).toBe(last?.consent);
    }),
    { numRuns: 60 },
  );
});
