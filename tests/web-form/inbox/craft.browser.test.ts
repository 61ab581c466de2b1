// The craft of the inbox: hostile messages, the keyboard alone, a phone, the dark, from right to left, and rules of accessibility.
import { beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { accessibilityProblems, picture, sidewaysScroll } from '../browser.ts';
import { stubDeskForFile } from '../desk-for-file.ts';
import { stubKeys } from '../stub-sessions.ts';
import { stubInbox } from './stub-inbox.ts';
import { ago, conversation, message, ticket } from './stub-tickets.ts';

setDefaultTimeout(120_000);
const inbox = stubInbox();
const { desk, visit, isMissing } = stubDeskForFile(inbox.answer);

const hostile = [
  '<img src=x onerror="window.broken = true"><script>window.broken = true</script><b>bold</b>',
  'Open invoice\u202egpj.exe and pay\u200bpal at https://bank.example@evil.example/login or https://аpple.example/.',
  'שלום, this is \u2067mixed\u2069 text. See https://münchen.example/a and https://parcelwing.example/help.',
].join('\n\n');

beforeAll(() => {
  inbox.put(ticket({ reference: 'LD-7K2M-9QXA', messages: conversation() }));
  for (let count = 1; count <= 400; count++) {
    const reference = `LD-MANY-${String(count).padStart(4, '0')}`;
    inbox.put(
      ticket({ reference, subject: `Question number ${count}`, messages: [message({ at: ago(count) })] }),
    );
  }
  inbox.put(
    ticket({
      reference: 'LD-EVIL-0001',
      status: 'open',
      subject: 'Offer \u202eevil\u202c for you',
      messages: [
        message({
          text: hostile,
          by: 'M\u200ballory',
          attachments: [{ fileId: 'f9', name: 'in\u202efdp.exe', type: 'application/x-msdownload', size: 9 }],
        }),
        message({ text: `Long: ${'word '.repeat(210_000)}` }),
        message({ text: 'z\u0301\u0302\u0303'.repeat(400) }),
      ],
    }),
  );
});

const open = (where: string, options: BrowserContextOptions = {}) =>
  visit(`${desk.origin}${where}#key=${stubKeys.agent}`, options);
const messages = (page: Page) => page.getByRole('region', { name: 'Conversation' });
/** The page as a whole has every word in it: only a line counts. */
const lineInHand = (page: Page, words: string) =>
  page.waitForFunction(
    (text) => document.activeElement?.closest('.line')?.textContent?.includes(text),
    words,
  );
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '');

describe.skipIf(isMissing)('hostile messages', () => {
  test('are text: nothing runs, nothing is hidden, and links that lead elsewhere are none', async () => {
    await using window = await open('/inbox/all/LD-EVIL-0001');
    const { page, complaints } = window;
    const first = messages(page).getByRole('article').first();
    await first.getByText('<script>window.broken = true</script>').waitFor();
    await first.scrollIntoViewIfNeeded();
    await picture(page, 'inbox-hostile');
    expect(await page.evaluate(() => Reflect.get(window, 'broken'))).toBeUndefined();
    expect(await messages(page).locator('img, script, b').count()).toBe(0);
    expect(await first.locator('.hidden-mark').allTextContents()).toEqual([
      'U+202E',
      'U+200B',
      'U+2067',
      'U+2069',
    ]);
    await first.getByText('not a link: really leads to evil.example').waitFor();
    await first.getByText('letters that look like others, xn--pple-43d.example').waitFor();
    await first.getByText('leads to xn--mnchen-3ya.example').waitFor();
    const links = await first
      .locator('.body a')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    expect(links).toEqual(['https://xn--mnchen-3ya.example/a', 'https://parcelwing.example/help']);
    expect(await first.locator('.body a').first().getAttribute('rel')).toContain('noopener');
    expect(await first.locator('.author').textContent()).toBe('Mallory');
    await first.getByText('Name hid characters').waitFor();
    expect(await first.getByRole('link', { name: 'infdp.exe' }).getAttribute('download')).not.toBeNull();
    expect(await page.locator('#ticket-title').textContent()).toBe('Offer evil for you');
    expect(complaints).toEqual([]);
  });

  test('a megabyte is folded, unfolds in steps, and slows nobody', async () => {
    await using window = await open('/inbox/all/LD-EVIL-0001');
    const { page } = window;
    const long = messages(page).getByRole('article').nth(1);
    await long.getByText('1047 thousand characters more').waitFor();
    const shown = () => long.locator('.body').evaluate((body) => body.textContent.length);
    expect(await shown()).toBeLessThan(4_000);
    await long.getByRole('button', { name: 'Show more' }).click();
    await page.waitForFunction(
      (body) => (body?.textContent.length ?? 0) > 10_000,
      await long.locator('.body').elementHandle(),
    );
    expect(await shown()).toBeLessThan(25_000);
  });
});

