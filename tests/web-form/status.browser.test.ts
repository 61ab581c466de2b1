// A conversation in a real browser against a stub of the desk.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import { picture } from './browser.ts';
import { stubDeskForFile } from './desk-for-file.ts';
import { messageOf, problem } from './stub-answers.ts';

setDefaultTimeout(120_000);
const { desk, visit, isMissing } = stubDeskForFile();

const question = messageOf(1, {
  author: 'customer',
  kind: 'message',
  text: 'My labels are blank.',
  state: 'unanswered',
});

describe.skipIf(isMissing)('a conversation', () => {
  test('can be gone on with elsewhere, where the desk says how', async () => {
    const url = 'https://wa.me/15555550100?text=LD-7K2M-9QXA%20Q7ZK3M1X0V';
    const seeded = desk.seed({ messages: [question], continuations: [{ channel: 'whatsapp', url }] });
    await using window = await visit(`${desk.origin}/status${seeded}`);
    const elsewhere = window.page.getByRole('region', { name: 'Other ways to go on' });
    expect(await elsewhere.getByRole('link', { name: 'Open WhatsApp' }).getAttribute('href')).toBe(url);
    await using without = await visit(`${desk.origin}/status${desk.seed({ messages: [question] })}`);
    await without.page.getByText('My labels are blank.').waitFor();
    expect(await without.page.getByRole('region', { name: 'Other ways to go on' }).count()).toBe(0);
  });

  test('says of each message how it came or went, where that was not this page', async () => {
    const messages = [
      question,
      messageOf(2, { author: 'customer', kind: 'message', channel: 'email', text: 'It is a Zebra.' }),
      messageOf(3, { channel: 'whatsapp', text: 'Press Feed.' }),
    ];
    await using window = await visit(`${desk.origin}/status${desk.seed({ messages })}`);
    const said = window.page.getByRole('list', { name: 'Messages' }).getByRole('listitem');
    await said.filter({ hasText: 'It is a Zebra.' }).getByText('by e-mail').waitFor();
    await said.filter({ hasText: 'Press Feed.' }).getByText('on WhatsApp').waitFor();
    expect(await said.first().textContent()).not.toMatch(/by e-mail|on WhatsApp/);
  });

  test('grows, loses its connection, and recovers by itself', async () => {
    await using window = await visit(`${desk.origin}/status${desk.seed({ messages: [question] })}`);
    const { page } = window;
    const reference = [...desk.conversations.keys()].at(-1) ?? '';
    await page.getByText('My labels are blank.').waitFor();
    await page.route('**/support/**', (route) => route.abort());
    await page.getByText('Connection lost').waitFor();
    await picture(page, 'customer-lost');
    await page.getByText('My labels are blank.').waitFor();
    desk.say(reference, { text: 'Said while nobody could hear.' }, 'pending');
    await page.unroute('**/support/**');
    await page.getByText('Said while nobody could hear.', { exact: true }).waitFor();
    await page.getByText('Connection lost').waitFor({ state: 'detached' });
  });

  test('takes an answer of the customer once, though the line broke the first time', async () => {
    await using window = await visit(
      `${desk.origin}/status${desk.seed({ messages: [question], status: 'pending' })}`,
    );
    const { page } = window;
    await page.getByRole('button', { name: 'Send answer' }).click();
    await page.getByText('Please write something first.').waitFor();
    await page.getByLabel('Your answer').fill('The second page is blank as well.');
    desk.refuseNext(() => new Response('Bad gateway', { status: 502 }));
    await page.getByRole('button', { name: 'Send answer' }).click();
    await page.getByText('Not sent yet').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('listitem').filter({ hasText: 'The second page is blank as well.' }).waitFor();
    expect(await page.getByLabel('Your answer').inputValue()).toBe('');
    const [first, second] = desk.posted.slice(-2);
    expect(first?.body).toEqual(second?.body ?? {});
  });

  test('takes an answer that was edited after the line broke as another one, without a second click', async () => {
    const fragment = desk.seed({ messages: [question], status: 'pending' });
    await using window = await visit(`${desk.origin}/status${fragment}`);
    const { page } = window;
    await page.getByLabel('Your answer').fill('The second page is blank.');
    await page.route('**/messages', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await page.getByRole('button', { name: 'Send answer' }).click();
    await page.getByText('Not sent yet').waitFor();
    await page.unroute('**/messages');
    await page.getByLabel('Your answer').fill('The second page is blank, the third as well.');
    desk.refuseNext(() => problem(409, { type: '/problems/submission-reused', detail: 'used' }));
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('listitem').filter({ hasText: 'the third as well' }).waitFor();
    const [lost, refused, filed] = desk.posted.slice(-3).map(({ body }) => body);
    expect(refused?.['submissionId']).toBe(lost?.['submissionId']);
    expect(filed?.['submissionId']).not.toBe(lost?.['submissionId']);
    expect(await page.getByLabel('Your answer').inputValue()).toBe('');
  });

  test('that is closed, or has a later answer, can be rated, again too', async () => {
    const answer = messageOf(2, { text: 'Print the test page.' });
    const fragment = desk.seed({
      messages: [question, answer],
      status: 'closed',
      canReply: false,
      canRate: true,
    });
    await using window = await visit(`${desk.origin}/status${fragment}`);
    const { page } = window;
    const reference = [...desk.conversations.keys()].at(-1) ?? '';
    await page.getByRole('radio', { name: '2 of 5: Poor' }).check();
    await page.getByRole('button', { name: 'Send rating' }).click();
    await page.getByText('You gave 2 of 5').waitFor();
    desk.change(reference, { canRate: true });
    await page.getByRole('radio', { name: '1 of 5: Bad' }).waitFor();
    expect(await page.getByText('You gave 2 of 5').count()).toBe(0);
  });

  test('can be rated, with a word about it', async () => {
    const answer = messageOf(2, { text: 'Print the test page.' });
    const fragment = desk.seed({ messages: [question, answer], status: 'pending', canRate: true });
    await using window = await visit(`${desk.origin}/status${fragment}`);
    const { page } = window;
    await page.getByRole('button', { name: 'Send rating' }).click();
    await page.getByText('Please choose a rating from 1 to 5.').waitFor();
    await page.getByRole('radio', { name: '1 of 5: Bad' }).focus();
    await page.keyboard.press('ArrowLeft');
    await page.getByLabel('Anything to add?').fill('Quick and right.');
    await page.getByRole('button', { name: 'Send rating' }).click();
    await page.getByText('You gave 5 of 5').waitFor();
    expect(desk.posted.at(-1)?.body).toEqual({ rating: 5, comment: 'Quick and right.' });
  });

  test('is handed to a person after one question, which can be called off', async () => {
    await using window = await visit(`${desk.origin}/status${desk.seed({ messages: [question] })}`);
    const { page } = window;
    const before = desk.posted.length;
    await page.getByRole('button', { name: 'Ask for a person' }).click();
    await page.getByRole('button', { name: 'Not now' }).click();
    expect(desk.posted.length).toBe(before);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Ask for a person');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByText('A person has taken over').waitFor();
    await page.getByText('I have handed this to a colleague.', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Ask for a person' }).count()).toBe(0);
  });

  test('shows markup and script in any text as text', async () => {
    const nasty = '<img src=x onerror="document.title=\'broken\'"><script>document.title="broken"</script>';
    const messages = [
      messageOf(1, { author: 'customer', kind: 'message', text: nasty }),
      messageOf(2, { text: nasty, citations: [{ slug: '../"><b>', title: nasty, heading: nasty }] }),
    ];
    await using window = await visit(`${desk.origin}/status${desk.seed({ subject: nasty, messages })}`);
    const { page, complaints } = window;
    await page.getByRole('listitem').first().getByText(nasty).waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(nasty);
    expect(await page.locator('main img, main script').count()).toBe(0);
    expect(await page.title()).not.toContain('broken');
    expect(await page.getByRole('link', { name: nasty }).getAttribute('href')).toBe(
      `${desk.origin}/articles/..%2F%22%3E%3Cb%3E`,
    );
    expect(complaints).toEqual([]);
  });

  test('gives its link for keeping, and stays shut without the whole of it', async () => {
    const fragment = desk.seed({ messages: [question] });
    const permissions = ['clipboard-read', 'clipboard-write'];
    await using window = await visit(`${desk.origin}/status${fragment}`, { permissions });
    const { page } = window;
    await page.getByRole('button', { name: 'Copy status link' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `${desk.origin}/status${fragment}`,
    );
    await using wrong = await visit(`${desk.origin}/status${fragment}x`);
    await wrong.page.getByRole('heading', { name: 'This link does not open a conversation' }).waitFor();
    await using half = await visit(`${desk.origin}/status`);
    await half.page.getByRole('heading', { name: 'Open your status link' }).waitFor();
  });

  test('a closed one can be read but not answered', async () => {
    const fragment = desk.seed({ messages: [question], status: 'closed', canReply: false });
    await using window = await visit(`${desk.origin}/status${fragment}`);
    const { page } = window;
    await page.getByText('This conversation is closed').waitFor();
    expect(await page.getByLabel('Your answer').count()).toBe(0);
    await page.getByRole('button', { name: 'Write a new message' }).click();
    await page.getByRole('heading', { name: 'How can we help?' }).waitFor();
  });
});
