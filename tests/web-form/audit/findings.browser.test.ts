// What a verification found, in a real browser: each finding leads to what it is about.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { VerificationLine } from '../../../web-form/audit/contract.ts';
import { accessibilityProblems, picture, sidewaysScroll } from '../browser.ts';
import { stubDeskForFile } from '../desk-for-file.ts';
import { stubKeys } from '../stub-sessions.ts';

setDefaultTimeout(120_000);
const { desk, visit, isMissing } = stubDeskForFile();

const customerId = '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c10';
const altered = (position: string) => ({
  position,
  kind: 'altered',
  detail: `the hash does not follow from the entry before and event ${position}`,
});
const report: VerificationLine = {
  kind: 'report',
  ok: false,
  entries: 43,
  head: { position: '43', hash: 'ab'.repeat(32) },
  checkpoints: 2,
  notes: [],
  findings: [
    { ...altered('44'), stream: 'ticket-1', version: 4, reference: 'LD-7K2M-9QXA' },
    { ...altered('45'), stream: `customer-${customerId}`, version: 2, customerId },
    { ...altered('46'), stream: 'article-1', version: 1, article: 'label-printing-problems' },
    { ...altered('47'), stream: 'ticket-gone' },
    { position: '48', kind: 'gap', detail: 'position 48 is missing; 49 follows' },
  ],
  durationMs: 3.2,
};

describe.skipIf(isMissing)('the findings of a verification', () => {
  for (const width of [390, 1280]) {
    test(`lead to the ticket at its event, the customer and the article, ${width} px wide`, async () => {
      desk.audit.instead.set('/verify', () => new Response(`${JSON.stringify(report)}\n`));
      await using window = await visit(`${desk.origin}/audit/verification#key=${stubKeys.auditor}`, {
        locale: 'en-GB',
        viewport: { width, height: 900 },
      });
      const { page, complaints } = window;
      await page.getByRole('button', { name: 'Verify the ledger' }).click();
      await page.getByText('The first position that does not hold is 44.').waitFor();
      const links = page.getByRole('table', { name: 'Findings' }).getByRole('link');
      expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual([
        '/audit/LD-7K2M-9QXA?version=4',
        `/audit?customer=${customerId}`,
        '/knowledge/label-printing-problems',
      ]);
      await page.getByText('ticket-gone').waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await sidewaysScroll(page)).toBe(0);
      await picture(page, `audit-findings-${width}`);
      await links.first().click();
      await page.getByText('After event 4 of 7').first().waitFor();
      const chosen = page.locator('.audit-event[data-chosen="true"]');
      expect(await chosen.textContent()).toContain('#44');
      expect(complaints).toEqual([]);
    });
  }
});
