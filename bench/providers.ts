// The built-in stand-ins for Gmail and Twilio as the providers of a benchmark, and customers who write there.
import { gmailSandbox } from '../src/adapters/gmail/sandbox/sandbox.ts';
import { twilioSandbox } from '../src/adapters/twilio/sandbox/sandbox.ts';
import type { ChannelSettings } from '../src/main/channel-settings.ts';
import { standInSettings } from '../src/main/sandbox.ts';

const mailbox = 'support@desk.example';
const number = '+15555550100';
const publicUrl = 'https://desk.invalid';

/** A message as its provider has it, and when it was handed over. */
export interface Sent {
  /** As it stands in the log. */
  readonly providerMessageId: string;
  /** ms since the epoch, just before the provider took it and told the desk. */
  readonly at: number;
  /** From the webhook to its acknowledgement, milliseconds; absent where that says nothing of the message. */
  readonly acknowledgedMs?: number;
}

export interface Providers extends AsyncDisposable {
  readonly settings: Required<ChannelSettings>;
  /** Where webhooks go from now on. */
  to(url: string): void;
  /** A mail; every fifth answers the one before. The next push comes twice where `twice` says so. */
  mail(n: number, twice: boolean): Promise<Sent>;
  /** A message on WhatsApp; each customer writes four. @throws Error when it is not acknowledged */
  whatsapp(n: number, twice: boolean): Promise<Sent>;
  /** Status of every answer to a webhook so far. */
  answers(): readonly number[];
  /** Resolves when no webhook is on its way. */
  idle(): Promise<void>;
}

const words =
  'Since this morning our label printer only prints blank pages. We changed the roll twice, cleaned the head, and tried another cable. What can we try next? The parcels have to leave today.';

export async function startProviders(): Promise<Providers> {
  await using things = new AsyncDisposableStack();
  const gmail = things.use(await gmailSandbox({ mailboxes: [mailbox] }));
  const twilio = things.use(await twilioSandbox({ number: `whatsapp:${number}` }));
  const parts = things.move();
  let earlier: string | undefined;
  return {
    settings: standInSettings({ gmail, twilio, mailbox, number: `whatsapp:${number}`, publicUrl }),
    to(url) {
      gmail.pushes.to(`${url}/webhooks/gmail`);
      twilio.to(url, publicUrl);
    },
    async mail(n, twice) {
      if (twice) gmail.pushes.duplicate(1);
      const answered = n % 5 === 4 ? earlier : undefined;
      const at = Date.now();
      const { id, messageId } = await gmail.customerSends({
        // A domain for every five: more from one within the hour would be taken for a loop.
        from: `ada@customer-${Math.floor(n / 5)}.example`,
        to: mailbox,
        name: 'Ada Marsh',
        subject: `${answered === undefined ? '' : 'Re: '}Label printer prints blank pages`,
        text: `${words.repeat(4)}\n\nOrder ${n}\n`,
        ...(answered === undefined ? {} : { inReplyTo: answered }),
      });
      earlier = messageId;
      return { providerMessageId: `gmail:${mailbox}:${id}`, at };
    },
    async whatsapp(n, twice) {
      if (twice) twilio.webhooks.duplicate(1);
      const from = `whatsapp:+1555${String(5_600_000 + Math.floor(n / 4))}`;
      const at = Date.now();
      const { sid, status } = await twilio.customerSends({
        from,
        text: `${words} Order ${n}`,
        profileName: 'Ada',
      });
      if (status !== 200) throw new Error(`a message on WhatsApp was answered with ${status}`);
      return { providerMessageId: sid, at, acknowledgedMs: Date.now() - at };
    },
    answers: () => [...gmail.pushes.answers, ...twilio.webhooks.answers],
    idle: async () => {
      await gmail.pushes.idle();
      await twilio.webhooks.idle();
    },
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}
