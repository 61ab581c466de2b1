// A period's bundle to read: what kinds of things happened, who acted, on which days, and the events one by one as far as a
// page can hold them. From stored rows, so nothing of it is personal.
import type { StoredRow } from '../../domain/ledger/chain.ts';
import { reportFields, reportPage, reportTable } from './report-page.ts';

interface ReportedPeriod {
  readonly from: string;
  readonly until: string;
  readonly first: bigint;
  readonly last: bigint;
  /** ms since the epoch */
  readonly madeAt: number;
}

/** Events listed one by one; the lines beside the page have all of them. */
const most = 5_000;

export interface PeriodReport {
  readonly take: (position: bigint, row: StoredRow) => void;
  /** @returns a whole document */
  readonly html: () => string;
}

/** Takes events as they go by. Memory grows with the kinds of events and of actors, not with the events. */
export function periodReport({ from, until, first, last, madeAt }: ReportedPeriod): PeriodReport {
  const [types, actors, days] = [counter(), counter(), counter()];
  const listed: (readonly string[])[] = [];
  let tickets = 0;
  return {
    take(position, row) {
      const actor = actorOf(row.metadata);
      types.count(row.type);
      actors.count(actor);
      days.count(row.recordedAt.slice(0, 10));
      if (row.type === 'TicketOpened') tickets += 1;
      if (listed.length < most)
        listed.push([
          String(position),
          row.recordedAt,
          row.type,
          actor,
          `${row.streamId} version ${row.version}`,
        ]);
    },
    html() {
      const events = Number(last - first) + 1;
      const facts = {
        from,
        until,
        positions: `${first} to ${last}`,
        events,
        ticketsOpened: tickets,
        made: new Date(madeAt).toISOString(),
      };
      const rest = events > listed.length ? ` The first ${most}; all of them are in entries.` : '';
      const body = `${reportFields(facts)}
<p><small>All times are UTC and tell when an event was stored. Nothing on this page was sealed.</small></p>
<h2>By event</h2>
${reportTable(['event', 'times'], types.rows())}
<h2>By actor</h2>
${reportTable(['actor', 'events'], actors.rows())}
<h2>By day</h2>
${reportTable(['day', 'events'], days.rows())}
<h2>One by one</h2>
<p>In the order of the ledger.${rest}</p>
${reportTable(['position', 'stored', 'event', 'actor', 'stream'], listed)}`;
      return reportPage(`From ${from} until ${until}`, body);
    },
  };
}

/** Staff and agents by name; customers are only told to be some. */
function actorOf(metadata: unknown): string {
  const { actor } = Object(metadata) as {
    readonly actor?: { readonly kind?: unknown; readonly id?: unknown };
  };
  const kind = typeof actor?.kind === 'string' ? actor.kind : 'unknown';
  return typeof actor?.id === 'string' && kind !== 'customer' ? `${kind} ${actor.id}` : kind;
}

function counter() {
  const counts = new Map<string, number>();
  return {
    count: (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1),
    rows: () =>
      [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => [name, String(count)]),
  };
}
