// The settings of signing in: what goes together, and what is offered then.
import { describe, expect, test } from 'bun:test';
import { readConfig } from '../../src/main/config.ts';

function problemsOf(environment: Record<string, string>): readonly string[] {
  const result = readConfig(environment);
  return 'problems' in result ? result.problems : [];
}

const provider = {
  LEDGERDESK_OIDC_ISSUER: 'https://id.example/realms/staff',
  LEDGERDESK_OIDC_AUDIENCE: 'ledgerdesk-api',
  LEDGERDESK_OIDC_ROLES: 'support=agent',
};

describe('signing in with a provider', () => {
  test('needs the provider, and the address browsers come back to', () => {
    expect(problemsOf({ LEDGERDESK_OIDC_CLIENT_ID: 'ledgerdesk' })).toEqual([
      'LEDGERDESK_OIDC_ISSUER is needed when LEDGERDESK_OIDC_CLIENT_ID is set',
      'LEDGERDESK_PUBLIC_URL is needed when LEDGERDESK_OIDC_CLIENT_ID is set',
    ]);
    expect(
      problemsOf({
        ...provider,
        LEDGERDESK_OIDC_CLIENT_ID: 'ledgerdesk',
        LEDGERDESK_PUBLIC_URL: 'https://desk.example',
      }),
    ).toEqual([]);
  });

  test('has no secret without a client, and asks for openid in any case', () => {
    expect(problemsOf({ ...provider, LEDGERDESK_OIDC_CLIENT_SECRET: 'x' })).toEqual([
      'LEDGERDESK_OIDC_CLIENT_ID is needed when LEDGERDESK_OIDC_CLIENT_SECRET is set',
    ]);
    for (const scopes of ['openid', 'openid groups', 'email openid'])
      expect(problemsOf({ LEDGERDESK_OIDC_SCOPES: scopes })).toEqual([]);
    for (const scopes of ['groups', 'openidgroups', 'openid  groups'])
      expect(problemsOf({ LEDGERDESK_OIDC_SCOPES: scopes })).toHaveLength(1);
  });
});

test('sessions have a length within reason', () => {
  expect(problemsOf({ LEDGERDESK_SESSION_IDLE_MINUTES: '4' })).toHaveLength(1);
  expect(problemsOf({ LEDGERDESK_SESSION_HOURS: '169' })).toHaveLength(1);
  expect(problemsOf({ LEDGERDESK_SESSION_IDLE_MINUTES: '30', LEDGERDESK_SESSION_HOURS: '8' })).toEqual([]);
});
