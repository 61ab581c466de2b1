import { describe, expect, test } from 'bun:test';
import { exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { type OidcOptions, oidcStaff } from '../../../src/adapters/oidc/tokens.ts';
import { thrownBy } from '../../infra/sample.ts';
import { sleeplessClock } from '../../sleepless-clock.ts';
import { audience, type Provider, startProvider } from './provider.ts';

const roles = [
  { value: 'desk-admins', role: 'admin' },
  { value: 'desk-agents', role: 'agent' },
] as const;
const now = () => Math.floor(Date.now() / 1000);

function staffOf({ issuer }: Provider, changes: Partial<OidcOptions> = {}) {
  const moved = { ms: 0 };
  const clock = sleeplessClock(() => Date.now() + moved.ms);
  return { of: oidcStaff({ issuer, audience, roleClaim: 'roles', roles, clock, ...changes }), moved };
}

describe('tokens of an identity provider', () => {
  test('say who somebody is and what they are here, whichever claim tells it', async () => {
    await using provider = await startProvider();
    const { of } = staffOf(provider);
    expect(await of(await provider.token())).toEqual({ name: 'oidc:u-1', role: 'agent' });
    expect(await of(await provider.token({ roles: 'desk-admins' }))).toMatchObject({ role: 'admin' });
    const both = await provider.token({ roles: ['x', 'desk-agents', 'desk-admins'] });
    expect(await of(both)).toMatchObject({ role: 'admin' });
    const nested = staffOf(provider, { roleClaim: 'realm_access.roles' });
    const deep = { roles: undefined, realm_access: { roles: ['desk-agents'] } };
    expect(await nested.of(await provider.token(deep))).toMatchObject({ role: 'agent' });
  });

  test('that name nobody we know, or no role, are not good here', async () => {
    await using provider = await startProvider();
    const { of } = staffOf(provider);
    for (const claims of [
      { roles: undefined },
      { roles: [] },
      { roles: ['desk-admin'] },
      { roles: { 'desk-admins': true } },
      { roles: null },
      { iss: 'https://other.example' },
      { aud: 'another' },
      { aud: ['another'] },
      { aud: undefined },
      { sub: undefined },
      { exp: now() - 61 },
      { exp: undefined },
      { nbf: now() + 120 },
      { iat: now() + 120 },
      { iat: undefined },
      { iat: now() - 25 * 3_600, exp: now() + 300 },
    ])
      expect([claims, await of(await provider.token(claims))]).toEqual([claims, undefined]);
    expect(await of(await provider.token({ aud: ['another', audience] }))).toMatchObject({ role: 'agent' });
  });

  test('are signed by the provider, in a way that only it can', async () => {
    await using provider = await startProvider();
    const { of } = staffOf(provider);
    const good = await provider.token();
    const [head = '', body = '', signature = ''] = good.split('.');
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
    const stranger = await generateKeyPair('RS256', { extractable: true });
    const bySecret = new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'key-1' });
    const publicAsSecret = new TextEncoder().encode(await exportSPKI(stranger.publicKey));
    for (const forged of [
      `${encode({ alg: 'none' })}.${body}.`,
      `${encode({ alg: 'none' })}.${body}.${signature}`,
      `${head}.${encode({ ...claims, roles: ['desk-admins'] })}.${signature}`,
      await bySecret.sign(publicAsSecret),
      await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'key-1' }).sign(stranger.privateKey),
      `${head}.${body}`,
      'not.a.token',
      '',
    ])
      expect(await of(forged)).toBeUndefined();
    expect(await of(good)).toBeDefined();
  });

  test('are checked with keys that are asked for once, and again when the provider changes them', async () => {
    await using provider = await startProvider();
    const { of, moved } = staffOf(provider);
    for (let i = 0; i < 5; i++) await of(await provider.token());
    expect(provider.asked).toEqual({ document: 1, keys: 1 });
    const old = await provider.token();
    await provider.rotate();
    // During the cool-down an unknown key is unknown, so that nobody has us ask with every token they make up.
    expect(await of(await provider.token())).toBeUndefined();
    expect(provider.asked.keys).toBe(1);
    expect(await of(old)).toBeDefined();
    const eager = staffOf(provider, { coolDownMs: 0 });
    expect(await eager.of(await provider.token())).toBeDefined();
    await provider.rotate();
    expect(await eager.of(await provider.token())).toBeDefined();
    expect(await eager.of(old)).toBeUndefined();
    moved.ms = 400_000;
    expect(await of(old)).toBeUndefined();
  });

  test('cannot be judged while the provider is away, and it is not asked by every request', async () => {
    await using provider = await startProvider();
    provider.down = true;
    const { of, moved } = staffOf(provider);
    const token = await provider.token();
    for (let i = 0; i < 3; i++)
      expect(await thrownBy(of(token))).toMatchObject({ code: 'store-unavailable' });
    expect(provider.asked.document).toBe(0);
    provider.down = false;
    expect(await thrownBy(of(token))).toMatchObject({ code: 'store-unavailable' });
    moved.ms = 31_000;
    expect(await of(token)).toMatchObject({ role: 'agent' });
    // What is no token is nobody's business there.
    provider.down = true;
    expect(await of('ldk_something')).toBeUndefined();
  });

  test('are of no provider whose document is for another one', async () => {
    await using provider = await startProvider('https://other.example');
    expect(await thrownBy(staffOf(provider).of(await provider.token()))).toMatchObject({
      code: 'store-unavailable',
    });
  });

  test('that name somebody by an address leave it out of what is recorded', async () => {
    await using provider = await startProvider();
    const { of } = staffOf(provider);
    const staff = await of(await provider.token({ sub: 'ada.marsh@example.org' }));
    expect(staff?.name).toMatch(/^oidc:[0-9a-f]{24}$/);
    expect(await of(await provider.token({ sub: 'ada.marsh@example.org' }))).toEqual(staff);
    expect((await of(await provider.token({ sub: 'x y\nz' })))?.name).toMatch(/^oidc:[0-9a-f]{24}$/);
  });
});
