// Stacked columns: how parts add up, place by place. Each part has a colour and a pattern.
import { useId } from 'react';
import { Axes, groundOf, height } from './axes.tsx';
import { type ChartProps, Figure } from './figure.tsx';
import { ticksUpTo } from './scale.ts';

/** What is drawn over the colour of each part. */
const patterns = [
  null,
  <path key="1" d="M0 8 8 0M-2 2 2-2M6 10 10 6" />,
  <circle key="2" cx="4" cy="4" r="1.6" />,
  <path key="3" d="M0 4H8" />,
  <path key="4" d="M4 0V8" />,
];

export function Columns(props: ChartProps) {
  const { places, series, title } = props;
  const id = useId();
  const sums = places.map((_, n) => series.reduce((sum, { values }) => sum + (values[n] ?? 0), 0));
  const ticks = ticksUpTo(Math.max(0, ...sums), 4, 1);
  const fill = (n: number, { x, y, width, tall }: Record<'x' | 'y' | 'width' | 'tall', number>) => (
    <g key={n} className={`chart-part c${n}`}>
      <rect x={x} y={y} width={width} height={tall} />
      {patterns[n % patterns.length] !== null && (
        <rect x={x} y={y} width={width} height={tall} fill={`url(#${id}-${n})`} className="chart-over" />
      )}
    </g>
  );
  const defs = (
    <defs>
      {series.map(({ name }, n) => (
        <pattern
          key={name}
          id={`${id}-${n}`}
          width="8"
          height="8"
          patternUnits="userSpaceOnUse"
          className="chart-pattern"
        >
          {patterns[n % patterns.length]}
        </pattern>
      ))}
    </defs>
  );
  return (
    <Figure
      {...props}
      mark={(n) => (
        <>
          {defs}
          {fill(n, { x: 1, y: 1, width: 14, tall: 14 })}
        </>
      )}
      draw={(sight) => {
        const ground = groundOf(places.length, sight.width, ticks.at(-1) ?? 1);
        return (
          <svg width={sight.width} height={height} role="img" aria-label={title}>
            {defs}
            <Axes {...props} {...sight} ticks={ticks} ground={ground} />
            {places.map(({ long }, n) => {
              const { x, width } = ground.placeOf(n);
              const wide = Math.min(44, Math.max(2, width * 0.72));
              let below = 0;
              return (
                <g key={long}>
                  {series.map(({ values }, part) => {
                    const value = values[n] ?? 0;
                    const [from, to] = [ground.yOf(below), ground.yOf(below + value)];
                    below += value;
                    return value === 0
                      ? null
                      : fill(part, { x: x - wide / 2, y: to, width: wide, tall: from - to });
                  })}
                </g>
              );
            })}
          </svg>
        );
      }}
    />
  );
}
