// The providers of a run: the built-in stand-ins in the suite's own process, so that they outlive whatever is killed, and
// in front of the desk one address that they reach it by.
import type { Server } from 'bun';
import { type GmailSandbox, gmailSandbox } from '../../src/adapters/gmail/sandbox/sandbox.ts';
import { type TwilioSandbox, twilioSandbox } from '../../src/adapters/twilio/sandbox/sandbox.ts';
import { replyNamed } from '../../src/application/mail/mail-gateway.ts';
import { replyHeader } from '../../src/application/mail/mail-reader.ts';
import type { Environment } from './processes.ts';

export const mailbox = 'support@desk.example';
const number = '+15555550100';
const publicUrl = 'https://desk.invalid';
/** Below the patience of both providers, milliseconds. */
const FORWARD_MS = 9_000;

/** A message that left the desk, as the customer got it. */
export interface Received {
  readonly channel: 'email' | 'whatsapp';
  readonly replyId: string;
  /** What must be there once only: the Message-ID, or the reply and the part of it. */
  readonly once: string;
}

export interface Providers extends AsyncDisposable {
  readonly gmail: GmailSandbox;
  readonly twilio: TwilioSandbox;
  /** What the roles are started with. */
  readonly environment: Environment;
  /** The processes that take webhooks; they are tried in turn. */
  to(urls: readonly string[]): void;
  /** Everything that customers got. */
  received(): readonly Received[];
}

export async function startProviders(): Promise<Providers> {
  await using things = new AsyncDisposableStack();
  const gmail = things.use(await gmailSandbox({ mailboxes: [mailbox] }));
  const twilio = things.use(await twilioSandbox({ number: `whatsapp:${number}` }));
  const front = startFront();
  things.defer(() => front.server.stop(true));
  const address = `http://127.0.0.1:${front.server.port}`;
  gmail.pushes.to(`${address}/webhooks/gmail`);
  twilio.to(address, publicUrl);
  const parts = things.move();
  return {
    gmail,
    twilio,
    environment: environmentOf(gmail, twilio),
    to: front.to,
    received: () => [
      ...gmail.sent().map(({ headers, messageId }): Received => {
        const header = (wanted: string) => headers.find(({ name }) => name.toLowerCase() === wanted)?.value;
        // Where the provider has replaced the Message-ID, it says which one was ours.
        const once = header('x-google-original-message-id') ?? messageId;
        return { channel: 'email', replyId: replyNamed(header(replyHeader) ?? ''), once };
      }),
      ...twilio.outbound().map(({ statusCallback = '' }): Received => {
        const replyId = new URL(statusCallback).searchParams.get('reply') ?? '';
        return { channel: 'whatsapp', replyId, once: statusCallback };
      }),
    ],
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

function environmentOf(gmail: GmailSandbox, twilio: TwilioSandbox): Environment {
  const { serviceAccount } = gmail.credentials;
  if (serviceAccount.kind !== 'service-account') throw new Error('the stand-in has changed');
  const { clientEmail, privateKey } = serviceAccount;
  return {
    LEDGERDESK_PUBLIC_URL: publicUrl,
    LEDGERDESK_GMAIL_MAILBOXES: mailbox,
    LEDGERDESK_GMAIL_SERVICE_ACCOUNT: JSON.stringify({ client_email: clientEmail, private_key: privateKey }),
    LEDGERDESK_GMAIL_TOPIC: gmail.topic,
    LEDGERDESK_GMAIL_PUSH_SUBSCRIPTION: gmail.subscription,
    LEDGERDESK_GMAIL_PUSH_AUDIENCE: gmail.audience,
    LEDGERDESK_GMAIL_PUSH_ACCOUNT: gmail.pushAccount,
    LEDGERDESK_GMAIL_POLL_SECONDS: '5',
    LEDGERDESK_GMAIL_URL: gmail.url,
    LEDGERDESK_TWILIO_ACCOUNT_SID: twilio.accountSid,
    LEDGERDESK_TWILIO_AUTH_TOKENS: twilio.authToken,
    LEDGERDESK_TWILIO_URL: twilio.url,
    LEDGERDESK_WHATSAPP_NUMBER: number,
    LEDGERDESK_CHANNELS_SANDBOX: 'on',
    LEDGERDESK_EMAIL_QUIET_SECONDS: '1',
    LEDGERDESK_WHATSAPP_QUIET_SECONDS: '1',
  };
}

/** Passes every request on to one process, and to the next where nobody listens: what a load balancer does. */
function startFront(): {
  readonly server: Server<undefined>;
  readonly to: (urls: readonly string[]) => void;
} {
  let targets: readonly string[] = [];
  let turn = 0;
  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    fetch: async (request) => {
      const { pathname, search } = new URL(request.url);
      const body = await request.arrayBuffer();
      const { method, headers } = request;
      for (let tries = 0; tries < targets.length; tries++) {
        const target = targets[turn++ % targets.length];
        const signal = AbortSignal.timeout(FORWARD_MS);
        const answer = await fetch(`${target}${pathname}${search}`, { method, headers, body, signal }).catch(
          () => undefined,
        );
        if (answer) return new Response(await answer.arrayBuffer(), { status: answer.status });
      }
      return new Response(null, { status: 502 });
    },
  });
  return {
    server,
    to: (urls) => {
      targets = urls;
    },
  };
}
