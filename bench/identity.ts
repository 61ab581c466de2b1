// Who a message is from, among ten thousand, a hundred thousand and a million customers.
import type { Db } from '../src/adapters/postgres/connection.ts';
import { identify } from '../src/application/customer/identify.ts';
import { recognise } from '../src/application/customer/recognise.ts';
import { type Evidence, isStrong } from '../src/domain/customer/identifier.ts';
import type { SeenIdentifier } from '../src/domain/customer/resolve.ts';
import { provenBy } from '../src/domain/customer/state.ts';
import type { Core } from '../src/main/core.ts';
import type { Benchmark } from './benchmark.ts';
import { coreOn } from './desk.ts';
import { below, ms, quantile, type Target, whole } from './figures.ts';

const probesOf = (quick: boolean) => (quick ? 20 : 1_000);

export const identity: Benchmark = {
  summary: 'looking a customer up and resolving who wrote, up to 1,000,000 customers',
  async run(store, quick) {
    const sizes = quick ? [200, 400] : [10_000, 100_000, 1_000_000];
    const sql = store.pool(4);
    const core = coreOn(sql, store.folder);
    const known = await realCustomers(core, probesOf(quick));
    const rows: (readonly string[])[] = [];
    const targets: Target[] = [];
    let filled = 0;
    for (const size of sizes) {
      await fill(sql, filled, size);
      filled = size;
      await measure(core, known.slice(0, 20)); // the first ones open connections and prepare statements
      const { lookUps, resolutions, strangers } = await measure(core, known);
      const p = (took: readonly number[], share: number) => ms(quantile(took, share));
      rows.push([
        `${whole(size)} customers`,
        ...[lookUps, resolutions, strangers].flatMap((took) => [p(took, 0.5), p(took, 0.95)]),
      ]);
      targets.push(
        below(`look-up among ${whole(size)}, p95`, quantile(lookUps, 0.95), 10),
        below(`resolution among ${whole(size)}, p95`, quantile(resolutions, 0.95), 10),
      );
    }
    return {
      title: `identity: ${known.length} messages of known customers and as many of strangers, one at a time`,
      store: store.description,
      header: ['', 'look-up p50', 'p95', 'resolution p50', 'p95', 'stranger p50', 'p95'],
      rows,
      targets,
      notes: [
        'A look-up is by one address or by a number and an account; a resolution goes on to what the streams say.',
        'The mass of customers is rows: three identifiers for every two, one ticket each; those asked for have streams.',
      ],
    };
  },
};

interface Probe {
  readonly customerId: string;
  readonly seen: readonly SeenIdentifier[];
}

/** Every second writes by mail, the others on WhatsApp with number and account. */
async function realCustomers(core: Core, count: number): Promise<readonly Probe[]> {
  const probes: Probe[] = [];
  for (let n = 0; n < count; n++) {
    const customerId = core.ids.next();
    const seen = senderOf(n, 'known');
    const whom = { customerId, isNew: true };
    const { appends } = await recognise(core.events, whom, [
      { command: 'Recognise', customerId, messageId: core.ids.next(), seen, name: `Known ${n}` },
    ]);
    const metadata = { correlationId: customerId, actor: { kind: 'system', id: 'bench' } } as const;
    await core.events.append({ streams: appends, metadata, at: core.clock.now() });
    probes.push({ customerId, seen });
  }
  return probes;
}

function senderOf(n: number, who: string): readonly SeenIdentifier[] {
  const evidence: Evidence = 'attested';
  if (n % 2 === 0)
    return [{ identifier: { kind: 'email', value: `${who}.${n}@example.org` }, evidence, primary: true }];
  const area = who === 'known' ? '40' : '41';
  return [
    {
      identifier: { kind: 'phone', value: `+49${area}${String(n).padStart(9, '0')}` },
      evidence,
      primary: true,
    },
    { identifier: { kind: 'whatsapp-user', value: `DE.${who}${n}` }, evidence },
  ];
}

/** Adds the rows of customers from one number to another. */
async function fill(sql: Db, from: number, to: number): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local statement_timeout = 0`;
    await tx`create temporary table crowd on commit drop as
      select n, gen_random_uuid() as id from generate_series(${from}::int + 1, ${to}::int) n`;
    await tx`insert into customers (customer_id, name, registered_at) select id, 'Person ' || n, now() from crowd`;
    await tx`insert into identifiers (kind, value, customer_id, evidence, linked_at)
      select 'email', 'p' || n || '@mail' || n % 997 || '.example.org', id, 'attested', now() from crowd
      union all
      select 'phone', '+4915' || lpad(n::text, 9, '0'), id, 'attested', now() from crowd where n % 2 = 0`;
    await tx`insert into tickets (ticket_id, reference, customer_id, opened_for, status, channel, category, priority,
        subject, opened_at, updated_at)
      select gen_random_uuid(), 'LD-' || n, id, id, 'closed', 'email', 'general', 'normal', 'Labels', now(), now() from crowd`;
  });
  await sql`vacuum analyze customers, identifiers, tickets`;
}

async function measure(core: Core, known: readonly Probe[]) {
  const lookUps: number[] = [];
  const resolutions: number[] = [];
  const strangers: number[] = [];
  for (const [n, { customerId, seen }] of known.entries()) {
    const wanted = seen.map((one) => one.identifier);
    lookUps.push(await timed(() => core.customers.findIdentifiers(wanted)));
    resolutions.push(await timed(() => resolve(core, seen, customerId)));
    strangers.push(await timed(() => resolve(core, senderOf(n, 'stranger'), undefined)));
  }
  return { lookUps, resolutions, strangers };
}

/** Everything that happens before a message has its customer. @throws Error when it is the wrong one */
async function resolve(
  core: Core,
  seen: readonly SeenIdentifier[],
  expected: string | undefined,
): Promise<void> {
  const known = await core.customers.findIdentifiers(seen.map((one) => one.identifier));
  const sender = { seen, senderName: 'Somebody' };
  const { resolution } = await identify(core, sender, known, core.clock.now());
  const found = resolution.outcome === 'new' ? undefined : resolution.customerId;
  if (found !== expected) throw new Error('somebody was taken for somebody else');
  if (found === undefined) return;
  const { customer } = await recognise(core.events, { customerId: found, isNew: false }, []);
  if (!customer || !isStrong(provenBy(customer, seen))) throw new Error('a proven sender is not proven');
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
