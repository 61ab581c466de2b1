// The queues: how many wait in each, and for how long the oldest has.
import { useCurrentInSight } from '../design/in-sight.ts';
import { lengthWords } from '../design/relative-time.tsx';
import { useWords } from '../staff/language.ts';
import { Link } from '../staff/route.tsx';
import { type QueueCount, type QueueName, queueNames } from './contract.ts';
import { useMinuteClock } from './minute-clock.ts';
import { inboxWords } from './words.ts';

interface QueueNavProps {
  readonly queues: readonly QueueCount[] | undefined;
  readonly chosen: QueueName;
}

export function QueueNav({ queues, chosen }: QueueNavProps) {
  const w = useWords(inboxWords);
  const now = useMinuteClock();
  // Once more when the counts are there: they move what stands behind them.
  const nav = useCurrentInSight<HTMLElement>(`${chosen} ${queues !== undefined}`);
  return (
    <nav ref={nav} className="queues" aria-label={w.queues}>
      <ul>
        {queueNames.map((name) => {
          const found = queues?.find(({ queue }) => queue === name);
          const overdue = found?.overdue ?? 0;
          const age =
            found?.oldestAt && found.count > 0 && name !== 'all'
              ? lengthWords(Math.max(0, now - Date.parse(found.oldestAt)))
              : undefined;
          return (
            <li key={name} data-queue={name}>
              <Link
                to={`/inbox/${name}`}
                aria-current={name === chosen ? 'page' : undefined}
                data-overdue={overdue > 0}
              >
                <span className="queue-name">{w.queue[name]}</span>
                <span className="queue-count">
                  {found && w.number(found.count)}
                  {found && <span className="unseen"> {w.inQueue[name][found.count === 1 ? 0 : 1]}</span>}
                </span>
                <span className="queue-age">
                  {overdue > 0 ? w.overdueCount(overdue) : age ? w.oldest(age) : ''}
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
