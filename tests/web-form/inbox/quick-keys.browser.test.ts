// Keys pressed faster than the page draws: none is lost, and none lands on something else. Frames and answers are held up here.
import { beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { stubDeskForFile } from '../desk-for-file.ts';
import { stubKeys } from '../stub-sessions.ts';
import { stubInbox } from './stub-inbox.ts';
import { ago, message, ticket } from './stub-tickets.ts';

setDefaultTimeout(120_000);
const inbox = stubInbox();
const { desk, visit, isMissing } = stubDeskForFile(inbox.answer);
const referenceOf = (count: number) => `LD-MANY-${String(count).padStart(4, '0')}`;

beforeAll(() => {
  for (let count = 1; count <= 60; count++)
    inbox.put(
      ticket({
        reference: referenceOf(count),
        subject: `Question number ${count}`,
        messages: [message({ at: ago(count) })],
      }),
    );
});

/** Opens a page of the inbox, in which no frame comes sooner than half a second after it was asked for. */
async function enter(path: string) {
  const window = await visit(`${desk.origin}/sign-in#key=${stubKeys.agent}`, { locale: 'en-GB' });
  const { page } = window;
  await page.waitForURL(`${desk.origin}/inbox/escalated`);
  await page.addInitScript(() => {
    const soon = requestAnimationFrame.bind(globalThis);
    globalThis.requestAnimationFrame = (run) => Number(setTimeout(() => soon(run), 500));
  });
  await page.goto(desk.origin + path);
  return window;
}
const line = (page: Page, count: number) =>
  page.getByRole('link', { name: new RegExp(`Question number ${count}\\b`) });
const press = async (page: Page, ...keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const opened = (page: Page, count: number) =>
  page.getByRole('heading', { name: `Question number ${count}`, exact: true }).waitFor();
const rowInHand = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('data-row') ?? null);

/** Holds back answers about one address until they are let go. */
async function holdBack(page: Page, path: RegExp) {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route(path, async (route) => {
    await promise;
    await route.continue();
  });
  return resolve;
}

describe.skipIf(isMissing)('in the list', () => {
  test('Enter at once after j opens where j led', async () => {
    await using window = await enter('/inbox/escalated');
    const { page } = window;
    await line(page, 1).waitFor();
    await press(page, 'j', 'j', 'j', 'Enter');
    await opened(page, 3);
    expect(page.url()).toEndWith(referenceOf(3));
  });

  test('a row far out of sight has the focus as soon as a key leads there', async () => {
    await using window = await enter('/inbox/escalated');
    const { page } = window;
    await line(page, 1).waitFor();
    await press(page, 'k');
    const last = await rowInHand(page);
    expect(last).not.toBeNull();
    await press(page, 'Enter');
    await page.waitForURL(`${desk.origin}/inbox/escalated/${last}`);
  });

  test('Enter opens what is in hand though it was scrolled out of sight', async () => {
    await using window = await enter('/inbox/escalated');
    const { page } = window;
    await line(page, 1).waitFor();
    await press(page, 'j', 'j');
    await page.locator('.virtual').evaluate((list) => list.scrollTo(0, 3_500));
    await line(page, 45).waitFor();
    await press(page, 'Enter');
    await opened(page, 2);
  });

  test('u and then j go on from where one was', async () => {
    await using window = await enter('/inbox/escalated');
    const { page } = window;
    await line(page, 1).waitFor();
    await press(page, 'j', 'j', 'j', 'Enter');
    await opened(page, 3);
    await press(page, 'u');
    expect(await rowInHand(page)).toBe(referenceOf(3));
    await press(page, 'j', 'Enter');
    await opened(page, 4);
  });

  test('j counts while the list is still on its way', async () => {
    await using window = await enter('/inbox/all');
    const { page } = window;
    await line(page, 1).waitFor();
    const letGo = await holdBack(page, /\/api\/inbox\/tickets\?/);
    await press(page, '1');
    await page.waitForURL(`${desk.origin}/inbox/escalated`);
    await press(page, 'j', 'j', 'j', 'k');
    letGo();
    await line(page, 1).waitFor();
    await page.waitForFunction(
      (row) => document.activeElement?.getAttribute('data-row') === row,
      referenceOf(2),
    );
  });
});

describe.skipIf(isMissing)('while a ticket is on its way', () => {
  test('r opens the answer once it is there, and what is typed goes into it', async () => {
    await using window = await enter('/inbox/escalated');
    const { page } = window;
    await line(page, 1).waitFor();
    const letGo = await holdBack(page, new RegExp(`/tickets/${referenceOf(1)}$`));
    await press(page, 'j', 'Enter');
    await page.waitForURL(/LD-MANY-0001/);
    await press(page, 'r');
    letGo();
    await page.waitForFunction(() => document.activeElement instanceof HTMLTextAreaElement);
    await page.keyboard.type('Have a look');
    expect(await page.getByLabel('Your reply').inputValue()).toBe('Have a look');
  });

  test('no key changes it: whoever has not seen it decides nothing', async () => {
    await using window = await enter('/inbox/escalated');
    const { page } = window;
    await line(page, 1).waitFor();
    const letGo = await holdBack(page, new RegExp(`/tickets/${referenceOf(2)}$`));
    await press(page, 'j', 'j', 'Enter');
    await page.waitForURL(/LD-MANY-0002/);
    const before = desk.asked.length;
    await press(page, 'e', 'x');
    letGo();
    await opened(page, 2);
    await press(page, 'n');
    await page.waitForFunction(() => document.activeElement instanceof HTMLTextAreaElement);
    expect(desk.asked.slice(before).filter((path) => /\/(take|resolve)$/.test(path))).toEqual([]);
  });

  test('it takes the focus from nobody who has gone on: to the next row, or to the search', async () => {
    for (const [count, keys] of [
      [3, ['j']],
      [4, ['/']],
    ] as const) {
      await using window = await enter('/inbox/escalated');
      const { page } = window;
      await line(page, 1).waitFor();
      const letGo = await holdBack(page, new RegExp(`/tickets/${referenceOf(count)}$`));
      await line(page, count).click();
      await page.waitForURL(new RegExp(referenceOf(count)));
      await press(page, ...keys);
      const inHand = () => page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120) ?? '');
      const before = await inHand();
      letGo();
      await opened(page, count);
      expect(await inHand()).toBe(before);
    }
  });
});

test.skipIf(isMissing)('a key for a room counts while its script is on its way', async () => {
  await using window = await enter('/overview');
  const { page } = window;
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
  const letGo = await holdBack(page, /\/assets\/.*\.js$/);
  await press(page, 'g', 'i', 'j', 'j');
  letGo();
  await page.waitForFunction(
    (row) => document.activeElement?.getAttribute('data-row') === row,
    referenceOf(2),
  );
});
