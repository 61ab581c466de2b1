// One customer on three channels: web form, e-mail, WhatsApp, e-mail again, all in one ticket. On one process with its own
// stand-ins, and on the production topology. Where there is a browser, the pages are looked at as well.
import { afterAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdirSync } from 'node:fs';
import { browserForFile } from '../web-form/browser.ts';
import { bearer, covered, eventsOf, replied, repliesIn, submit, verify } from './customer.ts';
import { type Launch, ledgerdesk, startDesk, temporaryFolder, until } from './desk.ts';
import { haveServers, startTopology } from './topology.ts';

setDefaultTimeout(180_000);
const folder = temporaryFolder();
const { visit, isMissing } = browserForFile();
afterAll(() => folder[Symbol.dispose]());

const quick = { LEDGERDESK_EMAIL_QUIET_SECONDS: '1', LEDGERDESK_WHATSAPP_QUIET_SECONDS: '1' };
const printing = 'How do I reprint a shipping label that came out blank?';

interface Desk extends AsyncDisposable {
  readonly url: string;
  readonly key: string;
  readonly launch: Launch;
}

const topologies: readonly (readonly [string, boolean, () => Promise<Desk>])[] = [
  [
    'one process with its own stand-ins',
    true,
    async () => {
      const launch = { folder: folder.sub('standalone'), env: quick };
      const desk = await startDesk(launch);
      return { ...desk, launch };
    },
  ],
  [
    'a process for each role, PostgreSQL and Kafka',
    haveServers(),
    async () => {
      mkdirSync(folder.sub('topology'));
      return startTopology(folder.sub('topology'), quick);
    },
  ],
];

interface Mail {
  readonly messageId: string;
  readonly inReplyTo: string;
  readonly references: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}

interface Shown {
  readonly channel: string;
  readonly direction: string;
  readonly subject: string;
  readonly text: string;
  readonly status: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}

for (const [name, isPossible, start] of topologies) {
  describe.if(isPossible)(name, () => {
    test('a customer goes from the form to mail, to WhatsApp and back to mail in one ticket', async () => {
      await using desk = await start();
      const say = async <T>(...args: readonly string[]): Promise<T> => {
        const { code, stdout, stderr } = await ledgerdesk(['simulate', ...args, '--json'], desk.launch);
        if (code !== 0) throw new Error(`simulate ${args.join(' ')}: ${stdout}${stderr}`);
        return JSON.parse(stdout);
      };

      const receipt = await submit(desk, { message: covered, subject: 'Resetting my password' });
      const answered = await replied(desk, receipt);
      const links = Object.fromEntries(
        answered.continuations.map(({ channel, url }) => [channel, new URL(url)]),
      );
      const { reference } = receipt;

      const about = links['email']?.searchParams.get('subject') ?? '';
      const code = links['email']?.searchParams.get('body')?.trim() ?? '';
      expect(about).toBe(`Resetting my password [${reference}]`);
      expect(code).toMatch(new RegExp(`^${reference} [0-9A-Z]{10}$`));
      const first = await say<{ messageId: string; replies: Mail[] }>(
        'email',
        '--subject',
        about,
        '--message',
        `${covered}\n\n${code}`,
      );
      const [mail] = first.replies;
      expect(mail?.inReplyTo).toBe(first.messageId);
      expect(mail?.references).toEqual([first.messageId]);
      expect(mail?.subject).toBe(`Re: ${about}`);
      expect(mail?.text).toContain(`Reference: ${reference}`);

      const chatLink = /https:\/\/wa\.me\/\S+/.exec(mail?.text ?? '')?.[0] ?? '';
      const chatText = new URL(chatLink).searchParams.get('text') ?? '';
      expect(chatText).toBe(code);
      const chat = await say<{ replies: { body: string; status: string }[] }>(
        'whatsapp',
        '--message',
        `${chatText} ${printing}`,
      );
      expect(chat.replies.length).toBeGreaterThan(0);
      for (const { body } of chat.replies) expect(body.length).toBeLessThanOrEqual(1_600);

      const second = await say<{ messageId: string; replies: Mail[] }>(
        'email',
        '--reply',
        '--message',
        `Thank you. And ${printing}`,
      );
      const [last] = second.replies;
      expect(last?.inReplyTo).toBe(second.messageId);
      expect(last?.references).toEqual([first.messageId, mail?.messageId ?? '', second.messageId]);
      expect(last?.subject).toBe(`Re: ${about}`);
      const header = (wanted: string) => last?.headers.find((one) => one.name === wanted)?.value;
      expect(header('Auto-Submitted')).toBe('auto-replied');

      const view = await replied(desk, receipt, 4);
      expect(view.messages.filter(({ author }) => author === 'customer')).toHaveLength(4);
      expect(repliesIn(view).every(({ state }) => ['sent', 'delivered', 'read'].includes(state))).toBe(true);
      await expectOnTimeline(desk, reference);
      await expectInSandbox(desk, last);
      expect(await verify(desk)).toMatchObject({ ok: true, findings: [] });
      if (!isMissing) await lookAtPages(desk, { reference, last });
    });
  });
}

