// A day at the inbox of the real desk in a real browser: what customers write on one side, staff deal with on the other.
// Set LEDGERDESK_TEST_SCREENSHOTS to a folder to get a picture of every state.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { freePorts } from '../infra/free-ports.ts';
import { accessibilityProblems, picture } from '../web-form/browser.ts';
import {
  bearer,
  covered,
  followUp,
  legal,
  post,
  type Receipt,
  replied,
  submit,
  uncovered,
} from './customer.ts';
import { ledgerdesk, startDesk, temporaryFolder } from './desk.ts';
import { deskInBrowser } from './desk-in-browser.ts';

setDefaultTimeout(120_000);
const { desk, data, enter, visit, isMissing } = deskInBrowser();

/** Somebody else of the staff, with a link of their own. */
async function enterAs(name: string, path: string) {
  const { stdout } = await ledgerdesk(['sign-in-link', '--json', '--name', name, '--role', 'agent'], {
    folder: data,
    env: { LEDGERDESK_PUBLIC_URL: desk.url },
  });
  const window = await visit(JSON.parse(stdout).address, { locale: 'en-GB' });
  await window.page.getByRole('button', { name: `Your account: ${name}` }).waitFor();
  await window.page.goto(desk.url + path);
  return window;
}

const conversation = (page: Page) => page.getByRole('region', { name: 'Conversation' });
const statusPage = ({ reference, statusToken }: Receipt) =>
  `${desk.url}/status#${new URLSearchParams({ reference, token: statusToken })}`;

async function answer(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: /^Reply by/ }).click();
  await page.getByRole('textbox', { name: 'Your reply' }).fill(text);
  await page.keyboard.press('Control+Enter');
}

