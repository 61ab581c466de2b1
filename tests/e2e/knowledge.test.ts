// The knowledge desk and the overview of the real program: what is edited is answered from at once, what is withdrawn no more,
// and the overview counts what the log has. Set LEDGERDESK_TEST_SCREENSHOTS to a folder to get a picture of every state.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { OverviewView } from '../../src/adapters/elysia/overview/views.ts';
import { accessibilityProblems, picture } from '../web-form/browser.ts';
import { bearer, covered, legal, post, replied, status, submit, uncovered } from './customer.ts';
import { until } from './desk.ts';
import { deskInBrowser } from './desk-in-browser.ts';

setDefaultTimeout(120_000);
const { desk, enter, isMissing } = deskInBrowser();

const axolotls =
  'Axolotls live in cold water.\n\n## Which fish get along with axolotls\n\nWhite cloud minnows are aquarium fish that get along with a pair of axolotls in cold water. Keep both at 16 degrees.';

/** A ticket that staff answered and settled. @returns its reference */
async function answered(message: string, text: string): Promise<string> {
  const { reference } = await submit(desk, { message });
  const at = `${desk.url}/api/inbox/tickets/${reference}`;
  const ticket = () => fetch(at, { headers: bearer(desk.key) }).then((response) => response.json());
  await until('it is with a person', async () =>
    (await ticket()).status === 'escalated' ? true : undefined,
  );
  for (const [action, body] of [
    ['take', {}],
    ['reply', { replyId: crypto.randomUUID(), text }],
    ['resolve', {}],
  ] as const) {
    const { version } = await ticket();
    const done = await post(`${at}/${action}`, { expectedVersion: version, ...body }, bearer(desk.key));
    if (!done.ok) throw new Error(`${action}: ${done.status} ${await done.text()}`);
  }
  return reference;
}

