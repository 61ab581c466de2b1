// A mailbox at the stand-in, for tests of what speaks to Gmail.
import { gmailMailbox } from '../../../src/adapters/gmail/mailbox.ts';
import {
  type GmailSandbox,
  type GmailSandboxOptions,
  gmailSandbox,
} from '../../../src/adapters/gmail/sandbox/sandbox.ts';
import type { Mailbox } from '../../../src/application/mail/mailbox.ts';

export const desk = 'help@desk.example';
export const ann = 'ann@customer.example';

export interface GmailWorld extends AsyncDisposable {
  readonly sandbox: GmailSandbox;
  readonly mailbox: Mailbox;
  readonly clock: { now(): number; elapsed(): number; advance(ms: number): void };
}

export async function gmailWorld({
  as = 'serviceAccount',
  timeoutMs = 5_000,
  ...options
}: Partial<GmailSandboxOptions> & {
  readonly as?: keyof GmailSandbox['credentials'];
  readonly timeoutMs?: number;
} = {}): Promise<GmailWorld> {
  let ahead = 0;
  // Tokens are checked against the runtime's own time, so that time only moves on from there.
  const clock = {
    now: () => Date.now() + ahead,
    elapsed: () => performance.now() + ahead,
    advance: (ms: number) => {
      ahead += ms;
    },
  };
  const sandbox = await gmailSandbox({ mailboxes: [desk], now: clock.now, ...options });
  return {
    sandbox,
    clock,
    mailbox: mailboxAt(sandbox, { as, timeoutMs, clock }),
    [Symbol.asyncDispose]: () => sandbox[Symbol.asyncDispose](),
  };
}

export function mailboxAt(
  sandbox: GmailSandbox,
  {
    as = 'serviceAccount',
    timeoutMs = 5_000,
    clock = { now: Date.now },
    address = desk,
  }: {
    readonly as?: keyof GmailSandbox['credentials'];
    readonly timeoutMs?: number;
    readonly clock?: { now(): number };
    readonly address?: string;
  } = {},
): Mailbox {
  return gmailMailbox({
    address,
    credentials: sandbox.credentials[as],
    clock,
    topic: sandbox.topic,
    rootUrl: sandbox.url,
    tokenUrl: sandbox.tokenUrl,
    timeoutMs,
  });
}

export interface OutgoingText {
  readonly to?: string;
  readonly subject?: string;
  readonly messageId: string;
  readonly replyId?: string;
  readonly inReplyTo?: string;
  readonly text?: string;
}

/** A mail of ours, written by hand. */
export function outgoing(mail: OutgoingText): Uint8Array {
  const lines = [
    `From: Desk <${desk}>`,
    `To: <${mail.to ?? ann}>`,
    `Subject: ${mail.subject ?? 'Re: Question'}`,
    `Message-ID: ${mail.messageId}`,
    ...(mail.inReplyTo === undefined
      ? []
      : [`In-Reply-To: ${mail.inReplyTo}`, `References: ${mail.inReplyTo}`]),
    `X-Ledgerdesk-Reply: ${mail.replyId ?? 'reply-1'}`,
    '',
    mail.text ?? 'Here is the answer.',
  ];
  return Buffer.from(lines.join('\r\n'));
}
