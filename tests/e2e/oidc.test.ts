// Tokens of an identity provider at a running desk: who may come in, as what, and what stands on record.
import { afterAll, expect, setDefaultTimeout, test } from 'bun:test';
import { startProvider } from '../adapters/oidc/provider.ts';
import { bearer, covered, submit } from './customer.ts';
import { startDesk, temporaryFolder } from './desk.ts';

setDefaultTimeout(120_000);
const temporary = temporaryFolder();
afterAll(() => temporary[Symbol.dispose]());

test('a token of the provider opens what its role may see, and nothing else opens anything', async () => {
  await using provider = await startProvider();
  const env = {
    LEDGERDESK_OIDC_ISSUER: provider.issuer,
    LEDGERDESK_OIDC_AUDIENCE: 'ledgerdesk',
    LEDGERDESK_OIDC_ROLES: 'desk-agents=agent,desk-auditors=auditor,desk-admins=admin',
  };
  await using desk = await startDesk({ folder: temporary.sub('oidc'), env });
  const { reference } = await submit(desk, { message: covered, email: 'zqmail@example.org' });
  const status = async (token: string, path: string) =>
    (await fetch(`${desk.url}${path}`, { headers: bearer(token) })).status;
  const [agent, auditor, admin] = [
    await provider.token(),
    await provider.token({ sub: 'u-2', roles: ['desk-auditors'] }),
    await provider.token({ sub: 'u-3', roles: ['desk-admins'] }),
  ];
  const history = `/api/audit/tickets/${reference}/events`;
  expect([await status(auditor, history), await status(agent, history)]).toEqual([200, 403]);
  expect([
    await status(agent, '/api/customers/conflicts'),
    await status(auditor, '/api/customers/conflicts'),
  ]).toEqual([200, 403]);
  expect(await status(admin, '/api/privacy/reads')).toBe(200);

  const now = Math.floor(Date.now() / 1000);
  for (const claims of [
    { aud: 'another' },
    { iss: 'https://id.example' },
    { iat: now - 7_200, exp: now - 3_600 },
    { roles: ['strangers'] },
    { sub: undefined },
  ])
    expect([claims, await status(await provider.token(claims), history)]).toEqual([claims, 401]);
  expect(await status(`${auditor.slice(0, -6)}AAAAAA`, history)).toBe(401);

  // Who looked is on record by what the provider calls them, and not by a name.
  const looked = await (await fetch(`${desk.url}/api/privacy/reads`, { headers: bearer(admin) })).json();
  const [look] = looked.reads.filter(({ what }: { what: string }) => what === 'history');
  expect(look).toMatchObject({ role: 'auditor', staff: expect.stringContaining('u-2') });

  // A token is good while the keys are known, also when the provider is away.
  provider.down = true;
  expect(await status(auditor, history)).toBe(200);
});
