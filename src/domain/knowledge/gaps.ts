// Questions that found nothing, brought together by what they are about, so that somebody sees which article is missing.

export interface OpenQuestion {
  /** Personal: as the customer or a model worded it. */
  readonly text: string;
  readonly ticketId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface Gap {
  /** The question most like the others. */
  readonly example: string;
  /** What they have in common, the most frequent first. */
  readonly words: readonly string[];
  readonly questions: number;
  /** Each once, the latest first. */
  readonly tickets: readonly string[];
  /** When the latest was asked. */
  readonly latest: number;
}

/** Questions this alike, as a cosine of their weighted words, are about one thing. Two of three telling words in common are enough. */
const alike = 0.5;
const mostWords = 5;

type Weighted = ReadonlyMap<string, number>;

interface Cluster {
  readonly questions: { readonly question: OpenQuestion; readonly vector: Weighted }[];
  /** Sum of the vectors. */
  readonly sum: Map<string, number>;
}

/**
 * @param stemsOf stems of the telling words of a text; a question without any is left out
 * @returns the gaps most questions fell into first
 */
export function gapsAmong(
  questions: readonly OpenQuestion[],
  stemsOf: (text: string) => readonly string[],
): readonly Gap[] {
  const read = questions
    .map((question) => ({ question, stems: [...new Set(stemsOf(question.text))] }))
    .filter(({ stems }) => stems.length > 0);
  const counts = new Map<string, number>();
  for (const { stems } of read) for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  const rarity = (stem: string) => Math.log(1 + read.length / (counts.get(stem) ?? 1));
  const clusters: Cluster[] = [];
  for (const { question, stems } of read) {
    const vector = unit(new Map(stems.map((stem) => [stem, rarity(stem)])));
    const nearest = best(clusters, ({ sum }) => product(vector, unit(sum)));
    const home: Cluster =
      nearest && nearest.value >= alike ? nearest.item : { questions: [], sum: new Map() };
    if (home.questions.length === 0) clusters.push(home);
    home.questions.push({ question, vector });
    for (const [stem, weight] of vector) home.sum.set(stem, (home.sum.get(stem) ?? 0) + weight);
  }
  return clusters.map(gapOf).sort((a, b) => b.questions - a.questions || b.latest - a.latest);
}

function gapOf({ questions, sum }: Cluster): Gap {
  const direction = unit(sum);
  const example = best(questions, ({ vector }) => product(vector, direction))?.item.question.text ?? '';
  const byTime = questions.map(({ question }) => question).sort((a, b) => b.at - a.at);
  const words = [...sum].sort(([, a], [, b]) => b - a).map(([stem]) => stem);
  return {
    example,
    words: words.slice(0, mostWords),
    questions: questions.length,
    tickets: [...new Set(byTime.map(({ ticketId }) => ticketId))],
    latest: byTime[0]?.at ?? 0,
  };
}

function best<T>(items: readonly T[], measure: (item: T) => number) {
  let found: { readonly item: T; readonly value: number } | undefined;
  for (const item of items) {
    const value = measure(item);
    if (!found || value > found.value) found = { item, value };
  }
  return found;
}

function product(a: Weighted, b: Weighted): number {
  let sum = 0;
  for (const [stem, weight] of a) sum += weight * (b.get(stem) ?? 0);
  return sum;
}

function unit(vector: Weighted): Weighted {
  const length = Math.sqrt(product(vector, vector));
  return new Map([...vector].map(([stem, weight]) => [stem, weight / length]));
}
