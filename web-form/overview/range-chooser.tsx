// Which period, cut how, and of which channel: all of it in the address.
import { Choice, Field } from '../form/field.tsx';
import { channelName } from '../staff/channel-name.ts';
import { useWords } from '../staff/language.ts';
import { go, Link } from '../staff/route.tsx';
import { canCut, pathOf, type Range, type RangeName, type Unit } from './range.ts';
import { overviewWords } from './words.ts';

const names: readonly RangeName[] = ['24h', '7d', '30d', '90d'];
const units: readonly Unit[] = ['hour', 'day'];

interface RangeChooserProps {
  readonly range: Range;
  readonly channels: readonly string[];
  readonly zone: string;
}

export function RangeChooser({ range, channels, zone }: RangeChooserProps) {
  const words = useWords(overviewWords);
  const change = (part: Partial<Range>) => go(pathOf({ ...range, ...part }), { replace: true });
  const today = new Date();
  const day = (back: number) => localDay(new Date(today.getTime() - back * 86_400_000));
  const own = { name: 'own', from: range.from ?? day(6), until: range.until ?? day(0) } as const;
  const shown =
    channels.includes(range.channel) || range.channel === '' ? channels : [...channels, range.channel];
  return (
    <section className="overview-range" aria-label={words.range}>
      <nav className="overview-lengths" aria-label={words.range}>
        {names.map((name) => (
          <Link
            key={name}
            replace
            to={pathOf({ ...range, name, unit: name === '24h' ? 'hour' : 'day' })}
            aria-current={range.name === name ? 'true' : undefined}
          >
            {words.ranges[name]}
          </Link>
        ))}
        <Link
          replace
          to={pathOf({ ...range, ...own, unit: 'day' })}
          aria-current={range.name === 'own' ? 'true' : undefined}
        >
          {words.ranges.own}
        </Link>
      </nav>
      {range.name === 'own' && (
        <>
          <Field label={words.from}>
            {(ties) => (
              <input
                {...ties}
                type="date"
                value={own.from}
                max={own.until}
                required
                onChange={({ target }) => target.value !== '' && change({ from: target.value })}
              />
            )}
          </Field>
          <Field label={words.until}>
            {(ties) => (
              <input
                {...ties}
                type="date"
                value={own.until}
                min={own.from}
                required
                onChange={({ target }) => target.value !== '' && change({ until: target.value })}
              />
            )}
          </Field>
        </>
      )}
      {canCut(range) && (
        <Field label={words.cut}>
          {(ties) => (
            <Choice
              {...ties}
              value={range.unit}
              options={units.map((unit) => [unit, words.units[unit]] as const)}
              onChange={({ target }) => change({ unit: target.value === 'hour' ? 'hour' : 'day' })}
            />
          )}
        </Field>
      )}
      <Field label={words.channel}>
        {(ties) => (
          <Choice
            {...ties}
            value={range.channel}
            options={[['', words.allChannels], ...shown.map((name) => [name, channelName(name)] as const)]}
            onChange={({ target }) => change({ channel: target.value })}
          />
        )}
      </Field>
      <p className="fine">{words.zone(zone)}</p>
    </section>
  );
}

function localDay(at: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
