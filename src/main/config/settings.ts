// Every setting of the program: its type, default, meaning, and whether it is secret. The README's table comes from here.
import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { quietPeriods } from '../../domain/conversation/quiet.ts';
import { defaultPolicy } from '../../domain/knowledge/confidence.ts';

/** A secret is never printed, not even when it is wrong. */
const secret = { secret: true } as const;

/** Amounts have at most six digits after the point: they are counted in millionths. */
const dollars = '\\d{1,6}(?:\\.\\d{1,6})?';
const modelPrice = `^[^\\s=,]+=${dollars}/${dollars}/${dollars}$`;

export const Settings = Type.Object({
  host: Type.String({ default: '127.0.0.1', description: 'Address to listen on.' }),
  port: Type.Integer({
    minimum: 0,
    maximum: 65535,
    default: 3000,
    description: 'Port to listen on; 0 takes a free one.',
  }),
  publicUrl: Type.Optional(
    Type.String({
      shape: 'http-url',
      description:
        'Address customers reach the desk at, for links. Absent: the address the request came in on.',
    }),
  ),
  dataDir: Type.String({ default: '.data', description: 'Directory of the embedded database and its keys.' }),
  databaseUrl: Type.Optional(
    Type.String({
      ...secret,
      shape: 'postgres-url',
      description: 'PostgreSQL, as the runtime role. Absent: the embedded database.',
    }),
  ),
  migrationDatabaseUrl: Type.Optional(
    Type.String({
      ...secret,
      shape: 'postgres-url',
      description: 'PostgreSQL, as the role that owns the schema; only migrations and rebuilds use it.',
    }),
  ),
  kafkaBrokers: Type.Array(Type.String({ pattern: '^[^\\s:,]+:\\d{1,5}$' }), {
    default: [],
    description:
      'Kafka brokers, `host:port`, parted by commas. Absent: a bus in memory, and all roles in one process.',
  }),
  kafkaSsl: Type.Union([Type.Literal('on'), Type.Literal('off')], {
    default: 'off',
    description: 'Whether connections to Kafka are encrypted.',
  }),
  kafkaUsername: Type.Optional(Type.String({ description: 'User for SASL on Kafka.' })),
  kafkaPassword: Type.Optional(Type.String({ ...secret, description: 'Password of that user.' })),
  kafkaMechanism: Type.Union(
    [Type.Literal('scram-sha-512'), Type.Literal('scram-sha-256'), Type.Literal('plain')],
    {
      default: 'scram-sha-512',
      description: 'How the password is shown to Kafka. `plain` sends it as it is: only with encryption.',
    },
  ),
  kafkaPrefix: Type.String({
    pattern: '^[a-z0-9._-]*$',
    default: '',
    description: 'Put before the names of topics and groups, where several desks share a cluster.',
  }),
  kafkaReplication: Type.Integer({
    minimum: 1,
    maximum: 7,
    default: 1,
    description: 'Copies of each topic that `ledgerdesk migrate` asks for; 3 in production.',
  }),
  otlpUrl: Type.Optional(
    Type.String({
      shape: 'http-url',
      description:
        'OpenTelemetry collector that traces are sent to, over OTLP/HTTP. Absent: no traces leave.',
    }),
  ),
  masterKey: Type.Optional(
    Type.String({
      ...secret,
      shape: 'master-key',
      description:
        'Wraps the keys of customers: 32 bytes, base64. Made and kept in the data directory when the database is embedded.',
    }),
  ),
  otherMasterKeys: Type.Array(Type.String(), {
    ...secret,
    default: [],
    shape: 'master-keys',
    description:
      'Further master keys that open what they wrapped, parted by commas: the next one before the master key is changed, the last one until `ledgerdesk keys rotate-master` has finished.',
  }),
  signingKey: Type.Optional(
    Type.String({
      ...secret,
      shape: 'signing-key',
      description:
        'Signs checkpoints of the ledger: Ed25519 private key, PKCS #8, base64. Made and kept like the master key.',
    }),
  ),
  formerSigningKeys: Type.Array(Type.String(), {
    default: [],
    shape: 'public-keys',
    description:
      'Public keys that the desk signed with before, parted by commas: `ledgerdesk audit public-key` of that time, without its first and last line. What they signed still counts.',
  }),
  checkpointFile: Type.Optional(
    Type.String({
      description:
        'File that signed checkpoints are also written to, best on another machine. Absent: in the data directory when the database is embedded, otherwise none.',
    }),
  ),
  erasureFile: Type.Optional(
    Type.String({
      description:
        'File that erasures are also written to, outside the database and its backups: a restored backup is brought up to it. Absent: in the data directory when the database is embedded, otherwise none.',
    }),
  ),
  staffKeys: Type.Array(
    Type.String({ pattern: '^[A-Za-z0-9._-]{1,64}:(agent|auditor|admin):[0-9a-f]{64}$' }),
    {
      ...secret,
      default: [],
      shape: 'staff-keys',
      description: 'Keys of staff, as `name:role:sha256` of the key in hex; roles are agent, auditor, admin.',
    },
  ),
  oidcIssuer: Type.Optional(
    Type.String({
      shape: 'issuer',
      description:
        'Identity provider whose tokens staff may use instead of a key (OpenID Connect), exactly as its tokens name it.',
    }),
  ),
  oidcAudience: Type.Optional(
    Type.String({ description: 'Whom its tokens must be made for: the desk, as the provider knows it.' }),
  ),
  oidcRoleClaim: Type.String({
    pattern: '^[^\\s.]+(\\.[^\\s.]+)*$',
    default: 'roles',
    description: 'Claim that lists roles or groups; a dot leads into an object, like `realm_access.roles`.',
  }),
  oidcRoles: Type.Array(Type.String({ pattern: '^[^=,]+=(agent|auditor|admin)$' }), {
    default: [],
    shape: 'role-names',
    description:
      'What a value of that claim makes somebody here, `value=role`, parted by commas. Who has several has the first of the list.',
  }),
  oidcClientId: Type.Optional(
    Type.String({
      description:
        'The desk as a client of that provider: staff then sign in there in the browser. Register `<public URL>/api/session/oidc/callback` with it.',
    }),
  ),
  oidcClientSecret: Type.Optional(
    Type.String({
      ...secret,
      description: 'Secret of that client. Absent: a public client, which PKCE protects alone.',
    }),
  ),
  oidcScopes: Type.String({
    pattern: '^(\\S+ )*openid( \\S+)*$',
    default: 'openid',
    description: 'What the sign-in asks the provider for, parted by spaces, such as `openid groups`.',
  }),
  oidcLabel: Type.String({
    pattern: '^.{1,60}$',
    default: 'single sign-on',
    description: 'What the sign-in page calls the provider.',
  }),
  sessionIdleMinutes: Type.Integer({
    minimum: 5,
    maximum: 1_440,
    default: 60,
    description: 'How long staff stay signed in with nobody at the page.',
  }),
  sessionHours: Type.Integer({
    minimum: 1,
    maximum: 168,
    default: 12,
    description: 'How long staff stay signed in at the longest.',
  }),
  allowedOrigins: Type.Array(Type.String(), {
    default: [],
    shape: 'origins',
    description: 'Origins of other sites that may embed the form, like `https://shop.example`.',
  }),
  hostSecrets: Type.Array(Type.String(), {
    ...secret,
    default: [],
    shape: 'host-secrets',
    description:
      'Applications that embed the form and may say who is writing: `origin=secret` with 32 random bytes in base64, parted by commas; an origin twice while its secret changes.',
  }),
  rateLimitPerMinute: Type.Integer({
    minimum: 0,
    maximum: 100_000,
    default: 10,
    description: 'Submissions, and separately follow-ups, per client address; 0 switches the limit off.',
  }),
  trustedProxies: Type.Array(Type.String(), {
    default: [],
    shape: 'networks',
    description: 'Networks (CIDR) of proxies whose X-Forwarded-For is believed.',
  }),
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
  agent: Type.Union([Type.Literal('extractive'), Type.Literal('openai')], {
    default: 'extractive',
    description: 'Who answers: passages of the knowledge base as they are, or a model.',
  }),
  openaiBaseUrl: Type.Optional(
    Type.String({ shape: 'http-url', description: 'Any server that speaks the OpenAI protocol.' }),
  ),
  openaiApiKey: Type.Optional(Type.String({ ...secret, description: 'Key for the model server.' })),
  openaiModel: Type.String({ default: 'gpt-4.1-mini', description: 'Model that composes answers.' }),
  openaiTimeoutMs: Type.Integer({
    minimum: 1000,
    maximum: 600_000,
    default: 30_000,
    description: 'Longest wait for one answer of the model server.',
  }),
  openaiRetries: Type.Integer({
    minimum: 0,
    maximum: 10,
    default: 2,
    description: 'Further attempts of a request to it, where the fault may pass.',
  }),
  openaiConcurrency: Type.Integer({
    minimum: 1,
    maximum: 1000,
    default: 8,
    description:
      'Requests to it under way at the same time, in each process; its rate limits are followed besides.',
  }),
  openaiMaxOutputTokens: Type.Integer({
    minimum: 100,
    maximum: 100_000,
    default: 2_000,
    description: 'Longest answer to one request, in tokens. So much is reserved where spending has a cap.',
  }),
  openaiEmbeddingModel: Type.Optional(
    Type.String({ description: 'Model that embeds passages. Absent: the local embedder.' }),
  ),
  openaiEmbeddingDimensions: Type.Integer({
    minimum: 1,
    maximum: 4096,
    default: 1536,
    description: 'Dimensions of its vectors. Others than 1536 are searched without an index.',
  }),
  modelPrices: Type.Array(Type.String({ pattern: modelPrice }), {
    default: ['gpt-4.1-mini=0.40/1.60/0.10', 'gpt-4.1=2.00/8.00/0.50', 'text-embedding-3-small=0.02/0/0.02'],
    shape: 'model-prices',
    description:
      'What models cost, `name=input/output/cached input`, in dollars for a million tokens. Compare with your contract.',
  }),
  spendCapPerDay: Type.Optional(
    Type.String({
      shape: 'dollars',
      description:
        'Most that models may cost in a day (UTC), in dollars, over all processes. Beyond it the agent hands over. Absent: no cap.',
    }),
  ),
  spendCapPerTicket: Type.Optional(
    Type.String({
      shape: 'dollars',
      description: 'Most that models may cost for one ticket, in dollars. Absent: no cap.',
    }),
  ),
  confidenceThreshold: Type.Number({
    minimum: 0,
    maximum: 1,
    default: defaultPolicy.threshold,
    description: 'Search results less sure than this are not answered from; the agent hands over.',
  }),
  knowledgeSynonyms: Type.Optional(
    Type.String({
      description:
        'File of words your customers use for each other, a group per line, separated by commas. For the local embedder, beside the usual ones.',
    }),
  ),
  agentConcurrency: Type.Integer({
    minimum: 1,
    maximum: 1000,
    default: 8,
    description: 'Customers answered at the same time.',
  }),
  emailQuietSeconds: Type.Number({
    exclusiveMinimum: 0,
    maximum: 600,
    default: quietPeriods.email / 1000,
    description: 'How long after the last mail of a customer the answer waits for another one.',
  }),
  whatsappQuietSeconds: Type.Number({
    exclusiveMinimum: 0,
    maximum: 600,
    default: quietPeriods.whatsapp / 1000,
    description: 'The same on WhatsApp.',
  }),
  openingHours: Type.Array(Type.String(), {
    default: [],
    shape: 'opening-hours',
    description:
      'When your team is at work, like `mon-fri 09:00-17:30`, parted by commas; outside of it, who is handed over is told so. Absent: around the clock.',
  }),
  timeZone: Type.String({
    default: 'UTC',
    shape: 'time-zone',
    description: 'Time zone of these hours, like `Europe/Berlin`.',
  }),
  slaMinutes: Type.Array(Type.String({ pattern: '^(urgent|high|normal|low)=[1-9]\\d{0,5}$' }), {
    default: ['urgent=30', 'high=120', 'normal=480', 'low=960'],
    shape: 'service-minutes',
    description:
      'How long a customer may wait for an answer of your team, for each priority, in minutes within your opening hours, parted by commas. Who waits longer is overdue in the inbox.',
  }),
  autoResolveHours: Type.Number({
    exclusiveMinimum: 0,
    maximum: 8760,
    default: 72,
    description: 'Quiet time after which an answered ticket counts as resolved.',
  }),
  autoCloseDays: Type.Number({
    exclusiveMinimum: 0,
    maximum: 3650,
    default: 7,
    description: 'Time after which a resolved ticket is closed.',
  }),
  retentionCustomerDays: Type.Optional(
    Type.Number({
      minimum: 1,
      maximum: 36_500,
      description:
        'Customers none of whose tickets has changed for so long are erased. Absent: nobody is, unless somebody decides it.',
    }),
  ),
  retentionFileDays: Type.Optional(
    Type.Number({
      minimum: 1,
      maximum: 36_500,
      description: 'Messages as they came, and their files, are removed after so long. Absent: never.',
    }),
  ),
  retentionDeadLetterDays: Type.Optional(
    Type.Number({
      minimum: 1,
      maximum: 36_500,
      description: 'Dead letters are removed after so long. Absent: never.',
    }),
  ),
  logLevel: Type.Union(
    [Type.Literal('debug'), Type.Literal('info'), Type.Literal('warn'), Type.Literal('error')],
    { default: 'info', description: 'Least important level that is logged.' },
  ),
  logFormat: Type.Union([Type.Literal('json'), Type.Literal('pretty')], {
    default: 'json',
    description: 'JSON lines for machines, or short lines for a terminal.',
  }),
  shutdownSeconds: Type.Number({
    minimum: 0,
    maximum: 3600,
    default: 20,
    description: 'Time for work in flight to finish when the program is asked to stop.',
  }),
});
export type Settings = Static<typeof Settings>;
export type SettingName = keyof Settings;

/** Settings with their schemas, in the order of the table. */
export const settingEntries = Object.entries(Settings.properties) as readonly (readonly [
  SettingName,
  TSchema,
])[];

/** `rateLimitPerMinute` is read from LEDGERDESK_RATE_LIMIT_PER_MINUTE. */
export function variableOf(setting: string): string {
  return `LEDGERDESK_${setting.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}
