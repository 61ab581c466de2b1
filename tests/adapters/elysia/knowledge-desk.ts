// A knowledge desk of plain answers: one article of two versions.
import type { KnowledgeDesk } from '../../../src/adapters/elysia/knowledge/desk.ts';
import type { EditableView } from '../../../src/adapters/elysia/knowledge/views.ts';

const time = '2026-11-20T10:00:00.000Z';
export const blankLabels: EditableView = {
  slug: 'blank-labels',
  state: 'published',
  version: 2,
  at: time,
  by: 'mara',
  change: 'revised',
  title: 'Blank labels',
  category: 'technical',
  language: 'en',
  keywords: ['label'],
  text: 'Turn the roll over.',
  versions: [
    { version: 2, at: time, by: 'mara', change: 'revised' },
    { version: 1, at: time, by: 'knowledge-import', change: 'published' },
  ],
};
const overtaken = { overtaken: { version: 3, by: 'ben', at: time } };
const unknown = { rejected: 'article-unknown', detail: 'there is no article of this name' };

/** Asked for another version than the second, it says that somebody was faster. */
export function fakeKnowledgeDesk(): KnowledgeDesk {
  const stored = { slug: blankLabels.slug, version: 3, embedded: true };
  const edit = (slug: string, expectedVersion: number) => {
    if (slug !== blankLabels.slug) return unknown;
    return expectedVersion === 2 ? stored : overtaken;
  };
  return {
    list: async () => ({ articles: [], total: 0, next: null, languages: [] }),
    article: async (slug) => (slug === blankLabels.slug ? blankLabels : undefined),
    differences: async (slug, { from, to }) => {
      const [after, before] = blankLabels.versions;
      if (slug !== blankLabels.slug || !before || !after || from !== 1 || to !== 2) return undefined;
      return { from: before, to: after, fields: [], rows: [{ kind: 'same', text: blankLabels.text }] };
    },
    create: async () => ({ ...stored, version: 1 }),
    revise: async (slug, { expectedVersion }) => edit(slug, expectedVersion),
    withdraw: async (slug, { expectedVersion }) => edit(slug, expectedVersion),
    import: async function* (files) {
      yield { stage: 'store', done: files.length, of: files.length };
      const counts = { published: files.length, revised: 0, unchanged: 0, withdrawn: 0, embedded: 1 };
      yield { stage: 'done', result: { ...counts, problems: [] } };
    },
    tryQuestion: async () => ({
      outcome: 'answered',
      by: 'extractive',
      text: 'Turn the roll over.',
      citations: [],
      reason: null,
      evidence: null,
      refused: [],
      passages: [],
      confidence: 0.9,
      threshold: 0.5,
      sufficient: true,
      mood: 0,
      costMicros: 0,
      durationMs: 3,
    }),
    gaps: async () => [],
  };
}
