// How the channels' providers are reached, from the configuration; the sandbox gives the same for its stand-ins.
import type { GmailCredentials } from '../adapters/gmail/access-token.ts';
import type { Channel } from '../domain/conversation/channel.ts';
import type { Config } from './config.ts';

export interface MailSettings {
  /** Without credentials it can be told of news, neither read nor sent from: enough for the role api. */
  readonly mailboxes: readonly { readonly address: string; readonly credentials?: GmailCredentials }[];
  readonly push?: {
    readonly topic: string;
    readonly subscription: string;
    readonly audience: string;
    readonly account: string;
  };
  /** Where a stand-in is; absent: Google. */
  readonly standIn?: { readonly rootUrl: string; readonly tokenUrl: string; readonly keysUrl: string };
}

export interface WhatsappSettings {
  readonly accountSid: string;
  /** The first is used to send. */
  readonly authTokens: readonly string[];
  /** `whatsapp:+…` */
  readonly number: string;
  readonly templateSid?: string;
  readonly baseUrl?: string;
  /** What the provider signs for. */
  readonly publicUrl: string;
}

export interface ChannelSettings {
  readonly mail?: MailSettings;
  readonly whatsapp?: WhatsappSettings;
}

export function channelSettings(config: Config): ChannelSettings {
  const mail = mailSettings(config);
  const whatsapp = whatsappSettings(config);
  return { ...(mail ? { mail } : {}), ...(whatsapp ? { whatsapp } : {}) };
}

/** Channels a reply can leave on. The web form's are read where they lie. */
export function sendsOn({ mail, whatsapp }: ChannelSettings): ReadonlySet<Channel> {
  return new Set<Channel>([
    'webform',
    ...(mail ? ['email' as const] : []),
    ...(whatsapp ? ['whatsapp' as const] : []),
  ]);
}

function mailSettings(config: Config): MailSettings | undefined {
  if (config.gmailMailboxes.length === 0) return undefined;
  const { gmailTopic, gmailPushSubscription, gmailPushAudience, gmailPushAccount, gmailUrl } = config;
  const root = gmailUrl?.replace(/\/+$/, '');
  const push =
    gmailTopic && gmailPushSubscription && gmailPushAudience && gmailPushAccount
      ? {
          push: {
            topic: gmailTopic,
            subscription: gmailPushSubscription,
            audience: gmailPushAudience,
            account: gmailPushAccount,
          },
        }
      : {};
  return {
    mailboxes: config.gmailMailboxes.map((address, i) => ({ address, ...credentialsOf(config, i) })),
    ...push,
    ...(root === undefined
      ? {}
      : { standIn: { rootUrl: `${root}/`, tokenUrl: `${root}/token`, keysUrl: `${root}/keys` } }),
  };
}

function credentialsOf(config: Config, index: number): { readonly credentials?: GmailCredentials } {
  if (config.gmailServiceAccount !== undefined) {
    const key = JSON.parse(config.gmailServiceAccount);
    const id = typeof key.private_key_id === 'string' ? { privateKeyId: key.private_key_id } : {};
    const { client_email: clientEmail, private_key: privateKey } = key;
    return { credentials: { kind: 'service-account', clientEmail, privateKey, ...id } };
  }
  const { gmailClientId: clientId, gmailClientSecret: clientSecret } = config;
  const refreshToken = config.gmailRefreshTokens[index];
  if (clientId === undefined || clientSecret === undefined || refreshToken === undefined) return {};
  return { credentials: { kind: 'refresh-token', clientId, clientSecret, refreshToken } };
}

function whatsappSettings(config: Config): WhatsappSettings | undefined {
  const { twilioAccountSid, twilioAuthTokens, whatsappNumber, publicUrl, twilioTemplateSid, twilioUrl } =
    config;
  if (twilioAccountSid === undefined || whatsappNumber === undefined || publicUrl === undefined)
    return undefined;
  return {
    accountSid: twilioAccountSid,
    authTokens: twilioAuthTokens,
    number: `whatsapp:${whatsappNumber}`,
    publicUrl: publicUrl.replace(/\/+$/, ''),
    ...(twilioTemplateSid === undefined ? {} : { templateSid: twilioTemplateSid }),
    ...(twilioUrl === undefined ? {} : { baseUrl: twilioUrl }),
  };
}
