// Addresses that lead nowhere, opened in a browser: the real HTTP surface with the real pages.
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { type Listening, listen } from '../../src/adapters/elysia/listen.ts';
import { buildSite } from '../../web-form/build.ts';
import { surface } from '../adapters/elysia/fixture.ts';
import { accessibilityProblems, browserForFile, picture, sidewaysScroll } from './browser.ts';

setDefaultTimeout(120_000);
const { visit, isMissing } = browserForFile();
const unavailable = () => Promise.reject(Object.assign(new Error('away'), { code: 'store-unavailable' }));
let desk: Listening;
beforeAll(async () => {
  const { app } = surface({
    desk: { article: unavailable },
    options: { ...(await buildSite()), publicUrl: undefined },
  });
  desk = listen(app, { host: '127.0.0.1', port: 0 });
});
afterAll(() => desk.stop(0));

describe.skipIf(isMissing)('whoever opens an address that leads nowhere', () => {
  test('reads so in the house design, and goes on from there', async () => {
    await using window = await visit(`${desk.url}/nowhere`, { locale: 'en-GB' });
    const { page, complaints } = window;
    await page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor();
    expect(await page.title()).toBe('There is nothing at this address · Ledgerdesk');
    const looks = await page.evaluate(() => getComputedStyle(document.body).fontFamily);
    expect(looks).toStartWith('system-ui');
    await picture(page, 'problem-nowhere');
    await page.getByRole('link', { name: 'Write to support' }).click();
    await page.getByRole('heading', { name: 'How can we help?' }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('reads it in German, dark, on a narrow phone; for staff the way leads to the sign-in', async () => {
    const phone = { locale: 'de-DE', colorScheme: 'dark', viewport: { width: 320, height: 600 } } as const;
    await using window = await visit(`${desk.url}/api/audit/tickets`, phone);
    const { page, complaints } = window;
    await page.getByRole('heading', { name: 'Nicht ohne Anmeldung' }).waitFor();
    expect(await sidewaysScroll(page)).toBe(0);
    await picture(page, 'problem-phone-dark');
    await page.getByRole('link', { name: 'Als Team anmelden' }).click();
    await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('tries again where it passes', async () => {
    await using window = await visit(`${desk.url}/support/articles/blank-labels`, { locale: 'en-GB' });
    const { page } = window;
    await page.getByText('Please try again in 5 s.').waitFor();
    const again = page.waitForResponse(`${desk.url}/support/articles/blank-labels`);
    await page.getByRole('link', { name: 'Try again' }).click();
    expect((await again).status()).toBe(503);
  });

  test('meets no barrier, light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const)
      for (const path of ['/nowhere', '/support/articles/blank-labels', '/support/submit']) {
        await using window = await visit(desk.url + path, { colorScheme });
        expect(await accessibilityProblems(window.page)).toEqual([]);
      }
  });
});
