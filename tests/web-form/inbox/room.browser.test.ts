// The inbox in a real browser: the journeys of staff, against a desk in memory that refuses a second answer.
import { beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { BrowserContextOptions, Page, Route } from 'playwright-core';
import { picture } from '../browser.ts';
import { stubDeskForFile } from '../desk-for-file.ts';
import { stubKeys } from '../stub-sessions.ts';
import { type StubInbox, stubInbox } from './stub-inbox.ts';
import { ago, conversation, message, ticket } from './stub-tickets.ts';

setDefaultTimeout(120_000);
let inbox: StubInbox;
const { desk, visit, isMissing } = stubDeskForFile((...asked) => inbox.answer(...asked));

beforeEach(() => {
  inbox = stubInbox();
  inbox.put(ticket({ reference: 'LD-7K2M-9QXA', messages: conversation() }));
});

const open = (where: string, options: BrowserContextOptions = {}, who: 'agent' | 'admin' = 'agent') =>
  visit(`${desk.origin}${where}#key=${stubKeys[who]}`, options);
const ticketPath = '/inbox/escalated/LD-7K2M-9QXA';
const messages = (page: Page) => page.getByRole('region', { name: 'Conversation' });
const write = async (page: Page, text: string) => {
  await page.getByRole('button', { name: /^(Reply by|Go on)/ }).click();
  await page.getByLabel('Your reply').fill(text);
};

describe.skipIf(isMissing)('a ticket', () => {
  test('is opened from its queue, taken over, answered and handed back', async () => {
    await using window = await open('/inbox');
    const { page, complaints } = window;
    await page.getByRole('link', { name: /Refund for a parcel/ }).click();
    expect(new URL(page.url()).pathname).toBe(ticketPath);
    await messages(page).getByText('Two of the three mugs are broken').waitFor();
    await messages(page).getByText('Read', { exact: false }).first().waitFor();
    await page.getByRole('article', { name: 'Internal note of otto' }).waitFor();
    await page.getByRole('button', { name: 'Take over' }).click();
    await page.getByText('Yours').first().waitFor();
    // What was pressed is gone; keys go on from the title.
    await page.locator('#ticket-title:focus').waitFor();
    await write(page, 'The refund is on its way.');
    await page.keyboard.press('Control+Enter');
    await messages(page).getByText('The refund is on its way.').waitFor();
    await page.locator('#ticket-title:focus').waitFor();
    await page.getByRole('button', { name: /Hand back/ }).click();
    await page.getByText('The agent has it again.').waitFor();
    expect(inbox.acts.map((act) => act.path.split('/').at(-1))).toEqual(['take', 'reply', 'hand-back']);
    expect(inbox.acts[1]?.body).toMatchObject({ text: 'The refund is on its way.', expectedVersion: 5 });
    expect(complaints).toEqual([]);
  });

  test('is found by its reference alone, and a queue that is not there is told', async () => {
    await using window = await open('/inbox/ld-7k2m-9qxa');
    const { page, complaints } = window;
    await messages(page).getByText('Two of the three mugs are broken').waitFor();
    expect(new URL(page.url()).pathname).toBe('/inbox/all/LD-7K2M-9QXA');
    await page.goto(`${desk.origin}/inbox/escalations`);
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    expect(await page.title()).toBe('There is no such page · Ledgerdesk');
    expect(new URL(page.url()).pathname).toBe('/inbox/escalations');
    await page.getByRole('link', { name: 'Go to your start page' }).click();
    await page.getByRole('link', { name: /Refund for a parcel/ }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/inbox/escalated');
    expect(complaints).toEqual([]);
  });

  test('hears how many of what wait, and of one as of one', async () => {
    await using window = await open('/inbox');
    const { page } = window;
    const queue = (name: RegExp) => page.getByRole('link', { name }).waitFor();
    await queue(/^Mine 0 tickets/);
    await page.getByRole('link', { name: /Refund for a parcel/ }).click();
    await page.getByRole('button', { name: 'Take over' }).click();
    await queue(/^Mine 1 ticket(?!s)/);
    await queue(/^Suppressed 2 messages/);
    await queue(/^Who is who 1 pair of customers/);
  });

  test('gets a note that looks like no answer and is never sent', async () => {
    await using window = await open(ticketPath);
    const { page } = window;
    await page.getByRole('button', { name: /^Internal note/ }).click();
    await page.getByLabel('Your note').fill('Ask the carrier.');
    await page.getByRole('button', { name: /Add note/ }).click();
    const note = page.getByRole('article', { name: 'Internal note of nora (you)' });
    await note.getByText('Internal, never sent').waitFor();
    expect(inbox.acts.map((act) => act.path.split('/').at(-1))).toEqual(['note']);
  });

  test('shows how a reply is limited by its channel', async () => {
    inbox.put(
      ticket({
        reference: 'LD-CHAT-0001',
        channel: 'whatsapp',
        messages: [message({ channel: 'whatsapp' })],
        reply: {
          possible: true,
          channel: 'whatsapp',
          to: 'whatsapp:+15•••123',
          limits: { characters: 4800, preferredCharacters: 300, parts: 3 },
          window: { open: true, closesAt: ago(-45) },
        },
      }),
    );
    await using window = await open('/inbox/all/LD-CHAT-0001');
    const { page } = window;
    await write(page, 'This is one sentence of a long answer that goes on. '.repeat(8));
    await page.getByText('goes out as 2 messages').waitFor();
    await page.getByText(/4\d min left to reply freely/).waitFor();
    await page.getByText('By WhatsApp +15•••123').waitFor();
    await page.getByLabel('Your reply').fill('x'.repeat(4810));
    await page.getByText('10 characters too many').first().waitFor();
    await picture(page, 'inbox-reply-limits');
    const send = page.getByRole('button', { name: /^Send/ });
    expect(await send.getAttribute('aria-disabled')).toBe('true');
    await page.keyboard.press('Control+Enter');
    expect(inbox.acts).toEqual([]);
  });

  test('takes the draft of the agent, which a person edits and sends', async () => {
    await using window = await open(ticketPath);
    const { page } = window;
    await page.getByRole('button', { name: /^Reply by/ }).click();
    await page.getByRole('button', { name: 'Draft by the agent' }).click();
    await page.getByText('Drafted from: Refunds.').waitFor();
    const field = page.getByLabel('Your reply');
    await field.press('End');
    await field.press('Control+End');
    await page.keyboard.type(' Sorry again!');
    await page.keyboard.press('Control+Enter');
    await messages(page).getByText('the refund is on its way. Sorry again!').waitFor();
    expect(inbox.acts.at(-1)?.by).toBe('nora');
  });

  test('is given to a colleague however their name is spelled, and to nobody else', async () => {
    await using window = await open(ticketPath);
    const { page } = window;
    await page.getByRole('button', { name: 'More to do' }).click();
    await page.getByRole('menuitem', { name: 'Assign…' }).click();
    await page.getByLabel('To whom?').fill('idaa');
    await page.keyboard.press('Enter');
    await page.getByText('Nobody called idaa works here.').waitFor();
    expect(inbox.acts).toEqual([]);
    await page.getByLabel('To whom?').fill('Ida');
    await page.keyboard.press('Enter');
    await page.getByText('ida has it now.').waitFor();
    expect(inbox.acts.map(({ body }) => body['staffId'])).toEqual(['ida']);
  });

  test('that the agent has can be taken over where one writes', async () => {
    inbox.put(
      ticket({
        reference: 'LD-AGNT-0001',
        status: 'pending',
        staffInCharge: false,
        messages: [message({})],
        reply: {
          possible: false,
          because: 'not-escalated',
          channel: 'email',
          limits: { characters: 20_000 },
        },
      }),
    );
    await using window = await open('/inbox/all/LD-AGNT-0001');
    const { page } = window;
    await write(page, 'I will look into it.');
    const form = page.getByRole('form', { name: 'Write' });
    await form.getByText('The agent has this ticket. Take it over to reply.').waitFor();
    await form.getByRole('button', { name: 'Take over' }).click();
    await form.getByText('The agent has this ticket').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Send/ }).click();
    await messages(page).getByText('I will look into it.').waitFor();
  });

  test('that is unknown says so, and one whose customer is erased while it is open can only be read', async () => {
    await using window = await open('/inbox/all/LD-NONE-0000');
    const { page } = window;
    await page.getByText('There is no such ticket').waitFor();
    await picture(page, 'inbox-unknown-ticket');
    await page.goto(`${desk.origin}${ticketPath}`);
    await messages(page).getByText('Two of the three mugs').waitFor();
    const erased = { customerId: 'x', name: null, grade: 'claimed', erased: true };
    inbox.change(
      'LD-7K2M-9QXA',
      { customer: erased, messages: [message({ text: '', by: '' })] },
      'TicketErased',
    );
    await page.getByText('Nothing can be sent to them any more.').waitFor();
    expect(await page.getByRole('button', { name: 'Take over' }).count()).toBe(0);
    expect(await messages(page).getByText('mugs').count()).toBe(0);
  });

  test('whose customer is erased keeps nothing of what was being written (bug: the draft stayed in the browser)', async () => {
    await using nora = await open(ticketPath);
    await using ida = await open(ticketPath, {}, 'admin');
    await write(nora.page, 'Dear Ada Marsh, half a sen');
    await ida.page.getByText('nora is writing').waitFor();
    const erased = { customerId: 'x', name: null, grade: 'claimed', erased: true };
    inbox.change('LD-7K2M-9QXA', { customer: erased }, 'TicketErased');
    await nora.page.getByText('Nothing can be sent to them any more.').waitFor();
    await ida.page.getByText('nora is looking').waitFor();
    const kept = await nora.page.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
    expect(kept).not.toContain('Ada Marsh');
  });

  test('keeps no draft either where the ticket is not open (bug: it stayed for a week)', async () => {
    await using window = await open(ticketPath);
    const { page } = window;
    await write(page, 'Dear Ada Marsh, half a sen');
    await page.waitForFunction(() => JSON.stringify(localStorage).includes('Ada Marsh'));
    await page.getByRole('link', { name: /^Suppressed/ }).click();
    await messages(page).waitFor({ state: 'detached' });
    inbox.change('LD-7K2M-9QXA', {}, 'TicketErased');
    await page.waitForFunction(() => !JSON.stringify(localStorage).includes('Ada Marsh'));
  });

  test('keeps no draft either where nobody was in the inbox when it happened (bug: it stayed for a week)', async () => {
    await using window = await open(ticketPath);
    const { page } = window;
    await write(page, 'Dear Ada Marsh, half a sen');
    await page.waitForFunction(() => JSON.stringify(localStorage).includes('Ada Marsh'));
    await page.goto('about:blank');
    const customer = { customerId: 'x', name: null, grade: 'claimed', erased: true };
    inbox.change('LD-7K2M-9QXA', { customer, subject: '[erased]', status: 'closed' }, 'TicketErased');
    await page.goto(`${desk.origin}/inbox/suppressed`);
    await page.waitForFunction(() => !JSON.stringify(localStorage).includes('Ada Marsh'));
  });
});