describe.skipIf(isMissing)('the list', () => {
  test('draws what is seen of many, fetches the rest as one goes on, and finds by words', async () => {
    await using window = await open('/inbox/escalated');
    const { page } = window;
    await page
      .getByRole('link', { name: /Question number 3\b/ })
      .first()
      .waitFor();
    expect(await page.locator('.line').count()).toBeLessThan(40);
    // One goes on as the rest comes in: each page is fetched when the end of the one before is near.
    await page.waitForFunction(() => {
      const list = document.querySelector('.virtual');
      list?.scrollBy(0, 4_000);
      return (list?.scrollHeight ?? 0) > 150 * 84;
    });
    expect(await page.locator('.line').count()).toBeLessThan(40);
    await page.keyboard.press('/');
    await page.keyboard.type('number 377');
    await page.getByRole('link', { name: /Question number 377/ }).waitFor();
    await page.waitForFunction(() => document.querySelectorAll('.line').length === 1);
    await page.reload();
    await page.getByRole('link', { name: /Question number 377/ }).waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('number 377');
    expect(await page.locator('.line').count()).toBe(1);
  });

  test('never has the words searched for in an address (bug: logs and histories kept who was searched for)', async () => {
    await using window = await open('/inbox/escalated');
    const { page } = window;
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    page.on('framenavigated', (frame) => addresses.push(frame.url()));
    await page.getByRole('searchbox').fill('Straße 377');
    await page.getByText('No ticket in this queue fits “Straße 377”.').waitFor();
    await page.getByRole('searchbox').fill('number 377');
    const found = page.getByRole('link', { name: /Question number 377/ });
    await page.waitForFunction(() => document.querySelectorAll('.line').length === 1);
    expect(await found.getAttribute('href')).not.toContain('377?');
    await found.click();
    await page.waitForURL(/\/inbox\/escalated\/LD-/);
    await page.waitForFunction(() => document.querySelectorAll('.line').length === 1);
    await page.goBack();
    await page.waitForURL(/\/inbox\/escalated$/);
    expect(await page.getByRole('searchbox').inputValue()).toBe('number 377');
    await page.goForward();
    await page.waitForURL(/\/inbox\/escalated\/LD-/);
    await page.reload();
    await page.waitForFunction(() => document.querySelectorAll('.line').length === 1);
    await page.keyboard.press('u');
    await page.waitForURL(/\/inbox\/escalated$/);
    await page.waitForFunction(() => document.querySelectorAll('.line').length === 1);
    expect(addresses.filter((address) => /[?&]q=|Stra|number/.test(address))).toEqual([]);
  });

  test('takes the words of an old link, and takes them out of its address', async () => {
    await using window = await open('/inbox/escalated?q=number%20377');
    const { page } = window;
    await page.waitForFunction(() => document.querySelectorAll('.line').length === 1);
    expect(await page.getByRole('searchbox').inputValue()).toBe('number 377');
    expect(new URL(page.url()).search).toBe('');
  });
});

describe.skipIf(isMissing)('the keyboard alone', () => {
  test('walks, opens, takes over, answers, notes, and comes back', async () => {
    await using window = await open('/inbox/escalated');
    const { page } = window;
    await page.getByRole('link', { name: /Refund for a parcel/ }).waitFor();
    await page.keyboard.press('j');
    await lineInHand(page, 'Refund for a parcel');
    await page.keyboard.press('j');
    await lineInHand(page, 'Question number 1');
    await page.keyboard.press('k');
    await lineInHand(page, 'Refund for a parcel');
    await page.keyboard.press('Enter');
    await messages(page).getByText('Two of the three mugs').waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'ticket-title');
    await page.keyboard.press('e');
    await page.getByText('It is yours.').waitFor();
    await page.keyboard.press('r');
    await page.keyboard.type('Just a moment: I will look into it, thank you.');
    await page.keyboard.press('Control+Enter');
    await messages(page).getByText('Just a moment: I will look into it, thank you.').waitFor();
    await page.keyboard.press('n');
    await page.keyboard.type('Done.');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.activeElement?.id === 'ticket-title');
    await page.keyboard.press('u');
    await lineInHand(page, 'Refund for a parcel');
    expect(new URL(page.url()).pathname).toBe('/inbox/escalated');
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Next (Enter opens)').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('3');
    await page.getByRole('link', { name: /out of the office/ }).waitFor();
    expect(await focused(page)).not.toBe('');
  });
});

