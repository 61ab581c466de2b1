// The pages for auditors and for trying things out, and the articles, in a real browser.
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Browser } from 'playwright-core';
import { buildPages } from '../../web-form/build.ts';
import type { StandInMessage } from '../../web-form/client/contract.ts';
import { chromiumPath } from '../infra/chromium.ts';
import { launch, visit } from './browser.ts';
import { auditKey } from './stub-audit.ts';
import { type StubDesk, startStubDesk } from './stub-desk.ts';
import { stubKeys } from './stub-sessions.ts';

setDefaultTimeout(60_000);
const path = chromiumPath();
let browser: Browser;
let desk: StubDesk;

beforeAll(async () => {
  if (path === undefined) return;
  desk = startStubDesk(await buildPages());
  browser = await launch(path);
});
afterAll(async () => {
  await browser?.close();
  desk?.[Symbol.dispose]();
});

describe.skipIf(path === undefined)('the audit', () => {
  test('takes the key from the fragment, wipes it from the address, and keeps it for the tab', async () => {
    await using window = await visit(browser, `${desk.origin}/audit#key=${auditKey}`);
    const { page, complaints } = window;
    await page.getByRole('link', { name: /Label will not print/ }).waitFor();
    expect(page.url()).toBe(`${desk.origin}/audit`);
    await page.reload();
    await page.getByRole('link', { name: /Label will not print/ }).waitFor();
    await page.getByRole('button', { name: 'Forget the key' }).click();
    await page.getByLabel('Auditor key').waitFor();
    await page.reload();
    await page.getByLabel('Auditor key').waitFor();
    expect(complaints).toEqual([]);
  });

  test('a wrong key is refused with words, and the right one can be typed', async () => {
    await using window = await visit(browser, `${desk.origin}/audit#key=wrong`);
    const { page } = window;
    await page.getByText('This key does not open the audit.').first().waitFor();
    const field = page.getByLabel('Auditor key');
    expect(await field.getAttribute('type')).toBe('password');
    await field.fill(auditKey);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: /Label will not print/ }).waitFor();
  });

  test('shows every event of a ticket with its place, its time, who did it, and its payload as text', async () => {
    await using window = await visit(browser, `${desk.origin}/audit#key=${auditKey}`);
    const { page } = window;
    await page.getByRole('link', { name: /Label will not print/ }).click();
    const opened = page.getByRole('article', { name: 'Version 1: TicketOpened' });
    await opened.getByText('#41').waitFor();
    expect(await page.getByRole('article').count()).toBe(7);
    await opened.getByText('customer 0193483d-6a8e-7c55-a8d1-2f0f6a0a7c10').waitFor();
    await opened.getByText(/20 Nov 2026, \d\d:\d\d:07\.000 \S+/).waitFor();
    const received = page.getByRole('article', { name: 'Version 2: CustomerMessageReceived' });
    await received.getByText('Web form', { exact: true }).waitFor();
    await received.getByText('Details').click();
    await received.getByText('Sender name').waitFor();
    await received
      .getByText(/<script>alert\(1\)<\/script>/)
      .first()
      .waitFor();
    const rated = page.getByRole('article', { name: 'Version 7: TicketRated' });
    await rated.getByText('Personal data erased').waitFor();
    await rated.getByText('not in the ledger yet').waitFor();
    expect(await page.locator('main script').count()).toBe(0);
  });

  test('replays the state at a version and at a moment', async () => {
    await using window = await visit(browser, `${desk.origin}/audit#key=${auditKey}&ticket=LD-7K2M-9QXA`, {
      timezoneId: 'Europe/Berlin',
    });
    const { page } = window;
    const state = page.getByRole('region', { name: 'State as of then' });
    await state.getByText('resolved').waitFor();
    await state.getByRole('slider').focus();
    await page.keyboard.press('Home');
    await state.getByText('After version 1 of 7').waitFor();
    await state.getByText('open', { exact: true }).waitFor();
    expect(await state.getByRole('slider').getAttribute('aria-valuetext')).toBe(
      'Version 1 of 7, TicketOpened',
    );
    await page
      .getByRole('article', { name: /ReplyComposed/ })
      .getByRole('button', { name: 'State after this' })
      .click();
    await state.getByText('pending').waitFor();
    await state.getByLabel('or at a moment').fill('2026-11-20T15:00:20');
    await state.getByText('Version 2 ·').waitFor();
    expect(desk.asked.at(-1)).toBe('/api/audit/tickets/LD-7K2M-9QXA/state?at=2026-11-20T14%3A00%3A20.000Z');
  });

  test('verifies the ledger and narrows the list by status', async () => {
    await using window = await visit(browser, `${desk.origin}/audit#key=${auditKey}`);
    const { page } = window;
    await page.getByRole('button', { name: 'Verify the ledger' }).click();
    await page.getByText('The ledger holds').waitFor();
    await page.getByLabel('Status').selectOption('escalated');
    await page.getByRole('link', { name: /Label will not print/ }).waitFor({ state: 'detached' });
    const lost = page.getByRole('link', { name: /<b>lost<\/b>/ });
    expect(await lost.count()).toBe(1);
    expect(await lost.textContent()).toMatch(/escalated.*legal.*urgent/);
  });
});

