// ledgerdesk sandbox: stand-ins for Gmail and Twilio as a process of their own, for a desk of several processes.
import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { ChannelSettings } from '../channel-settings.ts';
import { type SettingName, variableOf } from '../config/settings.ts';
import { Failure } from '../failure.ts';
import { print } from '../output.ts';
import { openSandbox, type Sandbox } from '../sandbox.ts';
import { configuration } from '../session.ts';
import { calledAt } from './called-at.ts';

interface SandboxCommandOptions {
  readonly desk?: string;
  readonly env: string;
  readonly gmailPort?: string;
  readonly twilioPort?: string;
}

export function sandboxCommand(program: Command): void {
  program
    .command('sandbox')
    .description(
      'run stand-ins for Gmail and Twilio, and write the settings with which the desk reaches them',
    )
    .option('--desk <address>', 'where the desk takes webhooks; default: the configured address')
    .option('--env <file>', 'file for the settings; readable by its owner only', 'sandbox.env')
    .option('--gmail-port <port>', 'default: any free one')
    .option('--twilio-port <port>', 'default: any free one')
    .action(run);
}

async function run(options: SandboxCommandOptions): Promise<void> {
  const config = configuration();
  const desk = calledAt(config, '--desk', options.desk);
  const publicUrl = config.publicUrl ?? desk;
  const gmailPort = portOf('--gmail-port', options.gmailPort);
  const twilioPort = portOf('--twilio-port', options.twilioPort);
  await using sandbox = await openSandbox({
    publicUrl,
    ...(gmailPort === undefined ? {} : { gmailPort }),
    ...(twilioPort === undefined ? {} : { twilioPort }),
  });
  sandbox.attach(desk);
  writeFileSync(options.env, settingsOf(sandbox, publicUrl), { mode: 0o600 });
  print(
    `Stand-ins for Gmail and Twilio are running; their settings are in ${options.env}. Ctrl-C stops them.`,
  );
  print(`  Gmail     ${sandbox.place.gmailUrl}, mailbox ${sandbox.place.mailbox}`);
  print(`  WhatsApp  ${sandbox.place.twilioUrl}, number ${sandbox.place.number}`);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

function portOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Failure(`${option} is a number from 1 to 65535`, 2);
}

/** Lines for a shell: `set -a; . ./sandbox.env`. No value holds a quote. */
function settingsOf({ settings, place }: Sandbox, publicUrl: string): string {
  const { mail, whatsapp } = settings as Required<ChannelSettings>;
  const credentials = mail.mailboxes[0]?.credentials;
  if (credentials?.kind !== 'service-account' || !mail.push) throw new Error('the sandbox has changed');
  const { clientEmail, privateKey } = credentials;
  const values: Partial<Record<SettingName, string>> = {
    publicUrl,
    channelsSandbox: 'on',
    gmailUrl: place.gmailUrl,
    gmailMailboxes: place.mailbox,
    gmailServiceAccount: JSON.stringify({ client_email: clientEmail, private_key: privateKey }),
    gmailTopic: mail.push.topic,
    gmailPushSubscription: mail.push.subscription,
    gmailPushAudience: mail.push.audience,
    gmailPushAccount: mail.push.account,
    twilioUrl: place.twilioUrl,
    twilioAccountSid: whatsapp.accountSid,
    twilioAuthTokens: whatsapp.authTokens.join(','),
    twilioTemplateSid: whatsapp.templateSid ?? '',
    whatsappNumber: place.number,
  };
  const lines = Object.entries(values).map(
    ([name, value]) => `${variableOf(name as SettingName)}='${value}'`,
  );
  return `${lines.join('\n')}\n`;
}
