// The inbox room: the queues, the list of one, and what is open of it; kept true by the feed.
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { RetryBanner } from '../design/retry-banner.tsx';
import { useTitle } from '../design/use-title.ts';
import { useWords } from '../staff/language.ts';
import { useLive } from '../staff/live.ts';
import { NotHere } from '../staff/not-here.tsx';
import type { RoomProps } from '../staff/rooms.ts';
import { go, useRoute } from '../staff/route.tsx';
import { useShortcuts } from '../staff/shortcuts.ts';
import { product } from '../staff/words.ts';
import { ask } from './calls.ts';
import { CasePane } from './case-pane.tsx';
import { type QueueName, type Queues, queueNames } from './contract.ts';
import { staleBy } from './interest.ts';
import { QueueNav } from './queue-nav.tsx';
import { TicketPane } from './ticket-pane.tsx';
import { useErasedDrafts } from './use-erased-drafts.ts';
import { useFresh } from './use-fresh.ts';
import { inboxWords } from './words.ts';

export default function InboxRoom({ session }: RoomProps) {
  const w = useWords(inboxWords);
  const { rest, query } = useRoute();
  const [name, item] = rest;
  const queue = queueNames.find((one) => one === name);
  const elsewhere = placeFor(name);
  const { body: queues, trouble, stale, again } = useFresh<Queues>(ask.queues);
  const live = useLive(queues?.position);
  const changed = useRef(new Set<() => void>());
  useEffect(
    () =>
      live.listen((news) => {
        const is = news.kind === 'change' ? staleBy(news.change, nothingOpen) : undefined;
        const isAnew = news.kind === 'reset' || (news.kind === 'line' && news.again);
        if (isAnew || is?.queues) stale();
        if (isAnew || is?.list) for (const each of changed.current) each();
      }),
    [live, stale],
  );
  useErasedDrafts(live.listen, session.name);
  useEffect(() => {
    if (elsewhere !== undefined) go(elsewhere, { replace: true });
  }, [elsewhere]);
  const onChanged = useCallback((run: () => void) => {
    changed.current.add(run);
    return () => void changed.current.delete(run);
  }, []);
  useGoKeys();
  const waiting = queues?.queues.find((one) => one.queue === 'escalated')?.count ?? 0;
  // How many wait is seen from other tabs as well.
  const where = queue && (item?.toUpperCase().startsWith('LD-') ? item.toUpperCase() : w.queue[queue]);
  useTitle(
    where === undefined ? undefined : [`${waiting > 0 ? `(${waiting}) ` : ''}${where}`, w.title, product],
  );
  const shared = useMemo(() => ({ me: session.name, live, onChanged }), [session.name, live, onChanged]);
  if (elsewhere !== undefined) return null;
  if (!queue) return <NotHere begin={mostUrgent} />;
  return (
    <div className="room fill inbox" data-open={item !== undefined}>
      {item === undefined && <h1 className="unseen">{w.title}</h1>}
      <div className="banners">
        {live.line === 'lost' && (
          <RetryBanner retry={w.tryAgain} again={live.retry}>
            {w.lost}
          </RetryBanner>
        )}
        {trouble && live.line !== 'lost' && (
          <RetryBanner retry={w.tryAgain} again={again}>
            {w.countsOld}
          </RetryBanner>
        )}
      </div>
      <div className="panes">
        <QueueNav queues={queues?.queues} chosen={queue} />
        {queue === 'suppressed' || queue === 'conflicts' ? (
          <CasePane key={queue} queue={queue} item={item} shared={shared} />
        ) : (
          <TicketPane key={queue} queue={queue} item={item} q={query.get('q') ?? ''} shared={shared} />
        )}
      </div>
    </div>
  );
}

const mostUrgent = '/inbox/escalated';

/** Where somebody is led who comes without a queue, or with a ticket alone. */
function placeFor(name: string | undefined): string | undefined {
  if (name === undefined) return mostUrgent;
  return /^LD-/i.test(name) ? `/inbox/all/${encodeURIComponent(name.toUpperCase())}` : undefined;
}

const nothingOpen = { reference: undefined, ticketId: undefined, customerId: undefined };

/** Numbers go to the queues. */
function useGoKeys(): void {
  const w = useWords(inboxWords);
  useShortcuts(
    queueNames.map((name: QueueName, place) => ({
      keys: String(place + 1),
      words: w.queue[name],
      group: w.keys.queues,
      run: () => go(`/inbox/${name}`),
    })),
  );
}