describe.skipIf(isMissing)('two people on one ticket', () => {
  test('see each other, and the second answer is a conflict that keeps its text', async () => {
    await using nora = await open(ticketPath);
    await using ida = await open(ticketPath, {}, 'admin');
    await nora.page.getByText('ida is looking').waitFor();
    await write(ida.page, 'Ida answers first.');
    await nora.page.getByText('ida is writing').waitFor();
    await write(nora.page, 'Nora wrote this.');
    await ida.page.keyboard.press('Control+Enter');
    await messages(nora.page).getByText('Ida answers first.').waitFor();
    await nora.page.keyboard.press('Control+Enter');
    const panel = nora.page.getByRole('alert', { name: 'Not sent: something came in between' });
    await panel.getByText('ida replied').waitFor();
    await panel.getByText('Ida answers first.').waitFor();
    expect(await nora.page.getByLabel('Your reply').inputValue()).toBe('Nora wrote this.');
    expect(inbox.tickets.get('LD-7K2M-9QXA')?.messages.filter(({ kind }) => kind === 'staff').length).toBe(1);
    await panel.getByRole('button', { name: 'I have read it' }).click();
    // The box has the focus again: one goes on typing.
    await nora.page.locator('textarea:focus').waitFor();
    await nora.page.keyboard.press('Control+A');
    await nora.page.keyboard.type('Nora adds to it.');
    await nora.page.getByRole('button', { name: /^Send/ }).click();
    await messages(ida.page).getByText('Nora adds to it.').waitFor();
    expect([...nora.complaints, ...ida.complaints]).toEqual([]);
  });

  test('a customer who writes again before the answer is a conflict as well, and the writer decides', async () => {
    await using window = await open(ticketPath);
    const { page } = window;
    await write(page, 'You get your money back.');
    inbox.say(
      'LD-7K2M-9QXA',
      message({ text: 'Forget it, keep the money.', at: ago(0) }),
      'customer',
      'customer-wrote',
    );
    await messages(page).getByText('Forget it').waitFor();
    await page.getByRole('button', { name: /^Send/ }).click();
    const panel = page.getByRole('alert', { name: /Not sent/ });
    await panel.getByText('The customer wrote again').waitFor();
    await panel.getByText('Forget it, keep the money.').waitFor();
    await panel.getByRole('button', { name: 'Send all the same' }).click();
    await messages(page).getByText('You get your money back.').waitFor();
    expect(inbox.acts.filter(({ path: act }) => act.endsWith('/reply')).length).toBe(2);
    expect(new Set(inbox.acts.map(({ body }) => body['replyId'])).size).toBe(1);
  });
});

