// Mail and WhatsApp: accounts, addresses and how they are reached.
import { Type } from '@sinclair/typebox';
import { secret } from './secret.ts';

export const channelsSettings = {
  signature: Type.String({
    default: 'Your support team',
    description: 'Last line of replies by e-mail.',
  }),
  gmailMailboxes: Type.Array(Type.String({ pattern: '^[^\\s@,]+@[^\\s@,]+$' }), {
    default: [],
    description:
      'Mailboxes at Gmail that are read and answered from. Absent: no e-mail; standalone has a stand-in instead.',
  }),
  gmailServiceAccount: Type.Optional(
    Type.String({
      ...secret,
      shape: 'service-account',
      description: 'Key file of a service account with domain-wide delegation, as JSON.',
    }),
  ),
  gmailClientId: Type.Optional(
    Type.String({ description: 'OAuth client, for mailboxes without a service account.' }),
  ),
  gmailClientSecret: Type.Optional(Type.String({ ...secret, description: 'Secret of that client.' })),
  gmailRefreshTokens: Type.Array(Type.String(), {
    ...secret,
    default: [],
    description: 'Refresh tokens of the mailboxes, in their order.',
  }),
  gmailTopic: Type.Optional(
    Type.String({
      pattern: '^projects/[^/\\s]+/topics/[^/\\s]+$',
      description: 'Pub/Sub topic that Gmail tells of news. Absent: mailboxes are only polled.',
    }),
  ),
  gmailPushSubscription: Type.Optional(
    Type.String({
      pattern: '^projects/[^/\\s]+/subscriptions/[^/\\s]+$',
      description: 'Push subscription of that topic; its requests name it.',
    }),
  ),
  gmailPushAudience: Type.Optional(
    Type.String({ description: 'Audience of the tokens that its pushes carry.' }),
  ),
  gmailPushAccount: Type.Optional(Type.String({ description: 'Service account that signs these tokens.' })),
  gmailPollSeconds: Type.Number({
    minimum: 5,
    maximum: 3600,
    default: 60,
    description: 'How often a mailbox is read without being told of news.',
  }),
  gmailUrl: Type.Optional(
    Type.String({ shape: 'http-url', description: 'Another address than Gmail’s, such as a stand-in’s.' }),
  ),
  mailReceivingServer: Type.String({
    default: 'mx.google.com',
    description: 'Whose verdict on senders is believed: authserv-id of the server that receives the mail.',
  }),
  mailSenderName: Type.String({
    default: 'Support',
    description: 'Name beside the address of replies by e-mail.',
  }),
  emailAliases: Type.Array(Type.String({ pattern: '^[a-z0-9.-]+=(?:dots|tags|dots\\+tags)$' }), {
    default: [],
    shape: 'mail-aliases',
    description:
      'Providers of mail where several spellings reach one mailbox, like `gmail.com=dots+tags`, parted by commas: with `dots` the dots before the @ do not count, with `tags` nothing behind a + does. Absent: every spelling is an address of its own.',
  }),
  phoneRegion: Type.Optional(
    Type.String({
      shape: 'phone-region',
      description:
        'Country of phone numbers that staff type without one, like `DE`. Absent: numbers need their country, like +49.',
    }),
  ),
  twilioAccountSid: Type.Optional(
    Type.String({ pattern: '^AC[0-9a-fA-F]{32}$', description: 'Twilio account, for WhatsApp.' }),
  ),
  twilioAuthTokens: Type.Array(Type.String(), {
    ...secret,
    default: [],
    description: 'Its auth tokens: the first is used, all are believed, so that one can replace the other.',
  }),
  twilioTemplateSid: Type.Optional(
    Type.String({
      pattern: '^HX[0-9a-fA-F]{32}$',
      description:
        'Approved template for answers after 24 hours: {{1}} is the reference, {{2}} the text. Absent: such answers go to staff.',
    }),
  ),
  twilioUrl: Type.Optional(
    Type.String({ shape: 'http-url', description: 'Another address than Twilio’s, such as a stand-in’s.' }),
  ),
  whatsappNumber: Type.Optional(
    Type.String({ pattern: '^\\+[1-9]\\d{6,14}$', description: 'Our WhatsApp number, like +14155238886.' }),
  ),
  channelsSandbox: Type.Union([Type.Literal('on'), Type.Literal('off')], {
    default: 'off',
    description: 'Whether the addresses above are stand-ins, whose messages the sandbox page shows.',
  }),
};
