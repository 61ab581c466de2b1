// Mail and WhatsApp of one process, put together as the composition root does, on simulated providers.
import { statusNews } from '../../src/adapters/twilio/callback.ts';
import { whatsappGateway } from '../../src/adapters/twilio/gateway.ts';
import { inboundMessage } from '../../src/adapters/twilio/inbound.ts';
import { listedMessage, listedMessages } from '../../src/adapters/twilio/listed.ts';
import { messageStatuses } from '../../src/adapters/twilio/statuses.ts';
import { acceptingMessages } from '../../src/application/channel/accept-message.ts';
import type { ChannelGateway } from '../../src/application/channel/channel-gateway.ts';
import { pacedGateway } from '../../src/application/channel/paced-gateway.ts';
import type { Webhook } from '../../src/application/channel/webhook.ts';
import type { HeldLease } from '../../src/application/log/held-lease.ts';
import { wakeups } from '../../src/application/log/wakeups.ts';
import { inboundMail } from '../../src/application/mail/inbound-mail.ts';
import { mailGateway } from '../../src/application/mail/mail-gateway.ts';
import { startMailboxes } from '../../src/application/mail/mailboxes.ts';
import { gmailWebhook, type VerifyNotice } from '../../src/application/mail/push-webhook.ts';
import { missedNews } from '../../src/application/whatsapp/missed-news.ts';
import { startReconciling } from '../../src/application/whatsapp/reconcile-messages.ts';
import { whatsappStatusWebhook, whatsappWebhook } from '../../src/application/whatsapp/webhooks.ts';
import type { Core } from './core.ts';
import { readMail, receivingServer, writeMail } from './mail-form.ts';
import { deskAddress, type MailProvider, mailLimitMs } from './mailbox.ts';
import { asMutant } from './mutants.ts';
import type { Life } from './virtual-time.ts';
import { type ChatProvider, chatTimeoutMs, deskNumber, publicUrl } from './whatsapp.ts';
import type { World } from './world.ts';

export interface OpenChannels {
  readonly gateways: readonly ChannelGateway[];
  readonly webhooks: {
    readonly gmail: Webhook;
    readonly whatsapp: Webhook;
    readonly whatsappStatus: Webhook;
  };
  /** @returns what to dispose of */
  startReading(lease: HeldLease): readonly AsyncDisposable[];
}

export interface ChannelProviders {
  readonly mail: MailProvider;
  readonly chat: ChatProvider;
}

const DAY_MS = 86_400_000;
/** As in production, though the burst is smaller: so that replies wait for their turn. */
const paces = { email: { burst: 3, perSecond: 0.8 }, whatsapp: { burst: 10, perSecond: 40 } };
const POLL_MS = 12_000;
const RECONCILE_MS = 45_000;
/** Ten at a time, so that they go round. */
const missed = { afterMs: 20_000, untilMs: DAY_MS, atOnce: 10 };
/** Looking for mailboxes that are due, stretched as other polls are. */
const LOOK_STRETCH = 2;

export function openChannels(
  world: World,
  life: Life,
  core: Core,
  { mail, chat }: ChannelProviders,
): OpenChannels {
  const { clock, telemetry, accounts, messageIds } = core;
  const storing = acceptingMessages({ ...core, ownMessageId: messageIds.own, joins: () => false });
  const mailbox = asMutant(world, 'mailbox', mail.mailbox(life));
  const client = chat.client(life);
  const { wake, wait } = wakeups(clock);
  const wakeup = {
    wake,
    wait: (who: string, ms: number, signal: AbortSignal) => wait(who, ms * LOOK_STRETCH, signal),
  };
  const ports = { ...core, verify: () => undefined };
  const acceptChat = asMutant(world, 'acceptChat', storing);
  const mails = mailGateway({
    mailboxes: [mailbox],
    write: writeMail,
    messageIds,
    clock,
    senderName: 'Desk',
    mailLimitMs,
  });
  const chats = whatsappGateway({ client, from: deskNumber, publicUrl, clock, timeoutMs: chatTimeoutMs });
  return {
    gateways: [pacedGateway(mails, paces.email, clock), pacedGateway(chats, paces.whatsapp, clock)],
    webhooks: {
      gmail: gmailWebhook({ verify: readNotice, accounts, telemetry, wake }),
      whatsapp: whatsappWebhook({
        ...ports,
        accept: acceptChat,
        parse: (body) => inboundMessage(body, clock.now()),
      }),
      whatsappStatus: whatsappStatusWebhook({ ...ports, parse: statusNews }),
    },
    startReading: (lease) => {
      const settings = { account: deskAddress, ownAddresses: [deskAddress], receivingServer };
      const understand = async (raw: Parameters<typeof inboundMail>[1]) =>
        inboundMail(await readMail(raw.raw), raw, settings, clock.now());
      const accept = asMutant(world, 'acceptMail', storing);
      const reading = { ...core, mailboxes: [mailbox], understand, accept, wakeups: wakeup };
      const list = asMutant(
        world,
        'list',
        listedMessages(client, () => clock.now()),
      );
      const status = asMutant(world, 'status', messageStatuses(client));
      const news = missedNews({ ...core, status }, missed);
      return [
        startMailboxes(
          reading,
          { watch: true, firstLookBackMs: DAY_MS, resyncMs: DAY_MS, pollMs: POLL_MS },
          lease,
        ),
        startReconciling(
          { ...core, list, read: listedMessage(client, () => clock.now()), accept: acceptChat, news },
          { accounts: [deskNumber], everyMs: RECONCILE_MS, firstLookBackMs: DAY_MS },
          lease,
        ),
      ];
    },
  };
}

/** Signatures are the adapters' affair; here a notification is what it says. */
const readNotice: VerifyNotice = async ({ body }) => {
  const { address, cursor } = JSON.parse(body);
  return { outcome: 'genuine', address, cursor: BigInt(cursor) };
};