/** The auditor reads the whole way in one ticket. */
async function expectOnTimeline(desk: Desk, reference: string): Promise<void> {
  const events = await eventsOf(desk, reference);
  const received = events.filter(({ type }) => type === 'CustomerMessageReceived').map(({ data }) => data);
  expect(received.map(({ channel }) => channel)).toEqual(['webform', 'email', 'whatsapp', 'email']);
  expect(received.slice(1).map(({ routedBy }) => routedBy)).toEqual([
    'status-page',
    'status-page',
    'own-message-id',
  ]);
  const sent = events.filter(({ type }) => type === 'ReplySent').map(({ data }) => data['channel']);
  expect(sent).toEqual(['webform', 'email', 'whatsapp', 'email']);
  await until('the chat was delivered', async () =>
    (await eventsOf(desk, reference)).some(({ type }) => type === 'ReplyDelivered'),
  );
}

/** The page of the sandbox has what both sides sent, and how the last mail threads. */
async function expectInSandbox(desk: Desk, last: Mail | undefined): Promise<void> {
  const response = await fetch(`${desk.url}/sandbox/messages`, { headers: bearer(desk.key) });
  const { providers }: { providers: Shown[] } = await response.json();
  const sides = (channel: string) =>
    new Set(providers.filter((one) => one.channel === channel).map((one) => one.direction));
  expect(sides('email')).toEqual(new Set(['inbound', 'outbound']));
  expect(sides('whatsapp')).toEqual(new Set(['inbound', 'outbound']));
  const shown = providers.filter((one) => one.channel === 'email' && one.direction === 'outbound');
  const header = (wanted: string) => shown[0]?.headers.find((one) => one.name === wanted)?.value;
  expect(header('Message-ID')).toBe(last?.messageId ?? '');
  expect(header('In-Reply-To')).toBe(last?.inReplyTo ?? '');
  expect(header('References')?.split(/\s+/)).toEqual([...(last?.references ?? [])]);
}

/** What people see: the customer's side on the page of the sandbox, with the headers, and the whole way on the timeline. */
async function lookAtPages(
  desk: Desk,
  { reference, last }: { reference: string; last: Mail | undefined },
): Promise<void> {
  await using sandbox = await visit(`${desk.url}/sandbox#key=${desk.key}`);
  const conversations = sandbox.page.getByRole('list', { name: /Conversations by e-mail/ });
  await conversations.getByText('Thank you. And').first().waitFor();
  expect(await conversations.getByRole('heading', { level: 3 }).count()).toBe(2);
  for (const headers of await conversations.getByText('Headers', { exact: true }).all())
    await headers.click();
  for (const id of [last?.messageId, last?.inReplyTo, last?.references.join(' ')])
    await conversations
      .getByText(id ?? '')
      .first()
      .waitFor();

  await using audit = await visit(`${desk.url}/audit#key=${desk.key}&ticket=${reference}`);
  const { page } = audit;
  await page
    .getByRole('article', { name: /Reply delivered/ })
    .first()
    .waitFor();
  expect(await page.getByRole('article', { name: /Customer wrote/ }).count()).toBeGreaterThanOrEqual(4);
  expect([...sandbox.complaints, ...audit.complaints]).toEqual([]);
}
