// ledgerdesk simulate email: a mail that reaches the mailbox, and the reply as the customer gets it.
import { Failure } from '../../failure.ts';
import { print, printJson } from '../../output.ts';
import { askStandIn, lookFor, sandboxPlace, secondsOf } from './stand-in.ts';

interface EmailOptions {
  readonly name: string;
  readonly from: string;
  readonly subject?: string;
  readonly fallbackSubject: string;
  readonly message: string;
  readonly reply?: true;
  readonly header?: readonly string[];
  readonly forged?: true;
  readonly wait: string;
  readonly json?: true;
}

interface Mail {
  readonly messageId: string;
  readonly inReplyTo?: string;
  readonly references: readonly string[];
  readonly subject: string;
  readonly text?: string;
}

export async function simulateEmail(options: EmailOptions): Promise<void> {
  const { name, from, message, wait, json } = options;
  const seconds = secondsOf(wait);
  if (!/^[^\s@]+@[^\s@]+$/.test(from)) throw new Failure('--from is an address like ada@example.org', 2);
  const { gmailUrl, mailbox } = await sandboxPlace();
  const mails = async () =>
    (await askStandIn<{ mails: readonly Mail[] }>(`${gmailUrl}/sandbox/mail?to=${encodeURIComponent(from)}`))
      .mails;
  const parent = options.reply ? (await mails()).at(-1) : undefined;
  if (options.reply && !parent)
    throw new Failure(`the desk has sent no mail to ${from} yet; --from says who replies`);
  const sent = await askStandIn<{ messageId: string }>(`${gmailUrl}/sandbox/mail`, {
    name,
    from,
    to: mailbox,
    subject: options.subject ?? replySubject(parent) ?? options.fallbackSubject,
    text: message,
    headers: headersOf(options.header ?? []),
    ...(options.forged ? { dmarc: 'fail' } : {}),
    ...(parent ? { inReplyTo: parent.messageId, references: [...parent.references, parent.messageId] } : {}),
  });
  const replies = await lookFor(seconds, async () =>
    (await mails()).filter((mail) => mail.references.includes(sent.messageId)),
  );
  if (json) printJson({ messageId: sent.messageId, replies });
  else {
    for (const { subject, inReplyTo, text = '' } of replies) {
      print(`Subject: ${subject}`);
      print(`In-Reply-To: ${inReplyTo ?? ''}\n`);
      print(text);
    }
  }
  if (replies.length === 0) throw new Failure(`no reply after ${wait} seconds`);
}

function replySubject(parent: Mail | undefined): string | undefined {
  if (!parent) return undefined;
  return /^re:/i.test(parent.subject) ? parent.subject : `Re: ${parent.subject}`;
}

function headersOf(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    lines.map((line) => {
      const [, name, value] = /^([!-9;-~]+):\s*([^\r\n]*)$/.exec(line) ?? [];
      if (name === undefined || value === undefined)
        throw new Failure('--header is a line like "Auto-Submitted: auto-replied"', 2);
      return [name, value];
    }),
  );
}
