// What can be evaluated. A suite is a name, what it measures, and a run that yields figures.
import { stemsOf } from '../../adapters/local-embedder/features.ts';
import { abstentionQuality } from '../../application/evaluation/abstention.ts';
import { conversationFigures, type Played } from '../../application/evaluation/conversations.ts';
import { escalationQuality, escalationRate } from '../../application/evaluation/escalation.ts';
import type { Figure } from '../../application/evaluation/figures.ts';
import { type Measuring, searchQuality } from '../../application/evaluation/search-quality.ts';
import { searchSpeed } from '../../application/evaluation/search-speed.ts';
import { openLibrary } from './conversation-desk.ts';
import { conversationSet } from './conversation-set.ts';
import { banking77, bitext, clinc150, escalationMessages } from './data-sets.ts';
import { openFullBase } from './full-base.ts';
import { measureIdentity } from './identity.ts';
import { type LivePlayer, type LiveResult, playLive } from './live-model.ts';
import { play } from './play.ts';
import { players } from './players.ts';

export interface SuiteContext extends Omit<Measuring, 'progress'> {
  /** Folder of the data sets that are not part of the project. */
  readonly data: string;
  /** Folder of the sets that are. */
  readonly own: string;
  /** Of what is made by dice; absent: 1. */
  readonly seed?: number;
  /** A PostgreSQL to measure the speed of search on; absent: the embedded one. */
  readonly serverUrl?: string | undefined;
  /** A model that plays the conversations instead of the agents that need none, and who keeps what came of it. */
  readonly live?: { readonly player: LivePlayer; readonly keep: (result: LiveResult) => Promise<void> };
  readonly progress: (label: string, done: number, of: number) => void;
}

export interface Suite {
  readonly name: string;
  readonly summary: string;
  /** @throws DataAbsent when what it reads is not there */
  run(context: SuiteContext): Promise<readonly Figure[]>;
}

export const suites: readonly Suite[] = [
  {
    name: 'search',
    summary: 'the article a question belongs to comes first, or among the first five',
    async run(context) {
      const sets = [
        { rows: await banking77(context.data), name: 'Banking77', first: 0.66, firstFive: 0.9 },
        { rows: await bitext(context.data), name: 'Bitext', first: 0.8, firstFive: 0.985 },
      ];
      const figures: Figure[] = [];
      for (const { rows, ...goal } of sets)
        figures.push(...(await searchQuality(rows, goal, measuring(context, goal.name), stemsOf)));
      return figures;
    },
  },
  {
    name: 'search-speed',
    summary:
      'search of 10,000 passages of 1,536 dimensions is quick, and finds what comparing every vector finds',
    async run({ serverUrl, sample = 100, progress }) {
      await using base = await openFullBase({ articles: 1_000, queries: sample, serverUrl });
      return await searchSpeed(
        base,
        () => performance.now(),
        (done, of) => progress('searches', done, of),
      );
    },
  },
  {
    name: 'abstention',
    summary: 'questions that no article answers are told from the others by the confidence',
    run: async (context) =>
      abstentionQuality('CLINC150', await clinc150(context.data), measuring(context, 'CLINC150')),
  },
  {
    name: 'escalation',
    summary: 'the policy hands over what belongs to a human, and little else',
    async run({ own }) {
      const messages = await escalationMessages(`${own}/escalation.jsonl`);
      const unseen = messages.filter(({ split }) => split === 'test');
      const heldOut = await escalationMessages(`${own}/escalation-held-out.jsonl`);
      const thirdLook = await escalationMessages(`${own}/escalation-third-look.jsonl`);
      const fourthLook = await escalationMessages(`${own}/escalation-fourth-look.jsonl`);
      const fifthLook = await escalationMessages(`${own}/escalation-fifth-look.jsonl`);
      const goal = { recall: 0.95, precision: 0.85 };
      return [
        ...escalationQuality('own set', messages, goal),
        ...(unseen.length > 0 ? escalationQuality('own set, test part', unseen, goal) : []),
        // Written without a look at the rules; a target would be an invitation to tune them on it.
        ...escalationQuality('held-out set', heldOut),
        ...escalationQuality('third look', thirdLook),
        ...escalationQuality('fourth look', fourthLook),
        ...escalationQuality('fifth look', fifthLook),
      ];
    },
  },
  {
    name: 'identity',
    summary: 'people are recognised across channels, and nobody is shown what somebody else wrote',
    run: ({ sample = 50_000, seed = 1, progress }) => measureIdentity({ messages: sample, seed, progress }),
  },
  {
    name: 'escalation-rate',
    summary: 'ordinary questions are answered, not handed over',
    async run({ data }) {
      const questions = (await bitext(data)).map(({ text }) => text);
      return [escalationRate('Bitext', questions)];
    },
  },
  {
    name: 'conversations',
    summary: 'whole conversations on every channel end as they should',
    async run({ own, live, progress }) {
      const scenarios = await conversationSet(`${own}/conversations.jsonl`);
      const library = await openLibrary([`${own}/../demo/knowledge`, `${own}/articles`]);
      const shown = (done: number, of: number) => progress('conversations', done, of);
      if (live) {
        const { figures, result } = await playLive(scenarios, live.player, library, shown);
        await live.keep(result);
        return figures;
      }
      const played: Played[] = [];
      for (const [index, scenario] of scenarios.entries()) {
        for (const player of players)
          if (player.plays(scenario)) played.push(await play(scenario, player, library));
        shown(index + 1, scenarios.length);
      }
      return conversationFigures(played);
    },
  },
];

/** What a measurement needs, its progress shown under a label. */
export function measuring({ progress, ...context }: SuiteContext, label: string): Measuring {
  return { ...context, progress: (done, of) => progress(label, done, of) };
}
