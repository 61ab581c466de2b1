// A generator of load: users that submit to a URL, each waiting for its answer. Takes a job in each line of its input, and
// prints what they saw as a line of JSON. One process does job after job, so that none pays for compiling it.

export interface LoadOptions {
  readonly url: string;
  readonly users: number;
  readonly seconds: number;
  /** Time from one submission of a user to its next; 0 sends the next at once. */
  readonly everyMs: number;
}

export interface LoadResult {
  /** Milliseconds from sending to having read the answer, submissions that were accepted. */
  readonly took: readonly number[];
  readonly errors: number;
  readonly perSecond: number;
}

/** So many different senders: some are new, some come back. */
export const senders = 5_000;

const message =
  'Since this morning our label printer only prints blank pages. We changed the roll twice. What can we try?';

async function generate({ url, users, seconds, everyMs }: LoadOptions): Promise<LoadResult> {
  const took: number[] = [];
  let errors = 0;
  const started = performance.now();
  const end = started + seconds * 1000;
  const user = async (number: number) => {
    let due = started + (everyMs * number) / users;
    while (Math.max(due, performance.now()) < end) {
      if (due > performance.now()) await Bun.sleep(due - performance.now());
      const sent = performance.now();
      if (await submit(url)) took.push(performance.now() - sent);
      else errors++;
      due = everyMs === 0 ? 0 : due + everyMs;
    }
  };
  await Promise.all(Array.from({ length: users }, (_, number) => user(number)));
  return { took, errors, perSecond: took.length / ((performance.now() - started) / 1000) };
}

async function submit(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        name: 'Ada Marsh',
        email: `person${Math.floor(Math.random() * senders)}@example.org`,
        subject: 'Label printer prints blank pages',
        category: 'technical',
        priority: 'normal',
        message,
        submissionId: crypto.randomUUID(),
      }),
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

if (import.meta.main)
  for await (const job of console) console.log(JSON.stringify(await generate(JSON.parse(job))));
