// Spellings of one mailbox, from the form and from mail: one customer where the provider's rule says so, and answered as written.
import { expect } from 'bun:test';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';
import { systemIds } from '../../../src/adapters/node-crypto/hashes.ts';
import { acceptSubmission } from '../../../src/application/ticket/accept-submission.ts';
import { loadTicket } from '../../../src/application/ticket/load-ticket.ts';
import { bySpelling, mailAliases } from '../../../src/domain/customer/mail-aliases.ts';
import { submission } from '../../infra/desk.ts';
import { id } from '../../infra/sample.ts';
import { everywhere, type World } from '../../infra/worlds.ts';
import { byMail, identityDesk, mail } from './desk.ts';

const rules = mailAliases(['gmail.com=dots+tags']);

function desk(world: World) {
  const known = identityDesk(world);
  const ports = { ...world, ...known, ids: systemIds, telemetry: memoryTelemetry() };
  const file = async (email: string, isRuled = true) => {
    const sent = submission({ submissionId: id(), email });
    return (await acceptSubmission(isRuled ? { ...ports, mailAliases: rules } : ports, sent)).ticketId;
  };
  return { ...known, file };
}

const anAccount = () => `a${id().replaceAll('-', '')}`;

everywhere('spellings of one mailbox', (it) => {
  it('are one customer on the form and by mail, and the address is kept as it was written', async (world) => {
    const { file, accept, ownerOf } = desk(world);
    const account = anAccount();
    const dotted = `${account.slice(0, 3)}.${account.slice(3)}+shop@gmail.com`;
    const first = await file(dotted);
    const letter = await accept(
      mail(`${account}@gmail.com`, { seen: bySpelling(byMail(`${account}@gmail.com`), rules) }),
    );
    expect(await ownerOf(letter.ticketId)).toBe(await ownerOf(first));
    const { events } = await loadTicket(world, first);
    const message = events.find((event) => event.type === 'CustomerMessageReceived');
    expect(message?.type === 'CustomerMessageReceived' && message.data.typedAddress).toBe(dotted);
  });

  it('are as many customers as there are spellings without a rule', async (world) => {
    const { file, ownerOf } = desk(world);
    const account = anAccount();
    const owners = [await file(`${account}@gmail.com`, false), await file(`${account}+x@gmail.com`, false)];
    expect(await ownerOf(owners[0] ?? '')).not.toBe(await ownerOf(owners[1] ?? ''));
  });

  it('from before the rule lead to whom they were, and a thousand tags are one identifier', async (world) => {
    const { file, ownerOf } = desk(world);
    const account = anAccount();
    const before = await ownerOf(await file(`${account}+old@gmail.com`, false));
    expect(await ownerOf(await file(`${account}+old@gmail.com`))).toBe(before);
    for (let n = 0; n < 5; n++) expect(await ownerOf(await file(`${account}+${n}@gmail.com`))).toBe(before);
    const family = await world.events.readStream(`customer-${before}`);
    expect(family.filter(({ type }) => type === 'IdentifierLinked')).toHaveLength(2);
  });
});
