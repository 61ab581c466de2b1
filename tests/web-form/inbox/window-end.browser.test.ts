// The 24 hours in which free text reaches a customer on WhatsApp end while somebody writes: nothing on the log says so.
import { beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { picture } from '../browser.ts';
import { stubDeskForFile } from '../desk-for-file.ts';
import { stubKeys } from '../stub-sessions.ts';
import { type StubInbox, stubInbox } from './stub-inbox.ts';
import { ago, message, type StubTicket, ticket } from './stub-tickets.ts';

setDefaultTimeout(120_000);
let inbox: StubInbox;
let chat: StubTicket;
const { desk, visit, isMissing } = stubDeskForFile((...asked) => inbox.answer(...asked));

const free = { characters: 4_800, preferredCharacters: 300, parts: 3 };
const way = { possible: true, channel: 'whatsapp', to: 'whatsapp:+15•••123', limits: free } as const;

beforeEach(() => {
  inbox = stubInbox();
  chat = ticket({
    reference: 'LD-CHAT-0001',
    channel: 'whatsapp',
    messages: [message({ channel: 'whatsapp' })],
    reply: { ...way, window: { open: true, closesAt: ago(-2) } },
  });
  inbox.put(chat);
});

/** Somebody writes, and what the desk knows of the way changes with the time alone. */
async function outlast(page: Page, text: string, reply: StubTicket['reply']): Promise<void> {
  await page.getByRole('button', { name: /^Reply by/ }).click();
  await page.getByLabel('Your reply').fill(text);
  await page.getByText('left to reply freely').waitFor();
  chat.reply = reply;
  await page.clock.fastForward(3 * 60_000);
}

/** A page whose clock moves when it is told to. */
async function open() {
  const window = await visit('about:blank');
  await window.page.clock.install();
  await window.page.goto(`${desk.origin}/inbox/all/LD-CHAT-0001#key=${stubKeys.agent}`);
  return window;
}

describe.skipIf(isMissing)('when 24 hours are over', () => {
  test('nothing can be sent without a template, and why is said before anybody tries (bug: only after sending)', async () => {
    await using window = await open();
    const { page, complaints } = window;
    const window24 = { open: false, closesAt: ago(0) };
    await outlast(page, 'Half a sen', {
      ...way,
      possible: false,
      because: 'window-closed',
      window: window24,
    });
    await page.getByText('no template is set up').waitFor();
    await picture(page, 'inbox-window-over');
    await page.getByLabel('Your reply').press('Control+Enter');
    const send = page.getByRole('button', { name: /^Send/ });
    expect(await send.getAttribute('aria-disabled')).toBe('true');
    expect(await page.getByLabel('Your reply').inputValue()).toBe('Half a sen');
    expect(inbox.acts).toEqual([]);
    // The customer writes again: it goes on where it was.
    inbox.say(
      'LD-CHAT-0001',
      message({ channel: 'whatsapp', text: 'Still there?' }),
      'Ada',
      'customer-wrote',
    );
    inbox.change(
      'LD-CHAT-0001',
      { reply: { ...way, window: { open: true, closesAt: ago(-1_440) } } },
      'CustomerMessageReceived',
    );
    await page.clock.fastForward(2_000);
    await page.getByText('left to reply freely').waitFor();
    expect(await page.getByLabel('Your reply').inputValue()).toBe('Half a sen');
    expect(complaints).toEqual([]);
  });

  test('a template takes what is sent, and its limit counts from then on (bug: the limit of free text)', async () => {
    await using window = await open();
    const { page } = window;
    await outlast(page, 'x'.repeat(910), {
      ...way,
      template: true,
      limits: { characters: 900, parts: 1 },
      window: { open: false, closesAt: ago(0) },
    });
    await page.locator('.window').getByText('24 hours are over: goes out in a template').waitFor();
    await page.locator('.counter').getByText('10 characters more than the template holds').waitFor();
    await page.getByLabel('Your reply').fill('Short enough.');
    await page.keyboard.press('Control+Enter');
    await page.clock.fastForward(2_000);
    await page.getByRole('region', { name: 'Conversation' }).getByText('Short enough.').waitFor();
    expect(inbox.acts.map(({ path }) => path.split('/').at(-1))).toEqual(['reply']);
  });
});
