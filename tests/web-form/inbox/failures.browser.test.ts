// Why a reply did not arrive, in a real browser: words in the reader's language, and the code beside them.
import { beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Offer } from '../../../web-form/inbox/contract.ts';
import { accessibilityProblems, picture, sidewaysScroll } from '../browser.ts';
import { stubDeskForFile } from '../desk-for-file.ts';
import { stubKeys } from '../stub-sessions.ts';
import { stubInbox } from './stub-inbox.ts';
import { ago, message, ticket } from './stub-tickets.ts';

setDefaultTimeout(120_000);
const inbox = stubInbox();
const { desk, visit, isMissing } = stubDeskForFile(inbox.answer);

const codes = ['http-400-invalidArgument', '5.2.2', 'refused-recipient', 'brand\u202enew'];

beforeAll(() => {
  inbox.put(
    ticket({
      reference: 'LD-FAIL-0002',
      escalation: {
        reason: 'undeliverable',
        evidence: 'A reply could not be delivered on email: 5.2.2.',
        at: ago(3),
        by: 'delivery',
      },
      messages: codes.map((detail) =>
        message({
          kind: 'staff',
          by: 'ida',
          text: 'On its way.',
          delivery: { state: 'failed', at: ago(3), detail },
        }),
      ),
    }),
  );
});

const expected = {
  'en-GB': {
    states: [
      'Not delivered · refused by the provider http-400-invalidArgument',
      'Not delivered · mailbox full 5.2.2',
      'Not delivered · the provider does not deliver to them refused-recipient',
      'Not delivered · the channel gave a reason that we have no words for brandnew',
    ],
    because: 'E-mail: mailbox full 5.2.2',
    width: 1280,
  },
  'de-DE': {
    states: [
      'Nicht zugestellt · vom Anbieter abgelehnt http-400-invalidArgument',
      'Nicht zugestellt · Postfach voll 5.2.2',
      'Nicht zugestellt · der Anbieter stellt dorthin nicht zu refused-recipient',
      'Nicht zugestellt · der Kanal nannte einen Grund, für den wir keine Worte haben brandnew',
    ],
    because: 'E-Mail: Postfach voll 5.2.2',
    width: 390,
  },
} as const;

describe.skipIf(isMissing)('a reply that failed', () => {
  for (const locale of ['en-GB', 'de-DE'] as const) {
    test(`says why in words, with the code beside it (${locale})`, async () => {
      const { states, because, width } = expected[locale];
      await using window = await visit(`${desk.origin}/inbox/all/LD-FAIL-0002#key=${stubKeys.agent}`, {
        locale,
        viewport: { width, height: 900 },
      });
      const { page, complaints } = window;
      const shown = page.locator('.delivery');
      await shown.last().waitFor();
      expect(await shown.allInnerTexts()).toEqual([...states]);
      expect(await page.locator('.escalation .because').textContent()).toBe(because);
      expect(await page.locator('.failure-code').count()).toBe(codes.length + 1);
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await sidewaysScroll(page)).toBe(0);
      await picture(page, `inbox-failures-${locale}`);
      expect(complaints).toEqual([]);
    });
  }

  test('offers the address that is proven while the choice is open', async () => {
    const reference = 'LD-FAIL-0003';
    const delivery = {
      state: 'failed',
      at: ago(3),
      detail: 'bad-address',
      undelivered: true,
      canRetry: true,
    };
    const failed = message({ kind: 'staff', by: 'ida', text: 'A new one comes.', delivery });
    const withOffers = (offers: readonly Offer[]) => ({
      messages: [{ ...failed, delivery: { ...delivery, offers } }],
    });
    inbox.put(ticket({ reference, ...withOffers([]) }));
    await using window = await visit(`${desk.origin}/inbox/all/${reference}#key=${stubKeys.agent}`, {
      locale: 'en-GB',
    });
    const { page } = window;
    await page.getByRole('button', { name: 'Send elsewhere…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Send it elsewhere' });
    await dialog.getByText('No other address of this customer is proven.').waitFor();
    const work = { channel: 'email', to: 'ada@work.example', evidence: 'attested' } as const;
    inbox.change(reference, withOffers([work]), 'IdentifierLinked');
    await dialog.getByRole('button', { name: /ada@work\.example/ }).waitFor();
    expect(await dialog.getByText('No other address').count()).toBe(0);
  });
});