describe.skipIf(isMissing)('what was being written', () => {
  test('is there again after a reload, is marked in the list, and is known in a second tab', async () => {
    await using window = await open(ticketPath);
    const { page } = window;
    await write(page, 'Half an answer');
    await page.reload();
    await page.getByLabel('Your reply').waitFor();
    expect(await page.getByLabel('Your reply').inputValue()).toBe('Half an answer');
    await page
      .getByRole('link', { name: /Refund for a parcel/ })
      .getByText('Draft')
      .waitFor();
    const second = await page.context().newPage();
    await second.goto(`${desk.origin}${ticketPath}`);
    await second.getByLabel('Your reply').fill('Half an answer, more of it');
    await page.getByText('Changed in another tab.').waitFor();
    expect(await page.getByLabel('Your reply').inputValue()).toBe('Half an answer, more of it');
    await second.getByRole('button', { name: /^Send/ }).click();
    await page.getByText('Sent or dropped in another tab.').waitFor();
    await page.getByRole('button', { name: /^Reply by/ }).waitFor();
    expect(inbox.acts.length).toBe(1);
  });

  test('survives a session that ends in the middle of it: after signing in again it is sent once', async () => {
    await using window = await open(ticketPath);
    const { page } = window;
    await write(page, 'Written before the end.');
    // As it is sent: before, whatever else the page asks could be what finds the session ended.
    const end = (route: Route) => {
      desk.sessions.endAll();
      return route.continue();
    };
    await page.route('**/reply', end, { times: 1 });
    await page.getByRole('button', { name: /^Send/ }).click();
    const again = page.getByRole('dialog');
    await again.getByLabel(/key/i).fill(stubKeys.agent);
    // The text is in the conversation while it is still on its way.
    const sent = page.waitForResponse((response) => response.url().endsWith('/reply') && response.ok());
    await page.keyboard.press('Enter');
    await again.waitFor({ state: 'detached' });
    await sent;
    await messages(page).getByText('Written before the end.').waitFor();
    expect(inbox.acts.filter(({ path: act }) => act.endsWith('/reply')).length).toBe(1);
  });
});

