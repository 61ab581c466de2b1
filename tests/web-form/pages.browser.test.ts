// Writing to the desk in a real browser, against a stub of it.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import { fillIn, picture } from './browser.ts';
import { stubDeskForFile } from './desk-for-file.ts';
import { problem } from './stub-answers.ts';

setDefaultTimeout(120_000);
const { desk, visit, isMissing } = stubDeskForFile();

const source = { slug: 'label-printing-problems', title: 'Label printing problems', heading: 'Blank pages' };

describe.skipIf(isMissing)('writing to the desk', () => {
  test('a question is filed, its reference shown at once, and the answer appears with its sources', async () => {
    await using window = await visit(`${desk.origin}/`);
    const { page, complaints } = window;
    await fillIn(page);
    await page.getByRole('button', { name: 'Send message' }).click();
    await page.getByText(/^LD-TEST-\d{4}$/).waitFor();
    const reference = (await page.getByText(/^LD-TEST-\d{4}$/).textContent()) ?? '';
    await page.getByRole('listitem').filter({ hasText: 'prints blank pages' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    desk.say(reference, { text: 'Print the test page.', citations: [source, source] }, 'pending');
    await page.getByText('Print the test page.', { exact: true }).waitFor();
    const links = page.getByRole('link', { name: /Label printing problems · Blank pages/ });
    expect(await links.count()).toBe(1);
    expect(await links.getAttribute('href')).toBe(`${desk.origin}/articles/label-printing-problems`);
    expect(await page.locator('[aria-live]').allInnerTexts()).toContain(
      'New message from Support assistant: Print the test page. The conversation is now: Answered.',
    );
    expect(complaints).toEqual([]);
  });

  test('the token is never part of an address that is sent, and the page can be loaded again', async () => {
    await using window = await visit(`${desk.origin}/`);
    const { page } = window;
    await fillIn(page);
    await page.getByRole('button', { name: 'Send message' }).click();
    await page.getByText('We have your message').waitFor();
    expect(page.url()).toMatch(/\/status#reference=LD-TEST-\d{4}&token=token-/);
    await page.reload();
    await page.getByText('My label printer prints blank pages').waitFor();
    expect(desk.asked.filter((address) => address.includes('token'))).toEqual([]);
    await page.goBack();
    await page.getByRole('heading', { name: 'How can we help?' }).waitFor();
    expect(await page.getByLabel('Subject').inputValue()).toBe('');
  });

  test('an empty form says what is missing, in a summary and at each field, and goes to the first one', async () => {
    await using window = await visit(`${desk.origin}/`);
    const { page } = window;
    const before = desk.posted.length;
    await page.getByLabel('Your name').fill('   ');
    await page.getByRole('button', { name: 'Send message' }).click();
    const summary = page.getByRole('alert').filter({ hasText: '4 things need your attention' });
    await summary.waitFor();
    const name = page.getByLabel('Your name');
    await page.locator('[name=name]:focus').waitFor();
    await picture(page, 'customer-missing');
    expect(await name.getAttribute('aria-invalid')).toBe('true');
    const described = await name.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${described}"]`).textContent()).toBe(
      'Please tell us your name (up to 100 characters).',
    );
    await summary.getByRole('button', { name: 'Please write between 20 and 2000 characters' }).click();
    await page.locator('[name=message]:focus').waitFor();
    await page.getByLabel('Your message').fill('x'.repeat(2001));
    await page.getByText('1 over the limit of 2000').waitFor();
    await page.getByLabel('Your message').fill('x'.repeat(20));
    await page.getByText('20 of 2000').waitFor();
    await page.locator('[name=message][aria-invalid=false]').waitFor();
    expect(desk.posted.length).toBe(before);
  });

  test('a screen reader hears beforehand which fields are needed (bug: only after sending)', async () => {
    await using window = await visit(`${desk.origin}/`);
    const needed = window.page.locator('form :required');
    expect(await needed.evaluateAll((fields) => fields.map((field) => field.getAttribute('name')))).toEqual([
      'name',
      'email',
      'subject',
      'message',
    ]);
  });

  test('what the server finds is shown at the field it is about', async () => {
    await using window = await visit(`${desk.origin}/`);
    const { page } = window;
    await fillIn(page);
    desk.refuseNext(() =>
      problem(422, { errors: [{ field: 'email', message: 'This domain takes no mail.' }] }),
    );
    await page.getByRole('button', { name: 'Send message' }).click();
    await page.getByRole('button', { name: 'This domain takes no mail.' }).waitFor();
    expect(await page.getByLabel('E-mail').evaluate((field) => field === document.activeElement)).toBe(true);
  });

  test('a busy desk says when to try again, and nothing typed is lost', async () => {
    await using window = await visit(`${desk.origin}/`);
    const { page } = window;
    await fillIn(page);
    desk.refuseNext(() => problem(429, {}, { 'retry-after': '30' }));
    await page.getByRole('button', { name: 'Send message' }).click();
    await page.getByText('Please try again in 30 seconds').waitFor();
    expect(await page.getByLabel('Your name').inputValue()).toBe('Ada Marsh');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('We have your message').waitFor();
  });

  test('a line that breaks after sending leads to one ticket, even when the page was loaded again in between', async () => {
    await using window = await visit(`${desk.origin}/`);
    const { page } = window;
    const before = desk.conversations.size;
    await fillIn(page);
    await page.route('**/support/submit', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await page.getByRole('button', { name: 'Send message' }).click();
    await page.getByText('Not sent yet').waitFor();
    await page.unroute('**/support/submit');
    await page.reload();
    expect(await page.getByLabel('Your message').inputValue()).toContain('blank pages');
    await page.getByRole('button', { name: 'Send message' }).click();
    await page.getByText('We have your message').waitFor();
    expect(desk.conversations.size).toBe(before + 1);
    const ids = desk.posted.slice(-2).map(({ body }) => body['submissionId']);
    expect(ids[0]).toBe(ids[1]);
  });

  test('a text edited after a lost answer is filed as a new ticket, once, and the customer gets its link', async () => {
    await using window = await visit(`${desk.origin}/`);
    const { page } = window;
    const before = desk.conversations.size;
    await fillIn(page);
    await page.route('**/support/submit', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await page.getByRole('button', { name: 'Send message' }).click();
    await page.getByText('Not sent yet').waitFor();
    await page.unroute('**/support/submit');
    await page.getByLabel('Your message').fill('The printer prints again, but only every second label.');
    desk.refuseNext(() => problem(409, { type: '/problems/submission-reused', detail: 'used' }));
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('listitem').filter({ hasText: 'only every second label' }).waitFor();
    expect(desk.conversations.size).toBe(before + 2);
    const [lost, refused, filed] = desk.posted.slice(-3).map(({ body }) => body);
    expect(refused?.['submissionId']).toBe(lost?.['submissionId']);
    expect(filed?.['submissionId']).not.toBe(lost?.['submissionId']);
    expect(filed?.['message']).toBe(refused?.['message']);
    expect(page.url()).toContain([...desk.conversations.keys()].at(-1) ?? 'nothing');
  });

  test('an id refused again is not tried for ever', async () => {
    await using window = await visit(`${desk.origin}/`);
    const { page } = window;
    const before = desk.posted.length;
    await fillIn(page);
    const reused = () => problem(409, { type: '/problems/submission-reused', detail: 'used' });
    desk.refuseNext(reused);
    desk.refuseNext(reused);
    await page.getByRole('button', { name: 'Send message' }).click();
    await page.getByText('Not sent yet').waitFor();
    expect(desk.posted.length).toBe(before + 2);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('We have your message').waitFor();
  });

  test('a fault of the desk says that the text is still there', async () => {
    await using window = await visit(`${desk.origin}/`);
    const { page } = window;
    await fillIn(page);
    desk.refuseNext(() => problem(500, { title: 'Something went wrong on our side' }));
    await page.getByRole('button', { name: 'Send message' }).click();
    await page.getByText('Your text is still here; please try again.').waitFor();
  });

  test('everything can be done with the keyboard, and the spam trap is never met', async () => {
    await using window = await visit(`${desk.origin}/`);
    const { page } = window;
    const typed = [
      'Ada Marsh',
      'ada@example.org',
      'b',
      'h',
      'By keyboard alone',
      'Written without ever touching a mouse.',
    ];
    await page.getByLabel('Your name').focus();
    for (const text of typed) {
      await page.keyboard.type(text);
      await page.keyboard.press('Tab');
    }
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Send message');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'By keyboard alone' }).waitFor();
    expect(desk.posted.at(-1)?.body).toMatchObject({
      category: 'billing',
      priority: 'high',
      name: 'Ada Marsh',
    });
    expect(desk.posted.at(-1)?.body).not.toHaveProperty('website');
  });

  test('the spam trap is nothing that browsers and password managers fill in (bug: it was called website)', async () => {
    await using window = await visit(`${desk.origin}/`);
    const field = window.page.locator('.trap input');
    await field.waitFor({ state: 'attached' });
    const said = await field.evaluate((input: HTMLInputElement) =>
      Object.fromEntries([...input.attributes].map(({ name, value }) => [name, value])),
    );
    const label = await window.page.locator('.trap').textContent();
    const known =
      /name|mail|tel|phone|address|street|city|zip|country|company|organi|url|web|site|card|user|pass/i;
    expect(`${said['name']} ${label}`).not.toMatch(known);
    expect(said).toMatchObject({
      autocomplete: 'off',
      tabindex: '-1',
      'data-1p-ignore': expect.any(String),
      'data-lpignore': 'true',
      'data-bwignore': 'true',
      'data-form-type': 'other',
    });
  });

  test('what a program writes into the spam trap reaches the server', async () => {
    await using window = await visit(`${desk.origin}/`);
    const { page } = window;
    await fillIn(page);
    await page.locator('.trap input').evaluate((field: HTMLInputElement) => {
      field.value = 'https://spam.example';
    });
    await page.getByRole('button', { name: 'Send message' }).click();
    await page.getByText('We have your message').waitFor();
    expect(desk.posted.at(-1)?.body['website']).toBe('https://spam.example');
  });
});
