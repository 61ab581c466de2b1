// Rows of links on a phone, in a real browser: the one that leads to where one is can be seen in each.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import { sidewaysScroll } from './browser.ts';
import { stubDeskForFile } from './desk-for-file.ts';
import { stubInbox } from './inbox/stub-inbox.ts';
import { stubKeys } from './stub-sessions.ts';

setDefaultTimeout(120_000);
const { desk, visit, isMissing } = stubDeskForFile(stubInbox().answer);

const places = [
  ['/inbox/escalated', 'Queues', /^Escalated/],
  ['/inbox/mine', 'Queues', /^Mine/],
  ['/inbox/all', 'Queues', /^All/],
  ['/audit/export', 'Audit', 'Export'],
  ['/knowledge/import', 'Knowledge', 'Import'],
  ['/sandbox', 'Rooms', 'Sandbox'],
] as const;

describe.skipIf(isMissing)('on a phone', () => {
  for (const [path, row, name] of places)
    test(`the row of links shows where one is at ${path}`, async () => {
      await using window = await visit(`${desk.origin}${path}#key=${stubKeys.admin}`, {
        locale: 'en-GB',
        viewport: { width: 360, height: 740 },
      });
      const link = window.page
        .getByRole('navigation', { name: row, exact: true })
        .getByRole('link', { name });
      await link.and(window.page.locator('[aria-current="page"]')).waitFor();
      await window.page.waitForFunction(
        (one) => {
          const { left, right } = one?.getBoundingClientRect() ?? { left: -1, right: 0 };
          return left > -1 && right < innerWidth + 1; // parts of a pixel are rounded
        },
        await link.elementHandle(),
      );
      expect(await sidewaysScroll(window.page)).toBe(0);
    });
});
