// Who may tell us that a mailbox changed: every claim of the token, and the body.

import { afterAll, beforeAll, expect, setSystemTime, test } from 'bun:test';
import { createServer, type Server } from 'node:http';
import fc from 'fast-check';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { type PushOptions, verifyPush } from '../../../src/adapters/gmail/push.ts';
import type { VerifyNotice } from '../../../src/application/mail/push-webhook.ts';
import { processorTime } from '../../processor-time.ts';

const audience = 'https://desk.example/webhooks/gmail';
const serviceAccount = 'push@project.iam.gserviceaccount.com';
const subscription = 'projects/p/subscriptions/s';
const now = Date.UTC(2026, 10, 20, 12);
const seconds = now / 1_000;

let ours: CryptoKeyPair;
let strangers: CryptoKeyPair;
let server: Server;
let keysUrl = '';
let published: JWK[] = [];
let asked = 0;
let isDown = false;

beforeAll(async () => {
  ours = await generateKeyPair('RS256', { extractable: true });
  strangers = await generateKeyPair('RS256', { extractable: true });
  published = [{ ...(await exportJWK(ours.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }];
  server = createServer((_, response) => {
    asked++;
    if (isDown) response.writeHead(503).end();
    else
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ keys: published }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  keysUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/keys`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function verifier(over: Partial<PushOptions> = {}): VerifyNotice {
  return verifyPush({ audience, serviceAccount, subscription, clock: { now: () => now }, keysUrl, ...over });
}

const genuine = {
  iss: 'https://accounts.google.com',
  aud: audience as string | string[],
  sub: '1',
  email: serviceAccount,
  email_verified: true as boolean | string,
  iat: seconds - 5,
  exp: seconds + 3_595,
};

interface Forgery {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: { readonly alg: string; readonly kid?: string; readonly crit?: string[] };
  readonly key?: 'strangers';
}

function tokenOf({ claims = {}, header, key }: Forgery): Promise<string> {
  return new SignJWT({ ...genuine, ...claims })
    .setProtectedHeader(header ?? { alg: 'RS256', kid: 'k1' })
    .sign(key === 'strangers' ? strangers.privateKey : ours.privateKey);
}

function bodyOf(
  notice: object = { emailAddress: 'help@desk.example', historyId: 12 },
  over: object = {},
): string {
  const data = Buffer.from(JSON.stringify(notice)).toString('base64');
  return JSON.stringify({ message: { data, messageId: '1' }, subscription, ...over });
}

const request = (authorization: string | undefined, body = bodyOf()) => ({
  target: '/webhooks/gmail',
  headers: authorization === undefined ? {} : { authorization },
  body,
});

async function pushed(forgery: Forgery, body?: string) {
  return verifier()(request(`Bearer ${await tokenOf(forgery)}`, body));
}

test.each(['https://accounts.google.com', 'accounts.google.com'])(
  'a push with the issuer %s is taken',
  async (iss) => {
    expect(await pushed({ claims: { iss } })).toEqual({
      outcome: 'genuine',
      address: 'help@desk.example',
      cursor: 12n,
    });
  },
);

const refused: readonly (readonly [string, Forgery, string, 'unauthenticated' | 'forbidden'])[] = [
  ['signed with another key', { key: 'strangers' }, 'wrong-signature', 'unauthenticated'],
  [
    'with a key id nobody published',
    { header: { alg: 'RS256', kid: 'k9' } },
    'unknown-key',
    'unauthenticated',
  ],
  ['of another issuer', { claims: { iss: 'https://evil.example' } }, 'wrong-issuer', 'unauthenticated'],
  [
    'with an issuer that looks right',
    { claims: { iss: 'https://accounts.google.com.evil.example' } },
    'wrong-issuer',
    'unauthenticated',
  ],
  ['without an issuer', { claims: { iss: undefined } }, 'no-iss', 'unauthenticated'],
  [
    'for another audience',
    { claims: { aud: 'https://other.example/webhooks/gmail' } },
    'wrong-audience',
    'unauthenticated',
  ],
  [
    'for an audience that begins like ours',
    { claims: { aud: `${audience}/` } },
    'wrong-audience',
    'unauthenticated',
  ],
  [
    'for several audiences',
    { claims: { aud: [audience, 'https://other.example'] } },
    'wrong-audience',
    'unauthenticated',
  ],
  [
    'for a list with our audience alone',
    { claims: { aud: [audience] } },
    'wrong-audience',
    'unauthenticated',
  ],
  ['without an audience', { claims: { aud: undefined } }, 'no-aud', 'unauthenticated'],
  [
    'that has expired',
    { claims: { iat: seconds - 3_700, exp: seconds - 100 } },
    'expired',
    'unauthenticated',
  ],
  ['that expires in text', { claims: { exp: 'tomorrow' } }, 'bad-exp', 'unauthenticated'],
  ['that never expires', { claims: { exp: undefined } }, 'no-exp', 'unauthenticated'],
  ['without a time of issue', { claims: { iat: undefined } }, 'no-iat', 'unauthenticated'],
  [
    'issued in the future',
    { claims: { iat: seconds + 300, exp: seconds + 3_900 } },
    'wrong-issue-time',
    'unauthenticated',
  ],
  [
    'that lives for days',
    { claims: { iat: seconds - 86_400, exp: seconds + 86_400 } },
    'expired',
    'unauthenticated',
  ],
  ['that is not valid yet', { claims: { nbf: seconds + 300 } }, 'not-yet-valid', 'unauthenticated'],
  [
    'of another service account',
    { claims: { email: 'evil@project.iam.gserviceaccount.com' } },
    'another-sender',
    'forbidden',
  ],
  [
    'of an account in other letters',
    { claims: { email: serviceAccount.toUpperCase() } },
    'another-sender',
    'forbidden',
  ],
  ['without an account', { claims: { email: undefined } }, 'another-sender', 'forbidden'],
  [
    'of an account nobody verified',
    { claims: { email_verified: false } },
    'sender-not-verified',
    'forbidden',
  ],
  [
    'of an account verified in text',
    { claims: { email_verified: 'true' } },
    'sender-not-verified',
    'forbidden',
  ],
  [
    'that does not say whether the account is verified',
    { claims: { email_verified: undefined } },
    'sender-not-verified',
    'forbidden',
  ],
];

test.each(refused)('a token %s is refused', async (_, forgery, why, outcome) => {
  expect(await pushed(forgery)).toEqual({ outcome, why });
});

test('a token signed by another algorithm is refused, whatever key is in it', async () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const none = `${part({ alg: 'none', kid: 'k1' })}.${part(genuine)}.`;
  const secret = new TextEncoder().encode(JSON.stringify(published[0]));
  const symmetric = await new SignJWT(genuine).setProtectedHeader({ alg: 'HS256', kid: 'k1' }).sign(secret);
  const pss = await generateKeyPair('PS256', { extractable: true });
  const own = await exportJWK(pss.publicKey);
  const embedded = await new SignJWT(genuine)
    .setProtectedHeader({ alg: 'PS256', kid: 'k1', jwk: own })
    .sign(pss.privateKey);
  for (const token of [none, symmetric, embedded])
    expect(await verifier()(request(`Bearer ${token}`))).toEqual({
      outcome: 'unauthenticated',
      why: 'wrong-algorithm',
    });
});

test('a claim that was changed after signing is refused', async () => {
  const [header, , signature] = (await tokenOf({ claims: { email: 'evil@example.com' } })).split('.');
  const claims = Buffer.from(JSON.stringify(genuine)).toString('base64url');
  const answer = await verifier()(request(`Bearer ${header}.${claims}.${signature}`));
  expect(answer).toEqual({ outcome: 'unauthenticated', why: 'wrong-signature' });
});

test.each([
  [undefined, 'no-token'],
  ['', 'no-token'],
  ['Bearer', 'not-a-bearer-token'],
  ['Bearer a.b', 'not-a-bearer-token'],
  ['Basic dXNlcjpwYXNz', 'not-a-bearer-token'],
  ['Bearer a.b.c', 'not-a-token'],
  [`Bearer ${'a'.repeat(9_000)}.b.c`, 'token-too-long'],
])('mistake 1: the header %p is refused', async (header, why) => {
  expect(await verifier()(request(header))).toEqual({ outcome: 'unauthenticated', why });
});

test.each(['audience', 'serviceAccount', 'subscription'] as const)(
  'mistake 1: without the setting %s nothing starts',
  (setting) => {
    expect(() => verifier({ [setting]: '' })).toThrow(setting);
  },
);

test('clocks may differ by a minute', async () => {
  const late = { iat: seconds - 3_600, exp: seconds - 30 };
  const early = { iat: seconds + 30, exp: seconds + 3_630 };
  for (const claims of [late, early]) expect((await pushed({ claims })).outcome).toBe('genuine');
});

test('a push of another subscription is refused although its token is ours', async () => {
  const body = bodyOf(undefined, { subscription: 'projects/p/subscriptions/other' });
  expect(await pushed({}, body)).toEqual({ outcome: 'forbidden', why: 'another-subscription' });
});

test('keys are fetched once for many pushes', async () => {
  const verify = verifier();
  asked = 0;
  for (let i = 0; i < 5; i++) await verify(request(`Bearer ${await tokenOf({})}`));
  expect(asked).toBe(1);
});

test('a key that is new is asked for once, and unknown ones do not hammer the provider', async () => {
  const verify = verifier();
  const fresh = await generateKeyPair('RS256', { extractable: true });
  const token = await new SignJWT(genuine)
    .setProtectedHeader({ alg: 'RS256', kid: 'k2' })
    .sign(fresh.privateKey);
  asked = 0;
  expect((await verify(request(`Bearer ${await tokenOf({})}`))).outcome).toBe('genuine');
  const before = published;
  published = [...before, { ...(await exportJWK(fresh.publicKey)), kid: 'k2', alg: 'RS256', use: 'sig' }];
  try {
    for (let i = 0; i < 3; i++)
      expect(await verify(request(`Bearer ${token}`))).toEqual({
        outcome: 'unauthenticated',
        why: 'unknown-key',
      });
    expect(asked).toBe(1);
    setSystemTime(Date.now() + 31_000);
    expect((await verify(request(`Bearer ${token}`))).outcome).toBe('genuine');
    const unknown = await tokenOf({ header: { alg: 'RS256', kid: 'k9' } });
    for (let i = 0; i < 3; i++) await verify(request(`Bearer ${unknown}`));
    expect(asked).toBe(2);
  } finally {
    setSystemTime();
    published = before;
  }
});

test('while the keys cannot be had nobody is believed, and afterwards they are asked for again', async () => {
  const verify = verifier();
  const token = await tokenOf({});
  isDown = true;
  expect(await verify(request(`Bearer ${token}`))).toEqual({
    outcome: 'unauthenticated',
    why: 'keys-unavailable',
  });
  isDown = false;
  expect((await verify(request(`Bearer ${token}`))).outcome).toBe('genuine');
});

const notice = JSON.stringify({ emailAddress: 'help+ü?>@desk.example', historyId: '12345678901234567890' });
const encodings: Readonly<Record<string, string>> = {
  standard: Buffer.from(notice).toString('base64'),
  'url-safe': Buffer.from(notice).toString('base64').replaceAll('+', '-').replaceAll('/', '_'),
  unpadded: Buffer.from(notice).toString('base64url'),
};

test.each(Object.keys(encodings))('data in %s base64 is read', async (encoding) => {
  const body = JSON.stringify({ message: { data: encodings[encoding] }, subscription });
  expect(await pushed({}, body)).toEqual({
    outcome: 'genuine',
    address: 'help+ü?>@desk.example',
    cursor: 12_345_678_901_234_567_890n,
  });
});

test('names in either style, and more than are needed, are read', async () => {
  const data = Buffer.from('{"emailAddress":"a@desk.example","historyId":7}').toString('base64');
  const message = {
    data,
    messageId: '1',
    message_id: '1',
    publishTime: 'x',
    publish_time: 'x',
    attributes: {},
  };
  const answer = await pushed({}, JSON.stringify({ message, subscription, deliveryAttempt: 3 }));
  expect(answer).toEqual({ outcome: 'genuine', address: 'a@desk.example', cursor: 7n });
});

test.each(
  (
    [
      ['', 'not-json'],
      ['[]', 'not-json'],
      ['null', 'not-json'],
      [`{"message":{"data":"e30="}}`, 'no-subscription'],
      [JSON.stringify({ subscription }), 'no-data'],
      [JSON.stringify({ subscription, message: { data: 7 } }), 'no-data'],
      [JSON.stringify({ subscription, message: { data: '{"a":1}' } }), 'data-not-base64'],
      [JSON.stringify({ subscription, message: { data: 'AAAA' } }), 'data-not-json'],
      [bodyOf({ historyId: 1 }), 'no-address'],
      [bodyOf({ emailAddress: 'nobody', historyId: 1 }), 'no-address'],
      [bodyOf({ emailAddress: 'a@b.example' }), 'no-history-id'],
      [bodyOf({ emailAddress: 'a@b.example', historyId: -1 }), 'no-history-id'],
      [bodyOf({ emailAddress: 'a@b.example', historyId: 1.5 }), 'no-history-id'],
      [bodyOf({ emailAddress: 'a@b.example', historyId: '0x10' }), 'no-history-id'],
      [bodyOf({ emailAddress: 'a@b.example', historyId: 2 ** 60 }), 'no-history-id'],
      [bodyOf({ emailAddress: 'a@b.example', historyId: '9'.repeat(30) }), 'no-history-id'],
      [bodyOf({ emailAddress: 'a@b.example', historyId: 1, more: 'x'.repeat(70_000) }), 'too-large'],
      ['['.repeat(60_000), 'not-json'],
    ] as const
  ).map(([body, why]) => ({ body, why, start: body.slice(0, 80) })),
)('an authentic body that begins $start is refused: $why', async ({ body, why }) => {
  expect(await pushed({}, body)).toEqual({ outcome: 'malformed', why });
});

test('whatever comes is answered, quickly and without a throw', async () => {
  const verify = verifier();
  const token = `Bearer ${await tokenOf({})}`;
  const header = fc.oneof(
    fc.constant(token),
    fc.string(),
    fc.string({ maxLength: 9_000 }).map((s) => `Bearer ${s}.${s}.${s}`),
  );
  const body = fc.oneof(
    fc.string({ maxLength: 5_000 }),
    fc.json(),
    fc.json().map((text) => bodyOf({ emailAddress: text, historyId: text })),
    fc.string().map((data) => JSON.stringify({ subscription, message: { data } })),
  );
  let slowest = 0;
  await fc.assert(
    fc.asyncProperty(header, body, async (authorization, text) => {
      const spent = processorTime();
      const { outcome } = await verify(request(authorization, text));
      slowest = Math.max(slowest, spent());
      expect(['unauthenticated', 'malformed', 'forbidden']).toContain(outcome);
    }),
    { numRuns: 300 },
  );
  expect(slowest).toBeLessThan(1_000);
});
