// What every book of sessions and sign-in links promises.
import { expect } from 'bun:test';
import type { StaffSession } from '../../src/application/access/sessions.ts';
import { id, noon } from '../infra/sample.ts';
import type { World } from '../infra/worlds.ts';

type It = (name: string, body: (world: World) => Promise<void>) => void;

const digest = () => `${id()}${id()}`.replaceAll('-', '');
const session = (part: Partial<StaffSession> = {}): StaffSession => ({
  sessionId: id(),
  name: 'anna',
  role: 'agent',
  keyDigest: null,
  idleUntil: noon + 60_000,
  endsAt: noon + 600_000,
  ...part,
});

export function sessionBookContract(it: It): void {
  it('keeps a session under its digest until it is ended, once', async ({ sessions }) => {
    const [key, opened] = [digest(), session({ keyDigest: digest(), role: 'auditor' })];
    expect(await sessions.byDigest(key)).toBeUndefined();
    await sessions.open(key, opened, noon);
    expect(await sessions.byDigest(key)).toEqual(opened);
    expect(await sessions.end(key)).toEqual(opened);
    expect(await sessions.end(key)).toBeUndefined();
    expect(await sessions.byDigest(key)).toBeUndefined();
  });

  it('renews one session and no other, and none that is gone', async ({ sessions }) => {
    const [a, b] = [digest(), digest()];
    const [first, second] = [session(), session()];
    await sessions.open(a, first, noon);
    await sessions.open(b, second, noon);
    await sessions.renew(a, noon + 90_000);
    expect(await sessions.byDigest(a)).toEqual({ ...first, idleUntil: noon + 90_000 });
    expect(await sessions.byDigest(b)).toEqual(second);
    await sessions.renew(digest(), noon);
  });

  it('forgets what is over when another begins', async ({ sessions }) => {
    const [idle, old, good] = [digest(), digest(), digest()];
    await sessions.open(idle, session({ idleUntil: noon + 1_000 }), noon);
    await sessions.open(old, session({ endsAt: noon + 1_000 }), noon);
    await sessions.open(good, session({ idleUntil: noon + 1_001 }), noon);
    await sessions.open(digest(), session(), noon + 1_000);
    expect(await sessions.byDigest(idle)).toBeUndefined();
    expect(await sessions.byDigest(old)).toBeUndefined();
    expect(await sessions.byDigest(good)).toBeDefined();
  });

  it('lists the sessions there are, and ends all of somebody', async ({ sessions }) => {
    const [name, other] = [`a-${id()}`, `b-${id()}`];
    const mine = [session({ name, endsAt: noon + 900_000 }), session({ name, endsAt: noon + 800_000 })];
    const theirs = session({ name: other });
    for (const one of [...mine.toReversed(), theirs]) await sessions.open(digest(), one, noon);
    const listed = async () =>
      (await sessions.list()).filter((one) => one.name === name || one.name === other);
    expect(await listed()).toEqual([...mine, theirs]);
    expect(await sessions.endAllOf(name)).toEqual(mine);
    expect(await sessions.endAllOf(name)).toEqual([]);
    expect(await listed()).toEqual([theirs]);
  });

  it('gives a link to one of many who come at once, and then to nobody', async ({ sessions }) => {
    const link = { name: 'local', role: 'admin', keyDigest: digest(), expiresAt: noon + 60_000 } as const;
    const key = digest();
    await sessions.offer(key, link, noon);
    const taken = await Promise.all(Array.from({ length: 8 }, () => sessions.take(key)));
    expect(taken.filter((one) => one !== undefined)).toEqual([link]);
    expect(await sessions.take(key)).toBeUndefined();
  });

  it('forgets links that are over when another is offered', async ({ sessions }) => {
    const link = { name: 'local', role: 'admin', keyDigest: null, expiresAt: noon + 1_000 } as const;
    const key = digest();
    await sessions.offer(key, link, noon);
    await sessions.offer(digest(), { ...link, expiresAt: noon + 9_000 }, noon + 1_000);
    expect(await sessions.take(key)).toBeUndefined();
  });
}
