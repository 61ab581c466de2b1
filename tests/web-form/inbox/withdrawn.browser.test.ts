// A reply that was taken back because the customer had written again by then, in a real browser.
import { beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { accessibilityProblems, picture, sidewaysScroll } from '../browser.ts';
import { stubDeskForFile } from '../desk-for-file.ts';
import { stubKeys } from '../stub-sessions.ts';
import { stubInbox } from './stub-inbox.ts';
import { ago, message, ticket } from './stub-tickets.ts';

setDefaultTimeout(120_000);
const inbox = stubInbox();
const { desk, visit, isMissing } = stubDeskForFile(inbox.answer);
const reference = 'LD-BACK-0001';
const both = 'Turn the roll over and print a test page. For the scale, press Zero with nothing on it.';

beforeAll(() => {
  const {
    escalation: _,
    sla: __,
    ...calm
  } = ticket({
    reference,
    status: 'pending',
    subject: 'Blank labels',
    staffInCharge: false,
    messages: [
      message({ at: ago(7), text: 'My labels come out blank. What can I try?' }),
      message({
        kind: 'agent',
        by: 'extractive',
        at: ago(6),
        text: 'Turn the roll over and print a test page.',
        delivery: { state: 'withdrawn', detail: 'customer-wrote', at: ago(6) },
      }),
      message({ at: ago(6), text: 'And the scale shows 12 g with nothing on it.' }),
      message({
        kind: 'agent',
        by: 'extractive',
        at: ago(4),
        text: both,
        delivery: { state: 'delivered', at: ago(4) },
      }),
    ],
  });
  inbox.put(calm);
});

describe.skipIf(isMissing)('a reply that was taken back', () => {
  for (const [locale, said] of [
    ['en-GB', ['Withdrawn · The customer wrote again', 'Delivered']],
    ['de-DE', ['Zurückgezogen · Der Kunde hat noch einmal geschrieben', 'Zugestellt']],
  ] as const)
    test(`says that it never went out, and why (${locale})`, async () => {
      const width = locale === 'en-GB' ? 1280 : 390;
      await using window = await visit(`${desk.origin}/inbox/all/${reference}#key=${stubKeys.agent}`, {
        locale,
        viewport: { width, height: 900 },
      });
      const { page, complaints } = window;
      await page.locator('.mails').getByText(both).waitFor();
      const [withdrawn, sent] = await page.locator('.delivery').allInnerTexts();
      expect([withdrawn?.split('\n')[0], sent?.split('\n')[0]]).toEqual([...said]);
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await sidewaysScroll(page)).toBe(0);
      await picture(page, `inbox-withdrawn-${locale}`);
      expect(complaints).toEqual([]);
    });
});
