// What goes wrong around the inbox of the real desk: replies that providers refuse for good, two customers who may be one, a
// session that ends in the middle of a sentence; and what staff knew, kept as an article.
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import type { AuditTicketView } from '../../src/adapters/elysia/audit/views.ts';
import { mailbox, type Providers, startProviders } from '../chaos/providers.ts';
import { picture } from '../web-form/browser.ts';
import { audit, bearer, legal, post, submit, uncovered } from './customer.ts';
import { ledgerdesk, until } from './desk.ts';
import { deskInBrowser } from './desk-in-browser.ts';

setDefaultTimeout(120_000);
let providers: Providers;
const { desk, data, enter, isMissing } = deskInBrowser(async () => {
  providers = await startProviders();
  const quick = { LEDGERDESK_EMAIL_QUIET_SECONDS: '1', LEDGERDESK_WHATSAPP_QUIET_SECONDS: '1' };
  return { env: { ...providers.environment, ...quick } };
});
beforeAll(() => providers?.to([desk.url]));
afterAll(async () => providers?.[Symbol.asyncDispose]());

const conversation = (page: Page) => page.getByRole('region', { name: 'Conversation' });
const refusal = { status: 400, reason: 'invalidArgument', path: /\/messages\/send/ };

/** A mail that a person has to answer, once the customer has been told so. @returns the reference of its ticket */
async function mailed(from: string, subject: string): Promise<string> {
  await providers.gmail.customerSends({ from, to: mailbox, name: 'Ada Marsh', subject, text: uncovered });
  await until(`${from} was told`, () =>
    providers.gmail.sent().some(({ raw }) => Buffer.from(raw).toString().includes(from)),
  );
  const { tickets } = await audit<{ tickets: AuditTicketView[] }>(desk, 'tickets');
  return tickets.find((one) => one.subject === subject)?.reference ?? '';
}

/** Staff answer, and the provider refuses it for good. */
async function failReply(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Take over' }).click();
  await page.getByText('Yours').first().waitFor();
  providers.gmail.faults.failNext(1, refusal);
  await page.getByRole('button', { name: /^Reply by/ }).click();
  await page.getByRole('textbox', { name: 'Your reply' }).fill(text);
  await page.keyboard.press('Control+Enter');
  await conversation(page).getByText('This did not arrive.').waitFor();
}

const mailsWith = (text: string) =>
  providers.gmail.sent().filter(({ raw }) => Buffer.from(raw).toString().includes(text)).length;

