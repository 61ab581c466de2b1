// The line on top of the rooms stands still from room to room: in both widths, themes, languages and directions.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { accessibilityProblems, sidewaysScroll } from './browser.ts';
import { stubDeskForFile } from './desk-for-file.ts';
import { stubInbox } from './inbox/stub-inbox.ts';
import { ticket } from './inbox/stub-tickets.ts';
import { json } from './stub-answers.ts';
import { stubKnowledge } from './stub-knowledge.ts';
import { overviewFor } from './stub-overview.ts';
import { stubKeys } from './stub-sessions.ts';

setDefaultTimeout(120_000);
const [inbox, knowledge] = [stubInbox(), stubKnowledge()];
inbox.put(ticket({ reference: 'LD-7K2M-9QXA' }));
const { desk, visit, isMissing } = stubDeskForFile(
  (request, url, asker) => {
    const { pathname, searchParams } = url;
    if (pathname === '/api/overview') return json(overviewFor(searchParams));
    return pathname.startsWith('/api/knowledge')
      ? knowledge.answer(request, url)
      : inbox.answer(request, url, asker);
  },
  { hasScrollbars: true },
);

const rooms = ['inbox', 'audit', 'overview', 'knowledge', 'sandbox'];

/** Where the parts of the mast stand once they are painted, px: left, top, right, bottom. */
function places(page: Page) {
  return page.evaluate(async () => {
    // What is painted, not what stands in the document before its scrollbar was measured.
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
    return ['.bar .brand', '.bar > .menu > button', '.bar > .rooms'].map((name) => {
      const found = document.querySelector(name)?.getBoundingClientRect();
      return [found?.left, found?.top, found?.right, found?.bottom].map((edge) => Math.round(edge ?? -1));
    });
  });
}

/** How wide the bar and what the page shows of a scrollbar are together, px; room that is kept for one counts for nothing. */
function barAndScrollbar(page: Page) {
  return page.evaluate(() => {
    const { clientWidth } = document.documentElement;
    const bar = document.querySelector('.bar')?.getBoundingClientRect().width ?? 0;
    const isKept = getComputedStyle(document.documentElement).scrollbarGutter !== 'auto';
    return bar + (isKept ? 0 : innerWidth - clientWidth);
  });
}

/** @returns places by room; each room is entered by its link, as people do */
async function through(page: Page) {
  const found: Record<string, Awaited<ReturnType<typeof places>>> = {};
  for (const room of rooms) {
    await page.locator(`.rooms a[href="/${room}"]`).click();
    await page.locator(`.rooms a[href="/${room}"][aria-current="page"]`).waitFor();
    await page.locator('#content .room').waitFor();
    expect([room, await sidewaysScroll(page)]).toEqual([room, 0]);
    // Of the strip of rooms only where it stands: how far it reaches is the scrollbar's business.
    found[room] = (await places(page)).map((one, index) => (index < 2 ? one : one.slice(0, 2)));
  }
  return found;
}

describe.skipIf(isMissing)('the mast', () => {
  for (const width of [390, 1280])
    for (const colorScheme of ['light', 'dark'] as const)
      for (const locale of ['en-GB', 'de-DE'])
        test(`stands still, ${width} px wide, ${colorScheme}, ${locale}`, async () => {
          await using window = await visit(`${desk.origin}/inbox#key=${stubKeys.admin}`, {
            locale,
            colorScheme,
            viewport: { width, height: 800 },
          });
          const { page, complaints } = window;
          await page.locator('.bar .account-name').waitFor();
          const found = await through(page);
          const first = found['inbox'] ?? [];
          expect(found).toEqual(Object.fromEntries(rooms.map((room) => [room, first])));
          // Nothing of the window is left beside it that no scrollbar takes.
          expect(await barAndScrollbar(page)).toBe(width);
          for (const [left = -1, , right = 0] of first) {
            expect(left).toBeGreaterThanOrEqual(0);
            expect(right).toBeLessThanOrEqual(width);
          }
          await page.getByRole('heading', { level: 1 }).waitFor();
          expect(await accessibilityProblems(page)).toEqual([]);
          expect(complaints).toEqual([]);
        });

  test('stands still from right to left', async () => {
    await using window = await visit(`${desk.origin}/inbox#key=${stubKeys.admin}`);
    const { page } = window;
    await page.locator('.bar .account-name').waitFor();
    await page.evaluate(() => {
      document.documentElement.dir = 'rtl';
    });
    const found = await through(page);
    const first = found['inbox']?.[1];
    expect(rooms.map((room) => found[room]?.[1])).toEqual(rooms.map(() => first));
  });
});
