// GET /support/articles/:slug: an article that a reply names as its source.
import { Elysia } from 'elysia';
import type { Desk } from '../desk.ts';
import { describe } from '../docs/describe.ts';
import { withEtag } from '../etag.ts';
import { Refusal } from '../problem.ts';
import { ArticleView } from './views.ts';

export function articleRoute(desk: Desk) {
  return new Elysia({ normalize: false }).get(
    '/support/articles/:slug',
    async ({ params, request }) => {
      const known = /^[a-z0-9][a-z0-9-]{0,127}$/.test(params.slug);
      const article = known ? await desk.article(params.slug) : undefined;
      if (!article) throw new Refusal('article-not-found');
      return withEtag(request, JSON.stringify(article), {
        'content-type': 'application/json',
        'cache-control': 'public, max-age=60',
      });
    },
    {
      detail: describe({
        tag: 'Support',
        summary: 'Read an article',
        description: 'A published article of the knowledge base, as plain text by section.',
        answers: { 200: { description: 'The article.', schema: ArticleView } },
        problems: ['article-not-found', 'unavailable'],
      }),
    },
  );
}
