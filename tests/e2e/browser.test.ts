// The pages of the real desk in a real browser: what a customer and an auditor see from the first click to the last.
// Set LEDGERDESK_TEST_SCREENSHOTS to a folder to get a picture of every state.
import { afterAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { picture } from '../web-form/browser.ts';
import { angry, covered, legal, submit, uncovered } from './customer.ts';

import { deskInBrowser } from './desk-in-browser.ts';

setDefaultTimeout(120_000);

// Other sites with the form in a page of theirs: the desk knows one of them.
const embedding = () =>
  new Response(
    `<!doctype html><html lang="en"><title>A shop</title><h1>A shop</h1><ledgerdesk-form></ledgerdesk-form><script src="${desk.url}/embed.js"></script></html>`,
    { headers: { 'content-type': 'text/html; charset=utf-8' } },
  );
const shop = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: embedding });
const stranger = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: embedding });
const { desk, visit, isMissing } = deskInBrowser(() => ({
  env: { LEDGERDESK_ALLOWED_ORIGINS: shop.url.origin },
}));
afterAll(() => Promise.all([shop.stop(true), stranger.stop(true)]));

/** Fills in the form and sends it. @returns the reference that the page shows */
async function ask(page: Page, message: string, subject = 'A question about my account'): Promise<string> {
  await page.getByLabel('Your name').fill('Ada Marsh');
  await page.getByLabel('E-mail').fill('ada@example.org');
  await page.getByLabel('What is it about?').selectOption('account');
  await page.getByLabel('Subject').fill(subject);
  await page.getByLabel('Your message').fill(message);
  await page.getByRole('button', { name: 'Send message' }).click();
  const reference = page.getByText(/^LD-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await reference.waitFor();
  return (await reference.textContent()) ?? '';
}

/** The messages as they stand on the page; what is only read out stands elsewhere. */
const messages = (page: Page) => page.getByRole('list', { name: 'Messages' });

/** The word for where the conversation stands. */
const standing = (page: Page, word: string) => page.locator('.pill', { hasText: word }).waitFor();

describe.skipIf(isMissing)('a customer', () => {
  test('asks, gets an answer with its source, reads the article, writes again, rates, and asks for a person', async () => {
    await using window = await visit(`${desk.url}/`);
    const { page, complaints } = window;
    await picture(page, 'customer-form');
    await ask(page, covered);
    await standing(page, 'Answered');
    await messages(page).getByText('Forgotten passwords cannot be looked up').waitFor();
    await picture(page, 'customer-answered');

    const [article] = await Promise.all([
      page.context().waitForEvent('page'),
      page
        .getByRole('link', { name: /Reset your password/ })
        .first()
        .click(),
    ]);
    await article.getByRole('heading', { name: 'Reset your password' }).waitFor();
    expect(new URL(article.url()).pathname).toBe('/articles/reset-password');
    await article.getByText('On app.parcelwing.example').waitFor();
    await picture(article, 'customer-article');
    await article.close();

    await page.getByLabel('Your answer').fill('And how do I turn on two-factor authentication?');
    await page.getByRole('button', { name: 'Send answer' }).click();
    await page
      .getByRole('link', { name: /two-factor authentication/i })
      .first()
      .waitFor();
    expect(await messages(page).locator('article').count()).toBe(4);

    await page.getByRole('radio', { name: '4 of 5: Good' }).check({ force: true });
    await page.getByRole('button', { name: 'Send rating' }).click();
    await page.getByText('You gave 4 of 5 (good).').waitFor();
    await standing(page, 'Resolved');

    await page.getByRole('button', { name: 'Ask for a person' }).click();
    await picture(page, 'customer-wants-person');
    await page.getByRole('button', { name: 'Yes, ask for a person' }).click();
    await standing(page, 'With a person');
    await messages(page)
      .getByText('You asked for a person, and your message is now with our team.')
      .waitFor();
    expect(complaints).toEqual([]);
  });

  test.each([
    ['nothing found', uncovered, 'We did not find a reliable answer in our help articles'],
    ['a legal matter', legal, 'Your message raises a legal matter'],
    ['anger', angry, 'We are sorry for the trouble'],
  ])('is told that a person takes over: %s', async (_, message, words) => {
    await using window = await visit(`${desk.url}/`);
    const { page, complaints } = window;
    const reference = await ask(page, message);
    await standing(page, 'With a person');
    await messages(page).getByText(words).waitFor();
    await messages(page).getByText(`Your reference is ${reference}`).waitFor();
    if (message === legal) await picture(page, 'customer-with-person');
    expect(complaints).toEqual([]);
  });

  test('can come back later with the status link, on a phone', async () => {
    const receipt = await submit(desk, { message: covered });
    const phone = { viewport: { width: 375, height: 700 }, isMobile: true };
    await using window = await visit(receipt.statusUrl, phone);
    const { page } = window;
    await standing(page, 'Answered');
    await page.getByText(receipt.reference, { exact: true }).waitFor();
    await picture(page, 'customer-status-phone');
  });

  test('with a link to another ticket is shown nothing of it', async () => {
    const mine = await submit(desk, { message: covered });
    const theirs = await submit(desk, { message: legal, subject: 'A private matter' });
    const link = theirs.statusUrl.replace(encodeURIComponent(theirs.statusToken), mine.statusToken);
    await using window = await visit(link);
    await window.page.getByRole('heading', { name: 'We cannot find this conversation' }).waitFor();
    expect(await window.page.getByText('A private matter').count()).toBe(0);
    await picture(window.page, 'customer-wrong-link');
  });
});

describe.skipIf(isMissing)('a page of another site', () => {
  test('that is allowed to embeds the form, and the whole conversation happens there', async () => {
    await using window = await visit(shop.url.href);
    const { page, complaints } = window;
    await picture(page, 'embed-form');
    await ask(page, covered);
    await standing(page, 'Answered');
    await messages(page).getByText('Forgotten passwords cannot be looked up').waitFor();
    await picture(page, 'embed-answered');
    expect(complaints).toEqual([]);
  });

  test('that is not allowed to cannot send anything, and the customer is told', async () => {
    await using window = await visit(stranger.url.href);
    const { page } = window;
    const { length: before } = desk.stderr();
    await page.getByLabel('Your name').fill('Ada Marsh');
    await page.getByLabel('E-mail').fill('ada@example.org');
    await page.getByLabel('Subject').fill('From a stranger');
    await page.getByLabel('Your message').fill(covered);
    await page.getByRole('button', { name: 'Send message' }).click();
    await page.getByRole('alert').filter({ hasText: /./ }).first().waitFor();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await picture(page, 'embed-refused');
    expect(desk.stderr().slice(before)).not.toContain('"route":"/support/submit","status":201');
  });
});

describe.skipIf(isMissing)('behind the desk', () => {
  test('an auditor opens the page from the terminal, reads a timeline, and verifies the ledger', async () => {
    const receipt = await submit(desk, { message: legal, subject: 'For the auditor' });
    await using window = await visit(`${desk.url}/audit#key=${desk.key}`);
    const { page, complaints } = window;
    await page.getByText(receipt.reference).first().waitFor();
    expect(page.url()).not.toContain(desk.key);
    await page.getByText(receipt.reference).first().click();
    for (const name of [
      /Ticket opened/,
      /Customer wrote/,
      /Escalated to a person/,
      /Reply composed/,
      /Reply sent/,
    ])
      await page.getByRole('article', { name }).first().waitFor();
    await page.goto(`${desk.url}/audit/verification`);
    await page.getByRole('button', { name: 'Verify the ledger' }).click();
    await page.getByText('The ledger holds').waitFor();
    expect(complaints).toEqual([]);
  });

  test('a key that does not fit opens nothing', async () => {
    await using window = await visit(`${desk.url}/audit#key=${'x'.repeat(32)}`);
    await window.page.getByText('This key opens nothing here.').first().waitFor();
    await picture(window.page, 'sign-in-refused');
  });

  test('the sandbox shows what customers were sent', async () => {
    await using window = await visit(`${desk.url}/sandbox#key=${desk.key}`);
    const { page, complaints } = window;
    await page.getByText('Our article “Reset your password” says').first().waitFor();
    await picture(page, 'sandbox');
    expect(complaints).toEqual([]);
  });

  test('the documents of the API work without a network', async () => {
    await using window = await visit(`${desk.url}/docs`);
    const { page, complaints } = window;
    await page.getByText('/support/submit').first().waitFor();
    await picture(page, 'api-documents');
    expect(complaints).toEqual([]);
  });
});
