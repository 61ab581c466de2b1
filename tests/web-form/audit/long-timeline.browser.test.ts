// A ticket with 5,000 events in a real browser: only what is in sight is drawn, and no step through it takes long.
import { beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { CDPSession, Page } from 'playwright-core';
import type { AuditEvent, History } from '../../../web-form/audit/contract.ts';
import { accessibilityProblems } from '../browser.ts';
import { stubDeskForFile } from '../desk-for-file.ts';
import { json } from '../stub-answers.ts';
import { stubKeys } from '../stub-sessions.ts';

setDefaultTimeout(120_000);
const { desk, visit, isMissing } = stubDeskForFile();

const many = 5_000;
const reference = 'LD-LONG-5000';
const types = [
  'CustomerMessageReceived',
  'SentimentAssessed',
  'KnowledgeSearched',
  'ReplyComposed',
  'ReplySent',
];

function eventAt(version: number): AuditEvent {
  const at = new Date(Date.UTC(2026, 0, 1, 0, version)).toISOString();
  // Half of them are one chapter: nobody began something new.
  const isLong = version > 2_000 && version < 4_500;
  const type = version === 1 ? 'TicketOpened' : isLong ? 'NoteAdded' : (types[version % 5] ?? '');
  const actor = { kind: isLong ? 'staff' : version % 5 === 0 ? 'customer' : 'agent' };
  return {
    position: String(version * 3),
    version,
    id: String(version * 3),
    type,
    schemaVersion: 1,
    at,
    recordedAt: at,
    knownAt: at,
    actor,
    correlationId: `run ${isLong ? 0 : version}`,
    causationId: null,
    metadata: { actor },
    data: { channel: 'email', text: `Text of event ${version}. `.repeat(1 + (version % 9)) },
    sealed: ['text'],
    erased: false,
    hash: version.toString(16).padStart(64, '0'),
  };
}

const history: History = {
  position: '5000',
  ticketId: '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c15',
  reference,
  isListed: true,
  events: Array.from({ length: many }, (_, place) => eventAt(place + 1)),
};

/** Does something in the page as keys and the slider do. @returns ms that the page's own thread worked until it was on the screen */
async function worked(page: Page, cdp: CDPSession, step: string): Promise<number> {
  const before = await busyMs(cdp);
  await page.evaluate(
    (what) =>
      new Promise<void>((resolve) => {
        const slider = document.querySelector<HTMLInputElement>('.audit-slider input');
        const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
        if (what.startsWith('slide ')) {
          setValue?.call(slider, what.slice('slide '.length));
          slider?.dispatchEvent(new Event('input', { bubbles: true }));
        } else if (what.startsWith('scroll ')) {
          scrollTo(0, document.documentElement.scrollHeight * Number(what.slice('scroll '.length)));
        } else {
          const init = { key: what, bubbles: true, cancelable: true };
          document.body.dispatchEvent(new KeyboardEvent('keydown', init));
        }
        // Two frames: what is done, and what follows from where things stand then.
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
      }),
    step,
  );
  return (await busyMs(cdp)) - before;
}

/** CPU time, so that what else the machine does is not counted. */
async function busyMs(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000;
}

const steps = [
  '[',
  'ArrowRight',
  ']',
  'ArrowLeft',
  'slide 2500',
  'ArrowRight',
  'scroll 0.3',
  'scroll 0.9',
  'slide 4000',
  'o',
  'ArrowLeft',
  'slide 100',
  'scroll 0.5',
  'o',
];

beforeAll(() => {
  desk.audit.instead.set(`/tickets/${reference}/events`, () => json(history));
  desk.audit.instead.set(`/tickets/${reference}/state`, () => {
    const asked = desk.asked.findLast((one) => one.includes('/state?')) ?? '';
    const version = Number(new URL(asked, desk.origin).searchParams.get('version'));
    return json({ version, at: '2026-01-01T00:00:00.000Z', state: { status: 'open' } });
  });
});

describe.skipIf(isMissing)('a ticket with 5,000 events', () => {
  test('is stepped through without a step of 100 ms', async () => {
    await using window = await visit(`${desk.origin}/audit/${reference}#key=${stubKeys.auditor}`, {
      locale: 'en-GB',
    });
    const { page, complaints } = window;
    await page.getByText(`After event ${many} of ${many}`).first().waitFor();
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    const took = steps.map((): number[] => []);
    for (let round = 0; round < 3; round++)
      for (const [i, step] of steps.entries()) took[i]?.push(await worked(page, cdp, step));
    // The middle one of three: what a step costs it costs every time, and what was collected meanwhile is not its work.
    const middle = steps.map((step, i) => [
      step,
      took[i]?.toSorted((one, other) => one - other)[1] ?? Number.NaN,
    ]);
    expect(middle.filter(([, ms]) => !(Number(ms) < 100))).toEqual([]);
    expect(await page.locator('.audit-event').count()).toBeLessThan(80);
    expect(complaints).toEqual([]);
  });

  test('shows the event that is chosen, wherever it is, and keeps what was opened by hand', async () => {
    await using window = await visit(
      `${desk.origin}/audit/${reference}?version=3333#key=${stubKeys.auditor}`,
      {
        locale: 'en-GB',
      },
    );
    const { page, complaints } = window;
    const card = (version: number) => page.getByRole('article', { name: `Version ${version}:` });
    /** Below the bar that stands still, and above the end of the window. */
    const inSight = (version: number) =>
      card(version).evaluate((shown) => {
        const { top, bottom } = shown.getBoundingClientRect();
        const bar = document.querySelector('.audit-moment')?.getBoundingClientRect();
        return top >= (bar?.bottom ?? 0) && bottom <= innerHeight;
      });
    await card(3_333).waitFor();
    expect(await inSight(3_333)).toBe(true);
    // What lies half under the bar that stands still is no smaller for that.
    const problems = await accessibilityProblems(page);
    expect(problems.filter((one) => !one.startsWith('target-size'))).toEqual([]);
    await card(3_333).getByText('Everything about it').click();
    await card(3_333).getByText('Position in the ledger').waitFor();
    for (const [key, version] of [
      ['[', 1],
      [']', many],
      ['ArrowLeft', many - 1],
    ] as const) {
      await page.keyboard.press(key);
      await page.getByText(`After event ${version} of ${many}`).first().waitFor();
      await card(version).waitFor();
      expect([key, await inSight(version)]).toEqual([key, true]);
      expect(await card(3_333).count()).toBe(0);
    }
    await page.getByLabel(/^After event/).fill('3333');
    await card(3_333).getByText('Position in the ledger').waitFor();
    expect(complaints).toEqual([]);
  });
});
