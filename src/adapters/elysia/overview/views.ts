// The overview over HTTP: one schema each for the answer, its type and its place in the API document.
import { type Static, Type } from '@sinclair/typebox';
import type { Frozen } from '../views.ts';

const Time = Type.String({ description: 'ISO 8601, UTC.', examples: ['2026-11-20T10:00:00.000Z'] });
const MaybeTime = Type.Union([Time, Type.Null()]);
const Count = Type.Integer({ minimum: 0, examples: [3] });
const Channel = Type.String({ examples: ['email'] });
const Breaker = Type.Union([Type.Literal('closed'), Type.Literal('open'), Type.Literal('trying')], {
  description: 'The worst of all processes: open means that nothing is sent there for now.',
  examples: ['closed'],
});

const CountsSchema = Type.Object({
  channel: Type.String({ description: 'Where the ticket began; `all` is the sum.', examples: ['email'] }),
  opened: Count,
  escalated: Type.Integer({ description: 'Tickets that a person had to act on.', examples: [2] }),
  confirmed: Type.Integer({ description: 'Tickets that the customer called settled.', examples: [4] }),
  assumed: Type.Integer({ description: 'Tickets that count as settled after a quiet time.', examples: [5] }),
  reopened: Type.Integer({ description: 'Tickets that were opened again after that.', examples: [1] }),
  ratings: Count,
  satisfied: Type.Integer({ description: 'Ratings of 4 and 5.', examples: [3] }),
  rating: Type.Union([Type.Number(), Type.Null()], { description: 'Mean, 1 to 5.', examples: [4.2] }),
});
export type CountsView = Frozen<Static<typeof CountsSchema>>;

const SliceSchema = Type.Object({
  from: Time,
  channel: Channel,
  accepted: Type.Integer({
    description: 'Messages accepted in the slice; the next four add up to it.',
    examples: [9],
  }),
  answered: Count,
  escalated: Count,
  suppressed: Count,
  unanswered: Count,
  stuck: Type.Integer({ description: 'Of the unanswered, those that wait for too long.', examples: [0] }),
  opened: Type.Integer({ description: 'Tickets that began in the slice.', examples: [7] }),
  costMicros: Type.Integer({
    description: 'What models have cost for these tickets until now, millionths of a dollar.',
    examples: [21_400],
  }),
  confirmed: Type.Integer({ description: 'Settlements of the slice; twice settled counts twice.' }),
  assumed: Count,
  reopened: Count,
  ratings: Count,
  ratingSum: Count,
});

const TimingSchema = Type.Object({
  channel: Type.String({ description: '`all`: of every channel together.', examples: ['email'] }),
  kind: Type.Union([Type.Literal('first-response'), Type.Literal('confirmed'), Type.Literal('assumed')], {
    description:
      'From opening to the first reply that the channel took, or to the settlement that still holds. assumed includes the quiet time.',
    examples: ['first-response'],
  }),
  tickets: Type.Integer({ description: 'So many tickets of the period came that far.', examples: [41] }),
  medianMs: Type.Number({ examples: [2_900] }),
  p95Ms: Type.Number({ examples: [64_000] }),
});

const NowSchema = Type.Object({
  waiting: Type.Integer({ description: 'Messages without an outcome.', examples: [2] }),
  stuck: Type.Integer({ description: 'Of these, those older than five minutes.', examples: [0] }),
  oldestWaitingAt: MaybeTime,
  withStaff: Type.Integer({ description: 'Tickets that a person has to act on.', examples: [4] }),
  failedReplies: Type.Integer({
    description: 'Replies that failed for good and that nothing has replaced.',
    examples: [1],
  }),
  deadLetters: Count,
});

const ChannelHealthSchema = Type.Object({
  channel: Channel,
  breaker: Type.Union([Breaker, Type.Null()], { description: 'null: no process has said.' }),
  lastAcceptedAt: MaybeTime,
  lastSentAt: MaybeTime,
  failed: Count,
  waiting: Count,
  stuck: Count,
  oldestWaitingAt: MaybeTime,
});

const HealthSchema = Type.Object({
  ready: Type.Boolean({ examples: [true] }),
  degraded: Type.Array(Type.String(), { description: 'As /ready says it.', examples: [[]] }),
  reasons: Type.Array(Type.String(), { examples: [[]] }),
  channels: Type.Array(ChannelHealthSchema),
  model: Type.Union([Breaker, Type.Null()], { description: 'null: there is none, or no process has said.' }),
  bus: Type.Object({
    state: Type.Union([Type.Literal('ok'), Type.Literal('degraded'), Type.Literal('failed')], {
      examples: ['ok'],
    }),
    lag: Type.Array(Type.Object({ group: Type.String({ examples: ['agent'] }), waiting: Count }), {
      description: 'Messages that the bus holds; empty where it cannot tell.',
    }),
  }),
  relay: Type.Object({
    waiting: Type.Integer({ description: 'Events without a position.', examples: [0] }),
    followers: Type.Array(
      Type.Object({
        follower: Type.String({ examples: ['outcomes'] }),
        behind: Type.Integer({
          description: 'Entries of the ledger; these counts are as old.',
          examples: [0],
        }),
      }),
    ),
  }),
  processes: Type.Array(
    Type.Object({ process: Type.String(), roles: Type.Array(Type.String({ examples: ['api'] })) }),
  ),
  knowledge: Type.Object({
    articles: Count,
    withoutVector: Type.Integer({
      description:
        'Passages found by words alone until `knowledge embed` has run; at most 1,000 are counted.',
      examples: [0],
    }),
  }),
});

const OverviewSchema = Type.Object({
  asOf: Type.String({
    description: 'When it was counted: the period may end later. ISO 8601, UTC.',
    examples: ['2026-11-20T10:00:00.000Z'],
  }),
  from: Time,
  until: Time,
  unit: Type.Union([Type.Literal('hour'), Type.Literal('day')], { examples: ['day'] }),
  zone: Type.String({ description: 'Whose hours and days these are.', examples: ['Europe/Berlin'] }),
  now: NowSchema,
  channels: Type.Array(CountsSchema),
  edges: Type.Array(Time, { description: 'Where slices begin, and where the last one ends.' }),
  slices: Type.Array(SliceSchema, { description: 'Only those with anything to count.' }),
  timings: Type.Array(TimingSchema),
  searches: Type.Object({
    runs: Type.Integer({ description: 'Times that the agent looked for an answer.', examples: [60] }),
    withoutEnough: Type.Integer({ description: 'Times that no article had one.', examples: [7] }),
  }),
  health: HealthSchema,
});
export const OverviewView = OverviewSchema;
export type OverviewView = Frozen<Static<typeof OverviewSchema>>;