describe.skipIf(path === undefined)('the sandbox', () => {
  test('needs a staff key: taken from the fragment and wiped from the address, or typed', async () => {
    await using window = await visit(browser, `${desk.origin}/sandbox#key=${stubKeys.agent}`);
    const { page, complaints } = window;
    await page.getByRole('heading', { name: 'Captured messages' }).waitFor();
    expect(page.url()).toBe(`${desk.origin}/sandbox`);
    await page.reload();
    await page.getByText('Nothing captured yet').waitFor();
    expect(desk.asked.some((address) => address.includes(stubKeys.agent))).toBe(false);
    expect(complaints).toEqual([]);
    await using wrong = await visit(browser, `${desk.origin}/sandbox#key=wrong`);
    await wrong.page.getByText('This key opens nothing here.').first().waitFor();
    await wrong.page.getByLabel('Staff key').fill(stubKeys.agent);
    await wrong.page.keyboard.press('Enter');
    await wrong.page.getByText('Nothing captured yet').waitFor();
  });
});

describe.skipIf(path === undefined)('the sandbox shows mail and chats', () => {
  const mail = (part: Partial<StandInMessage>): StandInMessage => ({
    at: '2026-11-20T10:00:00.000Z',
    channel: 'email',
    direction: 'inbound',
    from: 'ada@example.org',
    to: 'support@ledgerdesk.example',
    subject: 'Blank labels',
    text: 'They are <b>blank</b>.',
    status: 'received',
    headers: [],
    ...part,
  });

  test('as conversations that both sides are seen in, with the headers a mail program goes by', async () => {
    await using window = await visit(browser, `${desk.origin}/sandbox#key=${stubKeys.agent}`);
    const { page, complaints } = window;
    await page.getByText('No mail and no chat yet').waitFor();
    desk.exchanged.push(
      mail({}),
      mail({
        at: '2026-11-20T10:01:00.000Z',
        direction: 'outbound',
        from: 'support@ledgerdesk.example',
        to: 'ada@example.org',
        subject: 'Re: Blank labels',
        text: 'Turn the roll over.',
        status: 'sent',
        headers: [{ name: 'In-Reply-To', value: '<1@example.org>' }],
      }),
      mail({
        channel: 'whatsapp',
        from: 'whatsapp:+15555550123',
        subject: '',
        text: 'Hello',
        at: '2026-11-20T10:02:00.000Z',
      }),
    );
    const conversations = page.getByRole('list', { name: /Conversations by mail/ });
    await conversations.getByRole('heading', { name: '+15555550123' }).waitFor();
    expect(await conversations.getByRole('heading', { level: 3 }).allTextContents()).toEqual([
      '+15555550123',
      'ada@example.org',
    ]);
    await conversations.getByText('They are <b>blank</b>.').waitFor();
    await conversations.getByText('Headers').click();
    await conversations.getByText('<1@example.org>').waitFor();
    expect(complaints).toEqual([]);
  });
});

describe.skipIf(path === undefined)('the other pages', () => {
  test('an article reads as one, and a missing one says so', async () => {
    await using window = await visit(browser, `${desk.origin}/articles/label-printing-problems`);
    await window.page.getByRole('heading', { level: 1, name: 'Label printing problems' }).waitFor();
    expect(await window.page.title()).toBe('Label printing problems · Support');
    expect(await window.page.locator('ol li').count()).toBe(3);
    expect(window.complaints).toEqual([]);
    await using missing = await visit(browser, `${desk.origin}/articles/unknown`);
    await missing.page.getByRole('heading', { name: 'There is no such article' }).waitFor();
  });

  test('the sandbox shows what would have left, newest first, and keeps up', async () => {
    const captured = (at: string, replyId: string, subject: string) =>
      ({
        at,
        channel: 'email',
        replyId,
        reference: 'LD-7K2M-9QXA',
        subject,
        text: '<b>not bold</b>',
      }) as const;
    await using window = await visit(browser, `${desk.origin}/sandbox#key=${stubKeys.agent}`);
    const { page, complaints } = window;
    await page.getByText('Nothing captured yet').waitFor();
    desk.captured.push(
      captured('2026-11-20T10:00:00.000Z', 'r1', 'First'),
      captured('2026-11-20T10:05:00.000Z', 'r2', 'Second'),
    );
    await page.getByRole('heading', { name: 'Second' }).waitFor();
    const list = page.getByRole('list', { name: 'Captured messages, newest first' });
    expect(await list.getByRole('heading', { level: 3 }).allTextContents()).toEqual(['Second', 'First']);
    await page.getByText('<b>not bold</b>').first().waitFor();
    expect(complaints).toEqual([]);
  });
});
