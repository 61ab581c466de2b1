// Customers who write by mail and on WhatsApp. What they send, their provider has: the desk has to come to it.
import { covered, legal, uncovered } from '../e2e/customer.ts';
import type { Dice } from './dice.ts';
import { mailbox, type Providers } from './providers.ts';

export interface Written {
  readonly channel: 'email' | 'whatsapp';
  /** As it has to stand in the log. */
  readonly providerMessageId: string;
  readonly customer: string;
  /** Whether a person wrote it; what a machine wrote is not answered. */
  readonly byPerson: boolean;
  /** Whether the order of a customer's messages is for the desk to keep: its webhook was taken at the first time. */
  readonly inOrder: boolean;
}

export interface Writers {
  /** In the order they were sent. */
  readonly written: readonly Written[];
  readonly problems: readonly string[];
  /** Begins nothing new; resolves when everything begun is with its provider. */
  stop(): Promise<void>;
}

export interface WritersOptions {
  readonly providers: Providers;
  readonly dice: Dice;
  readonly mailsPerSecond: number;
  readonly chatsPerSecond: number;
}

/** A customer writes about so many messages, so that nobody is taken for a loop. */
const EACH_WRITES = 3;
/** So many are at it at a time. */
const AT_IT = 12;

export function startWriters({ providers, dice, mailsPerSecond, chatsPerSecond }: WritersOptions): Writers {
  const written: Written[] = [];
  const problems: string[] = [];
  const running = new Set<Promise<void>>();
  /** By customer: a customer writes one message after the other. */
  const last = new Map<string, Promise<void>>();
  const counts = { email: 0, whatsapp: 0 };

  const writer = (channel: Written['channel']) => {
    const oldest = Math.floor(counts[channel]++ / EACH_WRITES);
    const which = oldest + dice.roll(AT_IT);
    return channel === 'email' ? `customer@company-${which}.example` : `whatsapp:+1555${5_600_000 + which}`;
  };
  // What goes to a person stays with them: mostly questions that are answered, so that many replies leave.
  const kinds = [covered, covered, covered, covered, covered, covered, uncovered, legal];
  const question = () => `${dice.pick(kinds)} (${counts.email}.${counts.whatsapp})`;

  const mail = async (from: string) => {
    const got = providers.gmail.sent(from).at(-1);
    const isReply = got !== undefined && dice.roll(3) > 0;
    const byPerson = dice.roll(8) > 0;
    const { id } = await providers.gmail.customerSends({
      from,
      to: mailbox,
      subject: isReply ? got.subject : 'A question',
      text: question(),
      ...(isReply ? { inReplyTo: got.messageId, references: [...got.references, got.messageId] } : {}),
      ...(byPerson ? {} : { headers: { 'Auto-Submitted': 'auto-replied' } }),
    });
    const providerMessageId = `gmail:${mailbox}:${id}`;
    written.push({ channel: 'email', providerMessageId, customer: from, byPerson, inOrder: true });
  };
  const chat = async (from: string) => {
    const sending = providers.twilio.customerSends({ from, text: question(), profileName: 'Ada' });
    const { sid, status } = await sending;
    const inOrder = status === 200;
    written.push({ channel: 'whatsapp', providerMessageId: sid, customer: from, byPerson: true, inOrder });
  };

  const begin = (channel: Written['channel']) => {
    const from = writer(channel);
    const before = last.get(from) ?? Promise.resolve();
    const own = before
      .then(() => (channel === 'email' ? mail(from) : chat(from)))
      .catch((error: unknown) => void problems.push(`a customer could not write: ${error}`))
      .finally(() => running.delete(own));
    last.set(from, own);
    running.add(own);
  };
  const ticks = [
    setInterval(() => begin('email'), 1_000 / mailsPerSecond),
    setInterval(() => begin('whatsapp'), 1_000 / chatsPerSecond),
  ];
  return {
    written,
    problems,
    async stop() {
      for (const tick of ticks) clearInterval(tick);
      while (running.size > 0) await Promise.all(running);
    },
  };
}
