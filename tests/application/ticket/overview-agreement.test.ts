// The overview's counts in SQL agree with the plain ones in memory, whatever happened to tickets and when.
import { expect } from 'bun:test';
import fc from 'fast-check';
import type { RowChange } from '../../../src/application/projection/row-change.ts';
import {
  modelCosts,
  outcomes,
  replies,
  searches,
  settlements,
} from '../../../src/application/projection/tables.ts';
import { id, noon } from '../../infra/sample.ts';
import { memoryWorld, onDatabases, type World } from '../../infra/worlds.ts';

const hour = 3_600_000;
/** Few different moments, so that they meet each other and the edges; also out of their order. */
const moment = fc.integer({ min: 0, max: 48 }).map((n) => new Date(noon + (n * hour) / 4).toISOString());
const later = fc.record({
  kind: fc.constantFrom('escalated', 'confirmed', 'assumed', 'reopened', 'rated'),
  rating: fc.integer({ min: 1, max: 5 }),
  at: moment,
});
const reply = fc.record({
  kind: fc.constantFrom('answer', 'acknowledgement', 'staff'),
  sent_at: fc.option(moment),
  failed_at: fc.option(moment),
});
const message = fc.record({
  accepted_at: moment,
  outcome: fc.constantFrom('answered', 'escalated', 'suppressed', 'unanswered'),
});
const ticket = fc.record({
  channel: fc.constantFrom('email', 'webform', 'whatsapp'),
  at: moment,
  steps: fc.array(later, { maxLength: 6 }),
  replies: fc.array(reply, { maxLength: 3 }),
  messages: fc.array(message, { maxLength: 3 }),
  costs: fc.array(fc.integer({ min: 0, max: 9_000 }), { maxLength: 3 }),
  /** By run: the first or the second. */
  searches: fc.array(
    fc.record({ run: fc.integer({ min: 0, max: 1 }), sufficient: fc.boolean(), at: moment }),
    {
      maxLength: 3,
    },
  ),
  /** What becomes later of its first reply and of its first message. */
  resent: fc.option(fc.record({ sent_at: fc.option(moment) })),
  isWithdrawn: fc.boolean(),
  decided: fc.option(fc.constantFrom('answered', 'escalated', 'suppressed', 'unanswered')),
});
type Ticket = typeof ticket extends fc.Arbitrary<infer T> ? T : never;

interface Happened {
  readonly atFirst: readonly RowChange[];
  readonly later: readonly RowChange[];
}

function happened({ resent, isWithdrawn, decided, ...ticket }: Ticket): Happened {
  const atFirst = rowsOf(ticket);
  const keyOf = (name: string, key: string) =>
    atFirst.flatMap((one) => ('row' in one && one.table.name === name ? [one.row[key] ?? null] : [])).at(0);
  const replyId = keyOf('replies', 'reply_id');
  const messageId = keyOf('outcomes', 'message_id');
  const later: RowChange[] = [];
  if (replyId !== undefined && isWithdrawn)
    later.push({ op: 'remove', table: replies, where: { reply_id: replyId } });
  else if (replyId !== undefined && resent)
    later.push({ op: 'patch', table: replies, key: { reply_id: replyId }, set: resent });
  if (messageId !== undefined && decided)
    later.push({ op: 'patch', table: outcomes, key: { message_id: messageId }, set: { outcome: decided } });
  return { atFirst, later };
}

type Rows = Omit<Ticket, 'resent' | 'isWithdrawn' | 'decided'>;

function rowsOf({
  channel,
  at,
  steps,
  replies: sent,
  messages,
  costs,
  searches: found,
}: Rows): readonly RowChange[] {
  const ticket_id = id();
  const runs = [id(), id()];
  // Columns in one order, as the projection has them: rows of one order are written in theirs.
  const opened = { ticket_id, version: 1, kind: 'opened', channel, rating: null, at };
  return [
    { op: 'put', table: settlements, row: opened },
    ...steps.map(({ kind, rating, at: then }, n): RowChange => {
      const row = { ...opened, version: n + 2, kind, channel: null, at: then };
      return { op: 'put', table: settlements, row: { ...row, rating: kind === 'rated' ? rating : null } };
    }),
    ...sent.map((one): RowChange => {
      const row = { reply_id: id(), ticket_id, channel, composed_at: at, ...one };
      return { op: 'put', table: replies, row };
    }),
    ...messages.map((one): RowChange => {
      const row = { message_id: id(), ticket_id, channel, decided_at: null, ...one };
      return { op: 'put', table: outcomes, row };
    }),
    ...found.map(({ run, ...one }, n): RowChange => {
      const row = { ticket_id, version: n + 2, run_id: runs[run] ?? null, ...one };
      return { op: 'put', table: searches, row };
    }),
    ...costs.map(
      (micros, n): RowChange => ({
        op: 'put',
        table: modelCosts,
        row: { ticket_id, version: n + 2, micros, at },
      }),
    ),
  ];
}

async function store(world: World, changes: readonly RowChange[]): Promise<void> {
  const from = await world.followers.position('outcomes');
  await world.followers.advance('outcomes', { from, to: from + 1n }, changes);
}

async function seen({ overviews }: World, from: number, until: number) {
  const edges = [0, 1, 2, 3].map((n) => from + (n * (until - from)) / 3);
  const answers = await Promise.all([
    overviews.counts(from, until),
    overviews.slices(edges, noon + 3 * hour),
    overviews.timings(from, until),
    overviews.standing(noon + 3 * hour),
    overviews.searched(from, until).then((runs) => [runs]),
  ]);
  return answers.map((rows) => rows.map((row) => ({ ...row })));
}

onDatabases('the overview of any tickets', (it) => {
  it('is what counting them one by one gives', async (world) => {
    const memory = memoryWorld();
    await fc.assert(
      fc.asyncProperty(
        fc.array(ticket, { minLength: 1, maxLength: 12 }),
        // Quarters of an hour: whole hours are summed, what is left at the ends is not.
        fc.integer({ min: -8, max: 44 }),
        fc.integer({ min: 1, max: 56 }),
        async (tickets, begin, quarters) => {
          const all = tickets.map(happened);
          for (const one of [memory, world]) {
            await store(
              one,
              all.flatMap(({ atFirst }) => atFirst),
            );
            await store(
              one,
              all.flatMap(({ later }) => later),
            );
          }
          const from = noon + (begin * hour) / 4;
          const until = from + (quarters * hour) / 4;
          expect(await seen(world, from, until)).toEqual(await seen(memory, from, until));
        },
      ),
      { numRuns: 15 },
    );
  });
});
