// What an application that embeds the form says of who is writing: attested, once, and for its own users alone.
import { expect } from 'bun:test';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import type { HostWord } from '../../../src/application/customer/host-word.ts';
import { followedProjection } from '../../../src/application/projection/inline.ts';
import { rebuildProjections } from '../../../src/application/projection/rebuild.ts';
import { claims } from '../../../src/application/projection/tables.ts';
import {
  acceptSubmission,
  IdentityRefused,
  SubmissionReused,
} from '../../../src/application/ticket/accept-submission.ts';
import { loadTicket } from '../../../src/application/ticket/load-ticket.ts';
import { submission } from '../../infra/desk.ts';
import { id } from '../../infra/sample.ts';
import { everywhere, onDatabases, project, type World } from '../../infra/worlds.ts';
import { anAddress, identityDesk, mail } from '../customer/desk.ts';

const word = (over: Partial<HostWord> = {}): HostWord => ({
  host: 'https://shop.example',
  tokenId: id().replaceAll('-', ''),
  externalId: `user-${id()}`,
  ...over,
});

function desk(world: World) {
  const known = identityDesk(world);
  const ports = { ...world, ...known, ids: systemIds, telemetry: memoryTelemetry() };
  const file = (said: HostWord | 'refused' | undefined, over: Parameters<typeof submission>[0] = {}) =>
    acceptSubmission(
      ports,
      submission({ submissionId: id(), ...over }),
      said === undefined ? {} : { word: said },
    );
  const received = async (ticketId: string) => {
    const { events, ticket } = await loadTicket(world, ticketId);
    const message = events.find((event) => event.type === 'CustomerMessageReceived');
    if (message?.type !== 'CustomerMessageReceived' || !ticket) throw new Error('no message');
    return { evidence: message.data.evidence, customerId: ticket.customerId };
  };
  return { ...known, file, received };
}

everywhere('the word of a host', (it) => {
  it('makes its user the same customer every time, attested, whatever address is typed', async (world) => {
    const { file, received } = desk(world);
    const externalId = `user-${id()}`;
    const first = await received((await file(word({ externalId }), { email: anAddress() })).ticketId);
    const second = await received((await file(word({ externalId }), { email: anAddress() })).ticketId);
    expect(first.evidence).toBe('attested');
    expect(second).toEqual(first);
    const other = word({ externalId, host: 'https://other.example' });
    expect((await received((await file(other)).ticketId)).customerId).not.toBe(first.customerId);
  });

  it('gives an address that was only typed to nobody (a stranger’s would come under whoever typed it)', async (world) => {
    const { file, received, accept, ownerOf } = desk(world);
    const victim = anAddress();
    const attacker = await received((await file(word(), { email: victim })).ticketId);
    const letter = await accept(mail(victim));
    expect(await ownerOf(letter.ticketId)).not.toBe(attacker.customerId);
  });

  it('meets the mail of an address that the host has verified', async (world) => {
    const { file, received, accept, ownerOf } = desk(world);
    const email = anAddress();
    const letter = await accept(mail(email));
    const said = await received((await file(word({ email }))).ticketId);
    expect(said).toEqual({ evidence: 'attested', customerId: (await ownerOf(letter.ticketId)) ?? '' });
  });

  it('that speaks for two customers is a conflict, filed under the host’s user', async (world) => {
    const { file, received, accept, ownerOf } = desk(world);
    const [email, externalId] = [anAddress(), `user-${id()}`];
    const user = await received((await file(word({ externalId }))).ticketId);
    const mailer = await ownerOf((await accept(mail(email))).ticketId);
    expect((await received((await file(word({ externalId, email }))).ticketId)).customerId).toBe(
      user.customerId,
    );
    const found = (await world.book.conflicts(1_000)).find(
      ({ customerId }) => customerId === user.customerId,
    );
    expect(found).toMatchObject({ otherId: mailer, kinds: ['email'] });
  });

  it('counts once: the same token with another question is refused, and the same question again is not', async (world) => {
    const { file } = desk(world);
    const [said, submissionId] = [word(), id()];
    const first = await file(said, { submissionId });
    expect(await file(said, { submissionId })).toEqual({ ...first, repeated: true });
    // The receipt was lost, and the token has expired since.
    expect(await file('refused', { submissionId })).toEqual({ ...first, repeated: true });
    expect(await file(said).catch((error: unknown) => error)).toBeInstanceOf(IdentityRefused);
    expect(await file('refused').catch((error: unknown) => error)).toBeInstanceOf(IdentityRefused);
    const changed = file(said, { submissionId, message: 'Another question than the one before.' });
    expect(await changed.catch((error: unknown) => error)).toBeInstanceOf(SubmissionReused);
  });

  it('counts once when it is used twice at the same moment', async (world) => {
    const { file } = desk(world);
    const said = word();
    const both = await Promise.allSettled([file(said), file(said), file(said)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    for (const one of both) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(IdentityRefused);
  });
});

onDatabases('the word of a host', (it) => {
  it('is used up after a rebuild as well', async (world) => {
    const { file } = desk(world);
    const said = word();
    await file(said);
    await world.sequenceAll();
    const before = await world.dump(claims);
    await rebuildProjections(world.rebuilding, {
      inline: project,
      followed: followedProjection,
      follower: 'outcomes',
    });
    expect(await world.dump(claims)).toEqual(before);
    expect(await file(said).catch((error: unknown) => error)).toBeInstanceOf(IdentityRefused);
  });
});
