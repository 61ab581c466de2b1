// Who comes in: staff with keys and sessions, sites that embed the form, and how often.
import { Type } from '@sinclair/typebox';
import { secret } from './secret.ts';

export const accessSettings = {
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
};
