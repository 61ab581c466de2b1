// Mail and WhatsApp put together: what sends, what is told of news, and what reads on its own.
import type { Webhooks } from '../adapters/elysia/desk.ts';
import { gmailTimeoutMs } from '../adapters/gmail/client.ts';
import { gmailMailbox } from '../adapters/gmail/mailbox.ts';
import { verifyPush } from '../adapters/gmail/push.ts';
import { mailReader } from '../adapters/mime/read-mail.ts';
import { mailWriter } from '../adapters/mime/write-mail.ts';
import { statusNews } from '../adapters/twilio/callback.ts';
import { twilioClient } from '../adapters/twilio/client.ts';
import { whatsappGateway } from '../adapters/twilio/gateway.ts';
import { inboundMessage } from '../adapters/twilio/inbound.ts';
import { listedMessages } from '../adapters/twilio/listed.ts';
import { verifySignature } from '../adapters/twilio/signature.ts';
import { type AcceptMessage, acceptingMessages } from '../application/channel/accept-message.ts';
import type { ChannelGateway } from '../application/channel/channel-gateway.ts';
import {
  type Continuations,
  continuations,
  type OurAddresses,
} from '../application/channel/continuations.ts';
import { startFetching } from '../application/channel/fetch-files.ts';
import { pacedGateway } from '../application/channel/paced-gateway.ts';
import type { HeldLease } from '../application/log/held-lease.ts';
import { wakeups } from '../application/log/wakeups.ts';
import { inboundMail } from '../application/mail/inbound-mail.ts';
import { mailGateway } from '../application/mail/mail-gateway.ts';
import { startMailboxes } from '../application/mail/mailboxes.ts';
import { gmailWebhook } from '../application/mail/push-webhook.ts';
import { startReconciling } from '../application/whatsapp/reconcile-messages.ts';
import { whatsappStatusWebhook, whatsappWebhook } from '../application/whatsapp/webhooks.ts';
import type { ChannelSettings, MailSettings, WhatsappSettings } from './channel-settings.ts';
import type { Config } from './config.ts';
import type { Core } from './core.ts';

export interface OpenChannels {
  readonly gateways: readonly ChannelGateway[];
  readonly webhooks: Webhooks;
  readonly continuations: Continuations;
  /** Reads mailboxes, missed messages and files; one process at a time, by the lease. */
  startReading(started: AsyncDisposableStack, lease: HeldLease): void;
  /** Asks each provider whether it takes our credentials; throws where it does not. */
  readonly checks: readonly { readonly name: string; check(): Promise<string> }[];
}

const DAY_MS = 86_400_000;
const RECONCILE_MS = 5 * 60_000;
/** Below the providers' quotas: 6,000 units a minute at Gmail, of which a send takes 100; 80 messages a second at Twilio. */
const paces = { email: { burst: 10, perSecond: 0.8 }, whatsapp: { burst: 40, perSecond: 40 } };
/** WhatsApp's own limit is 16 MB; types are those it documents. */
const media = {
  bytes: 20 * 1024 * 1024,
  types: [
    'image/',
    'audio/',
    'video/',
    'application/pdf',
    'text/vcard',
    'text/x-vcard',
    'text/plain',
    'application/vnd.',
    'application/msword',
  ],
};

export function openChannels(core: Core, config: Config, settings: ChannelSettings): OpenChannels {
  const { mail, whatsapp } = settings;
  const accept = acceptingMessages({
    ...core,
    ownMessageId: core.messageIds.own,
    joins: core.joinCodes.isIn,
  });
  const parts = [
    ...(mail ? [openMail(core, config, mail, accept)] : []),
    ...(whatsapp ? [openWhatsapp(core, whatsapp, accept)] : []),
  ];
  return {
    gateways: parts.flatMap((part) => part.gateways),
    webhooks: Object.assign({}, ...parts.map((part) => part.webhooks)),
    continuations: continuations(ourAddresses(settings), core.joinCodes),
    startReading: (started, lease) => {
      for (const part of parts) part.startReading(started, lease);
    },
    checks: parts.flatMap((part) => part.checks),
  };
}

