// A ticket that somebody else resolves while a reply to it is being written.
import { beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { picture } from '../browser.ts';
import { stubDeskForFile } from '../desk-for-file.ts';
import { stubKeys } from '../stub-sessions.ts';
import { type StubInbox, stubInbox } from './stub-inbox.ts';
import { conversation, ticket } from './stub-tickets.ts';

setDefaultTimeout(120_000);
let inbox: StubInbox;
const { desk, visit, isMissing } = stubDeskForFile((...asked) => inbox.answer(...asked));

beforeEach(() => {
  inbox = stubInbox();
  inbox.put(ticket({ reference: 'LD-7K2M-9QXA', messages: conversation() }));
});

describe.skipIf(isMissing)('a ticket that is resolved by somebody else', () => {
  test('is said to be, and is reopened to send what was written (bug: it was said to be with the agent)', async () => {
    await using window = await visit(`${desk.origin}/inbox/all/LD-7K2M-9QXA#key=${stubKeys.agent}`);
    const { page, complaints } = window;
    await page.getByRole('button', { name: /^Reply by/ }).click();
    const box = page.getByLabel('Your reply');
    await box.fill('One more thing.');
    const before = inbox.tickets.get('LD-7K2M-9QXA')?.reply;
    if (!before) throw new Error('the ticket is there');
    const reply = { ...before, possible: false, because: 'not-escalated' } as const;
    inbox.change('LD-7K2M-9QXA', { status: 'resolved', staffInCharge: false, reply }, 'TicketResolved');
    const form = page.getByRole('form', { name: 'Write' });
    await form.getByText('The ticket is resolved. Reopen it to reply.').waitFor();
    await picture(page, 'inbox-resolved-meanwhile');
    expect(await form.getByText('The agent has this ticket').count()).toBe(0);
    await form.getByRole('button', { name: 'Reopen' }).click();
    await form.getByText('The ticket is resolved').waitFor({ state: 'detached' });
    expect(await box.inputValue()).toBe('One more thing.');
    await box.press('Control+Enter');
    await page.getByRole('region', { name: 'Conversation' }).getByText('One more thing.').waitFor();
    expect(complaints).toEqual([]);
  });
});
