// The embed in a page of somebody else, on another origin, with styles and a policy of its own.
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { accessibilityProblems, fillIn, picture, sidewaysScroll } from './browser.ts';
import { stubDeskForFile } from './desk-for-file.ts';

setDefaultTimeout(120_000);
const { desk, visit, isMissing } = stubDeskForFile();
let host: { readonly origin: string; readonly stop: () => void };

const isUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const hostileStyles = `
  html { font-size: 62.5%; }
  * { letter-spacing: 4px; text-transform: uppercase; box-sizing: content-box; }
  input, textarea, select, button { display: none !important; }
`;

/** Pages of the foreign site by path. */
const foreign: Record<string, () => string> = {
  '/one-tag': () =>
    `<p>Before</p><script src="${desk.origin}/embed.js" data-category="billing" async></script><p>After</p>`,
  '/own-element': () =>
    `<script src="${desk.origin}/embed.js" async></script><h1>Contact</h1><ledgerdesk-form category="returns" theme="auto"></ledgerdesk-form>
     <script src="${desk.origin}/embed.js" async></script>`,
  '/themed': () => `<script src="${desk.origin}/embed.js" data-theme="auto" async></script>`,
  '/intranet': () =>
    `<script src="${onIntranet(desk.origin)}/embed.js" data-category="billing" async></script>`,
  '/in-the-head': () => '<p>Only text</p>',
};

/** The same server under the name of a plain host, which no browser takes for secure. */
const onIntranet = (origin: string) => origin.replace('127.0.0.1', 'desk.intranet.example');

function serveForeignSite() {
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: (request) => {
      const { pathname } = new URL(request.url);
      if (pathname === '/site.css')
        return new Response(hostileStyles, { headers: { 'content-type': 'text/css' } });
      const body = foreign[pathname];
      if (!body) return new Response(null, { status: 404 });
      const desks = `${desk.origin} ${onIntranet(desk.origin)}`;
      const inHead = pathname === '/in-the-head' ? `<script src="${desk.origin}/embed.js"></script>` : '';
      const html = `<!doctype html><html lang="en"><head><title>Shop</title><meta name="viewport" content="width=device-width">
        <link rel="stylesheet" href="/site.css">${inHead}</head><body><main>${body()}</main></body></html>`;
      return new Response(html, {
        headers: {
          'content-type': 'text/html',
          'content-security-policy': `default-src 'self'; script-src ${desks}; connect-src ${desks}`,
        },
      });
    },
  });
  return { origin: `http://127.0.0.1:${server.port}`, stop: () => void server.stop(true) };
}

beforeAll(() => {
  host = serveForeignSite();
});
afterAll(() => host.stop());

