// Tokens of applications that embed the form: what is good, and everything that is not.
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { SignJWT, UnsecuredJWT } from 'jose';
import { hostTokens } from '../../../src/adapters/host-tokens/host-tokens.ts';

const at = Date.UTC(2026, 10, 21, 12);
const now = at / 1_000;
const host = 'https://shop.example';
const [secret, next, foreign] = [1, 2, 3].map((n) => new Uint8Array(32).fill(n)) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
];
const read = hostTokens([
  { host, secret },
  { host, secret: next },
  { host: 'https://other.example', secret: foreign },
]);
const claims = {
  iss: host,
  aud: 'ledgerdesk',
  sub: 'user-42',
  iat: now,
  exp: now + 120,
  jti: 'one-of-a-kind-1',
};
const signed = (over: object = {}, key = secret, alg = 'HS256') =>
  new SignJWT({ ...claims, ...over }).setProtectedHeader({ alg }).sign(key);
const asked = { origin: host, at };

describe('a token of a host', () => {
  test('says who it is, and which token it was', async () => {
    const word = await read(await signed(), asked);
    expect(word).toEqual({
      host,
      externalId: 'user-42',
      tokenId: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect((await read(await signed({ jti: 'one-of-a-kind-2' }), asked))?.tokenId).not.toBe(word?.tokenId);
  });

  test('says an address only where the host has verified it', async () => {
    const email = 'Ada@Example.org';
    expect((await read(await signed({ email, email_verified: true }), asked))?.email).toBe('ada@example.org');
    for (const over of [{ email }, { email, email_verified: 'true' }, { email: 'no', email_verified: true }])
      expect(await read(await signed(over), asked)).not.toHaveProperty('email');
  });

  test('is good under the next secret as well, and without a browser', async () => {
    expect(await read(await signed({}, next), asked)).toBeDefined();
    expect(await read(await signed(), { at })).toBeDefined();
  });

  test('is refused from another host, for another desk, expired, too long-lived, or not what it should be', async () => {
    const none = new UnsecuredJWT(claims).encode();
    const refused: readonly (readonly [string, string, { origin?: string; at: number }])[] = [
      ['another host', await signed({ iss: 'https://other.example' }), asked],
      ['signed by another host', await signed({}, foreign), asked],
      ['sent from another page', await signed(), { origin: 'https://other.example', at }],
      ['sent from no page', await signed(), { origin: 'null', at }],
      ['unknown host', await signed({ iss: 'https://evil.example' }), { at }],
      ['for somebody else', await signed({ aud: 'crm' }), asked],
      ['expired', await signed({ iat: now - 300, exp: now - 31 }), asked],
      ['from the future', await signed({ iat: now + 60, exp: now + 120 }), asked],
      ['not yet', await signed({ nbf: now + 60 }), asked],
      ['for an hour', await signed({ exp: now + 3_600 }), asked],
      ['for ever', await signed({ exp: undefined }), asked],
      ['without a time', await signed({ iat: undefined }), asked],
      ['without an id', await signed({ jti: undefined }), asked],
      ['with a short id', await signed({ jti: 'x' }), asked],
      ['nobody', await signed({ sub: '' }), asked],
      ['a sentence', await signed({ sub: 'a b' }), asked],
      ['a long one', await signed({ sub: 'a'.repeat(129) }), asked],
      ['another algorithm', await signed({}, new Uint8Array(64).fill(1), 'HS512'), asked],
      ['unsigned', none, asked],
      ['huge', `${await signed()}${'a'.repeat(10_000)}`, asked],
      ['changed', (await signed()).replace(/.$/, (end) => (end === 'A' ? 'B' : 'A')), asked],
    ];
    for (const [why, token, how] of refused) expect([why, await read(token, how)]).toEqual([why, undefined]);
  });

  test('of any other text is refused, and never a fault', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.base64String()), async (text) => {
        expect(await read(`${text}.${text}.${text}`, asked)).toBeUndefined();
      }),
    );
  });
});
