// Mail put together: mailboxes at Gmail that are read and sent from, and the webhook that tells of news.
import type { Webhooks } from '../adapters/elysia/desk.ts';
import { gmailTimeoutMs } from '../adapters/gmail/client.ts';
import { gmailMailbox } from '../adapters/gmail/mailbox.ts';
import { verifyPush } from '../adapters/gmail/push.ts';
import { mailReader } from '../adapters/mime/read-mail.ts';
import { mailWriter } from '../adapters/mime/write-mail.ts';
import type { AcceptMessage } from '../application/channel/accept-message.ts';
import type { ChannelGateway } from '../application/channel/channel-gateway.ts';
import { pacedGateway } from '../application/channel/paced-gateway.ts';
import type { HeldLease } from '../application/log/held-lease.ts';
import { type Wakeups, wakeups } from '../application/log/wakeups.ts';
import { inboundMail } from '../application/mail/inbound-mail.ts';
import { mailGateway } from '../application/mail/mail-gateway.ts';
import type { Mailbox } from '../application/mail/mailbox.ts';
import { startMailboxes } from '../application/mail/mailboxes.ts';
import { gmailWebhook } from '../application/mail/push-webhook.ts';
import { mailAliases } from '../domain/customer/mail-aliases.ts';
import { type ChannelCheck, mailChecks } from './channel-checks.ts';
import type { MailSettings } from './channel-settings.ts';
import type { Config } from './config.ts';
import type { Core } from './core.ts';
import { startMailboxGauges } from './mailbox-gauges.ts';

/** What a process can do on a channel, as far as its settings reach. */
export interface OpenChannel {
  readonly gateways: readonly ChannelGateway[];
  readonly webhooks: Webhooks;
  /** Reads mailboxes, missed messages and files; one process at a time, by the lease. */
  startReading(started: AsyncDisposableStack, lease: HeldLease): void;
  /** Ask the provider whether what we were given works. */
  readonly checks: readonly ChannelCheck[];
}

const DAY_MS = 86_400_000;
/** Below Gmail's quota: 6,000 units a minute, of which a send takes 100. */
const pace = { burst: 10, perSecond: 0.8 };

export function openMail(
  core: Core,
  config: Config,
  settings: MailSettings,
  accept: AcceptMessage,
): OpenChannel {
  const { clock } = core;
  const { push, standIn } = settings;
  const place = standIn ? { rootUrl: standIn.rootUrl, tokenUrl: standIn.tokenUrl } : {};
  const topic = push ? { topic: push.topic } : {};
  const mailboxes = settings.mailboxes.flatMap(({ address, credentials }) =>
    credentials ? [gmailMailbox({ address, credentials, clock, ...topic, ...place })] : [],
  );
  const news = wakeups(clock);
  return {
    gateways: mailboxes.length === 0 ? [] : [sendingFrom(mailboxes, core, config)],
    webhooks: pushWebhook(core, settings, news),
    startReading: (started, lease) => {
      if (mailboxes.length === 0) return;
      const understand = understanding(core, config, settings);
      const ports = { ...core, mailboxes, understand, accept, wakeups: news };
      const options = {
        watch: push !== undefined,
        firstLookBackMs: DAY_MS,
        resyncMs: 30 * DAY_MS,
        pollMs: config.gmailPollSeconds * 1000,
      };
      const running = started.use(startMailboxes(ports, options, lease));
      started.use(startMailboxGauges({ ...core, states: () => running.states() }, options.watch, lease));
    },
    checks: mailChecks(mailboxes, settings),
  };
}

function sendingFrom(
  mailboxes: readonly Mailbox[],
  { clock, messageIds }: Core,
  config: Config,
): ChannelGateway {
  const gateway = mailGateway({
    mailboxes,
    write: mailWriter(),
    messageIds,
    clock,
    senderName: config.mailSenderName,
    mailLimitMs: gmailTimeoutMs,
  });
  return pacedGateway(gateway, pace, clock);
}

function pushWebhook(
  { clock, accounts, telemetry }: Core,
  { push, standIn }: MailSettings,
  news: Wakeups,
): Webhooks {
  if (!push) return {};
  const { audience, account: serviceAccount, subscription } = push;
  const keys = standIn ? { keysUrl: standIn.keysUrl } : {};
  const verify = verifyPush({ audience, serviceAccount, subscription, clock, ...keys });
  return { gmail: gmailWebhook({ verify, accounts, telemetry, wake: () => news.wake() }) };
}

/** A mail as a message, by the addresses that are ours and the server whose verdicts count. */
function understanding({ clock }: Core, config: Config, { mailboxes }: MailSettings) {
  const read = mailReader();
  const ownAddresses = mailboxes.map(({ address }) => address);
  const receivingServer = config.mailReceivingServer;
  const aliases = mailAliases(config.emailAliases);
  return async (raw: Parameters<typeof inboundMail>[1], account: string) =>
    inboundMail(await read(raw.raw), raw, { account, ownAddresses, receivingServer, aliases }, clock.now());
}
