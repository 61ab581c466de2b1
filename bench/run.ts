// Runs benchmarks by name: `bun bench/run.ts <name> [--quick]`. Without a name it lists them.
import { accept } from './accept.ts';
import { append } from './append.ts';
import type { Benchmark } from './benchmark.ts';
import { render } from './figures.ts';
import { identity } from './identity.ts';
import { inbox } from './inbox.ts';
import { ingest } from './ingest.ts';
import { memory } from './memory.ts';
import { overview } from './overview.ts';
import { pipeline } from './pipeline.ts';
import { privacy } from './privacy.ts';
import { replay } from './replay.ts';
import { search } from './search.ts';
import { openStore } from './store.ts';
import { verify } from './verify.ts';

const benchmarks: Readonly<Record<string, Benchmark>> = {
  append,
  replay,
  accept,
  verify,
  search,
  memory,
  pipeline,
  ingest,
  identity,
  inbox,
  overview,
  privacy,
};

const words = process.argv.slice(2);
const quick = words.includes('--quick');
const [name] = words.filter((word) => word !== '--quick');
const chosen =
  name === 'all' ? Object.values(benchmarks) : [benchmarks[name ?? '']].filter((b) => b !== undefined);

if (chosen.length === 0) {
  if (name !== undefined) console.error(`There is no benchmark ${name}.`);
  for (const [each, { summary }] of Object.entries(benchmarks)) console.log(`${each.padEnd(8)} ${summary}`);
  console.log(`${'all'.padEnd(8)} all of them, one after the other`);
  process.exitCode = name === undefined ? 0 : 2;
}

for (const benchmark of chosen) {
  await using store = await openStore(process.env['LEDGERDESK_TEST_DATABASE_URL'] || undefined);
  console.log(render(await benchmark.run(store, quick)));
}
