// Sessions on every store: how they begin and end, and what is on record of them.
import { expect } from 'bun:test';
import { manualClock } from '../../../src/adapters/memory/clock.ts';
import { sha256Hex, systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import {
  closeSession,
  endSessionsOf,
  openSession,
  type Proven,
  renewSession,
  type SessionPorts,
  sessionOf,
} from '../../../src/application/access/sessions.ts';
import { LINK_LASTS_MS, offerLink, takeLink } from '../../../src/application/access/sign-in-links.ts';
import { makeStaffKey, revokeStaffKey } from '../../../src/application/access/staff-keys.ts';
import { id, noon } from '../../infra/sample.ts';
import { everywhere, type World } from '../../infra/worlds.ts';

const MINUTE = 60_000;
const lifetime = { idleMs: 30 * MINUTE, longestMs: 100 * MINUTE };
const configured = sha256Hex('a configured key');
const localKey = sha256Hex('the local operator’s');
const anna: Proven = { name: 'anna', role: 'agent', way: 'key', keyDigest: configured };

function withClock({ events, keyBook, sessions }: World) {
  const clock = manualClock(noon);
  const ports: SessionPorts = {
    events,
    keyBook,
    sessions,
    clock,
    ids: systemIds,
    sha256: sha256Hex,
    configuredKeys: new Map([
      [configured, { name: 'anna', role: 'agent' }],
      [localKey, { name: 'local', role: 'admin' }],
    ]),
    lifetime,
  };
  return { ports, clock };
}

everywhere('sessions', (it) => {
  it('end when nobody was there for a while, and in any case after their time', async (world) => {
    const { ports, clock } = withClock(world);
    const { token, expiresAt } = await openSession(ports, anna);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(expiresAt).toBe(noon + 30 * MINUTE);
    await clock.advance(30 * MINUTE - 1);
    expect(await sessionOf(ports, token)).toMatchObject({ name: 'anna', role: 'agent', expiresAt });
    const renewed = await renewSession(ports, token);
    expect(renewed?.expiresAt).toBe(noon + 60 * MINUTE - 1);
    await clock.advance(29 * MINUTE);
    await renewSession(ports, token);
    await clock.advance(29 * MINUTE);
    expect((await renewSession(ports, token))?.expiresAt).toBe(noon + 100 * MINUTE);
    await clock.advance(12 * MINUTE);
    expect(await sessionOf(ports, token)).toBeDefined();
    await clock.advance(1);
    expect(await sessionOf(ports, token)).toBeUndefined();
    expect(await renewSession(ports, token)).toBeUndefined();
  });

  it('are not renewed by looking', async (world) => {
    const { ports, clock } = withClock(world);
    const { token } = await openSession(ports, anna);
    await clock.advance(20 * MINUTE);
    await sessionOf(ports, token);
    await clock.advance(10 * MINUTE);
    expect(await sessionOf(ports, token)).toBeUndefined();
  });

  it('end for good when somebody leaves; both are on record, the secret nowhere', async (world) => {
    const { ports } = withClock(world);
    const { token } = await openSession(ports, { ...anna, traceparent: '00-trace' });
    const kept = await ports.sessions.byDigest(sha256Hex(token));
    await closeSession(ports, token);
    await closeSession(ports, token);
    expect(await sessionOf(ports, token)).toBeUndefined();
    const stream = `staff-session-${kept?.sessionId}`;
    const events = await ports.events.readStream(stream);
    expect(events.map(({ type, data }) => ({ type, data }))).toEqual([
      {
        type: 'StaffSignedIn',
        data: { sessionId: kept?.sessionId, name: 'anna', role: 'agent', way: 'key' },
      },
      { type: 'StaffSignedOut', data: { sessionId: kept?.sessionId, name: 'anna' } },
    ]);
    expect(events[0]?.metadata).toMatchObject({
      actor: { kind: 'staff', id: 'anna' },
      traceparent: '00-trace',
    });
    const stored = (await world.storedText(stream)) + JSON.stringify(kept);
    expect(stored).not.toContain(token);
  });

  it('end with the key they were opened with, made here or configured', async (world) => {
    const { ports } = withClock(world);
    const made = await makeStaffKey(ports, { name: 'ben', role: 'admin', days: 1, by: 'cli:root' });
    const ben = { name: 'ben', role: 'admin', way: 'key', keyDigest: sha256Hex(made.key) } as const;
    const { token } = await openSession(ports, ben);
    const configuredToo = await openSession(ports, anna);
    expect(await sessionOf(ports, token)).toBeDefined();
    await revokeStaffKey(ports, made.keyId, 'cli:root');
    expect(await sessionOf(ports, token)).toBeUndefined();
    expect(await sessionOf(ports, configuredToo.token)).toBeDefined();
    const withoutKey = { ...ports, configuredKeys: new Map() };
    expect(await sessionOf(withoutKey, configuredToo.token)).toBeUndefined();
  });

  it('end when a configured key is given to somebody else, or for less', async (world) => {
    const { ports } = withClock(world);
    const admin: Proven = { ...anna, role: 'admin' };
    const as = (name: string, role: Proven['role']) => ({
      ...ports,
      configuredKeys: new Map([[configured, { name, role }]]),
    });
    const { token } = await openSession(as('anna', 'admin'), admin);
    expect(await sessionOf(as('anna', 'admin'), token)).toMatchObject({ role: 'admin' });
    expect(await sessionOf(as('anna', 'agent'), token)).toBeUndefined();
    expect(await sessionOf(as('ben', 'admin'), token)).toBeUndefined();
    const { token: lesser } = await openSession(as('anna', 'agent'), anna);
    expect(await sessionOf(as('anna', 'admin'), lesser)).toMatchObject({ role: 'agent' });
    expect(await sessionOf(as('anna', 'auditor'), lesser)).toBeUndefined();
  });

  it('of somebody who leaves are ended by another, which is on record', async (world) => {
    const { ports } = withClock(world);
    const cleo = { name: `cleo-${id()}`, role: 'agent', way: 'oidc', keyDigest: null } as const;
    const [first, second] = [await openSession(ports, cleo), await openSession(ports, cleo)];
    const kept = await ports.sessions.byDigest(sha256Hex(first.token));
    expect(await endSessionsOf(ports, cleo.name, { staffId: 'cli:root' })).toBe(2);
    expect(await endSessionsOf(ports, cleo.name, { staffId: 'cli:root' })).toBe(0);
    expect([await sessionOf(ports, first.token), await sessionOf(ports, second.token)]).toEqual([
      undefined,
      undefined,
    ]);
    const events = await ports.events.readStream(`staff-session-${kept?.sessionId}`);
    expect(events.at(-1)).toMatchObject({ type: 'StaffSignedOut', metadata: { actor: { id: 'cli:root' } } });
  });

  it('of another process are known', async (world) => {
    const { ports } = withClock(world);
    const { token } = await openSession(ports, { ...anna, way: 'oidc', keyDigest: null });
    const { ports: other } = withClock(world);
    expect(await sessionOf(other, token)).toMatchObject({ name: 'anna' });
    expect(await sessionOf(other, id())).toBeUndefined();
  });
});

everywhere('sign-in links', (it) => {
  const local = { name: 'local', role: 'admin' } as const;

  it('are good once and for a quarter of an hour', async (world) => {
    const { ports, clock } = withClock(world);
    const { link, expiresAt } = await offerLink(ports, local, localKey);
    expect(expiresAt).toBe(noon + LINK_LASTS_MS);
    expect(await takeLink(ports, link)).toEqual({ ...local, way: 'link', keyDigest: localKey });
    expect(await takeLink(ports, link)).toBeUndefined();
    const late = await offerLink(ports, local, null);
    await clock.advance(LINK_LASTS_MS);
    expect(await takeLink(ports, late.link)).toBeUndefined();
    expect(await takeLink(ports, 'guessed')).toBeUndefined();
  });

  it('end with the key they stand for', async (world) => {
    const { ports } = withClock(world);
    const { link } = await offerLink(ports, local, localKey);
    expect(await takeLink({ ...ports, configuredKeys: new Map() }, link)).toBeUndefined();
  });
});
