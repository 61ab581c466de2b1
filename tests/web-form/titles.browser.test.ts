// What tabs are called: of ten open ones somebody finds the ticket by its reference, in the language of the page.
import { beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { fillIn } from './browser.ts';
import { stubDeskForFile } from './desk-for-file.ts';
import { stubInbox } from './inbox/stub-inbox.ts';
import { conversation, ticket } from './inbox/stub-tickets.ts';
import { stubKnowledge } from './stub-knowledge.ts';
import { stubKeys } from './stub-sessions.ts';

setDefaultTimeout(120_000);
const inbox = stubInbox();
const knowledge = stubKnowledge();
const { desk, visit, isMissing } = stubDeskForFile((request, url, asker) =>
  url.pathname.startsWith('/api/knowledge/')
    ? knowledge.answer(request, url)
    : inbox.answer(request, url, asker),
);
const reference = 'LD-7K2M-9QXA';

beforeAll(() => {
  inbox.put(ticket({ reference, messages: conversation() }));
});

/** Waits until the tab is called so; a timeout names what it is called instead. */
async function called(page: Page, title: string): Promise<void> {
  await page
    .waitForFunction((wanted) => document.title === wanted, title, { timeout: 10_000 })
    .catch(async () => expect(await page.title()).toBe(title));
}

describe.skipIf(isMissing)('the tab of a customer', () => {
  test('is called after the reference once a question is filed, and after the form again on the way back', async () => {
    await using window = await visit(`${desk.origin}/`);
    const { page } = window;
    await called(page, 'Support');
    await fillIn(page);
    await page.getByRole('button', { name: 'Send message' }).click();
    await page.getByText('We have your message').waitFor();
    const filed = (await page.getByText(/^LD-TEST-\d{4}$/).textContent()) ?? '';
    await called(page, `${filed} · Support`);
    await page.goBack();
    await called(page, 'Support');
    await page.goForward();
    await called(page, `${filed} · Support`);
  });

  test('says when there is nothing to see', async () => {
    const titles = {
      '/status': 'Open your status link · Support',
      '/articles/unknown': 'There is no such article · Support',
      '/articles/label-printing-problems': 'Label printing problems · Support',
    };
    for (const [path, title] of Object.entries(titles)) {
      await using window = await visit(desk.origin + path);
      await called(window.page, title);
    }
  });
});

describe.skipIf(isMissing)('the tab of the staff', () => {
  test('is called after the ticket or the part of the room, with what waits before it', async () => {
    await using window = await visit(`${desk.origin}/inbox#key=${stubKeys.admin}`, { locale: 'en-GB' });
    const { page } = window;
    await called(page, '(1) Escalated · Inbox · Ledgerdesk');
    const go = async (path: string, title: string) => {
      await page.goto(desk.origin + path);
      await called(page, title);
    };
    await go(`/inbox/all/${reference}`, `(1) ${reference} · Inbox · Ledgerdesk`);
    await go('/audit', 'Tickets · Audit · Ledgerdesk');
    await go(`/audit/${reference}`, `${reference} · Audit · Ledgerdesk`);
    await go('/audit/verification', 'Verification · Audit · Ledgerdesk');
    await go('/overview', 'Overview · Ledgerdesk');
    await go('/knowledge', 'Articles · Knowledge · Ledgerdesk');
    await go('/knowledge/gaps', 'Gaps · Knowledge · Ledgerdesk');
    await go('/knowledge/blank-labels', 'Blank labels · Knowledge · Ledgerdesk');
    await go('/knowledge/new', 'Write an article · Knowledge · Ledgerdesk');
    await go('/knowledge/unknown', 'There is no such article · Knowledge · Ledgerdesk');
    await go('/sandbox', 'Sandbox · Ledgerdesk');
  });

  test('speaks the language of the page, and follows without loading anew', async () => {
    await using window = await visit(`${desk.origin}/audit/checkpoints#key=${stubKeys.admin}`, {
      locale: 'de-DE',
    });
    const { page } = window;
    await called(page, 'Prüfpunkte · Prüfung · Ledgerdesk');
    // To a room and back: its script is there already the second time.
    await page.getByRole('link', { name: 'Eingang', exact: true }).click();
    await called(page, '(1) Eskaliert · Eingang · Ledgerdesk');
    await page.goBack();
    await called(page, 'Prüfpunkte · Prüfung · Ledgerdesk');
    await page.goForward();
    await called(page, '(1) Eskaliert · Eingang · Ledgerdesk');
    await page.getByRole('button', { name: /Ihr Konto/ }).click();
    await page.getByRole('menuitemradio', { name: 'English' }).click();
    await called(page, '(1) Escalated · Inbox · Ledgerdesk');
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  });

  test('says so where the room is of another role, and where somebody signs in', async () => {
    await using other = await visit(`${desk.origin}/audit#key=${stubKeys.agent}`, { locale: 'de-DE' });
    await called(other.page, 'Prüfung steht Ihrer Rolle nicht offen · Ledgerdesk');
    await using nobody = await visit(`${desk.origin}/audit`, { locale: 'de-DE' });
    await called(nobody.page, 'Anmelden · Ledgerdesk');
  });
});