describe.skipIf(isMissing)('the knowledge desk', () => {
  test('an article that staff writes is answered from at once, and no more once it is withdrawn', async () => {
    const { page, complaints, [Symbol.asyncDispose]: close } = await enter('/knowledge/questions');
    await page.getByRole('heading', { name: 'What would the agent answer?' }).waitFor();
    const ask = async () => {
      await page.goto(`${desk.url}/knowledge/questions?q=${encodeURIComponent(uncovered)}`);
      await page.getByRole('button', { name: 'Ask' }).click();
    };
    await ask();
    await page.getByRole('heading', { name: /It would hand over to a person/ }).waitFor();
    await picture(page, 'knowledge-question-unknown');

    await page.goto(`${desk.url}/knowledge/new`);
    await page.getByLabel('Title').fill('Fish for axolotls');
    await page.getByLabel('Keywords').fill('aquarium, axolotl');
    await page.getByLabel('Text', { exact: true }).fill(axolotls);
    await picture(page, 'knowledge-new');
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByText('Published as version 1.').waitFor();
    await page.waitForURL(/\/knowledge\/fish-for-axolotls$/);
    await page.getByRole('link', { name: /Fish for axolotls/ }).waitFor();
    await ask();
    await page.getByRole('heading', { name: /It would answer/ }).waitFor();
    await picture(page, 'knowledge-question-answered');
    const receipt = await submit(desk, { message: uncovered });
    const answered = await until('the customer is answered from it', async () =>
      (await status(desk, receipt)).messages.find(({ kind }) => kind === 'answer'),
    );
    expect(answered.text).toContain('White cloud minnows');

    await page.goto(`${desk.url}/knowledge/fish-for-axolotls`);
    await page.getByRole('button', { name: 'Withdraw' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
    await page.getByText('This article is withdrawn: nobody is answered from it.').waitFor();
    expect((await fetch(`${desk.url}/support/articles/fish-for-axolotls`)).status).toBe(404);
    await ask();
    await page.getByRole('heading', { name: /It would hand over to a person/ }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  test('of two editors the second is shown what the first one did, and nothing is lost', async () => {
    await using first = await enter('/knowledge/reset-password');
    await using second = await enter('/knowledge/reset-password');
    const text = ({ page }: typeof first) => page.getByLabel('Text', { exact: true });
    const publish = ({ page }: typeof first) =>
      page.getByRole('button', { name: 'Publish the change' }).click();
    const before = await text(first).inputValue();
    await text(second).fill(`${before}\n\nFrom the second.`);
    await text(first).fill(`${before}\n\nFrom the first.`);
    await publish(first);
    await first.page.getByText('Published as version 2.').waitFor();
    await publish(second);
    const alert = second.page
      .getByRole('alert')
      .filter({ hasText: 'has changed the article since you began' });
    await alert.getByRole('button', { name: 'See what they changed' }).click();
    // What they changed, and what would be changed of it: one below the other, under the ways on.
    await alert.getByText('From the first.').nth(1).waitFor();
    const parts = [alert.locator('.actions'), ...(await alert.locator('.knowledge-compared').all())];
    const edges = await Promise.all(parts.map((part) => part.boundingBox()));
    expect(new Set(edges.map((edge) => edge?.x)).size).toBe(1);
    expect(edges.length).toBe(3);
    await picture(second.page, 'knowledge-conflict');
    expect(await accessibilityProblems(second.page)).toEqual([]);
    await alert.getByRole('button', { name: 'Publish mine over it' }).click();
    await second.page.getByText('Published as version 3.').waitFor();
    await second.page.getByRole('tab', { name: 'Versions (3)' }).click();
    await second.page.getByRole('link', { name: 'Version 3: changed' }).click();
    await second.page.getByRole('region', { name: 'Compare' }).getByText('second').first().waitFor();
    await picture(second.page, 'knowledge-versions');
  });

  test('files are brought in, and what a person answered is suggested and published', async () => {
    await using window = await enter('/knowledge/import');
    const { page } = window;
    const article = '---\ntitle: Gift cards\ncategory: billing\n---\nGift cards are valid for three years.';
    const file = (name: string, text: string) => ({
      name,
      mimeType: 'text/markdown',
      buffer: Buffer.from(text),
    });
    await page
      .getByLabel('Files')
      .setInputFiles([file('gift-cards.md', article), file('bad.md', 'no front matter')]);
    await page.getByRole('button', { name: 'Import' }).click();
    await page.getByText('1 published, 0 changed, 0 unchanged').waitFor();
    await page.getByText(/the front matter is missing/).waitFor();
    await picture(page, 'knowledge-import');

    const reference = await answered(legal, 'Contracts end with the month in which they are cancelled.');
    await page.goto(`${desk.url}/knowledge/suggestions`);
    const card = page.getByRole('article').filter({ hasText: reference });
    await card.getByLabel('Title').fill('When contracts end');
    await picture(page, 'knowledge-suggestions');
    await card.getByRole('button', { name: 'Publish as an article' }).click();
    await page.getByText('Nothing is suggested right now.').waitFor();
    expect((await fetch(`${desk.url}/support/articles/when-contracts-end`)).status).toBe(200);
    await page.goto(`${desk.url}/knowledge/gaps`);
    await page.getByText('What customers asked in vain').waitFor();
    await picture(page, 'knowledge-no-gaps');
  });

  test('a draft has a heading and nothing of its customer, and what an article says is not suggested', async () => {
    await answered(
      `${legal} How do I change my billing address?`,
      'Hello Ada,\n\nopen Settings > Billing > Billing details. Edit the company name, street, postcode, town and country. Press Save. The next invoice uses the new details.\n\nKind regards\nMara',
    );
    const reference = await answered(
      `Hello, ${legal} Could you please tell me how I can keep axolotls cool in my order LDX-44716 in summer?\n\nBest regards\nTom Brook`,
      'Hi Tom,\n\nput a fan above the tank of LDX-44716: it cools the water by three degrees. Call +44 20 7946 0123, Mr Brook.',
    );
    await using window = await enter('/knowledge/suggestions', { locale: 'de-DE' });
    const { page } = window;
    const card = page.getByRole('article').filter({ hasText: reference });
    await card.waitFor();
    expect(await page.locator('.knowledge-suggestion').count()).toBe(1);
    const title = await card.getByLabel('Titel').inputValue();
    const text = await card.getByLabel('Text', { exact: true }).inputValue();
    expect(title).toBe('How to keep axolotls cool in summer');
    expect(text).toBe('Put a fan above the tank of […]: it cools the water by three degrees. Call […], […].');
    await picture(page, 'german-suggestions');
  });
});

describe.skipIf(isMissing)('the overview', () => {
  test('counts what the log has', async () => {
    const receipts = [await submit(desk, { message: covered }), await submit(desk, { message: uncovered })];
    for (const receipt of receipts) await replied(desk, receipt);
    const exported = await fetch(`${desk.url}/api/audit/export`, { headers: bearer(desk.key) });
    const log = await exported.text();
    const inLog = (type: string) => log.split(`"type":"${type}"`).length - 1;
    const { overview } = await until('the read models have everything', async () => {
      const response = await fetch(`${desk.url}/api/overview?days=1`, { headers: bearer(desk.key) });
      const body = (await response.json()) as OverviewView;
      return body.health.relay.followers.every(({ behind }) => behind === 0) ? { overview: body } : undefined;
    });
    const sum = (name: 'accepted' | 'opened' | 'answered' | 'escalated' | 'suppressed' | 'unanswered') =>
      overview.slices.reduce((all, slice) => all + slice[name], 0);
    expect(sum('accepted')).toBe(inLog('CustomerMessageReceived'));
    expect(sum('opened')).toBe(inLog('TicketOpened'));
    expect(sum('answered') + sum('escalated') + sum('suppressed') + sum('unanswered')).toBe(sum('accepted'));
    expect(overview.channels.at(-1)).toMatchObject({ channel: 'all', escalated: inLog('TicketEscalated') });
    await using window = await enter('/overview?range=24h');
    const { page, complaints } = window;
    const tile = page.locator('.overview-tile', { hasText: 'Messages accepted' }).locator('.overview-value');
    await tile.waitFor();
    expect(await tile.textContent()).toBe(String(sum('accepted')));
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
