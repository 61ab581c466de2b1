// The frame of the staff's pages in every state, light and dark: no accessibility problem, and room on a narrow phone.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { accessibilityProblems, picture, sidewaysScroll } from './browser.ts';
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

interface State {
  readonly name: string;
  readonly reach: (page: Page) => Promise<unknown>;
  readonly address?: () => string;
}

const states: readonly State[] = [
  {
    name: 'the sign-in',
    address: () => `${desk.origin}/inbox`,
    reach: (page) => page.getByLabel('Staff key').waitFor(),
  },
  {
    name: 'the sign-in that was refused',
    address: () => `${desk.origin}/sign-in#key=wrong`,
    reach: (page) => seen(page, 'This key opens nothing here.'),
  },
  {
    name: 'the sign-in over the page',
    reach: async (page) => {
      await seen(page, 'Nothing captured yet');
      desk.sessions.endAll();
      await comeBack(page);
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'the menu',
    reach: async (page) => {
      await seen(page, 'Nothing captured yet');
      await account(page).click();
      await page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'the list of keys',
    reach: async (page) => {
      await seen(page, 'Nothing captured yet');
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
];

describe.skipIf(isMissing)('the frame has no accessibility problems and fits a narrow phone', () => {
  for (const { name, reach, address = () => sandbox('admin') } of states) {
    test(`${name}: light, dark, 320 px, and from right to left`, async () => {
      await using window = await visit(address(), { colorScheme: 'light', reducedMotion: 'reduce' });
      const { page } = window;
      await reach(page);
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.setViewportSize({ width: 320, height: 640 });
      if (name === 'the sign-in') await picture(page, 'sign-in-phone-dark');
      expect(await sidewaysScroll(page)).toBe(0);
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.evaluate(() => {
        document.dir = 'rtl';
      });
      expect(await sidewaysScroll(page)).toBe(0);
      expect(window.complaints).toEqual([]);
    });
  }
});
