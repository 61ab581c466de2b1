// Mail and WhatsApp put together: what sends, what is told of news, and what reads on its own.
import { statusNews } from '../adapters/twilio/callback.ts';
import { twilioClient } from '../adapters/twilio/client.ts';
import { whatsappGateway } from '../adapters/twilio/gateway.ts';
import { inboundMessage } from '../adapters/twilio/inbound.ts';
import { listedMessage, listedMessages } from '../adapters/twilio/listed.ts';
import { verifySignature } from '../adapters/twilio/signature.ts';
import { messageStatuses } from '../adapters/twilio/statuses.ts';
import { type AcceptMessage, acceptingMessages } from '../application/channel/accept-message.ts';
import {
  type Continuations,
  continuations,
  type OurAddresses,
} from '../application/channel/continuations.ts';
import { startFetching } from '../application/channel/fetch-files.ts';
import { pacedGateway } from '../application/channel/paced-gateway.ts';
import { missedNews } from '../application/whatsapp/missed-news.ts';
import { startReconciling } from '../application/whatsapp/reconcile-messages.ts';
import { whatsappStatusWebhook, whatsappWebhook } from '../application/whatsapp/webhooks.ts';
import { whatsappChecks } from './channel-checks.ts';
import type { ChannelSettings, WhatsappSettings } from './channel-settings.ts';
import type { Config } from './config.ts';
import type { Core } from './core.ts';
import { type OpenChannel, openMail } from './mail-channel.ts';

export interface OpenChannels extends OpenChannel {
  readonly continuations: Continuations;
}

const DAY_MS = 86_400_000;
const RECONCILE_MS = 5 * 60_000;
/** Replies without news are asked about at every reading, up to a day. */
const missed = { afterMs: RECONCILE_MS, untilMs: DAY_MS, atOnce: 100 };
/** Below Twilio's quota of 80 messages a second. */
const pace = { burst: 40, perSecond: 40 };
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

function openWhatsapp(core: Core, settings: WhatsappSettings, accept: AcceptMessage): OpenChannel {
  const { clock, telemetry, files } = core;
  const { accountSid, authTokens, number, publicUrl, templateSid, baseUrl } = settings;
  const place = baseUrl === undefined ? {} : { baseUrl };
  const client = twilioClient({ accountSid, authToken: authTokens[0] ?? '', ...place });
  const template = templateSid === undefined ? {} : { templateSid };
  const gateway = whatsappGateway({ client, from: number, publicUrl, clock, ...template });
  const verify = verifySignature({ authTokens, publicUrl });
  return {
    gateways: [pacedGateway(gateway, pace, clock)],
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
      const news = missedNews({ ...core, status: messageStatuses(client) }, missed);
      const read = listedMessage(client, () => clock.now());
      started.use(startReconciling({ ...core, list, read, accept, news }, options, lease));
      const fetchFile = (url: string, expected: string) => client.fetchMedia(url, { ...media, expected });
      started.use(startFetching({ channel: 'whatsapp', fetchFile, files, clock, telemetry }, lease));
    },
    checks: whatsappChecks(client, settings),
  };
}
