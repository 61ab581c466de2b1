// A browser for the tests of the pages: one per process, a fresh window per test, and every complaint of a page recorded.
import { beforeAll } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { chromiumArguments, chromiumPath } from '../infra/chromium.ts';

export interface Window extends AsyncDisposable {
  readonly page: Page;
  /** Script errors and breaches of the content security policy. */
  readonly complaints: readonly string[];
}

export interface FileBrowser {
  /** There is no Chromium here: tests that need one are left out. */
  readonly isMissing: boolean;
  /** Opens an address in a window of its own. */
  readonly visit: (address: string, options?: BrowserContextOptions) => Promise<Window>;
}

/** Longest a page may take for one step on a busy machine, milliseconds; what is quicker is not held up. */
const LONGEST_MS = 30_000;

export interface BrowserLook {
  /** Whether scrollbars are seen and take room, as on most desktops; without them pages look as on a phone. */
  readonly hasScrollbars?: boolean;
}

/** By their look: files that run in one process, as of a folder that is named to bin/test, share them. They end with the process. */
const browsers = new Map<boolean, Promise<Browser>>();

function browserThat(hasScrollbars: boolean, executablePath: string): Promise<Browser> {
  const ignoreDefaultArgs = hasScrollbars ? ['--hide-scrollbars'] : [];
  const browser =
    browsers.get(hasScrollbars) ??
    chromium.launch({ executablePath, args: chromiumArguments, ignoreDefaultArgs });
  browsers.set(hasScrollbars, browser);
  return browser;
}

/** To be called at the top of a test file: a browser that is there from its first test on. */
export function browserForFile({ hasScrollbars = false }: BrowserLook = {}): FileBrowser {
  const executablePath = chromiumPath();
  let launched: Promise<Browser> | undefined;
  beforeAll(() => {
    // Not awaited: what else the file needs starts at the same time.
    if (executablePath !== undefined) launched = browserThat(hasScrollbars, executablePath);
  });
  return {
    isMissing: executablePath === undefined,
    visit: async (address, options = {}) => {
      if (!launched) throw new Error('the browser starts before the first test');
      return openWindow(await launched, address, options);
    },
  };
}

async function openWindow(
  browser: Browser,
  address: string,
  options: BrowserContextOptions,
): Promise<Window> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(LONGEST_MS);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const expected = /Failed to load resource/.test(message.text());
    if (message.type() === 'error' && !expected) complaints.push(message.text());
  });
  await page.goto(address);
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
}

const pictures = process.env['LEDGERDESK_TEST_SCREENSHOTS'];

/**
 * Keeps what a page looks like where LEDGERDESK_TEST_SCREENSHOTS names a folder; the pictures of docs/screens.md are made so.
 * @param name of the file, without its ending
 */
export async function picture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  const path = join(pictures, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled' });
}

/** Fills in a submission that is accepted. */
export async function fillIn(page: Page): Promise<void> {
  await page.getByLabel('Your name').fill('Ada Marsh');
  await page.getByLabel('E-mail').fill('ada@example.org');
  await page.getByLabel('What is it about?').selectOption('technical');
  await page.getByLabel('Subject').fill('Label will not print');
  await page
    .getByLabel('Your message')
    .fill('My label printer prints blank pages since this morning. What can I try?');
}

/** How far the page lets itself be scrolled sideways, px. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => {
    const way = document.dir === 'rtl' ? -10_000 : 10_000;
    scrollTo(way, 0);
    return Math.abs(scrollX);
  });
}

const axe = readFileSync(Bun.resolveSync('axe-core/axe.min.js', import.meta.dir), 'utf8');

/** Breaches of accessibility rules as axe finds them, one line each; also inside shadow roots. */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const found: { violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] } =
      await Reflect.get(window, 'axe').run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      });
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
  });
}
