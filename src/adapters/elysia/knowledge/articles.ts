// /api/knowledge/articles: the articles as staff keep them. Everybody of the staff reads, agents and admins write.
import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { Category } from '../../../domain/ticket/classification.ts';
import { bodyProblems } from '../checked-body.ts';
import { describe } from '../docs/describe.ts';
import { allRoles } from '../guard/bearer.ts';
import type { Kit } from '../kit.ts';
import { type ProblemCode, Refusal } from '../problem.ts';
import { Limit, limitOf } from '../query.ts';
import { deciding, problems, secured, takes } from '../staff/access.ts';
import { refuseInAddress, WordsHeader, wordsOf } from '../words.ts';
import type { KnowledgeDesk } from './desk.ts';
import { settled } from './settled.ts';
import {
  DifferencesView,
  EditableView,
  RevisedBody,
  ShelfView,
  StoredView,
  WithdrawBody,
  WrittenBody,
} from './views.ts';

/** An article in the widest script, escaped. */
const articleBytes = 1024 * 1024;
const slugForm = /^[a-z0-9][a-z0-9-]{0,127}$/;
const VersionText = Type.String({ pattern: '^[1-9]\\d{0,6}$', examples: ['2'] });

const Filter = Type.Object(
  {
    category: Type.Optional(Category),
    language: Type.Optional(Type.String({ maxLength: 35, examples: ['en'] })),
    state: Type.Optional(Type.Union([Type.Literal('published'), Type.Literal('withdrawn')])),
    after: Type.Optional(
      Type.String({ maxLength: 80, description: 'What an earlier answer gave as `next`.' }),
    ),
    limit: Type.Optional(Limit),
  },
  { additionalProperties: false },
);
const Words = WordsHeader('Words of title, name, keywords or text.');
const Versions = Type.Object({ from: VersionText, to: VersionText }, { additionalProperties: false });
const AtVersion = Type.Object({ version: Type.Optional(VersionText) }, { additionalProperties: false });

const writing: readonly ProblemCode[] = [...problems, ...bodyProblems];

function known<T>(found: T | undefined): T {
  if (found === undefined) throw new Refusal('article-unknown');
  return found;
}

const slugOf = (slug: string): string => known(slugForm.test(slug) ? slug : undefined);

export function articleRoutes(desk: KnowledgeDesk, kit: Kit) {
  return new Elysia({ normalize: false, prefix: '/api/knowledge/articles' })
    .onTransform(({ request, set }) => {
      kit.requireStaff(request, allRoles);
      set.headers['cache-control'] = 'no-store';
    })
    .use(readingRoutes(desk))
    .use(writingRoutes(desk, kit));
}

function readingRoutes(desk: KnowledgeDesk) {
  return new Elysia({ normalize: false })
    .get(
      '',
      ({ query: { limit, ...filter }, request }) =>
        desk.list({ text: wordsOf(request), limit: limitOf(limit), ...filter }),
      {
        transform: refuseInAddress,
        query: Filter,
        headers: Words,
        detail: describe({
          tag: 'Staff',
          summary: 'List articles',
          description: 'Published and withdrawn ones, the last change first.',
          secured,
          answers: { 200: { description: 'A page of them.', schema: ShelfView } },
          problems: [...problems, 'invalid-fields'],
        }),
      },
    )
    .get(
      '/:slug',
      async ({ params: { slug }, query: { version } }) =>
        known(await desk.article(slugOf(slug), version === undefined ? undefined : Number(version))),
      {
        query: AtVersion,
        detail: describe({
          tag: 'Staff',
          summary: 'Read an article with its versions',
          description: 'As it is, or as it was at a version.',
          secured,
          answers: { 200: { description: 'The article.', schema: EditableView } },
          problems: [...problems, 'article-unknown', 'invalid-fields'],
        }),
      },
    )
    .get(
      '/:slug/differences',
      async ({ params: { slug }, query: { from, to } }) =>
        known(await desk.differences(slugOf(slug), { from: Number(from), to: Number(to) })),
      {
        query: Versions,
        detail: describe({
          tag: 'Staff',
          summary: 'Compare two versions of an article',
          description: 'Line by line, and word by word within a line that changed.',
          secured,
          answers: { 200: { description: 'The differences.', schema: DifferencesView } },
          problems: [...problems, 'article-unknown', 'invalid-fields'],
        }),
      },
    );
}

function writingRoutes(desk: KnowledgeDesk, kit: Kit) {
  return new Elysia({ normalize: false })
    .post(
      '',
      async ({ body: written, request, set }) => {
        const stored = settled(await desk.create(written, deciding(kit, request)));
        set.status = 201;
        return stored;
      },
      {
        ...takes(kit, WrittenBody, { limit: articleBytes }),
        detail: describe({
          tag: 'Staff',
          summary: 'Write an article',
          description: 'The agent answers from it at once. Its name comes from its title.',
          secured,
          answers: { 201: { description: 'It is published.', schema: StoredView } },
          problems: [...writing, 'slug-taken', 'article-empty'],
        }),
      },
    )
    .put(
      '/:slug',
      async ({ params: { slug }, body: { expectedVersion, ...written }, request }) =>
        settled(await desk.revise(slugOf(slug), { ...deciding(kit, request), expectedVersion, written })),
      {
        ...takes(kit, RevisedBody, { limit: articleBytes }),
        detail: describe({
          tag: 'Staff',
          summary: 'Change an article',
          description:
            'A new version; the agent answers from it at once. When somebody has changed it since the expected version, nothing is stored, and the problem says who was last (`version`, `by`, `at`).',
          secured,
          answers: { 200: { description: 'It is stored.', schema: StoredView } },
          problems: [...writing, 'article-unknown', 'article-changed', 'article-withdrawn', 'article-empty'],
        }),
      },
    )
    .post(
      '/:slug/withdraw',
      async ({ params: { slug }, body: { expectedVersion }, request }) =>
        settled(await desk.withdraw(slugOf(slug), { ...deciding(kit, request), expectedVersion })),
      {
        ...takes(kit, WithdrawBody, { limit: articleBytes }),
        detail: describe({
          tag: 'Staff',
          summary: 'Withdraw an article',
          description: 'The agent no longer answers from it, at once, and links to it lead nowhere.',
          secured,
          answers: { 200: { description: 'It is withdrawn.', schema: StoredView } },
          problems: [...writing, 'article-unknown', 'article-changed', 'article-withdrawn'],
        }),
      },
    );
}
