// Signing in against a provider that speaks the protocol: what it is asked, and what is taken from it.
import { describe, expect, spyOn, test } from 'bun:test';
import { type Attempt, type CodeFlowOptions, codeFlow } from '../../../src/adapters/oidc/code-flow.ts';
import { ProviderUnavailable } from '../../../src/adapters/oidc/discovery.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { thrownBy } from '../../infra/sample.ts';
import { client, type SignInProvider, startSignInProvider } from './sign-in-provider.ts';

const redirectUri = 'https://desk.example/api/session/oidc/callback';

function flowWith({ issuer }: SignInProvider, changes: Partial<CodeFlowOptions> = {}) {
  return codeFlow({
    issuer,
    clientId: client.id,
    clientSecret: client.secret,
    redirectUri,
    scopes: 'openid groups',
    roleClaim: 'roles',
    roles: [{ value: 'desk-agents', role: 'agent' }],
    clock: systemClock,
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    ...changes,
  });
}

/** What the provider sends the browser back with. */
async function answered(address: string): Promise<URLSearchParams> {
  const response = await fetch(address, { redirect: 'manual' });
  const location = response.headers.get('location') ?? '';
  expect(location).toStartWith(`${redirectUri}?`);
  return new URL(location).searchParams;
}

async function signIn(provider: SignInProvider, changes: Partial<CodeFlowOptions> = {}) {
  const flow = flowWith(provider, changes);
  const { address, attempt } = await flow.begin();
  const answer = await answered(address);
  return { flow, address: new URL(address), attempt, answer, finish: () => flow.finish(answer, attempt) };
}

describe('the code flow', () => {
  test('finds out who somebody is and what they are here', async () => {
    await using provider = await startSignInProvider();
    const { finish, address, attempt } = await signIn(provider);
    expect(await finish()).toEqual({ name: 'oidc:u-1', role: 'agent' });
    expect(address.searchParams.get('redirect_uri')).toBe(redirectUri);
    expect(address.searchParams.get('scope')).toBe('openid groups');
    expect(address.href).not.toContain(attempt.verifier);
    expect(provider.exchanges).toHaveLength(1);
    expect(provider.exchanges[0]?.form['client_secret']).toBeUndefined();
  });

  test('works for a public client, which has no secret to show', async () => {
    await using provider = await startSignInProvider(false);
    const { finish } = await signIn(provider, { clientSecret: undefined });
    expect(await finish()).toMatchObject({ role: 'agent' });
  });

  test('makes every attempt with secrets of its own', async () => {
    await using provider = await startSignInProvider();
    const flow = flowWith(provider);
    const [a, b] = await Promise.all([flow.begin(), flow.begin()]);
    for (const part of ['state', 'nonce', 'verifier'] as const) {
      expect(a.attempt[part]).toMatch(/^[\w-]{43}$/);
      expect(a.attempt[part]).not.toBe(b.attempt[part]);
    }
  });

  test('takes an answer once', async () => {
    await using provider = await startSignInProvider();
    const { finish } = await signIn(provider);
    expect(await finish()).toBeDefined();
    expect(await finish()).toBeUndefined();
  });

  test('takes no answer to another attempt, of another provider, or without a code', async () => {
    await using provider = await startSignInProvider();
    const { flow, attempt, answer } = await signIn(provider);
    const changed = (changes: Record<string, string | undefined>) => {
      const other = new URLSearchParams(answer);
      for (const [name, value] of Object.entries(changes))
        if (value === undefined) other.delete(name);
        else other.set(name, value);
      return other;
    };
    for (const changes of [
      { state: 'another' },
      { state: undefined },
      { iss: 'https://other.example' },
      { iss: undefined },
      { code: undefined },
      { code: 'guessed' },
    ])
      expect([changes, await flow.finish(changed(changes), attempt)]).toEqual([changes, undefined]);
    expect(await flow.finish(answer, { ...attempt, state: '' })).toBeUndefined();
  });

  test('takes no code that was brought with another verifier', async () => {
    await using provider = await startSignInProvider();
    const { flow, attempt, answer } = await signIn(provider);
    expect(await flow.finish(answer, { ...attempt, verifier: 'x'.repeat(43) })).toBeUndefined();
  });

  test('takes no ID token but the one made for this attempt and this client, by the provider, now', async () => {
    await using provider = await startSignInProvider();
    const now = Math.floor(Date.now() / 1000);
    for (const claims of [
      { nonce: 'replayed' },
      { nonce: undefined },
      { aud: 'another' },
      { aud: [client.id, 'another'] },
      { azp: 'another' },
      { iss: 'https://other.example' },
      { exp: now - 120 },
      { sub: undefined },
      { roles: ['somebody else'] },
    ]) {
      provider.claims = claims;
      expect([claims, await (await signIn(provider)).finish()]).toEqual([claims, undefined]);
    }
    provider.claims = { aud: [client.id, 'another'], azp: client.id };
    expect(await (await signIn(provider)).finish()).toMatchObject({ role: 'agent' });
  });

  test('lets nobody in whom the provider refuses', async () => {
    await using provider = await startSignInProvider();
    provider.refuses = true;
    expect(await (await signIn(provider)).finish()).toBeUndefined();
    expect(provider.exchanges).toEqual([]);
  });

  test('says so when the provider cannot be asked, or does not know the client', async () => {
    await using provider = await startSignInProvider();
    const wrong = await signIn(provider, { clientSecret: 'wrong' });
    expect(await thrownBy(wrong.finish())).toBeInstanceOf(ProviderUnavailable);
    const fine = await signIn(provider);
    provider.broken = 503;
    expect(await thrownBy(fine.finish())).toBeInstanceOf(ProviderUnavailable);
    provider.document = { authorization_endpoint: undefined };
    const attempt: Attempt = { state: 's', nonce: 'n', verifier: 'v' };
    expect(await thrownBy(flowWith(provider).begin())).toBeInstanceOf(ProviderUnavailable);
    provider.document = { token_endpoint: 'http://elsewhere.example/token' };
    expect(await thrownBy(flowWith(provider).finish(new URLSearchParams(), attempt))).toBeInstanceOf(
      ProviderUnavailable,
    );
  });

  test('shows its secret to no address without encryption where the provider has it', async () => {
    const issuer = 'https://id.example';
    const document = {
      issuer,
      jwks_uri: `${issuer}/keys`,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: 'http://id.example/token',
    };
    using asked = spyOn(globalThis, 'fetch').mockImplementation(
      Object.assign(async () => Response.json(document), { preconnect: fetch.preconnect }),
    );
    const flow = codeFlow({
      issuer,
      clientId: client.id,
      clientSecret: client.secret,
      redirectUri,
      scopes: 'openid',
      roleClaim: 'roles',
      roles: [],
      clock: systemClock,
      random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    });
    expect(await thrownBy(flow.begin())).toBeInstanceOf(ProviderUnavailable);
    expect(asked).toHaveBeenCalledTimes(1);
  });
});
