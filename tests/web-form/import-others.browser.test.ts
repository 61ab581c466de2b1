// Articles that are not among the imported files: withdrawn only after they were shown, and never by the import itself.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import { accessibilityProblems } from './browser.ts';
import { stubDeskForFile } from './desk-for-file.ts';
import { json, problem } from './stub-answers.ts';
import { stubKnowledge } from './stub-knowledge.ts';
import { stubKeys } from './stub-sessions.ts';

setDefaultTimeout(60_000);
const knowledge = stubKnowledge();
const published = new Map([
  ['kept', 3],
  ['old-labels', 2],
  ['changed-meanwhile', 5],
]);
const withdrawals: string[] = [];

const { desk, visit, isMissing } = stubDeskForFile(async (request, url) => {
  const [, slug = ''] = /^\/api\/knowledge\/articles\/([^/]+)\/withdraw$/.exec(url.pathname) ?? [];
  if (slug !== '') {
    const { expectedVersion } = (await request.json()) as { readonly expectedVersion: number };
    withdrawals.push(`${slug} ${expectedVersion}`);
    if (slug === 'changed-meanwhile') return problem(409, { code: 'article-changed' });
    published.delete(slug);
    return json({ slug, version: expectedVersion + 1, embedded: true });
  }
  if (url.pathname !== '/api/knowledge/articles') return knowledge.answer(request, url);
  const articles = [...published].map(([name, version]) => ({
    slug: name,
    title: `Title of ${name}`,
    category: 'general',
    language: 'en',
    keywords: '',
    state: 'published',
    version,
    changedAt: '2026-11-20T10:00:00.000Z',
    changedBy: 'mara',
  }));
  return json({ articles, total: articles.length, next: null, languages: ['en'] });
});

describe.skipIf(isMissing)('articles that are not among the imported files', () => {
  test('are shown on demand and withdrawn when somebody confirms; what changed meanwhile stays', async () => {
    await using window = await visit(`${desk.origin}/knowledge/import#key=${stubKeys.agent}`, {
      locale: 'en-GB',
    });
    const { page, complaints } = window;
    const text = { mimeType: 'text/plain', buffer: Buffer.from('text') };
    await page.getByLabel('Files').setInputFiles([{ name: 'kept.md', ...text }]);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('button', { name: 'Which published articles are not among these files?' }).click();
    const others = page.getByRole('region', { name: '2 published articles are not among these files:' });
    expect(await others.getByRole('listitem').allTextContents()).toEqual([
      'Title of old-labels old-labels',
      'Title of changed-meanwhile changed-meanwhile',
    ]);
    expect(await accessibilityProblems(page)).toEqual([]);
    await others.getByRole('button', { name: 'Withdraw 2 articles…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    expect(withdrawals).toEqual([]);
    await others.getByRole('button', { name: 'Withdraw 2 articles…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw them' }).click();
    await page.getByText('1 withdrawn, 1 stayed.').waitFor();
    await page.getByRole('region', { name: '1 published article is not among these files:' }).waitFor();
    expect(withdrawals).toEqual(['old-labels 2', 'changed-meanwhile 5']);
    expect(complaints).toEqual([]);
  });

  test('are not spoken of when a file was left out: it may be the missing one', async () => {
    await using window = await visit(`${desk.origin}/knowledge/import#key=${stubKeys.agent}`, {
      locale: 'en-GB',
    });
    const { page } = window;
    const text = { mimeType: 'text/plain', buffer: Buffer.from('text') };
    await page.getByLabel('Files').setInputFiles([
      { name: 'kept.md', ...text },
      { name: 'bad.html', ...text },
    ]);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('region', { name: 'Left out' }).waitFor();
    expect(await page.getByRole('button', { name: /Which published articles/ }).count()).toBe(0);
  });
});
