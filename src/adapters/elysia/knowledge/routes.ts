// /api/knowledge: bringing articles in, trying a question, and what is missing.
import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { streamLines } from '../audit/stream-lines.ts';
import { bodyProblems } from '../checked-body.ts';
import { describe } from '../docs/describe.ts';
import { allRoles } from '../guard/bearer.ts';
import type { Kit } from '../kit.ts';
import { accepted } from '../outcome.ts';
import { Limit, limitOf } from '../query.ts';
import { deciding, problems, secured, takes } from '../staff/access.ts';
import type { ImportStep, KnowledgeDesk } from './desk.ts';
import { GapView, ImportBody, QuestionBody, TriedView } from './views.ts';

const Period = Type.Object(
  {
    days: Type.Optional(
      Type.String({
        pattern: '^[1-9]\\d{0,2}$',
        description: 'So many days back; 30 when absent.',
        examples: ['7'],
      }),
    ),
    limit: Type.Optional(Limit),
  },
  { additionalProperties: false },
);
/** Some hundred articles; more come in several requests. */
const importBytes = 12 * 1024 * 1024;
const importDeadlineMs = 120_000;

/** @param unhurried lifts the time limit of a request that takes long */
export function knowledgeRoutes(desk: KnowledgeDesk, kit: Kit, unhurried: (request: Request) => void) {
  return new Elysia({ normalize: false, prefix: '/api/knowledge' })
    .onTransform(({ request, set }) => {
      kit.requireStaff(request, allRoles);
      set.headers['cache-control'] = 'no-store';
    })
    .use(importRoute(desk, kit, unhurried))
    .use(questionRoutes(desk, kit, unhurried));
}

function importRoute(desk: KnowledgeDesk, kit: Kit, unhurried: (request: Request) => void) {
  return new Elysia({ normalize: false }).post(
    '/import',
    ({ body: { files }, request }) => {
      unhurried(request);
      const steps = linesOf(desk.import(files, deciding(kit, request)));
      return new Response(streamLines(steps, kit.options.telemetry, 'an import broke off'), {
        headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' },
      });
    },
    {
      ...takes(kit, ImportBody, { deadlineMs: importDeadlineMs, limit: importBytes }),
      detail: describe({
        tag: 'Staff',
        summary: 'Import articles',
        description:
          'Markdown with front matter, and HTML. New ones are published, changed ones revised, others left. The answer comes line by line while it goes on; the last line has the result. An answer that breaks off has stored a part: the same import again goes on from there.',
        secured,
        answers: {
          200: {
            description: 'One JSON text a line.',
            text: {
              contentType: 'application/x-ndjson',
              example:
                '{"stage":"embed","done":64,"of":80}\n{"stage":"store","done":1,"of":20}\n{"stage":"done","result":{"published":3,"revised":1,"unchanged":16,"withdrawn":0,"embedded":80,"problems":[]}}\n',
            },
          },
        },
        problems: [...problems, ...bodyProblems],
      }),
    },
  );
}

/** Questions that are tried, and those that were asked in vain. */
function questionRoutes(desk: KnowledgeDesk, kit: Kit, unhurried: (request: Request) => void) {
  return new Elysia({ normalize: false })
    .post(
      '/questions',
      async ({ body, request }) => {
        unhurried(request);
        return accepted(await desk.tryQuestion(body, request.signal));
      },
      {
        ...takes(kit, QuestionBody),
        detail: describe({
          tag: 'Staff',
          summary: 'Try a question',
          description:
            'What the agent would do: the same policy, tools and guardrails, and nothing of it is stored. A model is paid for.',
          secured,
          answers: { 200: { description: 'What it would do, and why.', schema: TriedView } },
          problems: [...problems, ...bodyProblems, 'conflict'],
        }),
      },
    )
    .get(
      '/gaps',
      async ({ query: { days = '30', limit } }) => ({
        gaps: [...(await desk.gaps({ days: Number(days), limit: limitOf(limit) }))],
      }),
      {
        query: Period,
        detail: describe({
          tag: 'Staff',
          summary: 'What customers asked in vain',
          description:
            'The latest questions that no article answered, brought together by what they are about.',
          secured,
          answers: {
            200: { description: 'The gaps.', schema: Type.Object({ gaps: Type.Array(GapView) }) },
          },
          problems: [...problems, 'invalid-fields'],
        }),
      },
    );
}

async function* linesOf(steps: AsyncIterable<ImportStep>): AsyncIterable<string> {
  for await (const step of steps) yield JSON.stringify(step);
}
