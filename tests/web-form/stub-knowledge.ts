// A knowledge desk in memory for browser tests: articles with versions, and answers of a kind for the rest.

import { differences } from '../../src/domain/knowledge/differences.ts';
import type { Card, Editable, Gap, Suggestion, Tried } from '../../web-form/knowledge/contract.ts';
import { json, problem } from './stub-answers.ts';

const at = '2026-11-20T10:00:00.000Z';
const numbers = Array.from({ length: 1_200 }, (_, n) => n);

export interface StubKnowledge {
  answer(request: Request, url: URL): Promise<Response | undefined>;
  /** Somebody else changes the text of an article. */
  change(slug: string, text: string, by: string): void;
  /** As somebody else does, with the text as it is. */
  withdraw(slug: string, by: string): void;
  readonly stored: { readonly path: string; readonly body: Record<string, unknown> }[];
  /** Answers the next question. */
  tried: Tried;
  suggestions: Suggestion[];
  gaps: Gap[];
}

interface Kept {
  state: 'published' | 'withdrawn';
  readonly versions: Editable[];
}

export function stubKnowledge(): StubKnowledge {
  const articles = new Map<string, Kept>();
  const stored: StubKnowledge['stored'] = [];
  const put = (
    slug: string,
    by: string,
    fields: Pick<Editable, 'title' | 'category' | 'language' | 'keywords' | 'text'>,
  ) => {
    const kept = articles.get(slug) ?? { state: 'published' as const, versions: [] };
    const version = kept.versions.length + 1;
    const change = version === 1 ? ('published' as const) : ('revised' as const);
    kept.versions.push({ ...fields, slug, state: kept.state, version, at, by, change, versions: [] });
    articles.set(slug, kept);
    return { slug, version, embedded: true };
  };
  put('blank-labels', 'mara', {
    title: 'Blank labels',
    category: 'technical',
    language: 'en',
    keywords: ['label'],
    text: 'Turn the roll over.\n\n## Still blank\n\n1. Print a test page.\n2. Write to us.',
  });
  for (const n of numbers)
    put(`article-${n}`, 'knowledge-import', {
      title: `Article number ${n}`,
      category: 'general',
      language: n % 2 === 0 ? 'en' : 'de',
      keywords: [],
      text: `Text ${n}`,
    });
  const cards = (): Card[] =>
    [...articles].map(([slug, { state, versions }]) => {
      const last = versions.at(-1);
      if (!last) throw new Error('an article without a version');
      const { title, category, language, version, by } = last;
      return {
        slug,
        title,
        category,
        language,
        keywords: last.keywords.join(', '),
        state,
        version,
        changedAt: at,
        changedBy: by,
      };
    });
  const list = (query: URLSearchParams, headers: Headers) => {
    if (query.has('q')) return problem(422, { type: '/problems/invalid-fields' });
    const words = decodeURIComponent(headers.get('ledgerdesk-words') ?? '').toLowerCase();
    const wanted = cards().filter(
      (card) =>
        `${card.title} ${card.keywords}`.toLowerCase().includes(words) &&
        (query.get('language') ?? card.language) === card.language &&
        (query.get('state') ?? card.state) === card.state,
    );
    const from = Number(query.get('after') ?? 0);
    const next = from + 200 < wanted.length ? String(from + 200) : null;
    return json({
      articles: wanted.slice(from, from + 200),
      total: wanted.length,
      next,
      languages: ['de', 'en'],
    });
  };
  const show = ({ state, versions }: Kept) => {
    const history = versions.map(({ version, at: time, by, change }) => ({ version, at: time, by, change }));
    return json({ ...versions.at(-1), state, versions: history.reverse() });
  };
  const one = async (request: Request, url: URL): Promise<Response> => {
    const [slug = '', action] = url.pathname.split('/').slice(4);
    const kept = articles.get(slug);
    const last = kept?.versions.at(-1);
    if (!kept || !last) return problem(404);
    if (action === 'differences') {
      const [before, after] = ['from', 'to'].map(
        (name) => kept.versions[Number(url.searchParams.get(name)) - 1],
      );
      return before && after
        ? json({ from: before, to: after, fields: [], rows: differences(before.text, after.text) })
        : problem(404);
    }
    if (request.method === 'GET') return show(kept);
    const body = (await request.json()) as { expectedVersion: number } & Parameters<typeof put>[2];
    stored.push({ path: url.pathname, body });
    if (body.expectedVersion !== last.version)
      return problem(409, { type: '/problems/article-changed', version: last.version, by: last.by, at });
    if (action === 'withdraw') {
      kept.state = 'withdrawn';
      return json({ slug, version: last.version, embedded: true });
    }
    return json(put(slug, 'nora', body));
  };
  const self: StubKnowledge = {
    stored,
    tried: answered,
    suggestions: [],
    gaps: [],
    change: (slug, text, by) => {
      const last = articles.get(slug)?.versions.at(-1);
      if (last) put(slug, by, { ...last, text });
    },
    withdraw: (slug, by) => {
      const kept = articles.get(slug);
      const last = kept?.versions.at(-1);
      if (!kept || !last) return;
      put(slug, by, last);
      kept.state = 'withdrawn';
    },
    answer: async (request, url) => {
      const path = url.pathname.replace('/api/knowledge', '');
      if (path === url.pathname) return undefined;
      if (path === '/articles' && request.method === 'GET') return list(url.searchParams, request.headers);
      if (path === '/articles') {
        const body = (await request.json()) as Parameters<typeof put>[2];
        if (articles.has('gift-cards')) return problem(409, { type: '/problems/slug-taken' });
        return json(put('gift-cards', 'nora', body), { status: 201 });
      }
      if (path.startsWith('/articles/')) return one(request, url);
      if (path === '/gaps') return json({ gaps: self.gaps });
      if (path === '/suggestions') return json({ suggestions: self.suggestions });
      if (path === '/questions') return json(self.tried);
      if (path === '/import') return imported((await request.json()) as { files: { name: string }[] });
      const body = (await request.json().catch(() => ({}))) as Record<string, unknown>;
      stored.push({ path: url.pathname, body });
      self.suggestions = [];
      return path.endsWith('/approve')
        ? json({ articleId: 'a', slug: 's' }, { status: 201 })
        : new Response(null, { status: 204 });
    },
  };
  return self;
}