describe.skipIf(isMissing)('a lost connection', () => {
  test('is told, nothing that happened meanwhile is missed, and nobody polls', async () => {
    await using window = await open(ticketPath);
    const { page } = window;
    await messages(page).getByText('Two of the three mugs').waitFor();
    await page.locator('.queue-count', { hasText: '1' }).first().waitFor();
    inbox.cut(true);
    await page.getByText('The connection is lost.').waitFor();
    inbox.say(
      'LD-7K2M-9QXA',
      message({ text: 'Said while you were away.', at: ago(0) }),
      'customer',
      'customer-wrote',
    );
    expect(await messages(page).getByText('Said while').count()).toBe(0);
    inbox.cut(false);
    await page.getByRole('button', { name: 'Try again' }).click();
    await messages(page).getByText('Said while you were away.').waitFor();
    await page.getByText('The connection is lost.').waitFor({ state: 'detached' });
  });

  test('a thousand changes are a handful of questions', async () => {
    await using window = await open(ticketPath);
    const { page } = window;
    await messages(page).getByText('Two of the three mugs').waitFor();
    await page.locator('.queue-count', { hasText: '1' }).first().waitFor();
    inbox.asked.length = 0;
    for (let change = 0; change < 1_000; change++) inbox.change('LD-7K2M-9QXA', {}, 'NoteAdded');
    inbox.change('LD-7K2M-9QXA', { subject: 'A new subject at the end' }, 'NoteAdded');
    await page.getByRole('heading', { name: 'A new subject at the end' }).waitFor();
    await page.getByRole('link', { name: /A new subject at the end/ }).waitFor();
    expect(inbox.asked.filter((one) => one.startsWith('GET')).length).toBeLessThan(15);
  });
});

