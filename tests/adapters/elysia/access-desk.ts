// Sign-in on memory for tests of the HTTP adapter: real sessions, three keys, and a provider that takes one code.
import type { AccessDesk } from '../../../src/adapters/elysia/access/desk.ts';
import { memoryEventStore } from '../../../src/adapters/memory/event-store.ts';
import { memoryLog } from '../../../src/adapters/memory/log.ts';
import { memorySessionBook } from '../../../src/adapters/memory/session-book.ts';
import { memoryStaffKeys } from '../../../src/adapters/memory/staff-keys.ts';
import { sha256Hex, systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import {
  closeSession,
  endSessionsOf,
  lastingSessions,
  openSession,
  renewSession,
  type SessionPorts,
  sessionOf,
} from '../../../src/application/access/sessions.ts';
import { offerLink, takeLink } from '../../../src/application/access/sign-in-links.ts';
import type { StaffRole } from '../../../src/domain/access/events.ts';
import { cipher, codec, project } from '../../infra/worlds.ts';
import { sleeplessClock } from '../../sleepless-clock.ts';

interface StaffKey {
  readonly name: string;
  readonly role: StaffRole;
  readonly sha256: string;
}

export const attempt = { state: 'the-state', nonce: 'the-nonce', verifier: 'the-verifier' };
export const providerAddress = 'https://id.example/authorize?state=the-state';

export interface TestAccess {
  readonly desk: AccessDesk;
  readonly ports: SessionPorts;
  /** A link for the admin. */
  offer(): Promise<string>;
}

export function testAccess(clock: { now(): number }, keys: readonly StaffKey[]): TestAccess {
  const log = memoryLog();
  const whole = sleeplessClock(() => clock.now());
  const ports: SessionPorts = {
    events: memoryEventStore(log, { codec, cipher, clock: whole, ids: systemIds, project }),
    keyBook: memoryStaffKeys(log.tables),
    sessions: memorySessionBook(),
    clock: whole,
    ids: systemIds,
    sha256: sha256Hex,
    configuredKeys: new Map(keys.map((key) => [key.sha256, key])),
    lifetime: { idleMs: 3_600_000, longestMs: 12 * 3_600_000 },
  };
  const desk: AccessDesk = {
    ways: () => ({ oidc: { label: 'Example ID' }, link: true, key: true, sandbox: false }),
    prove: async ({ key, link }) => {
      if (link !== undefined) return takeLink(ports, link);
      const keyDigest = sha256Hex(key ?? '');
      const found = keys.find(({ sha256 }) => sha256 === keyDigest);
      return found && { name: found.name, role: found.role, way: 'key', keyDigest };
    },
    open: (proven) => openSession(ports, proven),
    session: (token) => sessionOf(ports, token),
    renew: (token) => renewSession(ports, token),
    close: (token, traceparent) => closeSession(ports, token, traceparent),
    signedIn: async () =>
      (await lastingSessions(ports)).map(({ sessionId, name, role, idleUntil, endsAt }) => ({
        sessionId,
        name,
        role,
        idleUntil: new Date(idleUntil).toISOString(),
        endsAt: new Date(endsAt).toISOString(),
      })),
    endAllOf: (name, by) => endSessionsOf(ports, name, by),
    provider: {
      begin: async () => ({ address: providerAddress, attempt }),
      finish: async (answer, { state }) =>
        answer.get('state') === state && answer.get('code') === 'right'
          ? { name: 'oidc:u-1', role: 'agent' }
          : undefined,
    },
  };
  const local = { name: 'local', role: 'admin' } as const;
  return { desk, ports, offer: async () => (await offerLink(ports, local, null)).link };
}
