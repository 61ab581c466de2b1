// Signed checkpoints in a real browser: the newest first, older ones on demand, and none asked for twice.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Checkpoints } from '../../../web-form/audit/contract.ts';
import { picture } from '../browser.ts';
import { stubDeskForFile } from '../desk-for-file.ts';
import { json } from '../stub-answers.ts';
import { stubKeys } from '../stub-sessions.ts';

setDefaultTimeout(120_000);
const { desk, visit, isMissing } = stubDeskForFile();

const total = 120;
const atOnce = 50;
const signed = (position: number): Checkpoints['checkpoints'][number] => ({
  position: String(position),
  hash: position.toString(16).padStart(64, '0'),
  time: new Date(Date.UTC(2026, 10, 20, 14, position)).toISOString(),
  keyId: '0aed87cac8ba5e5c',
  signature: 'c2lnbmVk',
  genuine: true,
});

function pageBelow(before: number): Checkpoints {
  const positions = Array.from({ length: Math.min(atOnce, before - 1) }, (_, place) => before - 1 - place);
  const oldest = positions.at(-1) ?? 0;
  return {
    keyId: '0aed87cac8ba5e5c',
    isOutside: true,
    publicKey: '',
    checkpoints: positions.map(signed),
    total,
    ...(oldest > 1 ? { next: String(oldest) } : {}),
  };
}

describe.skipIf(isMissing)('the list of checkpoints', () => {
  test('is fetched page by page, and says how many there are', async () => {
    const asked = () => desk.asked.filter((one) => one.startsWith('/api/audit/checkpoints'));
    desk.audit.instead.set('/checkpoints', () => {
      const before = new URL(asked().at(-1) ?? '', desk.origin).searchParams.get('before');
      return json(pageBelow(Number(before ?? total + 1)));
    });
    await using window = await visit(`${desk.origin}/audit/checkpoints#key=${stubKeys.auditor}`, {
      locale: 'en-GB',
    });
    const { page, complaints } = window;
    const rows = page.getByRole('table', { name: 'Checkpoints' }).locator('tbody tr');
    const more = page.getByRole('button', { name: 'Show older' });
    await page.getByText('120 checkpoints').waitFor();
    expect(await rows.count()).toBe(50);
    await more.click();
    await rows.nth(99).waitFor();
    await more.click();
    await rows.nth(119).waitFor();
    expect(await more.count()).toBe(0);
    expect(await rows.locator('td:first-child').allTextContents()).toEqual(
      Array.from({ length: total }, (_, place) => String(total - place)),
    );
    expect(asked()).toEqual(
      ['', '?before=71', '?before=21'].map((query) => `/api/audit/checkpoints${query}`),
    );
    expect(complaints).toEqual([]);
  });

  test.each([
    ['checkpoints', true],
    ['checkpoints', false],
    ['verification', true],
    ['verification', false],
  ])(
    'on %s warns of checkpoints that lie in the database alone: kept outside %p',
    async (page, isOutside) => {
      desk.audit.instead.set('/checkpoints', () => json({ ...pageBelow(4), isOutside }));
      await using window = await visit(`${desk.origin}/audit/${page}#key=${stubKeys.auditor}`, {
        locale: 'en-GB',
      });
      const warning = window.page.getByText('The desk keeps its checkpoints in the database alone.');
      if (isOutside) {
        await window.page.waitForLoadState('networkidle');
        expect(await warning.count()).toBe(0);
      } else {
        await warning.waitFor();
        await picture(window.page, `audit-${page}-inside`);
      }
    },
  );
});
