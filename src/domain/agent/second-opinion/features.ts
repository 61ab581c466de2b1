// What the second opinion reads of a text: words, pairs of words and the letters inside words, each as a number of a bucket.
// Inflections, slips and compounds share most of their letters, so what was learnt of one helps with the others.

/** Buckets of the table of weights, and of the smaller ones that tell the reason. */
export const bucketBits = 16;
export const reasonBits = 12;

export interface Feature {
  /** 0 to 2 ** bucketBits − 1; its uppermost `reasonBits` bits are the bucket of the reason. */
  readonly bucket: number;
  /** Its share: the squares of those of a kind add up to the same, whatever the length of the text. */
  readonly value: number;
  /** Which word it comes from; of a pair the first. */
  readonly word: number;
  readonly kind: Kind;
}

type Kind = 'word' | 'pair' | 'letters' | 'opening';

const shortestRun = 3;
const longestRun = 5;
/** How much the features of a kind weigh together: letters blur, and how a text opens is seldom all. */
const weightOf: Readonly<Record<Kind, number>> = { word: 1.5, pair: 1.5, letters: 1, opening: 0.7 };
/** Longer ones are no words. */
const longestWord = 30;

/** Words of a text as the triggers read it, with the marks that make a question or an outcry. */
export function tokensOf(read: string): readonly string[] {
  return (read.match(/[a-z0-9][a-z0-9']*|[?!]/g) ?? []).map((token) =>
    /^\d+$/.test(token) ? '#' : token.slice(0, longestWord),
  );
}

/** Every feature once, at the first word that has it. */
export function featuresOf(tokens: readonly string[]): readonly Feature[] {
  const found = new Map<string, Omit<Feature, 'value'>>();
  const counts = { word: 0, pair: 0, letters: 0, opening: 0 };
  const add = (kind: Kind, text: string, word: number) => {
    const key = `${kind}:${text}`;
    if (found.has(key)) return;
    found.set(key, { bucket: bucketOf(key), word, kind });
    counts[kind]++;
  };
  for (const [at, token] of tokens.entries()) {
    add('word', token, at);
    const next = tokens[at + 1];
    if (next !== undefined) add('pair', `${token} ${next}`, at);
    for (const run of runsOf(token)) add('letters', run, at);
  }
  const [first, second] = tokens;
  if (first !== undefined) add('opening', first, 0);
  if (second !== undefined) add('opening', `${first} ${second}`, 0);
  return Array.from(found.values(), (feature) => ({
    ...feature,
    value: weightOf[feature.kind] / Math.sqrt(counts[feature.kind]),
  }));
}

/** "refund" in runs of three to five letters, its ends marked. */
function runsOf(token: string): readonly string[] {
  const marked = ` ${token} `;
  const runs: string[] = [];
  for (let length = shortestRun; length <= longestRun; length++)
    for (let start = 0; start + length <= marked.length; start++)
      runs.push(marked.slice(start, start + length));
  return runs;
}

/** FNV-1a with its bits mixed once more, for the upper ones are taken. */
function bucketOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 12)) >>> (32 - bucketBits);
}