describe.skipIf(isMissing)('at the real inbox', () => {
  test('an escalation appears by itself, is taken over and answered, the customer sees it, and it goes back to the agent', async () => {
    await using staff = await enter('/inbox');
    await staff.page.getByText('Nothing waits for a person').waitFor();
    await picture(staff.page, 'inbox-empty');
    const receipt = await submit(desk, { message: legal, subject: 'You will hear from my lawyer' });
    await staff.page.getByRole('link', { name: /You will hear from my lawyer/ }).click();
    await conversation(staff.page).getByText('my lawyer will write to you').waitFor();
    await staff.page.getByRole('tab', { name: 'Why' }).click();
    await staff.page.getByText('What the rules saw').waitFor();
    await picture(staff.page, 'inbox-escalated');
    expect(await accessibilityProblems(staff.page)).toEqual([]);
    await staff.page.getByRole('button', { name: 'Take over' }).click();
    await staff.page.getByText('Yours').first().waitFor();
    await using customer = await visit(statusPage(receipt), { locale: 'en-GB' });
    await answer(staff.page, 'We are sorry. Your contract ends today, and nothing more is due.');
    const sent = conversation(staff.page).getByRole('article', { name: 'Answer of local (you)' });
    await sent.getByText('nothing more is due').waitFor();
    await customer.page.getByRole('list', { name: 'Messages' }).getByText('nothing more is due').waitFor();
    await sent
      .locator('.delivery')
      .getByText(/^(Sent|Delivered)/)
      .waitFor();
    await picture(staff.page, 'inbox-answered');
    await staff.page.getByRole('button', { name: 'Hand back' }).click();
    await staff.page.getByText('Nothing waits for a person').waitFor();
    expect([...staff.complaints, ...customer.complaints]).toEqual([]);
  });

  test('two of the staff see each other, and the second answer is a conflict that keeps its text', async () => {
    const receipt = await submit(desk, { message: uncovered, email: 'bo@example.org', subject: 'Axolotls' });
    const path = `/inbox/escalated/${receipt.reference}`;
    await using one = await enter(path);
    await one.page.getByRole('button', { name: 'Take over' }).click();
    await one.page.getByText('Yours').first().waitFor();
    await using other = await enterAs('nora', path);
    await one.page.getByText('nora is looking').waitFor();
    await other.page.getByText('local is looking').waitFor();
    await other.page.getByRole('button', { name: /^Reply by/ }).click();
    await other.page.getByRole('textbox', { name: 'Your reply' }).fill('None that we know of.');
    await one.page.getByText('nora is writing').waitFor();
    await answer(one.page, 'Small minnows do.');
    await conversation(other.page).getByText('Small minnows do.').waitFor();
    await other.page.keyboard.press('Control+Enter');
    const panel = other.page.getByRole('alert', { name: 'Not sent: something came in between' });
    await panel.getByText('local replied').waitFor();
    await picture(other.page, 'inbox-conflict');
    expect(await other.page.getByRole('textbox', { name: 'Your reply' }).inputValue()).toBe(
      'None that we know of.',
    );
    await using customer = await visit(statusPage(receipt), { locale: 'en-GB' });
    await customer.page.getByText('Small minnows do.').waitFor();
    expect(await customer.page.getByText('None that we know of.').count()).toBe(0);
    expect([...one.complaints, ...other.complaints]).toEqual([]);
  });

  test('a customer who writes while staff write is a conflict too, and staff decide to send all the same', async () => {
    const receipt = await submit(desk, {
      message: uncovered,
      email: 'cy@example.org',
      subject: 'More axolotls',
    });
    await using staff = await enter(`/inbox/escalated/${receipt.reference}`);
    const { page } = staff;
    await page.getByRole('button', { name: 'Take over' }).click();
    await page.getByText('Yours').first().waitFor();
    await page.getByRole('button', { name: /^Reply by/ }).click();
    await page.getByRole('textbox', { name: 'Your reply' }).fill('Keep them alone.');
    await followUp(desk, receipt, 'By the way, there are two of them.');
    await conversation(page).getByText('there are two of them').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('The customer wrote again').waitFor();
    await page.getByRole('button', { name: 'Send all the same' }).click();
    await conversation(page).getByText('Keep them alone.').waitFor();
    await page.getByRole('textbox', { name: 'Your reply' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'More to do with this ticket' }).click();
    await page.getByRole('menuitem', { name: 'Resolve', exact: true }).click();
    await page.locator('.ticket-head .pill', { hasText: 'Resolved' }).waitFor();
    await page.getByRole('button', { name: 'Reopen' }).click();
    await page.getByText('Yours').first().waitFor();
  });

  test('the agent drafts, a person changes it and sends it as their own', async () => {
    const receipt = await submit(desk, {
      message: covered,
      email: 'dee@example.org',
      subject: 'My password',
    });
    await replied(desk, receipt);
    await using staff = await enter(`/inbox/all/${receipt.reference}`);
    const { page } = staff;
    await page.getByRole('button', { name: 'Take over' }).click();
    await page.getByText('Yours').first().waitFor();
    await followUp(desk, receipt, 'And how do I turn on two-factor authentication?');
    // Not any word of it: the first answer speaks of two-factor authentication, too.
    await conversation(page).getByText('And how do I turn on two-factor authentication?').waitFor();
    await page.getByRole('button', { name: /^Reply by/ }).click();
    await page.getByRole('button', { name: 'Draft by the agent' }).click();
    await page.getByText(/^Drafted/).waitFor();
    const field = page.getByRole('textbox', { name: 'Your reply' });
    await field.press('Control+End');
    await page.keyboard.type(' Call us if that does not help.');
    await picture(page, 'inbox-draft');
    await page.keyboard.press('Control+Enter');
    await conversation(page)
      .getByRole('article', { name: 'Answer of local (you)' })
      .getByText('Call us if that does not help.')
      .waitFor();
  });

  test('two customers become one after a look at what moves, and two again', async () => {
    const [first, second] = await Promise.all([
      submit(desk, { message: uncovered, email: 'eve@example.org', name: 'Eve Holm', subject: 'From home' }),
      submit(desk, { message: uncovered, email: 'eve@work.example', name: 'Eve Holm', subject: 'From work' }),
    ]);
    await using staff = await enter(`/inbox/all/${first.reference}`);
    const { page } = staff;
    await page.getByRole('button', { name: 'Merge with somebody…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Take both for one person?' });
    await dialog.getByLabel('A ticket of the other customer').fill(second.reference);
    await dialog.getByRole('button', { name: 'See what would move' }).click();
    await dialog.getByText(second.reference).waitFor();
    await dialog.getByText('1 ticket, 1 address').waitFor();
    await picture(page, 'inbox-merge');
    await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
    await page.getByRole('region', { name: 'Addresses' }).getByText('eve@work.example').waitFor();
    await page.getByRole('region', { name: 'Other tickets' }).getByText(second.reference).waitFor();
    await page.getByRole('button', { name: 'Undo…' }).click();
    await page.getByRole('dialog', { name: 'Undo this merge?' }).getByText(second.reference).waitFor();
    await page.getByRole('button', { name: 'Undo the merge' }).click();
    await page
      .getByRole('region', { name: 'Addresses' })
      .getByText('eve@work.example')
      .waitFor({ state: 'detached' });
    expect(staff.complaints).toEqual([]);
  });

  test('messages that nobody would answer are released, or discarded with a reason', async () => {
    for (const [name, thanks] of [
      ['fay', 'Thank you, that helped!'],
      ['fen', 'Thanks a lot!'],
    ] as const) {
      const receipt = await submit(desk, {
        message: covered,
        email: `${name}@example.org`,
        subject: 'A password',
      });
      await replied(desk, receipt);
      await followUp(desk, receipt, thanks);
    }
    await using staff = await enter('/inbox/suppressed');
    const { page } = staff;
    await page.getByRole('link', { name: /Thank you, that helped/ }).click();
    await page.getByRole('heading', { name: 'Suppressed: Only thanks' }).waitFor();
    await page.getByRole('button', { name: /^Release/ }).click();
    await page.getByText('Released. It is being dealt with.').waitFor();
    await page.locator('.case .body').getByText('Thanks a lot!').waitFor();
    await page.getByRole('button', { name: /^Discard/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Discard for good?' });
    await dialog.getByLabel('Why').fill('They only say thank you.');
    await dialog.getByRole('button', { name: 'Discard', exact: true }).click();
    await page.getByText('Nothing is suppressed').waitFor();
  });

  test('what a stranger sends is shown as text', async () => {
    const message = `${uncovered}\n\n<img src=x onerror="window.broken=1"> <b>bold</b> https://bank.example@evil.example/`;
    const receipt = await submit(desk, { message, email: 'mal@example.org', subject: '<script>1</script>' });
    await using staff = await enter(`/inbox/all/${receipt.reference}`);
    const { page, complaints } = staff;
    await conversation(page).getByText('<b>bold</b>').waitFor();
    await conversation(page).getByText('not a link: really leads to evil.example').waitFor();
    expect(await conversation(page).locator('img, b').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('a ticket whose customer is erased while it is open says so, and nothing of them is left', async () => {
    const receipt = await submit(desk, {
      message: uncovered,
      email: 'gil@example.org',
      name: 'Gil Ost',
      subject: 'Private',
    });
    await using staff = await enter(`/inbox/all/${receipt.reference}`);
    const { page } = staff;
    await conversation(page).getByText('axolotls').waitFor();
    const headers = bearer(desk.key);
    const found = await fetch(`${desk.url}/api/inbox/tickets/${receipt.reference}`, { headers });
    const { customer }: { customer: { customerId: string } } = await found.json();
    const erased = await post(
      `${desk.url}/api/privacy/customers/${customer.customerId}/erase`,
      { basis: 'request' },
      headers,
    );
    expect(erased.status).toBe(200);
    await page.getByText('Nothing can be sent to them any more.').waitFor();
    await page.locator('.list-pane').getByText('Gil Ost').waitFor({ state: 'detached' });
    expect(await conversation(page).getByText('axolotls').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Take over' }).count()).toBe(0);
    expect(await page.getByText('[erased]').count()).toBe(0);
    await picture(page, 'inbox-erased');
    expect(staff.complaints).toEqual([]);
  });

  test('a desk that falls over is missed, and what happened meanwhile is there when it is back', async () => {
    const own = temporaryFolder();
    const port = await freePorts();
    const launch = { folder: own.sub('data'), env: { LEDGERDESK_PORT: String(port) }, args: [] };
    let fragile = await startDesk(launch);
    const receipt = await submit(fragile, { message: uncovered, subject: 'Before the fall' });
    await using window = await visit(`${fragile.url}/inbox/all/${receipt.reference}#key=${fragile.key}`, {
      locale: 'en-GB',
    });
    const { page } = window;
    await page.getByRole('button', { name: 'Take over' }).click();
    await page.getByText('It is yours.').waitFor();
    await page.getByRole('button', { name: /^Reply by/ }).click();
    await page.getByRole('textbox', { name: 'Your reply' }).fill('Written while it fell.');
    await fragile.end('SIGKILL');
    await page.getByText('The connection is lost.').waitFor();
    await picture(page, 'inbox-lost');
    await page.keyboard.press('Control+Enter');
    await page.getByText('it is never sent twice').waitFor();
    fragile = await startDesk(launch);
    await submit(fragile, { message: uncovered, subject: 'After the fall' });
    await page.getByText('The connection is lost.').waitFor({ state: 'detached', timeout: 45_000 });
    await page.getByRole('link', { name: /After the fall/ }).waitFor();
    await page.getByRole('button', { name: /^Send again/ }).click();
    await conversation(page).getByText('Written while it fell.').waitFor();
    await page.getByRole('textbox', { name: 'Your reply' }).waitFor({ state: 'detached' });
    expect(await conversation(page).getByText('Written while it fell.').count()).toBe(1);
    await fragile[Symbol.asyncDispose]();
    own[Symbol.dispose]();
  });
});
