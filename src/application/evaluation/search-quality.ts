// Whether the search brings up the article that a question belongs to.
import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import { bm25 } from './bm25.ts';
import { type DrawnArticle, drawArticles, type LabelledQuestion } from './draws.ts';
import type { Figure } from './figures.ts';
import { intervalOfMean, mean } from './statistics.ts';

export interface OpenBase extends AsyncDisposable {
  readonly knowledge: Pick<KnowledgeBase, 'search' | 'vocabulary'>;
}

export interface Measuring {
  /** A base with exactly these articles, searchable at once. */
  readonly openBase: (articles: readonly DrawnArticle[]) => Promise<OpenBase>;
  /** Draws are numbered from 1; the number is the seed. */
  readonly draws: number;
  /** Queries per draw; absent: all. */
  readonly sample?: number;
  readonly progress: (done: number, of: number) => void;
}

export interface SearchGoal {
  readonly name: string;
  readonly first: number;
  readonly firstFive: number;
}

/** An article of ten questions has one or two passages, so ten hold at least five articles. */
const passagesRead = 12;

/** @param stemsOf stems of a text, for the comparison with BM25 */
export async function searchQuality(
  rows: readonly LabelledQuestion[],
  goal: SearchGoal,
  measuring: Measuring,
  stemsOf: (text: string) => readonly string[],
): Promise<readonly Figure[]> {
  const { draws, sample, progress, openBase } = measuring;
  const own: Recall[] = [];
  const peers: Recall[] = [];
  for (let seed = 1; seed <= draws; seed++) {
    const draw = drawArticles(rows, { seed, ...(sample === undefined ? {} : { mostQueries: sample }) });
    await using base = await openBase(draw.articles);
    const peer = bm25(draw.articles, stemsOf);
    const [found, peerFound] = [counter(), counter()];
    for (const [i, { text, slug }] of draw.queries.entries()) {
      const passages = await base.knowledge.search({ text, limit: passagesRead });
      found.count([...new Set(passages.map((passage) => passage.slug))], slug);
      peerFound.count(peer(text), slug);
      progress((seed - 1) * draw.queries.length + i + 1, draws * draw.queries.length);
    }
    own.push(found.recall());
    peers.push(peerFound.recall());
  }
  const figure = (at: keyof Recall, label: string, atLeast: number): Figure => {
    const values = own.map((recall) => recall[at]);
    const interval = intervalOfMean(values);
    return {
      metric: `${goal.name}, recall@${label}`,
      measured: mean(values),
      ...(interval ? { interval } : {}),
      target: { atLeast },
      peer: { name: 'BM25 on stems', measured: mean(peers.map((recall) => recall[at])) },
    };
  };
  return [figure('first', '1', goal.first), figure('firstFive', '5', goal.firstFive)];
}

interface Recall {
  readonly first: number;
  readonly firstFive: number;
}

function counter() {
  let [first, firstFive, all] = [0, 0, 0];
  return {
    count(ranked: readonly string[], wanted: string): void {
      const rank = ranked.indexOf(wanted);
      all++;
      if (rank === 0) first++;
      if (rank >= 0 && rank < 5) firstFive++;
    },
    recall: (): Recall => ({ first: first / all, firstFive: firstFive / all }),
  };
}
