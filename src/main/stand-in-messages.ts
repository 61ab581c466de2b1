// What left the desk and what customers sent, as the stand-ins have it: for the sandbox page.
import type { StandInView } from '../adapters/elysia/operations/views.ts';
import type { SandboxPlace } from './sandbox.ts';

const timeoutMs = 3_000;

interface StandInMail {
  readonly at: number;
  readonly direction: 'inbound' | 'outbound';
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text?: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}

interface StandInChat {
  readonly sid: string;
  readonly at: number;
  readonly direction: 'inbound' | 'outbound-api';
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly status: string;
}

/** Headers of a mail that show how it threads and what it says of itself. */
const shown =
  /^(?:message-id|in-reply-to|references|subject|auto-submitted|x-auto-response-suppress|x-ledgerdesk-(?:reply|loop))$/i;

/** Newest first; empty where a stand-in does not answer. */
export async function standInMessages({
  gmailUrl,
  twilioUrl,
}: SandboxPlace): Promise<readonly StandInView[]> {
  const [mails, chats] = await Promise.all([
    ask<{ mails: readonly StandInMail[] }>(`${gmailUrl}/sandbox/mail`),
    ask<{ messages: readonly StandInChat[] }>(`${twilioUrl}/sandbox/messages`),
  ]);
  const all = [...(mails?.mails ?? []).map(ofMail), ...(chats?.messages ?? []).map(ofChat)];
  return all.sort((a, b) => Date.parse(b.at) - Date.parse(a.at)).slice(0, 200);
}

function ofMail({ at, direction, from, to, subject, text = '', headers }: StandInMail): StandInView {
  return {
    at: new Date(at).toISOString(),
    channel: 'email',
    direction,
    from,
    to: to.join(', '),
    subject,
    text,
    status: direction === 'inbound' ? 'received' : 'sent',
    headers: headers.filter(({ name }) => shown.test(name)).map(({ name, value }) => ({ name, value })),
  };
}

function ofChat({ at, direction, from, to, body, status }: StandInChat): StandInView {
  return {
    at: new Date(at).toISOString(),
    channel: 'whatsapp',
    direction: direction === 'inbound' ? 'inbound' : 'outbound',
    from,
    to,
    subject: '',
    text: body,
    status,
    headers: [],
  };
}

async function ask<T>(url: string): Promise<T | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    return response.ok ? ((await response.json()) as T) : undefined;
  } catch {
    return undefined;
  }
}