describe.skipIf(isMissing)('a phone', () => {
  test('shows the list, then the ticket, then the way back, and never scrolls sideways', async () => {
    await using window = await open('/inbox/escalated', {
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    });
    const { page } = window;
    await page.getByRole('link', { name: /Refund for a parcel/ }).tap();
    await messages(page).getByText('I want my money back').waitFor();
    await picture(page, 'inbox-phone-ticket');
    expect(await page.locator('.list-pane').isVisible()).toBe(false);
    expect(await sidewaysScroll(page)).toBe(0);
    await page.getByRole('button', { name: 'Details' }).tap();
    await page.getByRole('region', { name: 'Addresses' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await picture(page, 'inbox-phone-details');
    await page.locator('.side-close').tap();
    await page.getByRole('button', { name: /^Reply by/ }).tap();
    await page.getByRole('textbox', { name: 'Your reply' }).fill('From the train.');
    expect(await sidewaysScroll(page)).toBe(0);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('link', { name: 'Back to the list' }).tap();
    await page
      .getByRole('link', { name: /Refund for a parcel/ })
      .getByText('Draft')
      .waitFor();
    await picture(page, 'inbox-phone-list');
    expect(await accessibilityProblems(page)).toEqual([]);
  });
});

describe.skipIf(isMissing)('accessibility', () => {
  const looks: readonly (readonly [string, BrowserContextOptions])[] = [
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['a middling window', { viewport: { width: 900, height: 700 } }],
  ];
  test.each(looks)('no rule is broken: %s', async (look, options) => {
    await using window = await open('/inbox/escalated/LD-7K2M-9QXA', options);
    const { page, complaints } = window;
    await messages(page).getByText('Two of the three mugs').waitFor();
    await page.locator('.queue-count', { hasText: '1' }).first().waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Why this answer?' }).first().click();
    await page.getByText('82% sure').waitFor();
    await picture(page, `inbox-${look.replaceAll(' ', '-')}`);
    await page.locator('#ticket-title').focus();
    await page.keyboard.press('n');
    await page.getByLabel('Your note').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    for (const where of ['/inbox/all/LD-EVIL-0001', '/inbox/suppressed', '/inbox/conflicts', '/inbox/mine']) {
      await page.goto(desk.origin + where);
      await page.locator('.line, .empty').first().waitFor();
      const line = page.locator('.line').first();
      if (!where.includes('LD-') && (await line.count()) > 0) await line.click();
      await page.locator('.ticket, .case, .empty').first().waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
    }
    expect(complaints).toEqual([]);
  });

  test('reads from right to left without scrolling sideways', async () => {
    await using window = await open('/inbox/escalated/LD-7K2M-9QXA', {
      viewport: { width: 1024, height: 700 },
    });
    const { page } = window;
    await messages(page).getByText('Two of the three mugs').waitFor();
    await page.evaluate(() => {
      document.documentElement.dir = 'rtl';
    });
    expect(await sidewaysScroll(page)).toBe(0);
    const [list, main] = await Promise.all([
      page.locator('.list-pane').boundingBox(),
      page.locator('.open-pane').boundingBox(),
    ]);
    expect((list?.x ?? 0) > (main?.x ?? 0)).toBe(true);
    await picture(page, 'inbox-rtl');
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('speaks German when asked to', async () => {
    await using window = await open('/inbox/all/LD-MANY-0007', { locale: 'de-DE' });
    const { page } = window;
    await page.getByRole('button', { name: 'Übernehmen' }).waitFor();
    await page.getByRole('button', { name: 'Mit jemandem zusammenführen…' }).waitFor();
    expect(await page.locator('.ticket-side').evaluate((side) => side.scrollWidth - side.clientWidth)).toBe(
      0,
    );
    await picture(page, 'inbox-german');
    await page.getByRole('button', { name: /^Interne Notiz/ }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
  });
});

describe.skipIf(isMissing)('calm', () => {
  test('nothing moves while a ticket loads', async () => {
    await using window = await open('/inbox/escalated');
    const { page } = window;
    await page
      .getByRole('link', { name: /Question number 2\b/ })
      .first()
      .waitFor();
    await page.evaluate(() => {
      Reflect.set(globalThis, 'shifts', 0);
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          if (Reflect.get(entry, 'hadRecentInput') !== true)
            Reflect.set(
              globalThis,
              'shifts',
              Reflect.get(globalThis, 'shifts') + Reflect.get(entry, 'value'),
            );
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.getByRole('link', { name: /Refund for a parcel/ }).click();
    await messages(page).getByText('Two of the three mugs').waitFor();
    await page.getByRole('region', { name: 'Addresses' }).waitFor();
    expect(await page.evaluate(() => Reflect.get(globalThis, 'shifts'))).toBeLessThan(0.02);
  });

  test('the shape of a ticket stands there until it is loaded', async () => {
    await using window = await open('/inbox/escalated');
    const { page } = window;
    const shape = Promise.withResolvers<void>();
    await page.route('**/api/inbox/tickets/LD-7K2M-9QXA', async (route) => {
      await shape.promise;
      await route.continue();
    });
    await page.getByRole('link', { name: /Refund for a parcel/ }).click();
    await page.locator('.ticket-main.skeleton').waitFor();
    await picture(page, 'inbox-loading');
    shape.resolve();
    await messages(page).getByText('Two of the three mugs').waitFor();
    await page.locator('.ticket-main.skeleton').waitFor({ state: 'detached' });
  });
});
