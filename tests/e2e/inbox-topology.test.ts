// The day's work at the inbox on the production topology: a process for each role, PostgreSQL and Kafka between them. What one
// process stores is seen on the page that another serves, without asking for it.
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdirSync } from 'node:fs';
import { browserForFile } from '../web-form/browser.ts';
import { bearer, eventsOf, followUp, legal, submit, verify } from './customer.ts';
import { ledgerdesk, temporaryFolder } from './desk.ts';
import { haveServers, startTopology, type Topology } from './topology.ts';

setDefaultTimeout(180_000);
const { visit, isMissing } = browserForFile();
const isPossible = !isMissing && haveServers();
const folder = temporaryFolder();
let desk: Topology;
let key = '';

beforeAll(async () => {
  if (!isPossible) return;
  mkdirSync(folder.sub('topology'));
  desk = await startTopology(folder.sub('topology'));
  const { stdout } = await ledgerdesk(['keys', 'create', 'nora', '--role', 'agent'], desk.launch);
  key = stdout.split('\n')[0] ?? '';
});
afterAll(async () => {
  await desk?.[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

describe.if(isPossible)('the inbox of processes for each role', () => {
  test('an escalation appears by itself, is taken over and answered, the customer sees it, and it goes back to the agent', async () => {
    await using staff = await visit(`${desk.url}/inbox`, { locale: 'en-GB' });
    const { page, complaints } = staff;
    await page.getByLabel('Staff key').fill(key);
    await page.keyboard.press('Enter');
    await page.getByText('Nothing waits for a person').waitFor();
    const receipt = await submit(desk, { message: legal, subject: 'You will hear from my lawyer' });
    await page.getByRole('link', { name: /You will hear from my lawyer/ }).click({ timeout: 30_000 });
    const conversation = page.getByRole('region', { name: 'Conversation' });
    await conversation.getByText('my lawyer will write to you').waitFor();
    await page.getByRole('button', { name: 'Take over' }).click();
    await page.getByText('Yours').first().waitFor();
    await followUp(desk, receipt, 'Are you still there?');
    await conversation.getByText('Are you still there?').waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: /^Reply by/ }).click();
    await page.getByRole('textbox', { name: 'Your reply' }).fill('We are. Nothing more is due.');
    await page.keyboard.press('Control+Enter');
    const fragment = new URLSearchParams({ reference: receipt.reference, token: receipt.statusToken });
    await using customer = await visit(`${desk.url}/status#${fragment}`, { locale: 'en-GB' });
    // Where it comes while they look, it is announced as well.
    await customer.page
      .getByText('We are. Nothing more is due.', { exact: true })
      .waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Hand back' }).click();
    await page.getByText('Nothing waits for a person').waitFor({ timeout: 30_000 });
    const types = (await eventsOf(desk, receipt.reference)).map(({ type }) => type);
    for (const type of ['TicketEscalated', 'TicketAssigned', 'StaffReplied', 'TicketHandedBack'])
      expect(types.filter((one) => one === type)).toHaveLength(1);
    expect([...complaints, ...customer.complaints]).toEqual([]);
    // Her role reads no ledger; the auditor finds it whole.
    const refused = await fetch(`${desk.url}/api/audit/tickets`, { headers: bearer(key) });
    expect(refused.status).toBe(403);
    expect(await verify(desk)).toMatchObject({ ok: true, findings: [] });
  });

  test('who is erased by a command is gone from the ticket and its timeline where they are open', async () => {
    const { reference } = await submit(desk, {
      message: `${legal} Signed, Gil Ostrander`,
      email: 'gil@example.org',
    });
    await using auditor = await visit(`${desk.url}/audit/${reference}#key=${desk.key}`, { locale: 'en-GB' });
    await using staff = await visit(`${desk.url}/inbox/all/${reference}#key=${key}`, { locale: 'en-GB' });
    const said = [auditor, staff].map(({ page }) =>
      page
        .locator('main')
        .getByText(/Gil Ostrander/)
        .first(),
    );
    for (const text of said) await text.waitFor({ timeout: 30_000 });
    await ledgerdesk(['privacy', 'erase', reference, '--basis', 'request', '--yes'], desk.launch);
    for (const text of said) await text.waitFor({ state: 'detached', timeout: 30_000 });
    await auditor.page.getByRole('article', { name: /erased/i }).waitFor();
    for (const { page } of [auditor, staff])
      expect(await page.locator('main').textContent()).not.toMatch(/Ostrander|gil@example\.org/);
    expect([...auditor.complaints, ...staff.complaints]).toEqual([]);
  });
});