function ourAddresses({ mail, whatsapp }: ChannelSettings): OurAddresses {
  const mailbox = mail?.mailboxes[0]?.address;
  return {
    ...(mailbox === undefined ? {} : { mailbox }),
    ...(whatsapp ? { whatsappNumber: whatsapp.number.replace('whatsapp:', '') } : {}),
  };
}

type OneChannel = Omit<OpenChannels, 'continuations'>;

function openMail(core: Core, config: Config, settings: MailSettings, accept: AcceptMessage): OneChannel {
  const { clock, telemetry, accounts, messageIds } = core;
  const { push, standIn } = settings;
  const place = standIn ? { rootUrl: standIn.rootUrl, tokenUrl: standIn.tokenUrl } : {};
  const topic = push ? { topic: push.topic } : {};
  const mailboxes = settings.mailboxes.map((one) => gmailMailbox({ ...one, clock, ...topic, ...place }));
  const news = wakeups(clock);
  const read = mailReader();
  const ownAddresses = mailboxes.map((mailbox) => mailbox.address);
  const receivingServer = config.mailReceivingServer;
  const gateway = mailGateway({
    mailboxes,
    write: mailWriter(),
    messageIds,
    clock,
    senderName: config.mailSenderName,
    mailLimitMs: gmailTimeoutMs,
  });
  const keys = standIn ? { keysUrl: standIn.keysUrl } : {};
  return {
    gateways: [pacedGateway(gateway, paces.email, clock)],
    webhooks: push
      ? {
          gmail: gmailWebhook({
            verify: verifyPush({
              audience: push.audience,
              serviceAccount: push.account,
              subscription: push.subscription,
              clock,
              ...keys,
            }),
            accounts,
            telemetry,
            wake: () => news.wake(),
          }),
        }
      : {},
    startReading: (started, lease) => {
      const understand = async (raw: Parameters<typeof inboundMail>[1], account: string) =>
        inboundMail(await read(raw.raw), raw, { account, ownAddresses, receivingServer }, clock.now());
      const ports = { mailboxes, accounts, understand, accept, clock, telemetry, wakeups: news };
      const options = {
        watch: push !== undefined,
        firstLookBackMs: DAY_MS,
        resyncMs: 30 * DAY_MS,
        pollMs: config.gmailPollSeconds * 1000,
      };
      started.use(startMailboxes(ports, options, lease));
    },
    checks: mailboxes.map((mailbox, i) => ({
      name: `mailbox ${i + 1}`,
      check: async () => `Gmail takes our credentials, history at ${await mailbox.position()}`,
    })),
  };
}

function openWhatsapp(core: Core, settings: WhatsappSettings, accept: AcceptMessage): OneChannel {
  const { clock, telemetry, accounts, files } = core;
  const { accountSid, authTokens, number, publicUrl, templateSid, baseUrl } = settings;
  const place = baseUrl === undefined ? {} : { baseUrl };
  const client = twilioClient({ accountSid, authToken: authTokens[0] ?? '', ...place });
  const template = templateSid === undefined ? {} : { templateSid };
  const gateway = whatsappGateway({ client, from: number, publicUrl, clock, ...template });
  const verify = verifySignature({ authTokens, publicUrl });
  return {
    gateways: [pacedGateway(gateway, paces.whatsapp, clock)],
    webhooks: {
      whatsapp: whatsappWebhook({
        verify,
        parse: (body) => inboundMessage(body, clock.now()),
        accept,
        telemetry,
      }),
      whatsappStatus: whatsappStatusWebhook({ ...core, verify, parse: statusNews }),
    },
    startReading: (started, lease) => {
      const list = listedMessages(client, () => clock.now());
      const options = { accounts: [number], everyMs: RECONCILE_MS, firstLookBackMs: DAY_MS };
      started.use(startReconciling({ list, accounts, accept, clock, telemetry }, options, lease));
      const fetchFile = (url: string) => client.fetchMedia(url, media);
      started.use(startFetching({ channel: 'whatsapp', fetchFile, files, clock, telemetry }, lease));
    },
    checks: [
      {
        name: 'whatsapp',
        check: async () => {
          const answer = await client.check();
          if ('ok' in answer) return 'Twilio takes our credentials';
          throw new Error(
            'failed' in answer
              ? `Twilio cannot be reached: ${answer.why}`
              : `Twilio answers ${answer.error.status}`,
          );
        },
      },
    ],
  };
}
