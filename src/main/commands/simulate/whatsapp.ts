// ledgerdesk simulate whatsapp: a message from a phone, and the reply as it appears in the chat.
import { Failure } from '../../failure.ts';
import { print, printJson } from '../../output.ts';
import { askStandIn, lookFor, sandboxPlace, secondsOf } from './stand-in.ts';

interface WhatsappOptions {
  readonly name: string;
  readonly from: string;
  readonly message: string;
  readonly wait: string;
  readonly json?: true;
}

interface Chat {
  readonly sid: string;
  readonly direction: string;
  readonly to: string;
  readonly body: string;
  readonly status: string;
}

/** Parts of one reply follow each other at once, milliseconds. */
const PARTS_MS = 1_000;

export async function simulateWhatsapp({ name, from, message, wait, json }: WhatsappOptions): Promise<void> {
  const seconds = secondsOf(wait);
  if (!/^\+[1-9]\d{6,14}$/.test(from)) throw new Failure('--from is a number like +15555550123', 2);
  const { twilioUrl } = await sandboxPlace();
  const customer = `whatsapp:${from}`;
  const messages = async () =>
    (await askStandIn<{ messages: readonly Chat[] }>(`${twilioUrl}/sandbox/messages`)).messages.filter(
      ({ direction, to }) => direction !== 'inbound' && to === customer,
    );
  const before = new Set((await messages()).map(({ sid }) => sid));
  const sent = await askStandIn<{ sid: string; status: number }>(`${twilioUrl}/sandbox/messages`, {
    from: customer,
    text: message,
    profileName: name,
  });
  if (sent.status !== 200) throw new Failure(`the desk did not take the message (${sent.status})`);
  const look = async () => (await messages()).filter(({ sid }) => !before.has(sid));
  const first = await lookFor(seconds, look);
  if (first.length > 0) await Bun.sleep(PARTS_MS);
  const replies = first.length > 0 ? await look() : [];
  if (json) printJson({ sid: sent.sid, replies });
  else for (const { status, body } of replies) print(`[${status}] ${body}\n`);
  if (replies.length === 0) throw new Failure(`no reply after ${wait} seconds`);
}
