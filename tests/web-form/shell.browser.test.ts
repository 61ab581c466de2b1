// The frame of the staff's pages in a real browser: signing in over the page, keys, appearance, languages, broken rooms.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { accessibilityProblems, picture } from './browser.ts';
import { stubDeskForFile } from './desk-for-file.ts';
import { json } from './stub-answers.ts';
import { stubKeys } from './stub-sessions.ts';

setDefaultTimeout(120_000);
// The rooms are tested by themselves: here they find nothing.
const { desk, visit, isMissing } = stubDeskForFile(() => json({}));

const sandbox = (role: keyof typeof stubKeys = 'agent') => `${desk.origin}/sandbox#key=${stubKeys[role]}`;
const account = (page: Page) => page.getByRole('button', { name: /Your account|Ihr Konto/ });
const seen = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();
/** The page finds out that its session is over, as it does when somebody comes back to it. */
const comeBack = (page: Page) => page.evaluate(() => dispatchEvent(new Event('visibilitychange')));
const choose = async (page: Page, item: string) => {
  await account(page).click();
  await page.getByRole('menuitemradio', { name: item }).click();
};

describe.skipIf(isMissing)('signing in', () => {
  test('stands at the address that was asked for, and leads on to it; a wrong key is told', async () => {
    await using window = await visit(`${desk.origin}/sandbox?x=1`);
    const { page, complaints } = window;
    const key = page.getByLabel('Staff key');
    await key.waitFor();
    await picture(page, 'sign-in-key');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await seen(page, 'Please enter your key.');
    await key.fill('wrong');
    await page.keyboard.press('Enter');
    await seen(page, 'This key opens nothing here.');
    expect(await key.getAttribute('aria-invalid')).toBe('true');
    await key.fill(stubKeys.agent);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Sandbox' }).waitFor();
    expect(page.url()).toBe(`${desk.origin}/sandbox?x=1`);
    expect(
      await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie])),
    ).not.toContain(stubKeys.agent);
    await page.reload();
    await account(page).waitFor();
    expect(complaints).toEqual([]);
  });

  test('with a link in the fragment wipes it and leads to the first room of the role', async () => {
    const link = desk.sessions.link();
    await using window = await visit(`${desk.origin}/sign-in#link=${link}`);
    await account(window.page).waitFor();
    expect(window.page.url()).toStartWith(`${desk.origin}/inbox`);
    await using again = await visit(`${desk.origin}/sign-in#link=${link}`);
    await seen(again.page, 'This link was used already');
    await picture(again.page, 'sign-in-link-used');
    expect(desk.asked.some((address) => address.includes(link))).toBe(false);
  });

  test.each([
    ['agent', ['Inbox', 'Overview', 'Knowledge', 'Sandbox']],
    ['auditor', ['Audit', 'Overview', 'Knowledge', 'Sandbox']],
    ['admin', ['Inbox', 'Audit', 'Overview', 'Knowledge', 'Sandbox']],
  ] as const)('shows %s the rooms of the role', async (role, names) => {
    await using window = await visit(sandbox(role));
    await window.page.getByRole('navigation').getByRole('link', { name: 'Sandbox' }).waitFor();
    const shown = await window.page
      .getByRole('navigation', { name: 'Rooms' })
      .getByRole('link')
      .allTextContents();
    expect(shown).toEqual([...names]);
  });

  test('does not open a room of another role', async () => {
    await using window = await visit(sandbox('auditor'));
    await account(window.page).waitFor();
    await window.page.goto(`${desk.origin}/inbox/mine`);
    await seen(window.page, 'Inbox is not open to your role');
    await picture(window.page, 'role-refused');
    await window.page.getByRole('link', { name: 'Go to your start page' }).click();
    expect(new URL(window.page.url()).pathname).toStartWith('/audit');
  });
});

describe.skipIf(isMissing)('a session that ends', () => {
  test('asks to sign in over the page, which stays as it is, with its drafts', async () => {
    await using window = await visit(sandbox());
    const { page } = window;
    await seen(page, 'Nothing captured yet');
    await page.evaluate(() => sessionStorage.setItem('ledgerdesk:draft:reply:LD-1', '{"text":"Dear Ada"}'));
    desk.sessions.endAll();
    const dialog = page.getByRole('dialog', { name: 'Please sign in again' });
    await dialog.waitFor();
    await seen(page, 'Nothing captured yet');
    expect(await page.evaluate(() => document.querySelector('dialog')?.matches(':modal'))).toBe(true);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    expect(await dialog.count()).toBe(1);
    await dialog.getByLabel('Staff key').fill(stubKeys.agent);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await seen(page, 'Nothing captured yet');
    const kept = () => page.evaluate(() => sessionStorage.getItem('ledgerdesk:draft:reply:LD-1'));
    expect(await kept()).toBe('{"text":"Dear Ada"}');
    await account(page).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByLabel('Staff key').waitFor();
    expect(await kept()).toBe(null);
  });

  test('is found again when another tab signs in', async () => {
    await using window = await visit(sandbox());
    const { page } = window;
    await seen(page, 'Nothing captured yet');
    desk.sessions.endAll();
    await comeBack(page);
    await page.getByRole('dialog').waitFor();
    const other = await page.context().newPage();
    await other.goto(sandbox());
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });
});

