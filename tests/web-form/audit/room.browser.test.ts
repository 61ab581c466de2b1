// The audit room in a real browser on a desk that can be made to fail: states, long lists, an ended session, keys.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import { picture } from '../browser.ts';
import { stubDeskForFile } from '../desk-for-file.ts';
import { json, problem } from '../stub-answers.ts';
import { stubHistory } from '../stub-audit.ts';
import { stubKeys } from '../stub-sessions.ts';

setDefaultTimeout(120_000);
const { desk, visit, isMissing } = stubDeskForFile();

const stubNow = '2026-11-20T14:01:00.000Z';
const enter = (to: string, options: Parameters<typeof visit>[1] = {}) =>
  visit(`${desk.origin}${to}#key=${stubKeys.auditor}`, { locale: 'en-GB', ...options });

describe.skipIf(isMissing)('the audit room', () => {
  test('draws only the tickets in sight of a long list, and fetches more at its end', async () => {
    await using window = await enter('/audit');
    const { page, complaints } = window;
    const list = page.getByRole('list', { name: 'Tickets that were found' });
    await list.getByRole('link', { name: /Label will not print/ }).waitFor();
    expect(await list.getByRole('link').count()).toBeLessThan(40);
    await list.getByRole('link', { name: /<b>lost<\/b>/ }).waitFor();
    await page.locator('.audit-found .virtual').evaluate((view) => {
      view.scrollTop = view.scrollHeight;
    });
    await page.locator('.audit-found .virtual').evaluate(
      (view) =>
        new Promise<void>((resolve) => {
          const look = () => {
            view.scrollTop = view.scrollHeight;
            if (view.textContent?.includes('The last one')) resolve();
            else requestAnimationFrame(look);
          };
          look();
        }),
    );
    expect(desk.asked.filter((one) => one.includes('after=page-2'))).toHaveLength(1);
    expect(complaints).toEqual([]);
  });

  test('says what went wrong and tries again, for lists, tickets, states and verifications', async () => {
    const { instead } = desk.audit;
    instead.set('/tickets', () => problem(500));
    await using window = await enter('/audit');
    const { page } = window;
    await page.getByText('The tickets could not be loaded').waitFor();
    await picture(page, 'audit-error');
    instead.clear();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: /Label will not print/ }).waitFor();
    instead.set('/tickets/LD-7K2M-9QXA/events', () => problem(500));
    await page.getByRole('link', { name: /Label will not print/ }).click();
    await page.getByText('The history could not be loaded').waitFor();
    instead.clear();
    instead.set('/tickets/LD-7K2M-9QXA/state', () => problem(500));
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('The state could not be replayed.').waitFor();
    instead.clear();
    await page.getByRole('link', { name: 'All tickets' }).click();
    await page.goto(`${desk.origin}/audit/LD-0000-0000`);
    await page.getByText('There is no ticket LD-0000-0000').waitFor();
    instead.set('/verify', () => new Response('{"kind":"progress","verified":"1","of":"9"}\n'));
    await page.goto(`${desk.origin}/audit/verification`);
    await page.getByRole('button', { name: 'Verify the ledger' }).click();
    await page.getByText('The verification broke off').waitFor();
    await picture(page, 'audit-verification-broke-off');
    instead.set('/verify', () => new Promise<Response>(() => {}));
    await page.getByRole('button', { name: 'Verify the ledger' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText(/^Cancelled/).waitFor();
    instead.clear();
    await page.goto(`${desk.origin}/audit/checkpoints`);
    await page.getByText('Nothing is signed yet').waitFor();
    await picture(page, 'audit-no-checkpoints');
    instead.set('/bundle', () => problem(422));
    await page.goto(`${desk.origin}/audit/export`);
    await page.getByRole('button', { name: 'Make the bundle' }).click();
    await page.getByText('Please give a beginning and an end after it.').waitFor();
    await page.getByRole('button', { name: 'Last 7 days' }).click();
    await page.getByRole('button', { name: 'Make the bundle' }).click();
    await page.getByText('Nothing was stored in this period.').waitFor();
    instead.clear();
  });

  test('shows a moment of the reader’s zone as what was stored by then', async () => {
    await using window = await enter('/audit/LD-7K2M-9QXA', { timezoneId: 'Europe/Berlin' });
    const { page } = window;
    await page.getByText('After event 7 of 7').first().waitFor();
    await page.getByText('Europe/Berlin').waitFor();
    await page.getByLabel('At a moment').fill('2026-11-20T15:00:20');
    await page.getByText('After event 2 of 7').first().waitFor();
    // The time that stands with an event leads to it, to the millisecond.
    const second = page.getByRole('article', { name: 'Version 2' });
    await second.getByText('Stored 20 Nov 2026, 15:00:14.012').waitFor();
    await page.getByLabel('At a moment').fill('2026-11-20T15:00:14.011');
    await page.getByText('After event 1 of 7').first().waitFor();
    await page.getByLabel('At a moment').fill('2026-11-20T15:00:14.012');
    await page.getByText('After event 2 of 7').first().waitFor();
    expect(page.url()).toEndWith('?version=2');
    await page
      .getByRole('article', { name: /Reply composed/ })
      .getByRole('button', { name: 'The ticket as of here' })
      .click();
    const then = page.getByRole('region', { name: 'The ticket as it was' });
    await then.locator('ins').getByText('Answered').first().waitFor();
    await picture(page, 'audit-moment');
    expect(await then.locator('[data-changed="true"]').textContent()).toContain('was Open');
    const rated = page.getByRole('article', { name: /Rated/ });
    await rated.getByText('Personal data erased').waitFor();
    await rated.getByText('not in the ledger yet').waitFor();
  });

  test('goes on where it was when the session ended meanwhile', async () => {
    await using window = await enter('/audit');
    const { page } = window;
    await page.getByRole('link', { name: /Label will not print/ }).waitFor();
    desk.sessions.endAll();
    await page.getByLabel('Status').selectOption('escalated');
    await page.getByRole('dialog').getByLabel(/key/i).fill(stubKeys.auditor);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: /Label will not print/ }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: /<b>lost<\/b>/ }).waitFor();
  });

  test('shows nothing of who is erased while it is looked at (bug: it stood there until the page was asked anew)', async () => {
    const { instead, feed } = desk.audit;
    await using window = await enter(`/audit/${stubHistory.reference}`);
    const { page, complaints } = window;
    const then = page.getByRole('region', { name: 'The ticket as it was' });
    await page.getByText('My label printer prints blank pages').first().waitFor();
    await then.getByText('Label will not print').waitFor();
    const forgotten = JSON.stringify({ ...stubHistory, position: '1000' })
      .replace(/My label printer[^"]*/, '[erased]')
      .replaceAll('Label will not print', '[erased]');
    instead.set(`/tickets/${stubHistory.reference}/events`, () => json(JSON.parse(forgotten)));
    instead.set(`/tickets/${stubHistory.reference}/state`, () =>
      json({ version: 7, at: stubNow, recordedAt: stubNow, state: { subject: '[erased]' } }),
    );
    // Of others, and of anything else, nothing is asked again.
    const asked = () => desk.asked.filter((one) => one.endsWith('/events')).length;
    const before = asked();
    feed.tell({ type: 'TicketErased', reference: 'LD-0THE-R000' });
    feed.tell({ type: 'NoteAdded', reference: stubHistory.reference });
    feed.tell({ type: 'TicketErased', reference: stubHistory.reference });
    await page.getByText('My label printer').first().waitFor({ state: 'detached' });
    await then.getByText('Label will not print').waitFor({ state: 'detached' });
    expect([await page.locator('main').textContent(), asked() - before]).toEqual([
      expect.not.stringMatching(/My label printer|Label will not print/),
      1,
    ]);
    expect(complaints).toEqual([]);
    instead.clear();
  });

  test('forgets who was erased while its line was lost, in what was found as well, and stays where it is', async () => {
    const { feed } = desk.audit;
    await using window = await enter('/audit');
    const { page } = window;
    const found = page.getByRole('link', { name: /Label will not print/ });
    await found.waitFor();
    const asked = () => desk.asked.filter((one) => one.startsWith('/api/audit/tickets?')).length;
    const before = asked();
    feed.cut();
    feed.tell({ type: 'TicketErased', reference: stubHistory.reference });
    await found.waitFor({ state: 'detached' });
    await page.getByRole('link', { name: new RegExp(`erased.*${stubHistory.reference}`) }).waitFor();
    expect(asked()).toBe(before);
  });

  test('shows nothing of who is erased while a further page is on its way (bug: it stood there for good)', async () => {
    const { feed } = desk.audit;
    await using window = await enter('/audit');
    const { page } = window;
    const list = page.getByRole('list', { name: 'Tickets that were found' });
    await list.getByRole('link').first().waitFor();
    const held = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    await page.route(/after=page-2/, async (route) => {
      const answer = await route.fetch();
      begun.resolve();
      await held.promise;
      await route.fulfill({ response: answer });
    });
    const toEnd = () =>
      page.locator('.audit-found .virtual').evaluate((view) => {
        view.scrollTop = view.scrollHeight;
      });
    await toEnd();
    await begun.promise;
    feed.tell({ type: 'TicketErased', reference: 'LD-ZZZZ-0001' });
    feed.tell({ type: 'TicketErased', reference: 'LD-3D8F-22KP' });
    held.resolve();
    const row = list.getByRole('link', { name: /LD-ZZZZ-0001/ });
    while ((await row.count()) === 0) {
      await toEnd();
      await page.waitForTimeout(50); // the list draws what is in sight as it is scrolled
    }
    expect(await row.textContent()).toContain('[erased]');
  });

  test('is closed to who only works on tickets', async () => {
    await using window = await visit(`${desk.origin}/audit#key=${stubKeys.agent}`, {
      locale: 'en-GB',
    });
    await window.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await window.page.getByRole('link', { name: 'Audit' }).count()).toBe(0);
  });
});