describe.skipIf(isMissing)('one script tag in a foreign page', () => {
  test('puts the form where it stands, files a question across origins and follows the answer in place', async () => {
    await using window = await visit(`${host.origin}/one-tag`);
    const { page, complaints } = window;
    await page.getByRole('heading', { name: 'How can we help?' }).waitFor();
    const order = await page
      .locator('main > :not(script)')
      .evaluateAll((all) => all.map((each) => each.localName));
    expect(order).toEqual(['p', 'ledgerdesk-form', 'p']);
    expect(await page.getByLabel('What is it about?').inputValue()).toBe('billing');
    await fillIn(page);
    await page.getByRole('button', { name: 'Send message' }).click();
    await page.getByText('We have your message').waitFor();
    const reference = (await page.getByText(/^LD-TEST-\d{4}$/).textContent()) ?? '';
    desk.say(reference, { text: 'Print the test page.' }, 'pending');
    await page.getByText('Print the test page.', { exact: true }).waitFor();
    const own = page.getByRole('link', { name: 'Open this conversation on its own page' });
    expect(await own.getAttribute('href')).toStartWith(`${desk.origin}/status#reference=${reference}&token=`);
    expect(page.url()).toBe(`${host.origin}/one-tag`);
    expect(complaints).toEqual([]);
  });

  test('keeps its looks whatever the page does, and leaves the page alone', async () => {
    await using window = await visit(`${host.origin}/one-tag`);
    const { page } = window;
    const button = page.getByRole('button', { name: 'Send message' });
    await button.waitFor();
    const looks = await button.evaluate((element) => {
      const { fontSize, textTransform, letterSpacing } = getComputedStyle(element);
      return { fontSize, textTransform, letterSpacing };
    });
    expect(looks).toEqual({ fontSize: '16px', textTransform: 'none', letterSpacing: 'normal' });
    expect(
      await page
        .locator('p')
        .first()
        .evaluate((element) => getComputedStyle(element).textTransform),
    ).toBe('uppercase');
    expect(
      await page.evaluate(
        () => document.adoptedStyleSheets.length + document.querySelectorAll('style').length,
      ),
    ).toBe(0);
  });

  test('upgrades an element the page already has and adds no second one, even when the tag is there twice', async () => {
    await using window = await visit(`${host.origin}/own-element`);
    const { page, complaints } = window;
    await page.getByLabel('What is it about?').waitFor();
    await page.waitForLoadState('load');
    expect(await page.locator('ledgerdesk-form').count()).toBe(1);
    expect(await page.getByLabel('What is it about?').inputValue()).toBe('returns');
    expect(complaints).toEqual([]);
  });

  test('in the head of the page it puts the form at the end of the body', async () => {
    await using window = await visit(`${host.origin}/in-the-head`);
    await window.page.getByRole('button', { name: 'Send message' }).waitFor();
    expect(await window.page.locator('body > ledgerdesk-form').count()).toBe(1);
  });

  test('works on plain http, where a browser makes no ids for a page: submission and visit have theirs', async () => {
    await using window = await visit(`${host.origin.replace('127.0.0.1', 'shop.intranet.example')}/intranet`);
    const { page, complaints } = window;
    expect(await page.evaluate(() => [isSecureContext, typeof crypto.randomUUID])).toEqual([
      false,
      'undefined',
    ]);
    await fillIn(page);
    await page.getByRole('button', { name: 'Send message' }).click();
    await page.getByText('We have your message').waitFor();
    await page.getByLabel('Your answer').fill('It prints a grey line at the top now.');
    await page.getByRole('button', { name: 'Send answer' }).click();
    await page.getByText('It prints a grey line at the top now.', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Ask for a person' }).click();
    await page.getByRole('button', { name: 'Yes, ask for a person' }).click();
    await page.getByText('I have handed this to a colleague.', { exact: true }).waitFor();
    const [submitted, answered, asked] = desk.posted.slice(-3).map(({ body }) => body);
    const ids = [
      submitted?.['submissionId'],
      submitted?.['session'],
      answered?.['submissionId'],
      asked?.['submissionId'],
    ];
    expect(ids.filter((id) => isUuid.test(String(id)))).toEqual(ids);
    expect(new Set(ids).size).toBe(4);
    expect(complaints).toEqual([]);
  });

  test('is as light as the page around it, unless it is told to follow the reader', async () => {
    const ink = { '/one-tag': 'rgb(26, 31, 28)', '/themed': 'rgb(236, 239, 234)' };
    for (const [address, colour] of Object.entries(ink)) {
      await using window = await visit(host.origin + address, { colorScheme: 'dark' });
      const heading = window.page.getByRole('heading', { name: 'How can we help?' });
      await heading.waitFor();
      expect([address, await heading.evaluate((element) => getComputedStyle(element).color)]).toEqual([
        address,
        colour,
      ]);
    }
  });

  test('fits a narrow phone and has no accessibility problems of its own, light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await using window = await visit(`${host.origin}/own-element`, {
        viewport: { width: 320, height: 640 },
        colorScheme,
      });
      const { page } = window;
      await page.getByRole('button', { name: 'Send message' }).click();
      await page.getByText('4 things need your attention').waitFor();
      if (colorScheme === 'dark') await picture(page, 'embed-phone-dark');
      expect(await sidewaysScroll(page)).toBe(0);
      expect(await accessibilityProblems(page)).toEqual([]);
    }
  });
});
