// Customers who write by mail and on WhatsApp, in whatever way people and their machines do.
import type { ChannelProviders } from './channels.ts';
import { questions } from './load.ts';
import { customerMail } from './mail-form.ts';
import { deskAddress } from './mailbox.ts';
import type { World } from './world.ts';

const subjects = ['Blank labels', 'My order', 'A question about my parcel', 'Printer'];

/** @param address may be one that also stands in the web form */
export async function mailWriter(world: World, { mail }: ChannelProviders, address: string): Promise<void> {
  const { chance, time, outside, ids } = world;
  const domain = address.slice(address.lastIndexOf('@') + 1);
  while (world.busy) {
    await time.pass(outside, chance.between(1_000, 20_000));
    if (!world.busy) break;
    const got = mail.sentTo(address);
    const parent = got.length > 0 && chance.happens(0.6) ? chance.pick(got) : undefined;
    const subject = parent ? parent.subject : chance.pick(subjects);
    const letter = {
      from: address,
      name: 'Ada Marsh',
      to: deskAddress,
      subject,
      // The same words again and again would be a loop.
      text: `${chance.pick(questions)} ${unlike(ids.next())}`,
      messageId: `<${ids.next()}@${domain}>`,
      isProven: chance.happens(0.85),
      automatic: chance.happens(0.08),
      ...(parent
        ? { inReplyTo: parent.messageId, references: [...parent.references, parent.messageId] }
        : {}),
    };
    mail.receive(customerMail(letter));
  }
}

/** Chat comes in lines. @param from as WhatsApp writes an address */
export async function chatWriter(world: World, { chat }: ChannelProviders, from: string): Promise<void> {
  const { chance, time, outside } = world;
  while (world.busy) {
    await time.pass(outside, chance.between(1_000, 20_000));
    for (let lines = 1 + chance.below(3); lines > 0 && world.busy; lines--) {
      const wish = chance.next();
      const text = wish < 0.03 ? 'STOP' : wish < 0.1 ? 'START' : chance.pick(questions);
      chat.receive(from, text);
      await time.pass(outside, chance.between(50, 3_000));
    }
  }
}

/** An id in letters: numbers do not tell two texts apart. */
function unlike(id: string): string {
  return id.slice(-6).replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)] ?? '');
}
