// Suggested articles that wait for approval are counted where every keeper of the knowledge sees it.
import { beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { accessibilityProblems, picture, sidewaysScroll } from './browser.ts';
import { stubDeskForFile } from './desk-for-file.ts';
import { type StubKnowledge, stubKnowledge } from './stub-knowledge.ts';
import { stubKeys } from './stub-sessions.ts';

setDefaultTimeout(120_000);
let knowledge: StubKnowledge;
const { desk, visit, isMissing } = stubDeskForFile((request, url) => knowledge.answer(request, url));

const suggested = (place: number) => ({
  reference: `LD-7K2M-9Q0${place}`,
  resolvedAt: '2026-11-20T10:00:00.000Z',
  category: 'technical',
  language: 'en',
  title: `Two labels ${place}`,
  text: 'Choose A4.',
  draft: `d${place}`,
});

beforeEach(() => {
  knowledge = stubKnowledge();
});

describe.skipIf(isMissing)('suggested articles', () => {
  for (const width of [390, 1280])
    test(`are counted in the navigation, which leads to them, ${width} px wide`, async () => {
      knowledge.suggestions = [1, 2, 3].map(suggested);
      await using window = await visit(`${desk.origin}/knowledge#key=${stubKeys.agent}`, {
        locale: 'en-GB',
        viewport: { width, height: 800 },
      });
      const { page, complaints } = window;
      const link = page.getByRole('link', { name: 'Suggestions 3 waiting for approval' });
      await link.waitFor();
      expect(await sidewaysScroll(page)).toBe(0);
      await picture(page, `knowledge-waiting-${width}`);
      await link.click();
      expect(new URL(page.url()).pathname).toBe('/knowledge/suggestions');
      await page.getByRole('article', { name: 'Two labels 2' }).waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      await page
        .getByRole('article', { name: 'Two labels 1' })
        .getByRole('button', { name: 'Do not suggest again' })
        .click();
      await page.getByRole('link', { name: 'Suggestions', exact: true }).waitFor();
      expect(complaints).toEqual([]);
    });

  test('say that there are more than are shown', async () => {
    knowledge.suggestions = Array.from({ length: 50 }, (_, place) => suggested(place));
    await using window = await visit(`${desk.origin}/knowledge#key=${stubKeys.agent}`, { locale: 'de-DE' });
    await window.page.getByRole('link', { name: 'Vorschläge 50+ warten auf Freigabe' }).waitFor();
  });

  test('are not asked for by auditors, who cannot decide about them', async () => {
    knowledge.suggestions = [suggested(1)];
    const before = desk.asked.length;
    await using window = await visit(`${desk.origin}/knowledge#key=${stubKeys.auditor}`, { locale: 'en-GB' });
    await window.page.getByText('1,201 articles').waitFor();
    expect(desk.asked.slice(before).filter((one) => one.includes('suggestions'))).toEqual([]);
  });
});
