// Whom a ticket can be given to: who is known, and nobody by a name that was only typed.
import { expect } from 'bun:test';
import { sha256Hex } from '../../../src/adapters/node-crypto/hashes.ts';
import { openSession } from '../../../src/application/access/sessions.ts';
import { makeStaffKey, revokeStaffKey } from '../../../src/application/access/staff-keys.ts';
import { assignees, giveToColleague } from '../../../src/application/inbox/assignees.ts';
import { loadTicket } from '../../../src/application/ticket/load-ticket.ts';
import { id } from '../../infra/sample.ts';
import { everywhere, type World } from '../../infra/worlds.ts';
import { portsOf, withStaff } from './desk.ts';

const keyFor = (name: string) => ({ name, role: 'agent', days: 90, by: 'root' }) as const;

function desk(world: World) {
  const ports = { ...portsOf(world), sha256: sha256Hex, configured: ['configured'] };
  const signIn = (name: string, way: 'key' | 'oidc', role: 'agent' | 'auditor' = 'agent') =>
    openSession(
      { ...ports, configuredKeys: new Map(), lifetime: { idleMs: 60_000, longestMs: 60_000 } },
      { name, role, way, keyDigest: null },
    );
  const give = async (staffId: string) => {
    const { reference, ticketId, version } = await withStaff(world);
    const outcome = await giveToColleague(ports, reference, { staffId: 'asking', seen: version }, staffId);
    const { ticket } = await loadTicket(world, ticketId);
    return 'rejected' in outcome ? outcome.rejected : ticket?.assignedTo;
  };
  return { ports, signIn, give };
}

everywhere('a ticket is given', (it) => {
  it('to who has a key, has signed in with the provider, or asks; and to no name that was only typed', async (world) => {
    const { ports, signIn, give } = desk(world);
    const [made, person, gone, looker] = [id(), id(), id(), id()];
    await makeStaffKey(ports, keyFor(made));
    await signIn(person, 'oidc');
    await signIn(gone, 'key');
    await signIn(looker, 'oidc', 'auditor');
    for (const known of ['configured', 'asking', made, person]) expect(await give(known)).toBe(known);
    for (const unknown of [gone, looker, 'Configured', 'nobody', ` ${made}`, '__proto__'])
      expect([unknown, await give(unknown)]).toEqual([unknown, 'staff-unknown']);
    expect(await assignees(ports, 'asking')).toContain(person);
  });

  it('to nobody whose key was revoked', async (world) => {
    const { ports, give } = desk(world);
    const name = id();
    const made = await makeStaffKey(ports, keyFor(name));
    await revokeStaffKey(ports, made.keyId, 'root');
    expect(await give(name)).toBe('staff-unknown');
  });
});