function imported({ files }: { readonly files: readonly { readonly name: string }[] }): Response {
  const bad = files.filter(({ name }) => !name.endsWith('.md'));
  const problems = bad.map(({ name }) => ({ file: name, problem: 'title is missing' }));
  const result = {
    published: files.length - bad.length,
    revised: 0,
    unchanged: 1,
    withdrawn: 0,
    embedded: 2,
    problems,
  };
  const steps = [
    { stage: 'embed', done: 1, of: 2 },
    { stage: 'store', done: 1, of: files.length },
    { stage: 'done', result, slugs: files.map(({ name }) => name.replace(/\.md$/, '')) },
  ];
  return new Response(steps.map((step) => `${JSON.stringify(step)}\n`).join(''), {
    headers: { 'content-type': 'application/x-ndjson' },
  });
}

const answered: Tried = {
  outcome: 'answered',
  by: 'extractive',
  text: 'Turn the roll over: <script>alert(1)</script>',
  citations: [{ chunkId: 'c', slug: 'blank-labels', title: 'Blank labels', heading: 'Still blank' }],
  reason: null,
  evidence: null,
  refused: [{ rule: 'promise', detail: 'promises work: we will call you.', text: 'We will call you.' }],
  passages: [
    {
      chunkId: 'c',
      slug: 'blank-labels',
      title: 'Blank labels',
      heading: 'Still blank',
      text: 'Print a test page.',
      score: 1.7,
      coverage: 0.9,
      similarity: null,
    },
  ],
  confidence: 0.81,
  threshold: 0.5,
  sufficient: true,
  mood: 0,
  costMicros: 0,
  durationMs: 12,
};
