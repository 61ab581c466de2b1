// ledgerdesk doctor asks the providers of the channels.
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { openSandbox, type Sandbox } from '../../../src/main/sandbox.ts';
import { begin, temporaryFolder } from '../../e2e/desk.ts';
import { examinedAt } from './examined.ts';

setDefaultTimeout(120_000);
const temporary = temporaryFolder();
afterAll(() => temporary[Symbol.dispose]());
const folder = temporary.sub('data');
beforeAll(() => begin(folder, 'empty'));

const examined = (env: Readonly<Record<string, string>> = {}) => examinedAt(folder, env);

const withoutChannels = {
  name: expect.any(String),
  result: 'ok',
  detail: expect.stringContaining('stand-in'),
};

test('without credentials it says that stand-ins take the place of the providers', async () => {
  const { checks } = await examined();
  expect(checks.filter(({ name }) => name === 'e-mail' || name === 'whatsapp')).toEqual([
    withoutChannels,
    withoutChannels,
  ]);
});

/** Settings of a desk whose providers are stand-ins in this process. */
function settingsOf(sandbox: Sandbox) {
  const { mail, whatsapp } = sandbox.settings;
  const key = mail.mailboxes[0]?.credentials;
  if (key?.kind !== 'service-account' || !mail.push) throw new Error('the sandbox has changed');
  return {
    LEDGERDESK_PUBLIC_URL: 'https://desk.example',
    LEDGERDESK_GMAIL_URL: sandbox.place.gmailUrl,
    LEDGERDESK_GMAIL_MAILBOXES: sandbox.place.mailbox,
    LEDGERDESK_GMAIL_SERVICE_ACCOUNT: JSON.stringify({
      client_email: key.clientEmail,
      private_key: key.privateKey,
    }),
    LEDGERDESK_GMAIL_TOPIC: mail.push.topic,
    LEDGERDESK_GMAIL_PUSH_SUBSCRIPTION: mail.push.subscription,
    LEDGERDESK_GMAIL_PUSH_AUDIENCE: mail.push.audience,
    LEDGERDESK_GMAIL_PUSH_ACCOUNT: mail.push.account,
    LEDGERDESK_TWILIO_URL: sandbox.place.twilioUrl,
    LEDGERDESK_TWILIO_ACCOUNT_SID: whatsapp.accountSid,
    LEDGERDESK_TWILIO_AUTH_TOKENS: whatsapp.authTokens.join(),
    LEDGERDESK_WHATSAPP_NUMBER: sandbox.place.number,
  };
}
const publicUrl = 'https://desk.example';

test('the channels’ providers are asked, and each thing has a line (bug: doctor asked none of them)', async () => {
  await using sandbox = await openSandbox({ publicUrl });
  const env = settingsOf(sandbox);
  const ofChannels = ({ checks }: Awaited<ReturnType<typeof examined>>) =>
    checks
      .filter(({ name }) => /^(?:mailbox|watch|whatsapp|e-mail)/.test(name))
      .map(({ name, result }) => `${name}: ${result}`);
  const works = await examined(env);
  expect(works.code).toBe(0);
  expect(ofChannels(works)).toEqual([
    'mailbox 1: ok',
    'watch 1: ok',
    'whatsapp account: ok',
    'whatsapp sender: ok',
    'whatsapp webhook: ok',
  ]);
});

test('credentials that are refused have a line each, without their words', async () => {
  await using sandbox = await openSandbox({ publicUrl });
  const env = settingsOf(sandbox);
  const wrong = {
    ...env,
    LEDGERDESK_GMAIL_MAILBOXES: 'other@ledgerdesk.example',
    LEDGERDESK_TWILIO_AUTH_TOKENS: 'hunter2',
  };
  const refused = await examined(wrong);
  expect(refused.code).toBe(1);
  expect(refused.failed.map(({ name }) => name)).toEqual([
    'mailbox 1',
    'watch 1',
    'whatsapp account',
    'whatsapp sender',
  ]);
  expect(refused.failed[2]?.detail).toContain('401');
  expect(JSON.stringify(refused)).not.toContain('hunter2');
});

test('the credentials of mailboxes may be absent, which is enough for the role api', async () => {
  await using sandbox = await openSandbox({ publicUrl });
  const env = settingsOf(sandbox);
  const api = await examined({ ...env, LEDGERDESK_GMAIL_SERVICE_ACCOUNT: '' });
  expect(api.code).toBe(0);
  expect(api.checks.find(({ name }) => name === 'e-mail')).toMatchObject({
    result: 'warning',
    detail: expect.stringContaining('enough for the role api'),
  });
});