describe.skipIf(isMissing)('a desk that cannot be reached', () => {
  test('is said so, and asked again until it answers', async () => {
    await using window = await visit(sandbox());
    const { page } = window;
    await seen(page, 'Nothing captured yet');
    await page.route('**/api/session', (route) => route.abort());
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'The desk cannot be reached' }).waitFor();
    await picture(page, 'desk-away');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.unroute('**/api/session');
    await page.getByRole('button', { name: 'Try again' }).click();
    await seen(page, 'Nothing captured yet');
  });
});

describe.skipIf(isMissing)('with the keyboard alone', () => {
  test('one gets to the content, to every room, to the list of keys and back', async () => {
    await using window = await visit(sandbox('admin'));
    const { page } = window;
    await seen(page, 'Nothing captured yet');
    await page.keyboard.press('Tab');
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    expect(await focused()).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await page.waitForURL(`${desk.origin}/overview`);
    expect(await page.title()).toBe('Overview · Ledgerdesk');
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await page.waitForURL(`${desk.origin}/sandbox`);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await dialog.getByText('Overview').waitFor();
    await picture(page, 'keys');
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(page.url()).toBe(`${desk.origin}/sandbox`);
  });

  test('the menu opens, moves, chooses, and gives the focus back', async () => {
    await using window = await visit(sandbox());
    const { page } = window;
    await seen(page, 'Nothing captured yet');
    await account(page).focus();
    await page.keyboard.press('Enter');
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    await page.getByRole('menu').waitFor();
    await picture(page, 'menu');
    expect(await focused()).toBe('As the system');
    await page.keyboard.press('End');
    expect(await focused()).toBe('Sign out');
    await page.keyboard.press('Escape');
    expect(await account(page).evaluate((button) => button === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
  });

  test('letters are letters where somebody writes', async () => {
    await using window = await visit(`${desk.origin}/sandbox`);
    await window.page.getByLabel('Staff key').focus();
    await window.page.keyboard.type('go?gi');
    expect(await window.page.getByLabel('Staff key').inputValue()).toBe('go?gi');
    expect(await window.page.getByRole('dialog').count()).toBe(0);
  });
});

describe.skipIf(isMissing)('appearance and language', () => {
  test('follow the system and the browser until somebody chooses, and stay chosen', async () => {
    const german = { locale: 'de-AT', colorScheme: 'dark' } as const;
    await using window = await visit(sandbox(), german);
    const { page } = window;
    await seen(page, 'Noch nichts abgefangen');
    const paper = () => page.evaluate(() => getComputedStyle(document.body).colorScheme);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
    expect(await paper()).toBe('light dark');
    await choose(page, 'Hell');
    await choose(page, 'English');
    await seen(page, 'Nothing captured yet');
    await page.reload();
    await seen(page, 'Nothing captured yet');
    expect([await paper(), await page.evaluate(() => document.documentElement.lang)]).toEqual([
      'light',
      'en',
    ]);
    await choose(page, 'As the system');
    expect(await paper()).toBe('light dark');
  });
});

describe.skipIf(isMissing)('a room that cannot be shown', () => {
  const roomScript = (shell: string) =>
    [...shell.matchAll(/modulepreload" href="([^"]+)"/g)].map((match) => match[1] ?? '');

  test('after a deploy offers to load the page again, and the other rooms go on', async () => {
    await using window = await visit(sandbox('admin'));
    const { page } = window;
    await seen(page, 'Nothing captured yet');
    const loaded = new Set(
      await page.evaluate(() => performance.getEntriesByType('resource').map((e) => e.name)),
    );
    await page.route('**/assets/*.js', (route) =>
      loaded.has(route.request().url()) ? route.continue() : route.fulfill({ status: 404, body: '' }),
    );
    await page.getByRole('link', { name: 'Overview' }).click();
    await seen(page, 'The desk has been updated');
    await picture(page, 'desk-updated');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('link', { name: 'Sandbox' }).click();
    await seen(page, 'Nothing captured yet');
    await page.unroute('**/assets/*.js');
    await page.goBack();
    await page.getByRole('button', { name: 'Load again' }).click();
    await page.getByRole('navigation', { name: 'Rooms' }).waitFor();
    await page.getByText('The desk has been updated').waitFor({ state: 'detached' });
  });

  test('because it is broken says so, and the other rooms go on', async () => {
    await using window = await visit(sandbox('admin'));
    const { page } = window;
    await seen(page, 'Nothing captured yet');
    await page.route('**/sandbox/messages', (route) =>
      route.fulfill({ json: { messages: 1, providers: 2 } }),
    );
    await page.reload();
    await seen(page, 'This page has stumbled');
    await picture(page, 'room-broken');
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.waitForURL(`${desk.origin}/overview`);
    await page.getByText('This page has stumbled').waitFor({ state: 'detached' });
    expect(roomScript(await (await fetch(`${desk.origin}/sandbox`)).text()).length).toBeGreaterThan(0);
  });
});
