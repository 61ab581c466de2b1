// How tickets went on, channel by channel.
import { reachable } from '../design/reachable.ts';
import { channelName } from '../staff/channel-name.ts';
import { useWords } from '../staff/language.ts';
import { useNumbers } from './numbers.ts';
import type { Overview } from './series.ts';
import { overviewWords } from './words.ts';

export function ByChannel({ overview: { channels } }: { readonly overview: Overview }) {
  const words = useWords(overviewWords);
  const { count, share, decimal } = useNumbers();
  const { columns } = words;
  const counted = ['opened', 'escalated', 'confirmed', 'assumed', 'reopened', 'ratings'] as const;
  return (
    <div>
      <h2>{words.byChannel}</h2>
      <section {...reachable} className="overview-scroll" aria-label={words.byChannel}>
        <table>
          <thead>
            <tr>
              <th scope="col">{columns.channel}</th>
              {counted.map((name) => (
                <th key={name} scope="col">
                  {columns[name]}
                </th>
              ))}
              <th scope="col">{columns.rating}</th>
              <th scope="col">{columns.csat}</th>
            </tr>
          </thead>
          <tbody>
            {channels.map((counts) => (
              <tr key={counts.channel}>
                <th scope="row">{counts.channel === 'all' ? words.all : channelName(counts.channel)}</th>
                {counted.map((name) => (
                  <td key={name}>{count(counts[name])}</td>
                ))}
                <td>{counts.rating === null ? '–' : decimal(counts.rating)}</td>
                <td>{share(counts.satisfied, counts.ratings)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
