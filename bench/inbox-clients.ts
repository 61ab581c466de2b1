// Staff with the inbox open: each follows the live feed until it has been quiet, and counts what it heard. Prints one line when
// all are connected, and one with what they heard.

export interface ClientsOptions {
  readonly urls: readonly string[];
  readonly key: string;
  readonly clients: number;
  readonly after: number;
  /** It is over when nobody has heard anything for so long, having heard something. */
  readonly quietMs: number;
}

export interface Heard {
  readonly count: number;
  readonly first: number;
  readonly last: number;
  /** Positions that came after a higher one, or twice. */
  readonly disordered: number;
  readonly resets: number;
}

export interface ClientsResult {
  readonly heard: readonly Heard[];
  /** Milliseconds from stored to heard, of a sample. */
  readonly delays: readonly number[];
}

/** One in so many events is timed. */
const sampled = 25;

async function run({ urls, key, clients, after, quietMs }: ClientsOptions): Promise<ClientsResult> {
  const delays: number[] = [];
  let lastAt = 0;
  const heard = Array.from({ length: clients }, () => ({
    count: 0,
    first: 0,
    last: after,
    disordered: 0,
    resets: 0,
  }));
  const closing = new AbortController();
  const follow = async (nr: number) => {
    const mine = heard[nr];
    const response = await fetch(`${urls[nr % urls.length]}/api/feed?after=${after}`, {
      headers: { authorization: `Bearer ${key}-${nr}` },
      signal: closing.signal,
    });
    if (!mine || !response.ok || !response.body) throw new Error(`the feed answered ${response.status}`);
    return { mine, body: response.body };
  };
  const opened = await Promise.all(heard.map((_, nr) => follow(nr)));
  console.log(JSON.stringify('connected'));
  const reading = opened.map(async ({ mine, body }) => {
    let rest = '';
    const decoder = new TextDecoder();
    try {
      for await (const bytes of body) {
        const blocks = (rest + decoder.decode(bytes, { stream: true })).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) {
          if (block.startsWith('event: reset')) mine.resets++;
          const at = block.indexOf('id: ');
          if (at < 0) continue;
          const position = Number.parseInt(block.slice(at + 4), 10);
          if (position <= mine.last) mine.disordered++;
          if (mine.count++ === 0) mine.first = position;
          mine.last = Math.max(mine.last, position);
          if (mine.count % sampled === 0) {
            const stored = /"at":"([^"]+)"/.exec(block)?.[1];
            if (stored !== undefined) delays.push(Date.now() - Date.parse(stored));
          }
        }
        if (blocks.some((block) => block.includes('id: '))) lastAt = performance.now();
      }
    } catch (error) {
      if (!closing.signal.aborted) throw error;
    }
  });
  while (lastAt === 0 || performance.now() - lastAt < quietMs) await Bun.sleep(50);
  closing.abort();
  await Promise.all(reading);
  return { heard, delays };
}

if (import.meta.main) console.log(JSON.stringify(await run(JSON.parse(process.argv[2] ?? '{}'))));
