// What comes in while somebody reads or writes, in a real browser: of whom it is, and how much of it is shown.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { InboxMessage } from '../../../web-form/inbox/contract.ts';
import { accessibilityProblems } from '../browser.ts';
import { stubDeskForFile } from '../desk-for-file.ts';
import { stubKeys } from '../stub-sessions.ts';
import { stubInbox } from './stub-inbox.ts';
import { message, ticket } from './stub-tickets.ts';

setDefaultTimeout(120_000);
const inbox = stubInbox();
const { desk, visit, isMissing } = stubDeskForFile(inbox.answer);
const open = (reference: string) =>
  visit(`${desk.origin}/inbox/all/${reference}#key=${stubKeys.agent}`, { locale: 'en-GB' });

describe.skipIf(isMissing)('what comes in', () => {
  const writers: readonly [string, Partial<InboxMessage>, string][] = [
    ['a customer whose message names nobody', { kind: 'customer', by: '' }, 'New message of Ada Marsh'],
    ['the desk itself', { kind: 'notice', by: 'policy' }, 'New message of Support desk'],
    ['somebody else of the staff', { kind: 'staff', by: 'otto' }, 'New message of otto'],
  ];
  for (const [nr, [who, part, announced]] of writers.entries())
    test(`is announced as of ${who}`, async () => {
      const reference = `LD-NEWS-000${nr}`;
      inbox.put(ticket({ reference, messages: [message({})] }));
      await using window = await open(reference);
      const { page, complaints } = window;
      await page.getByRole('button', { name: /^Reply by/ }).waitFor();
      inbox.say(reference, message({ text: 'One thing more.', ...part }), part.by ?? '', 'replied');
      await page.getByText(announced, { exact: true }).waitFor({ state: 'attached' });
      expect(complaints).toEqual([]);
    });

  test('between a reply and its sending is marked where it is cut', async () => {
    const reference = 'LD-NEWS-0009';
    inbox.put(ticket({ reference, messages: [message({})] }));
    await using window = await open(reference);
    const { page } = window;
    await page.getByRole('button', { name: /^Reply by/ }).click();
    await page.getByRole('textbox', { name: 'Your reply' }).fill('Keep the box.');
    const text = `${'Keep the box until then. '.repeat(40)}Thank you.`;
    inbox.say(reference, message({ kind: 'staff', by: 'otto', text }), 'otto', 'replied');
    await page.getByRole('article', { name: /otto/ }).waitFor();
    await page.keyboard.press('Control+Enter');
    const shown = page.getByRole('alert', { name: 'Not sent: something came in between' }).locator('.quote');
    expect(await shown.textContent()).toBe(`${text.slice(0, 399)}…`);
  });

  test('by mail leads to the mail as it came, and nothing else does', async () => {
    const reference = 'LD-NEWS-0010';
    const chat = message({ channel: 'whatsapp' });
    inbox.put(ticket({ reference, messages: [message({ original: 'f7' }), chat] }));
    await using window = await open(reference);
    const links = window.page.getByRole('link', { name: 'The mail as it came' });
    await links.waitFor();
    expect(await links.count()).toBe(1);
    expect(await links.getAttribute('href')).toBe(`/api/inbox/tickets/${reference}/files/f7`);
    expect(await accessibilityProblems(window.page)).toEqual([]);
  });
});
