// What happened over time, each chart with its table behind it.
import { Columns } from '../design/chart/columns.tsx';
import { Lines } from '../design/chart/lines.tsx';
import { Spans } from '../design/chart/spans.tsx';
import { channelName } from '../staff/channel-name.ts';
import { type Language, locales, useLanguage, useWords } from '../staff/language.ts';
import { useNumbers } from './numbers.ts';
import { type Overview, ratios, type Slice, slicesOf, sumIn } from './series.ts';
import { overviewWords } from './words.ts';

const outcomes = ['answered', 'escalated', 'suppressed', 'unanswered'] as const;
const ends = ['confirmed', 'assumed', 'reopened'] as const;

interface ChartsProps {
  readonly overview: Overview;
  /** Empty: all. */
  readonly channel: string;
}

export function Charts({ overview, channel }: ChartsProps) {
  const words = useWords(overviewWords);
  const { count, decimal, money } = useNumbers();
  const slices = slicesOf(overview, channel);
  const places = placesOf(overview, useLanguage());
  const values = (name: Exclude<keyof Slice, 'from' | 'channel'>) => slices.map((some) => sumIn(some, name));
  const common = { places, placeName: words.place[overview.unit], words, empty: words.none };
  return (
    <section aria-labelledby="overview-charts">
      <h2 id="overview-charts">{words.charts}</h2>
      <div className="overview-charts">
        <Columns
          {...common}
          {...words.messages}
          series={outcomes.map((name) => ({ name: words.messages[name], values: values(name) }))}
          format={count}
        />
        <Columns
          {...common}
          {...words.settled}
          series={ends.map((name) => ({ name: words.settled[name], values: values(name) }))}
          format={count}
        />
        <Times overview={overview} channel={channel} />
        <Lines
          {...common}
          {...words.rating}
          reach={5}
          series={[{ name: words.rating.title, values: ratios(slices, 'ratingSum', 'ratings') }]}
          format={decimal}
        />
        <Lines
          {...common}
          {...words.costs}
          series={[{ name: words.costs.name, values: ratios(slices, 'costMicros', 'opened') }]}
          format={money}
        />
      </div>
    </section>
  );
}

function Times({ overview, channel }: ChartsProps) {
  const words = useWords(overviewWords);
  const { length } = useNumbers();
  const timings = overview.timings.filter(
    (timing) => timing.channel !== 'all' && (channel === '' || timing.channel === channel),
  );
  const places = timings.map((timing) => {
    const name = `${channelName(timing.channel)}: ${words.times.kinds[timing.kind]}`;
    return { short: name, long: `${name} (${timing.tickets})` };
  });
  const { title, unit, note, place, median, p95 } = words.times;
  return (
    <Spans
      title={title}
      unit={unit}
      note={note}
      placeName={place}
      places={places}
      medianName={median}
      p95Name={p95}
      spans={timings}
      words={words}
      format={length}
      empty={words.none}
    />
  );
}

function placesOf({ edges, unit, zone }: Overview, language: Language) {
  const locale = locales[language];
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
  const short =
    unit === 'hour'
      ? format({ hour: '2-digit', minute: '2-digit' })
      : format({ day: 'numeric', month: 'short' });
  const long =
    unit === 'hour'
      ? format({
          weekday: 'short',
          day: 'numeric',
          month: 'short',
          hour: '2-digit',
          minute: '2-digit',
          timeZoneName: 'short',
        })
      : format({ weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' });
  return edges.slice(0, -1).map((edge) => {
    const at = Date.parse(edge);
    return { short: short.format(at), long: long.format(at) };
  });
}
