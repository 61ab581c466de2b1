// The audit room on the real desk in a real browser: finding, going through time, verifying what was tampered with, and
// carrying away what proves itself. Set LEDGERDESK_TEST_SCREENSHOTS to a folder to get a picture of every state.
import { beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { accessibilityProblems, picture, sidewaysScroll } from '../web-form/browser.ts';
import { covered, followUp, legal, type Receipt, replied, submit } from './customer.ts';
import { withData } from './data.ts';
import { ledgerdesk, until } from './desk.ts';
import { deskInBrowser } from './desk-in-browser.ts';

setDefaultTimeout(120_000);
const { desk, folder, data, enter, restart, isMissing } = deskInBrowser();
const hostile =
  'Hello <img src=x onerror=alert(1)> \u202Egnp.exe\u202C zero\u200Bwidth <script>alert(2)</script>';
let answered: Receipt;

beforeAll(async () => {
  if (isMissing) return;
  answered = await submit(desk, { message: covered, subject: 'How do I sign in?' });
  await submit(desk, { message: legal, email: 'other@example.org', subject: hostile });
  await replied(desk, answered);
  await followUp(desk, answered, 'And how do I turn on two-factor authentication?');
  await replied(desk, answered, 2);
});

describe.skipIf(isMissing)('the audit room', () => {
  test('finds tickets by status, event, actor and by what a customer is known by, and keeps it in the address', async () => {
    await using window = await enter('/audit');
    const { page, complaints } = window;
    const found = page.getByRole('list', { name: 'Tickets that were found' });
    await found.getByRole('link', { name: /How do I sign in/ }).waitFor();
    expect(await found.getByRole('link').count()).toBe(2);
    await picture(page, 'audit-search');
    await page.getByLabel('Event').selectOption('TicketEscalated');
    await found.getByRole('link', { name: /How do I sign in/ }).waitFor({ state: 'detached' });
    expect(page.url()).toEndWith('?type=TicketEscalated');
    const odd = found.getByRole('link');
    expect(await odd.textContent()).toContain('<img src=x onerror=alert(1)>');
    expect(await page.locator('main img, main script').count()).toBe(0);
    await page.reload();
    await found.getByRole('link').waitFor();
    expect(await page.getByLabel('Event').inputValue()).toBe('TicketEscalated');
    await page.getByRole('button', { name: 'Clear all' }).click();
    await page.getByLabel('Actor').selectOption('staff');
    await page.getByText('Nothing was found').waitFor();
    await picture(page, 'audit-nothing');
    await page.getByRole('button', { name: 'Clear all' }).click();
    const seek = page.getByRole('searchbox');
    await seek.fill('other@example.org');
    await seek.press('Enter');
    await page.getByText(/Customer [0-9a-f-]{36}/).waitFor();
    expect(page.url()).toMatch(/\?customer=[0-9a-f-]{36}$/);
    await found.getByRole('link').waitFor();
    expect(await found.getByRole('link').count()).toBe(1);
    await seek.fill('nobody@example.org');
    await seek.press('Enter');
    await page.getByText('Nobody is known by this.').waitFor();
    expect(complaints).toEqual([]);
  });

  test('goes through time: what was known after each event, with what changed marked', async () => {
    await using window = await enter(`/audit/${answered.reference}`);
    const { page, complaints } = window;
    const then = page.getByRole('region', { name: 'The ticket as it was' }).last();
    const slider = page.getByRole('slider');
    await slider.focus();
    await page.keyboard.press('Home');
    await then.getByText('The ticket did not exist yet.').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(page.url()).toEndWith(`${answered.reference}?version=2`);
    await then.getByText('After event 2 of').waitFor();
    await then.locator('[data-changed="true"]').first().waitFor();
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^After event 2 of \d+, Customer wrote$/);
    await picture(page, 'audit-then');
    // Arrow keys work from anywhere, and so does playing.
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('ArrowLeft');
    await page.getByText('After event 1 of').first().waitFor();
    await page.keyboard.press('p');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.getByText('After event 3 of').first().waitFor();
    await page.keyboard.press('p');
    await page.keyboard.press(']');
    const composed = page.getByRole('article', { name: /Reply composed/ }).first();
    await composed.getByText('Everything about it').click();
    await composed.getByText('Position in the ledger').waitFor();
    await composed
      .getByText(/^[0-9a-f]{64}$/)
      .first()
      .waitFor();
    await composed.getByText('stored sealed').first().waitFor();
    await picture(page, 'audit-ticket');
    await page.getByLabel('At a moment').fill('2001-01-01T00:00:00');
    await then.getByText('The ticket did not exist yet.').waitFor();
    await page.getByRole('button', { name: 'Who looked' }).click();
    await page
      .getByRole('dialog')
      .getByText(/history/)
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await page.goto(`${desk.url}/audit#ticket=${answered.reference}`);
    await page.getByRole('heading', { level: 1, name: answered.reference }).waitFor();
    expect(page.url()).toEndWith(`/audit/${answered.reference}`);
    expect(complaints).toEqual([]);
  });

  test('verifies with progress, lists checkpoints, and exports what a bare runtime verifies', async () => {
    await until('a checkpoint', async () => {
      const { stdout } = await ledgerdesk(
        ['audit', 'bundle', answered.reference, '--out', folder.sub('any.tar')],
        { folder: data },
      );
      return stdout === '';
    });
    await using window = await enter('/audit/verification', { acceptDownloads: true });
    const { page, complaints } = window;
    await page.getByRole('button', { name: 'Verify the ledger' }).click();
    await page.getByText('The ledger holds').waitFor();
    await picture(page, 'audit-verified');
    await page.getByRole('link', { name: 'Checkpoints' }).click();
    await page
      .getByRole('cell', { name: /genuine/ })
      .first()
      .waitFor();
    await picture(page, 'audit-checkpoints');
    await page.goto(`${desk.url}/audit/${answered.reference}`);
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByLabel(/As they read/).check();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Make the bundle' }).click(),
    ]);
    await page.getByText(/was saved/).waitFor();
    await picture(page, 'audit-export-ticket');
    const name = `ledgerdesk-${answered.reference}-opened`;
    expect(download.suggestedFilename()).toBe(`${name}.tar`);
    mkdirSync(folder.sub('saved'), { recursive: true });
    await download.saveAs(folder.sub('saved/bundle.tar'));
    const run = (...command: string[]) =>
      Bun.spawnSync(command, { cwd: folder.sub('saved'), env: { PATH: process.env['PATH'] } });
    expect(run('tar', '-xf', 'bundle.tar').exitCode).toBe(0);
    const verdict = run('node', join(name, 'verify.mjs'));
    expect([verdict.exitCode, verdict.stdout.toString()]).toEqual([
      0,
      expect.stringContaining(`about: ticket ${answered.reference}`),
    ]);
    await page.goto(`${desk.url}/audit/export`);
    await page.getByRole('button', { name: 'Last 24 hours' }).click();
    const [period] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Make the bundle' }).click(),
    ]);
    expect(period.suggestedFilename()).toMatch(/^ledgerdesk-.*\.tar$/);
    await page.getByText(/was saved/).waitFor();
    await picture(page, 'audit-export');
    // The report is a page of its own, with hostile text harmless and nothing of it run.
    await page.goto(`file://${folder.sub(`saved/${name}/report.html`)}`);
    await page.getByRole('heading', { name: `Ticket ${answered.reference}` }).waitFor();
    await picture(page, 'audit-report');
    expect(complaints).toEqual([]);
  });

  test('is read by keyboard alone, on a phone, in the dark, in German and from right to left', async () => {
    for (const [path, ready] of [
      ['/audit', /How do I sign in/],
      [`/audit/${answered.reference}`, /Kunde schrieb/],
      ['/audit/checkpoints', /Prüfpunkte/],
    ] as const) {
      await using window = await enter(path, {
        locale: 'de-DE',
        colorScheme: 'dark',
        viewport: { width: 360, height: 740 },
      });
      const { page } = window;
      await page.getByText(ready).first().waitFor();
      expect([path, await accessibilityProblems(page)]).toEqual([path, []]);
      expect([path, await sidewaysScroll(page)]).toEqual([path, 0]);
      if (path.includes('LD-')) await picture(page, 'audit-phone-dark');
      await page.evaluate(() => {
        document.documentElement.dir = 'rtl';
      });
      expect([path, await sidewaysScroll(page)]).toEqual([path, 0]);
    }
    await using window = await enter('/audit');
    const { page } = window;
    await page.getByRole('link', { name: /How do I sign in/ }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('/');
    await page.keyboard.type(answered.reference.toLowerCase());
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: answered.reference }).waitFor();
    await page.getByRole('article').first().waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('o');
    await page.getByText('Position in the ledger').first().waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('u');
    await page.getByRole('searchbox').waitFor();
  });

  test('shows the position at which somebody altered the ledger in SQL', async () => {
    const broken = await restart(() =>
      withData(data, async (database) => {
        const { rows } = await database.query<{ position: string }>(
          `select l.position::text as position from ledger l join events e on e.id = l.event_id where e.type = 'ReplyComposed' order by l.position limit 1`,
        );
        const position = rows[0]?.position ?? '';
        await database.exec(
          `begin; set session_replication_role = replica; update events set data = data || '{"agent":"somebody"}' where id = (select event_id from ledger where position = ${position}); commit`,
        );
        return position;
      }),
    );
    await using window = await enter('/audit/verification');
    const { page } = window;
    await page.getByRole('button', { name: 'Verify the ledger' }).click();
    await page.getByText(`The first position that does not hold is ${broken}.`).waitFor();
    await page.getByRole('cell', { name: 'Altered' }).waitFor();
    await picture(page, 'audit-broken');
    const subject = page.getByRole('cell').getByRole('link', { name: /^LD-/ }).first();
    const named = (await subject.textContent())?.slice(0, 'LD-0000-0000'.length);
    await subject.click();
    await page.getByRole('heading', { level: 1, name: named ?? 'none' }).waitFor();
    expect(new URL(page.url()).searchParams.get('version')).toMatch(/^\d+$/);
  });
});
