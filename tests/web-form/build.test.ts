// What the browser gets: sizes, and nothing that a strict policy or a missing network would stop.
import { beforeAll, describe, expect, test } from 'bun:test';
import { buildSite, type Page, type Pages } from '../../web-form/build.ts';
import { tighten } from '../../web-form/build-plugins.ts';

let pages: Pages;
beforeAll(async () => {
  pages = (await buildSite()).pages;
});

const textOf = (page: Page | undefined) => new TextDecoder().decode(page?.body);
const rooms = ['inbox', 'audit', 'overview', 'knowledge', 'sandbox'];
const shells = [
  '/',
  '/status',
  '/articles/*',
  '/sign-in',
  ...rooms.flatMap((room) => [`/${room}`, `/${room}/*`]),
];
/** Paths of what a shell fetches at once. */
const fetchedBy = (shell: string, kind: 'js' | 'css') =>
  [...textOf(pages.get(shell)).matchAll(/(?:href|src)="([^"]*)"/g)]
    .map((match) => match[1] ?? '')
    .filter((path) => path.endsWith(`.${kind}`));
const gzipped = (path: string) => Bun.gzipSync((pages.get(path)?.body ?? new Uint8Array()).slice()).length;
/** Names and messages inside React, and addresses taken apart to be judged: never fetched. */
const harmless = /^https?:\/\/(www\.w3\.org\/|react\.dev\/errors\/|\$\{)/;

describe('the built pages', () => {
  test('there is a shell for every page, assets under hashed names, and the embed under a lasting one', () => {
    const paths = [...pages.keys()];
    expect(paths.filter((path) => !path.startsWith('/assets/')).sort()).toEqual(
      [...shells, '/embed.js'].sort(),
    );
    for (const [path, { immutable, etag }] of pages) {
      expect(immutable).toBe(path.startsWith('/assets/'));
      expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
      if (immutable) expect(path).toMatch(/^\/assets\/[a-z]+-[0-9a-z]{8}\.(js|css|svg)$/);
    }
  });

  test('every asset a shell names exists', () => {
    for (const path of shells) {
      const named = [...textOf(pages.get(path)).matchAll(/(?:href|src)="([^"]*)"/g)].map(
        (match) => match[1] ?? '',
      );
      expect(named.length).toBeGreaterThanOrEqual(4);
      for (const asset of named) expect(pages.has(asset)).toBe(true);
    }
  });

  test('shells hold no inline script, style or handler and name nothing outside', () => {
    for (const path of shells) {
      const html = textOf(pages.get(path));
      expect(html).not.toMatch(/<style|style=|\son\w+=|javascript:/i);
      expect(html.match(/<script\b[^>]*>[^<]+/)).toBeNull();
      expect(html).not.toMatch(/https?:|\/\/[a-z]/i);
    }
  });

  test('scripts and styles fetch nothing from elsewhere and make no functions from text', () => {
    let looked = 0;
    for (const [path, page] of pages) {
      if (!/\.(js|css)$/.test(path)) continue;
      looked += 1;
      const source = textOf(page);
      const outside = [...source.matchAll(/https?:\/\/[^"'`\s)]+/g)].map((match) => match[0]);
      expect(outside.filter((address) => !harmless.test(address))).toEqual([]);
      expect([
        path,
        source.match(/\bnew Function\b|\beval\(|@import|[^\w$]url\((?!#)[^)]{0,60}/)?.[0],
      ]).toEqual([path, undefined]);
      expect(source).not.toContain('sourceMappingURL');
    }
    expect(looked).toBeGreaterThanOrEqual(7);
  });

  test('the embed is below 120 kB gzipped and the customer carries nothing of the audit', () => {
    const rows = [...pages].map(([path, { body }]) => {
      const zipped = Bun.gzipSync(body.slice()).length;
      return { path, bytes: body.length, gzipped: zipped };
    });
    console.table(rows);
    const embed = rows.find((row) => row.path === '/embed.js');
    expect(embed?.gzipped).toBeLessThan(120_000);
    const customer = ['/embed.js', ...fetchedBy('/', 'js')];
    expect(customer.length).toBeGreaterThanOrEqual(3);
    for (const path of customer) expect(textOf(pages.get(path))).not.toContain('/api/');
  });

  test('the first view of every room is below 150 kB of script gzipped, and no room fetches another', () => {
    const rows = rooms.map((room) => {
      const scripts = fetchedBy(`/${room}`, 'js');
      return {
        room,
        scripts: scripts.length,
        gzipped: scripts.reduce((sum, path) => sum + gzipped(path), 0),
      };
    });
    console.table(rows);
    for (const row of rows) {
      expect(row.scripts).toBeGreaterThanOrEqual(2);
      expect(row.gzipped).toBeLessThan(150_000);
    }
    const ofInbox = fetchedBy('/inbox', 'js').map((path) => textOf(pages.get(path)));
    expect(ofInbox.some((script) => script.includes('/sandbox/messages'))).toBe(false);
  });

  test('building again gives the same bytes', async () => {
    const again = (await buildSite()).pages;
    expect([...again].map(([path, page]) => [path, page.etag])).toEqual(
      [...pages].map(([path, page]) => [path, page.etag]),
    );
  });

  test('a style sheet keeps its meaning when tightened', () => {
    expect(tighten('/* why */\n.a > .b,\n.c  {\n  margin: 0 -1px;\n  color: red;\n}\n')).toBe(
      '.a > .b,.c{margin:0 -1px;color:red}',
    );
  });
});
