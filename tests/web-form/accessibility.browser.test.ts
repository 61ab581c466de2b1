// Every page in every state, light and dark: no accessibility problem that a machine can find, and room on a narrow phone.
import { beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import type { Ticket } from '../../web-form/client/contract.ts';
import { accessibilityProblems, fillIn, sidewaysScroll } from './browser.ts';
import { stubDeskForFile } from './desk-for-file.ts';
import { messageOf } from './stub-answers.ts';
import { stubKeys } from './stub-sessions.ts';

setDefaultTimeout(120_000);

const { desk, visit, isMissing } = stubDeskForFile();
beforeAll(() => {
  desk.captured.push({
    at: '2026-11-20T10:00:00.000Z',
    channel: 'whatsapp',
    replyId: 'r1',
    reference: 'LD-7K2M-9QXA',
    subject: 'Label will not print',
    text: 'Print the test page.',
  });
  desk.exchanged.push({
    at: '2026-11-20T10:01:00.000Z',
    channel: 'email',
    direction: 'outbound',
    from: 'support@ledgerdesk.example',
    to: 'ada@example.org',
    subject: 'Re: Blank labels',
    text: 'Turn the roll over.',
    status: 'sent',
    headers: [{ name: 'In-Reply-To', value: '<1@example.org>' }],
  });
});

const question = messageOf(1, {
  author: 'customer',
  kind: 'message',
  text: 'My labels are blank.',
  state: 'answered',
});
const source = { slug: 'label-printing-problems', title: 'Label printing problems', heading: 'Blank pages' };
const answer = messageOf(2, { text: 'Try this:\n\n1. Off\n2. On', citations: [source] });
const conversation = (part: Partial<Ticket>) => () =>
  `/status${desk.seed({ messages: [question, answer], ...part })}`;
const seen = (text: string) => (page: Page) => page.getByText(text).first().waitFor();

interface State {
  readonly name: string;
  readonly address: () => string;
  /** Brings the page into the state. */
  readonly reach: (page: Page) => Promise<unknown>;
}

const states: readonly State[] = [
  { name: 'the form', address: () => '/', reach: seen('How can we help?') },
  {
    name: 'the form with errors',
    address: () => '/',
    reach: async (page) => {
      await page.getByRole('button', { name: 'Send message' }).click();
      await seen('4 things need your attention')(page);
      await page.getByLabel('Your name').fill('Ada');
    },
  },
  {
    name: 'the form that was not sent',
    address: () => '/',
    reach: async (page) => {
      await fillIn(page);
      await page.route('**/support/submit', (route) => route.abort());
      await page.getByRole('button', { name: 'Send message' }).click();
      await seen('Not sent yet')(page);
    },
  },
  { name: 'waiting', address: conversation({ messages: [question] }), reach: seen('We have your message') },
  {
    name: 'answered, rating and asking for a person',
    address: conversation({ status: 'pending', canRate: true }),
    reach: async (page) => {
      await page.getByRole('radio', { name: /4 of 5/ }).focus();
      await page.keyboard.press('Space');
      await page.getByRole('button', { name: 'Ask for a person' }).click();
      await seen('Yes, ask for a person')(page);
    },
  },
  {
    name: 'with a person',
    address: conversation({ status: 'escalated' }),
    reach: seen('A person has taken over'),
  },
  {
    name: 'resolved and rated',
    address: conversation({ status: 'resolved', rating: 5 }),
    reach: seen('You gave 5 of 5'),
  },
  {
    name: 'closed',
    address: conversation({ status: 'closed', canReply: false }),
    reach: seen('This conversation is closed'),
  },
  {
    name: 'connection lost',
    address: conversation({ status: 'pending' }),
    reach: async (page) => {
      await seen('My labels are blank.')(page);
      await page.route('**/support/**', (route) => route.abort());
      await seen('Connection lost')(page);
    },
  },
  { name: 'a wrong link', address: () => '/status#reference=LD-1&token=x', reach: seen('We cannot find') },
  { name: 'no link', address: () => '/status', reach: seen('Open your status link') },
  { name: 'an article', address: () => '/articles/label-printing-problems', reach: seen('Blank pages') },
  { name: 'no article', address: () => '/articles/unknown', reach: seen('There is no such article') },
  {
    name: 'the audit',
    address: () => `/audit/LD-7K2M-9QXA#key=${stubKeys.auditor}`,
    reach: async (page) => {
      await page.getByRole('button', { name: 'Open all' }).click();
      await seen('Position in the ledger')(page);
      await seen('Outcome')(page);
    },
  },
  {
    name: 'the search of the audit',
    address: () => `/audit#key=${stubKeys.auditor}`,
    reach: seen('Label will not print'),
  },
  {
    name: 'the verification',
    address: () => `/audit/verification#key=${stubKeys.auditor}`,
    reach: async (page) => {
      await page.getByRole('button', { name: 'Verify the ledger' }).click();
      await seen('The ledger holds')(page);
    },
  },
  {
    name: 'the sandbox',
    address: () => `/sandbox#key=${stubKeys.agent}`,
    reach: seen('Print the test page.'),
  },
];

describe.skipIf(isMissing)('without accessibility problems and within a narrow phone', () => {
  for (const { name, address, reach } of states) {
    test(`${name}: light, dark, 320 px, and from right to left`, async () => {
      const options = { colorScheme: 'light', reducedMotion: 'reduce' } as const;
      await using window = await visit(desk.origin + address(), options);
      const { page } = window;
      await reach(page);
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.setViewportSize({ width: 320, height: 640 });
      expect(await sidewaysScroll(page)).toBe(0);
      await page.evaluate(() => {
        document.dir = 'rtl';
      });
      expect(await sidewaysScroll(page)).toBe(0);
    });
  }

  test('the longest word breaks instead of the page', async () => {
    const long = 'Donaudampfschifffahrtselektrizitaetenhauptbetriebswerk'.repeat(4);
    const messages = [messageOf(1, { author: 'customer', text: long }), messageOf(2, { text: long })];
    const address = conversation({ subject: long, messages, status: 'pending', canRate: true })();
    await using window = await visit(desk.origin + address, {
      viewport: { width: 320, height: 640 },
    });
    await window.page.getByRole('listitem').first().waitFor();
    expect(await sidewaysScroll(window.page)).toBe(0);
  });
});
