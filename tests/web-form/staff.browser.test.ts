// The page for trying things out, and the articles, in a real browser.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { StandInMessage } from '../../web-form/client/contract.ts';
import { picture } from './browser.ts';
import { stubDeskForFile } from './desk-for-file.ts';
import { stubKeys } from './stub-sessions.ts';

setDefaultTimeout(120_000);
const { desk, visit, isMissing } = stubDeskForFile();

describe.skipIf(isMissing)('the sandbox', () => {
  test('needs a staff key: taken from the fragment and wiped from the address, or typed', async () => {
    await using window = await visit(`${desk.origin}/sandbox#key=${stubKeys.agent}`);
    const { page, complaints } = window;
    await page.getByRole('heading', { name: 'Captured messages' }).waitFor();
    expect(page.url()).toBe(`${desk.origin}/sandbox`);
    await page.reload();
    await page.getByText('Nothing captured yet').waitFor();
    expect(desk.asked.some((address) => address.includes(stubKeys.agent))).toBe(false);
    expect(complaints).toEqual([]);
    await using wrong = await visit(`${desk.origin}/sandbox#key=wrong`);
    await wrong.page.getByText('This key opens nothing here.').first().waitFor();
    await wrong.page.getByLabel('Staff key').fill(stubKeys.agent);
    await wrong.page.keyboard.press('Enter');
    await wrong.page.getByText('Nothing captured yet').waitFor();
  });
});

describe.skipIf(isMissing)('the sandbox shows mail and chats', () => {
  const mail = (part: Partial<StandInMessage>): StandInMessage => ({
    at: '2026-11-20T10:00:00.000Z',
    channel: 'email',
    direction: 'inbound',
    from: 'ada@example.org',
    to: 'support@ledgerdesk.example',
    subject: 'Blank labels',
    text: 'They are <b>blank</b>.',
    status: 'received',
    headers: [],
    ...part,
  });

  test('as conversations that both sides are seen in, with the headers a mail program goes by', async () => {
    await using window = await visit(`${desk.origin}/sandbox#key=${stubKeys.agent}`);
    const { page, complaints } = window;
    await page.getByText('No e-mail and no chat yet').waitFor();
    desk.exchanged.push(
      mail({}),
      mail({
        at: '2026-11-20T10:01:00.000Z',
        direction: 'outbound',
        from: 'support@ledgerdesk.example',
        to: 'ada@example.org',
        subject: 'Re: Blank labels',
        text: 'Turn the roll over.',
        status: 'sent',
        headers: [{ name: 'In-Reply-To', value: '<1@example.org>' }],
      }),
      mail({
        channel: 'whatsapp',
        from: 'whatsapp:+15555550123',
        subject: '',
        text: 'Hello',
        at: '2026-11-20T10:02:00.000Z',
      }),
    );
    const conversations = page.getByRole('list', { name: /Conversations by e-mail/ });
    await conversations.getByRole('heading', { name: '+15555550123' }).waitFor();
    expect(await conversations.getByRole('heading', { level: 3 }).allTextContents()).toEqual([
      '+15555550123',
      'ada@example.org',
    ]);
    await conversations.getByText('They are <b>blank</b>.').waitFor();
    await conversations.getByText('Headers').click();
    await conversations.getByText('<1@example.org>').waitFor();
    await picture(page, 'sandbox-conversations');
    expect(complaints).toEqual([]);
  });
});

describe.skipIf(isMissing)('the other pages', () => {
  test('an article reads as one, and a missing one says so', async () => {
    await using window = await visit(`${desk.origin}/articles/label-printing-problems`);
    await window.page.getByRole('heading', { level: 1, name: 'Label printing problems' }).waitFor();
    expect(await window.page.title()).toBe('Label printing problems · Support');
    expect(await window.page.locator('ol li').count()).toBe(3);
    expect(window.complaints).toEqual([]);
    await using missing = await visit(`${desk.origin}/articles/unknown`);
    await missing.page.getByRole('heading', { name: 'There is no such article' }).waitFor();
  });

  test('the sandbox shows what would have left, newest first, and keeps up', async () => {
    const captured = (at: string, replyId: string, subject: string) =>
      ({
        at,
        channel: 'email',
        replyId,
        reference: 'LD-7K2M-9QXA',
        subject,
        text: '<b>not bold</b>',
      }) as const;
    await using window = await visit(`${desk.origin}/sandbox#key=${stubKeys.agent}`);
    const { page, complaints } = window;
    await page.getByText('Nothing captured yet').waitFor();
    desk.captured.push(
      captured('2026-11-20T10:00:00.000Z', 'r1', 'First'),
      captured('2026-11-20T10:05:00.000Z', 'r2', 'Second'),
    );
    await page.getByRole('heading', { name: 'Second' }).waitFor();
    const list = page.getByRole('list', { name: 'Captured messages, newest first' });
    expect(await list.getByRole('heading', { level: 3 }).allTextContents()).toEqual(['Second', 'First']);
    await page.getByText('<b>not bold</b>').first().waitFor();
    expect(complaints).toEqual([]);
  });
});
