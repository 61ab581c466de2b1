// What doctor asks the channels' providers. Each check says what works in one line, or throws in one line what does not.
import type { Answered, TwilioClient } from '../adapters/twilio/client.ts';
import type { Mailbox } from '../application/mail/mailbox.ts';
import type { MailSettings, WhatsappSettings } from './channel-settings.ts';
import { Failure } from './failure.ts';

export interface ChannelCheck {
  readonly name: string;
  /** @throws Failure */
  check(): Promise<string>;
}

const iso = (at: number) => new Date(at).toISOString();

/** Token and profile of each mailbox, and its watch, which is renewed by that. Names are numbers in the order of the settings. */
export function mailChecks(
  mailboxes: readonly Mailbox[],
  { push, standIn }: MailSettings,
): readonly ChannelCheck[] {
  const at = standIn ? 'the stand-in' : 'Gmail';
  return mailboxes.flatMap((mailbox, i) => [
    {
      name: `mailbox ${i + 1}`,
      check: async () => {
        await answering(mailbox.position());
        return `${at} gives a token, and with it the mailbox’s profile`;
      },
    },
    {
      name: `watch ${i + 1}`,
      check: async () => {
        if (!push) return 'none: the mailbox is polled';
        const { until } = await answering(mailbox.watch());
        return `${at} tells of news until ${iso(until)}`;
      },
    },
  ]);
}

/** The account, what Twilio has of the number, and the address that Twilio is to call. */
export function whatsappChecks(
  client: Pick<TwilioClient, 'check' | 'list'>,
  { number, publicUrl, baseUrl }: WhatsappSettings,
): readonly ChannelCheck[] {
  const at = baseUrl === undefined ? 'Twilio' : 'the stand-in';
  return [
    {
      name: 'whatsapp account',
      check: async () => {
        answered(await client.check());
        return `${at} takes our credentials`;
      },
    },
    {
      name: 'whatsapp sender',
      check: async () => {
        const { messages } = answered(await client.list({ To: number, PageSize: '1' }));
        const [latest] = messages;
        return latest
          ? `the last message to the number came ${iso(latest.createdAt)}`
          : `${at} knows of no message to the number yet; write one to see that it arrives`;
      },
    },
    {
      name: 'whatsapp webhook',
      check: async () => {
        const url = `${publicUrl}/webhooks/whatsapp`;
        if (new URL(url).protocol === 'https:') return `at ${url}`;
        if (baseUrl !== undefined) return `at ${url}, for the stand-in`;
        throw new Failure(`LEDGERDESK_PUBLIC_URL is not https: ${at} is to call ${url}`);
      },
    },
  ];
}

/** The adapter's messages hold nothing personal and no secret. */
async function answering<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (cause) {
    throw new Failure(cause instanceof Error ? cause.message : 'an unexpected fault', 1, { cause });
  }
}

function answered<T>(answer: Answered<T>): T {
  if ('ok' in answer) return answer.ok;
  if ('failed' in answer) throw new Failure(`the interface cannot be reached (${answer.why})`);
  const { status, code } = answer.error;
  throw new Failure(`the interface answers ${status}${code === undefined ? '' : `, code ${code}`}`);
}
