// Lines: how values go over time. Each has a colour, a dash and a marker of its own; where there is no value there is a gap.
import { Axes, groundOf, height } from './axes.tsx';
import { type ChartProps, Figure } from './figure.tsx';
import { ticksUpTo } from './scale.ts';

const markers = [
  'M0-3.4A3.4 3.4 0 1 1 0 3.4 3.4 3.4 0 1 1 0-3.4',
  'M-3.2-3.2H3.2V3.2H-3.2Z',
  'M0-4.2 4 3H-4Z',
  'M0-4.4 4.4 0 0 4.4-4.4 0Z',
];

interface LinesProps extends ChartProps {
  /** The axis reaches at least this far, in so many steps. */
  readonly reach?: number;
}

export function Lines(props: LinesProps) {
  const { places, series, title, reach = 0 } = props;
  const values = series.flatMap((one) => one.values.flatMap((value) => value ?? []));
  const ticks = ticksUpTo(Math.max(reach, ...values), reach > 0 ? reach : 4);
  return (
    <Figure
      {...props}
      mark={(n) => (
        <g className={`chart-stroke c${n}`}>
          <path d="M0 8H16" />
          <path className="chart-marker" d={markers[n % markers.length]} transform="translate(8 8)" />
        </g>
      )}
      draw={(sight) => {
        const ground = groundOf(places.length, sight.width, ticks.at(-1) ?? 1);
        return (
          <svg width={sight.width} height={height} role="img" aria-label={title}>
            <Axes {...props} {...sight} ticks={ticks} ground={ground} />
            {series.map(({ name, values: own }, n) => (
              <g key={name} className={`chart-stroke c${n}`}>
                <path d={pathOf(own, (place, value) => [ground.placeOf(place).x, ground.yOf(value)])} />
                {own.map((value, place) => {
                  const { x } = ground.placeOf(place);
                  const key = places[place]?.long ?? x;
                  return value === null ? null : (
                    <path
                      key={key}
                      className="chart-marker"
                      d={markers[n % markers.length]}
                      transform={`translate(${x} ${ground.yOf(value)})`}
                    />
                  );
                })}
              </g>
            ))}
          </svg>
        );
      }}
    />
  );
}

/** A path that is lifted where a value is missing. */
export function pathOf(
  values: readonly (number | null)[],
  at: (place: number, value: number) => readonly [number, number],
): string {
  let isDown = false;
  const steps: string[] = [];
  for (const [place, value] of values.entries()) {
    if (value === null) {
      isDown = false;
      continue;
    }
    const [x, y] = at(place, value);
    steps.push(`${isDown ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`);
    isDown = true;
  }
  return steps.join('');
}
