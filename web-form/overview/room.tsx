// The overview room: how the desk is doing now, what became of messages over time, and the health of its parts.
import { useEffect, useState } from 'react';
import { Banner } from '../design/banner.tsx';
import { ExactTime, exactWords } from '../design/relative-time.tsx';
import { ErrorState, Skeleton } from '../design/states.tsx';
import { useTitle } from '../design/use-title.ts';
import { useWords } from '../staff/language.ts';
import type { RoomProps } from '../staff/rooms.ts';
import { useRoute } from '../staff/route.tsx';
import { useDesk } from '../staff/use-desk.ts';
import { product } from '../staff/words.ts';
import { ByChannel } from './by-channel.tsx';
import { Charts } from './charts.tsx';
import { Health } from './health.tsx';
import { questionOf, rangeFrom } from './range.ts';
import { RangeChooser } from './range-chooser.tsx';
import type { Overview } from './series.ts';
import { Tiles } from './tiles.tsx';
import { overviewWords } from './words.ts';

const refreshMs = 15_000;
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const midnight = (day: string) => new Date(`${day}T00:00:00`).getTime();

export default function OverviewRoom({ session }: RoomProps) {
  const words = useWords(overviewWords);
  useTitle([words.title, product]);
  const { query } = useRoute();
  const range = rangeFrom(query);
  const { answer, again } = useDesk<Overview>(questionOf(range, zone, midnight));
  useEvery(refreshMs, again);
  const [shown, setShown] = useState<Overview>();
  if (answer?.ok && shown !== answer.body) setShown(answer.body);
  const overview = answer?.ok ? answer.body : shown;
  const isLost = answer !== undefined && !answer.ok;
  const isRefused = isLost && answer.trouble.kind === 'invalid';
  return (
    <div className="room overview" aria-busy={overview === undefined}>
      <div className="overview-head">
        <h1>{words.title}</h1>
        <p className="fine">
          {overview && (
            <>
              {words.asOf} <ExactTime at={overview.asOf} />{' '}
            </>
          )}
          <button type="button" className="quiet small" onClick={again}>
            {words.refresh}
          </button>
        </p>
      </div>
      <RangeChooser
        range={range}
        channels={overview?.health.channels.map(({ channel }) => channel) ?? []}
        zone={zone}
      />
      {isRefused && <Banner tone="warn">{words.badRange}</Banner>}
      {isLost && !isRefused && overview && (
        <Banner tone="bad">{words.stale(exactWords(Date.parse(overview.asOf)))}</Banner>
      )}
      {isLost && !overview && (
        <ErrorState
          title={words.failedTitle}
          actions={
            <button type="button" className="primary" onClick={again}>
              {words.retry}
            </button>
          }
        >
          {words.failed}
        </ErrorState>
      )}
      {!overview && !isLost && <Skeleton rows={12} label={words.loading} />}
      {overview && (
        <>
          <Tiles overview={overview} channel={range.channel} role={session.role} />
          <Charts overview={overview} channel={range.channel} />
          <ByChannel overview={overview} />
          <Health overview={overview} />
        </>
      )}
    </div>
  );
}

/** Only while somebody looks, and once when they look again. */
function useEvery(ms: number, run: () => void): void {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') run();
    };
    const timer = setInterval(look, ms);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [ms, run]);
}
