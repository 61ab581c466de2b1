// The page about a problem, as HTML: whatever happened, it says so, leads on, and holds nothing that somebody typed.
import { describe, expect, test } from 'bun:test';
import { problemKinds } from '../../src/adapters/elysia/problem.ts';
import { problemPage } from '../../web-form/problem-page.ts';

const assets = { icon: '/assets/icon.svg', styles: ['/assets/style.css'] };
const draw = (problem: Partial<Parameters<typeof problemPage>[0]> = {}) =>
  problemPage(
    { status: 404, path: '/nowhere', requestId: '0193483d-6a8e', languages: [], ...problem },
    assets,
  );
const linksOf = (html: string) => [...html.matchAll(/class="button[^"]*" href="([^"]*)"/g)].map((m) => m[1]);
const titleOf = (html: string) => /<h1>(.*)<\/h1>/.exec(html)?.[1] ?? '';

const statuses = [...new Set(Object.values(problemKinds).map(({ status }) => status))];

describe('the page about a problem', () => {
  test.each(statuses)('of status %d says something in every language, and leads on', (status) => {
    const pages = ['en', 'de'].map((language) => draw({ status, languages: [language] }));
    expect(pages.map(({ language }) => language)).toEqual(['en', 'de']);
    const titles = pages.map(({ html }) => titleOf(html));
    expect(new Set(titles).size).toBe(2);
    for (const [at, { html, language }] of pages.entries()) {
      expect(html).toContain(`<html lang="${language}">`);
      expect(html).toContain(`<title>${titles[at]} · Ledgerdesk</title>`);
      expect(linksOf(html).length).toBeGreaterThan(0);
      expect(html).not.toMatch(/undefined|<script|<style|style=|\son\w+=|https?:/);
    }
  });

  test('is in the first language asked for that there are words in', () => {
    const languages = [['de-CH', 'en'], ['fr', 'de'], ['en-US', 'de'], ['xx', 'constructor'], []];
    expect(languages.map((asked) => draw({ languages: asked }).language)).toEqual([
      'de',
      'de',
      'en',
      'en',
      'en',
    ]);
  });

  test('leads customers to the form and staff to their sign-in', () => {
    expect(linksOf(draw().html)).toEqual(['/', '/sign-in']);
    expect(linksOf(draw({ path: '/inbox-x' }).html)).toEqual(['/', '/sign-in']);
    expect(linksOf(draw({ path: '/api/nowhere' }).html)).toEqual(['/sign-in', '/']);
    expect(linksOf(draw({ path: '/api', status: 403 }).html)).toEqual(['/sign-in']);
  });

  test('of what passes says when to come back, links to the same address and gives the number of the request', () => {
    for (const status of [429, 503]) {
      const { html } = draw({ status, retryInSeconds: 20 });
      expect(html).toContain('Please try again in 20 s.');
      expect(linksOf(html)).toEqual(['', '/']);
      expect(html).toContain('0193483d-6a8e');
    }
    expect(draw({ status: 429, retryInSeconds: 840 }).html).toContain('in 14 min.');
    expect(draw().html).not.toContain('0193483d-6a8e');
  });

  test('tells who has no key what opens the door: staff their sign-in, customers their status link', () => {
    expect(titleOf(draw({ status: 401, path: '/support/tickets/LD-7K2M-9QXA' }).html)).toBe(
      'Open your status link',
    );
    expect(titleOf(draw({ status: 401, path: '/api/overview' }).html)).toBe('Not without signing in');
  });

  test('holds nothing of what was typed', () => {
    const path = '/"><script>alert(1)</script>';
    for (const status of statuses) expect(draw({ status, path }).html).not.toContain('alert');
  });
});
