// The numbers at a glance: what waits now, and what came of the period.
import type { ReactNode } from 'react';
import { RelativeTime } from '../design/relative-time.tsx';
import { useWords } from '../staff/language.ts';
import { Link } from '../staff/route.tsx';
import type { Role } from '../staff/session.ts';
import { useNumbers } from './numbers.ts';
import { countsOf, type Overview, responseOf, slicesOf, totalOf } from './series.ts';
import { overviewWords } from './words.ts';

interface TilesProps {
  readonly overview: Overview;
  /** Empty: all. */
  readonly channel: string;
  readonly role: Role;
}

export function Tiles(props: TilesProps) {
  const words = useWords(overviewWords);
  return (
    <>
      <h2>{words.now}</h2>
      <NowTiles {...props} />
      <h2>{words.period}</h2>
      <PeriodTiles {...props} />
    </>
  );
}

interface TileProps {
  readonly name: string;
  readonly value: string;
  readonly note?: ReactNode;
  readonly tone?: 'warn' | 'bad' | undefined;
  /** Where one does something about it. */
  readonly to?: string | undefined;
}

function Tile({ name, value, note, tone, to }: TileProps) {
  return (
    <div className="overview-tile" data-tone={tone}>
      <dt>{to === undefined ? name : <Link to={to}>{name}</Link>}</dt>
      <dd>
        <span className="overview-value">{value}</span>
        {note !== undefined && <span className="fine">{note}</span>}
      </dd>
    </div>
  );
}

function NowTiles({ overview: { now }, role }: TilesProps) {
  const words = useWords(overviewWords);
  const { count } = useNumbers();
  const inbox = (queue: string) => (role === 'auditor' ? undefined : `/inbox/${queue}`);
  const age = now.oldestWaitingAt && (
    <>
      {words.oldest} <RelativeTime at={now.oldestWaitingAt} />
    </>
  );
  return (
    <dl className="overview-tiles">
      <Tile name={words.tiles.waiting} value={count(now.waiting)} note={age ?? undefined} />
      <Tile name={words.tiles.stuck} value={count(now.stuck)} tone={now.stuck > 0 ? 'bad' : undefined} />
      <Tile name={words.tiles.withStaff} value={count(now.withStaff)} to={inbox('escalated')} />
      <Tile
        name={words.tiles.failedReplies}
        value={count(now.failedReplies)}
        tone={now.failedReplies > 0 ? 'warn' : undefined}
        to={inbox('failed')}
      />
      <Tile
        name={words.tiles.deadLetters}
        value={count(now.deadLetters)}
        tone={now.deadLetters > 0 ? 'warn' : undefined}
      />
    </dl>
  );
}

function PeriodTiles({ overview, channel }: TilesProps) {
  const words = useWords(overviewWords);
  const { count, share, money, length } = useNumbers();
  const slices = slicesOf(overview, channel);
  const total = (name: Parameters<typeof totalOf>[1]) => totalOf(slices, name);
  const accepted = total('accepted');
  const counts = countsOf(overview, channel);
  const opened = total('opened');
  const cost = total('costMicros');
  const response = responseOf(overview, channel);
  const { runs, withoutEnough } = overview.searches;
  const ofAccepted = (value: number) => words.ofAccepted(share(value, accepted));
  return (
    <dl className="overview-tiles">
      <Tile name={words.tiles.accepted} value={count(accepted)} note={words.ofTickets(count(opened))} />
      <Tile
        name={words.tiles.answered}
        value={count(total('answered'))}
        note={ofAccepted(total('answered'))}
      />
      <Tile
        name={words.tiles.escalated}
        value={count(total('escalated'))}
        note={ofAccepted(total('escalated'))}
      />
      <Tile
        name={words.tiles.suppressed}
        value={count(total('suppressed'))}
        note={ofAccepted(total('suppressed'))}
      />
      <Tile name={words.tiles.confirmed} value={count(counts?.confirmed ?? 0)} note={words.confirmedNote} />
      <Tile name={words.tiles.assumed} value={count(counts?.assumed ?? 0)} note={words.assumedNote} />
      <Tile name={words.tiles.reopened} value={count(counts?.reopened ?? 0)} note={words.reopenedNote} />
      <Tile
        name={words.tiles.csat}
        value={share(counts?.satisfied ?? 0, counts?.ratings ?? 0)}
        note={words.ofRatings(count(counts?.ratings ?? 0))}
      />
      <Tile
        name={words.tiles.response}
        value={response ? length(response.medianMs) : '–'}
        note={response ? words.p95(length(response.p95Ms)) : undefined}
      />
      <Tile
        name={words.tiles.cost}
        value={opened === 0 ? '–' : money(cost / opened)}
        note={words.total(money(cost))}
      />
      <Tile
        name={words.tiles.gaps}
        value={count(withoutEnough)}
        note={words.ofRuns(share(withoutEnough, runs))}
        to="/knowledge/gaps"
      />
    </dl>
  );
}