describe.skipIf(isMissing)('at the real inbox', () => {
  test('a reply that was refused for good is tried once more, and arrives once', async () => {
    const reference = await mailed('ada@example.org', 'Tried again');
    await using window = await enter(`/inbox/all/${reference}`);
    const { page, complaints } = window;
    await failReply(page, 'Minnows get along with them.');
    await page.getByRole('link', { name: /^Not delivered/ }).click();
    await page.getByRole('link', { name: /Tried again/ }).click();
    await conversation(page).getByText('This did not arrive.').waitFor();
    await picture(page, 'inbox-not-delivered');
    await conversation(page).getByRole('button', { name: 'Try once more' }).click();
    await page.getByText('On its way again.').waitFor();
    await until('the mail has left', () => mailsWith('Minnows get along') === 1);
    await page.getByText('Everything was delivered').waitFor();
    expect(mailsWith('Minnows get along')).toBe(1);
    expect(complaints).toEqual([]);
  });

  test('a reply that was refused for good goes to another proven address, and arrives there once', async () => {
    const reference = await mailed('bea@example.org', 'Sent elsewhere');
    const headers = bearer(desk.key);
    const found = await fetch(`${desk.url}/api/inbox/tickets/${reference}`, { headers });
    const { customer }: { customer: { customerId: string } } = await found.json();
    const linked = await post(
      `${desk.url}/api/customers/${customer.customerId}/link`,
      { kind: 'email', value: 'bea@work.example' },
      headers,
    );
    expect(linked.status).toBe(200);
    await using window = await enter(`/inbox/all/${reference}`);
    const { page } = window;
    await failReply(page, 'Loaches do not.');
    await conversation(page).getByRole('button', { name: 'Send elsewhere…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Send it elsewhere' });
    await dialog.getByText('bea@work.example').waitFor();
    await picture(page, 'inbox-reroute');
    await dialog.getByRole('button', { name: /bea@work\.example/ }).click();
    await page.getByText('On its way to the other address.').waitFor();
    const [sent] = await until('the mail has left', () => {
      const mails = providers.gmail.sent().map(({ raw }) => Buffer.from(raw).toString());
      const those = mails.filter((mail) => mail.includes('Loaches do not.'));
      return those.length > 0 && those;
    });
    expect(sent).toMatch(/^To: .*bea@work\.example/m);
    expect(mailsWith('Loaches do not.')).toBe(1);
  });

  test('a number that came with another account is two people after staff have looked at it', async () => {
    const from = 'whatsapp:+4915112345678';
    const say = (userId: string, profileName: string) =>
      providers.twilio.customerSends({ from, userId, profileName, text: uncovered });
    const chats = async () => (await audit<{ tickets: AuditTicketView[] }>(desk, 'tickets')).tickets;
    const opened = (count: number) =>
      until(
        `${count} chats`,
        async () => (await chats()).filter(({ channel }) => channel === 'whatsapp').length === count,
      );
    await say('DE.1111111111111111', 'Cleo Winter');
    await opened(1);
    await say('DE.2222222222222222', 'Dan Sommer');
    await opened(2);
    await using window = await enter('/inbox/conflicts');
    const { page, complaints } = window;
    await page.getByRole('link', { name: /Dan Sommer/ }).click();
    await page
      .getByRole('region', { name: 'Speaks against it' })
      .getByText('the number came with another WhatsApp account')
      .waitFor();
    await page.locator('.merge-pair').getByText('Cleo Winter').waitFor();
    await picture(page, 'inbox-one-or-two');
    await page.getByRole('button', { name: 'Different people' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Different people' }).click();
    await page.getByText('No doubts about who is who').waitFor();
    const left = await fetch(`${desk.url}/api/customers/conflicts`, { headers: bearer(desk.key) });
    expect(await left.json()).toEqual({ conflicts: [] });
    expect(complaints).toEqual([]);
  });

  test('what a person answered is suggested beside the resolved ticket, and customers read it once it is published', async () => {
    const { reference } = await submit(desk, { message: legal, subject: 'When does it end?' });
    await using window = await enter(`/inbox/all/${reference}`);
    const { page } = window;
    await page.getByRole('button', { name: 'Take over' }).click();
    await page.getByText('Yours').first().waitFor();
    await page.getByRole('button', { name: /^Reply by/ }).click();
    await page
      .getByRole('textbox', { name: 'Your reply' })
      .fill('Contracts end with the month in which they are cancelled.');
    await page.keyboard.press('Control+Enter');
    await conversation(page).getByText('Contracts end with the month').waitFor();
    await page.getByRole('textbox', { name: 'Your reply' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'More to do with this ticket' }).click();
    await page.getByRole('menuitem', { name: 'Resolve', exact: true }).click();
    await page.getByRole('tab', { name: 'Article' }).click();
    await page.getByLabel('Title').fill('When contracts end');
    await picture(page, 'inbox-article');
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByText('Published.').waitFor();
    const article = await fetch(`${desk.url}/support/articles/when-contracts-end`);
    expect([article.status, await article.text()]).toEqual([
      200,
      expect.stringContaining('Contracts end with the month'),
    ]);
  });

  test('a session that ends in the middle of a sentence is begun anew over it, and the reply goes out once', async () => {
    const { reference } = await submit(desk, { message: uncovered, subject: 'Half a sentence' });
    await using window = await enter(`/inbox/all/${reference}`);
    const { page } = window;
    await page.getByRole('button', { name: 'Take over' }).click();
    await page.getByText('Yours').first().waitFor();
    await page.getByRole('button', { name: /^Reply by/ }).click();
    await page.getByRole('textbox', { name: 'Your reply' }).fill('Written before');
    const ended = await ledgerdesk(['sessions', 'end', 'local'], { folder: data });
    expect(ended.stdout).toMatch(/^ended: [1-9]/);
    const again = page.getByRole('dialog', { name: 'Please sign in again' });
    await page.keyboard.type(' and after it.');
    await page.keyboard.press('Control+Enter');
    await again.getByLabel('Staff key').fill(desk.key);
    await picture(page, 'inbox-session-ended');
    await page.keyboard.press('Enter');
    await again.waitFor({ state: 'detached' });
    await conversation(page).getByText('Written before and after it.').waitFor();
    await page.getByRole('textbox', { name: 'Your reply' }).waitFor({ state: 'detached' });
    const events = await audit<{ events: { type: string }[] }>(desk, `tickets/${reference}/events`);
    expect(events.events.filter(({ type }) => type === 'StaffReplied')).toHaveLength(1);
  });
});