describe.skipIf(isMissing)('decisions', () => {
  test('customers are merged and unmerged after a look at what moves', async () => {
    await using window = await open(ticketPath);
    const { page } = window;
    await page.getByRole('region', { name: 'May be the same person' }).getByRole('button').click();
    const dialog = page.getByRole('dialog', { name: 'Take both for one person?' });
    await dialog.getByText('1 ticket, 1 address').waitFor();
    await dialog.getByText('LD-MART-0009').waitFor();
    await dialog.getByLabel('Why (optional)').fill('They called.');
    await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
    await page.getByText('Merged. 1 ticket moved.').waitFor();
    await page.getByRole('button', { name: 'Undo…' }).click();
    const undo = page.getByRole('dialog', { name: 'Undo this merge?' });
    await undo.getByRole('region', { name: 'Stays' }).getByText('ada@example.org').waitFor();
    expect(await undo.getByRole('region', { name: 'Comes out' }).textContent()).not.toContain(
      'ada@example.org',
    );
    await undo.getByRole('button', { name: 'Undo the merge' }).click();
    await page.getByText('Undone. 1 ticket moved back.').waitFor();
    await page.getByRole('region', { name: 'May be the same person' }).waitFor();
    expect(inbox.people.decided.map(({ what }) => what.split(' ')[0])).toEqual(['merge', 'unmerge']);
    expect(inbox.people.decided[0]?.body).toMatchObject({ reason: 'They called.' });
  });

  test('a conflict shows the evidence on both sides, and different people stay apart', async () => {
    await using window = await open('/inbox/conflicts');
    const { page } = window;
    await page.getByRole('link', { name: /Ada Marsh/ }).click();
    await page
      .getByRole('region', { name: 'Speaks for one person' })
      .getByText('Both have the same name')
      .waitFor();
    await page
      .getByRole('region', { name: 'Speaks against it' })
      .getByText('Each has a proven one of their own: E-mail')
      .waitFor();
    await page.getByRole('button', { name: 'Different people' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Different people' }).click();
    await page.getByText('No doubts about who is who').waitFor();
  });

  test('suppressed messages are released, or discarded with a reason', async () => {
    await using window = await open('/inbox/suppressed');
    const { page } = window;
    await page.getByRole('link', { name: /out of the office/ }).click();
    await page.getByText('header Auto-Submitted').first().waitFor();
    await page.getByRole('button', { name: /^Release/ }).click();
    await page.getByText('Released. It is being dealt with.').waitFor();
    await page.getByRole('heading', { name: 'Suppressed: Spam' }).waitFor();
    await page.getByText('not a link: really leads to evil.example').waitFor();
    await page.locator('li[data-queue="suppressed"] .queue-count', { hasText: '1' }).waitFor();
    await picture(page, 'inbox-suppressed-spam');
    await page.getByRole('button', { name: /^Discard/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Discard for good?' });
    await dialog.getByRole('button', { name: 'Discard', exact: true }).click();
    await dialog.getByText('Please say why.').waitFor();
    await dialog.getByLabel('Why').fill('Watches.');
    await dialog.getByRole('button', { name: 'Discard', exact: true }).click();
    await page.getByText('Nothing is suppressed').waitFor();
    expect(inbox.people.decided.at(-1)).toMatchObject({ body: { reason: 'Watches.' } });
  });

  test('a reply that did not arrive is tried again or sent elsewhere', async () => {
    const failed = message({
      kind: 'staff',
      by: 'ida',
      text: 'We will send a new one.',
      delivery: {
        state: 'failed',
        at: ago(3),
        detail: 'bad-address',
        undelivered: true,
        canRetry: true,
        offers: [{ channel: 'whatsapp', to: 'whatsapp:+15555550123', evidence: 'verified' }],
      },
    });
    inbox.put(ticket({ reference: 'LD-FAIL-0001', messages: [message({}), failed] }));
    inbox.people.onRetry = () =>
      inbox.change(
        'LD-FAIL-0001',
        { messages: [{ ...failed, delivery: { state: 'rerouted', at: ago(0) } }] },
        'ReplyAttempted',
      );
    await using window = await open('/inbox/failed/LD-FAIL-0001');
    const { page } = window;
    await messages(page).getByText('no such address').waitFor();
    await page.getByRole('button', { name: 'Send elsewhere…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Send it elsewhere' });
    await dialog.getByRole('button', { name: /WhatsApp.*\+15555550123/ }).click();
    await page.getByText('On its way to the other address.').waitFor();
    await messages(page).getByText('Not delivered, sent anew').waitFor();
    expect(inbox.people.decided).toEqual([
      { what: `reroute ${failed.id}`, body: { channel: 'whatsapp', to: 'whatsapp:+15555550123' } },
    ]);
  });

  test('a resolved ticket suggests an article, which is published as it was edited', async () => {
    inbox.put(
      ticket({
        reference: 'LD-DONE-0004',
        status: 'resolved',
        staffInCharge: false,
        messages: [message({})],
      }),
    );
    await using window = await open('/inbox/all/LD-DONE-0004');
    const { page } = window;
    await page.getByRole('tab', { name: 'Article' }).click();
    await page.getByLabel('Title').fill('Two labels on one sheet');
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByText('Published.').waitFor();
    expect(inbox.people.decided[0]?.body).toMatchObject({ title: 'Two labels on one sheet' });
  });
});
