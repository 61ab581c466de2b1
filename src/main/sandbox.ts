// The sandbox: stand-ins for the providers, for a desk without credentials. The channels' code is the same as with them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gmailSandbox } from '../adapters/gmail/sandbox/sandbox.ts';
import { twilioSandbox } from '../adapters/twilio/sandbox/sandbox.ts';
import type { ChannelSettings } from './channel-settings.ts';
import type { Config } from './config.ts';

/** Addresses that belong to nobody: example domains and a number of the range for fiction. */
export const sandboxMailbox = 'support@ledgerdesk.example';
export const sandboxNumber = '+15555550100';

export interface Sandbox extends AsyncDisposable {
  readonly settings: Required<ChannelSettings>;
  readonly place: SandboxPlace;
  /** Where the desk is, once it listens; what it is told of goes there. */
  attach(deskUrl: string): void;
}

/** Where programs beside the desk find the stand-ins. */
export interface SandboxPlace {
  readonly gmailUrl: string;
  readonly twilioUrl: string;
  readonly mailbox: string;
  readonly number: string;
}

export interface SandboxOptions {
  /** Ports of the stand-ins; any free ones when absent. */
  readonly gmailPort?: number;
  readonly twilioPort?: number;
  /** The public URL the desk knows itself by; absent: one that nobody can reach. */
  readonly publicUrl?: string;
}

/** Everything is in memory, with credentials that are made anew. @throws when a port is taken */
export async function openSandbox({
  gmailPort,
  twilioPort,
  publicUrl = 'https://desk.invalid',
}: SandboxOptions): Promise<Sandbox> {
  await using started = new AsyncDisposableStack();
  const gmail = started.use(
    await gmailSandbox({
      mailboxes: [sandboxMailbox],
      ...(gmailPort === undefined ? {} : { port: gmailPort }),
    }),
  );
  const number = `whatsapp:${sandboxNumber}`;
  const twilio = started.use(
    await twilioSandbox({ number, ...(twilioPort === undefined ? {} : { port: twilioPort }) }),
  );
  const settings = standInSettings({ gmail, twilio, mailbox: sandboxMailbox, number, publicUrl });
  const place = {
    gmailUrl: gmail.url.replace(/\/$/, ''),
    twilioUrl: twilio.url,
    mailbox: sandboxMailbox,
    number: sandboxNumber,
  };
  const parts = started.move();
  return {
    settings: {
      ...settings,
      whatsapp: { ...settings.whatsapp, templateSid: `HX${'0'.repeat(32)}` },
    },
    place,
    attach(deskUrl) {
      gmail.pushes.to(`${deskUrl}/webhooks/gmail`);
      twilio.to(deskUrl, publicUrl);
    },
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

/** What a desk has to know of stand-ins that run. @param number as Twilio writes it, `whatsapp:+…` */
export function standInSettings({ gmail, twilio, mailbox, number, publicUrl }: StandIns) {
  return {
    mail: {
      mailboxes: [{ address: mailbox, credentials: gmail.credentials.serviceAccount }],
      push: {
        topic: gmail.topic,
        subscription: gmail.subscription,
        audience: gmail.audience,
        account: gmail.pushAccount,
      },
      standIn: { rootUrl: gmail.url, tokenUrl: gmail.tokenUrl, keysUrl: gmail.keysUrl },
    },
    whatsapp: {
      accountSid: twilio.accountSid,
      authTokens: [twilio.authToken],
      number,
      baseUrl: twilio.url,
      publicUrl,
    },
  } satisfies Required<ChannelSettings>;
}

interface StandIns {
  readonly gmail: Awaited<ReturnType<typeof gmailSandbox>>;
  readonly twilio: Awaited<ReturnType<typeof twilioSandbox>>;
  readonly mailbox: string;
  readonly number: string;
  readonly publicUrl: string;
}

/** The stand-ins that the configuration names, where it says that they are some. */
export function sandboxPlaceOf(config: Config): SandboxPlace | undefined {
  const { channelsSandbox, gmailUrl, twilioUrl, gmailMailboxes, whatsappNumber } = config;
  const [mailbox] = gmailMailboxes;
  if (channelsSandbox === 'off' || !gmailUrl || !twilioUrl || !mailbox || !whatsappNumber) return undefined;
  return { gmailUrl, twilioUrl, mailbox, number: whatsappNumber };
}

const placeFile = (folder: string) => join(folder, 'sandbox.json');

/** Tells programs beside the desk where its stand-ins are; for the owner's eyes. */
export function writePlace(folder: string, place: SandboxPlace): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(placeFile(folder), `${JSON.stringify(place, null, 2)}\n`, { mode: 0o600 });
}

/** @returns undefined when no sandbox was started with this folder */
export async function readPlace(folder: string): Promise<SandboxPlace | undefined> {
  const file = Bun.file(placeFile(folder));
  return (await file.exists()) ? await file.json() : undefined;
}
