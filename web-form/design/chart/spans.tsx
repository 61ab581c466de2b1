// Spans: a median and the 95th percentile for each row, on a scale from seconds to weeks.
import { type ChartProps, Figure, type Sight } from './figure.tsx';
import { logTicks } from './scale.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [
  10,
  100,
  second,
  10 * second,
  minute,
  10 * minute,
  hour,
  6 * hour,
  day,
  7 * day,
  30 * day,
  365 * day,
];
const foot = 24;

interface SpansProps extends Omit<ChartProps, 'series'> {
  readonly medianName: string;
  readonly p95Name: string;
  /** One for each place, ms. */
  readonly spans: readonly { readonly medianMs: number; readonly p95Ms: number }[];
}

const median = <circle r="5" />;
const tail = <path d="M0-5.5 5.5 0 0 5.5-5.5 0Z" />;

export function Spans({ medianName, p95Name, spans, ...props }: SpansProps) {
  const series = [
    { name: medianName, values: spans.map(({ medianMs }) => medianMs) },
    { name: p95Name, values: spans.map(({ p95Ms }) => p95Ms) },
  ];
  return (
    <Figure
      {...props}
      series={series}
      mark={(n) => (
        <g className={`chart-part c${n}`} transform="translate(8 8)">
          {n === 0 ? median : tail}
        </g>
      )}
      draw={(sight) => <SpanRows {...props} {...sight} spans={spans} />}
    />
  );
}

type RowsProps = Pick<SpansProps, 'places' | 'spans' | 'format' | 'title'> & Sight;

function SpanRows({ places, spans, format, title, width, at, look }: RowsProps) {
  const marks = logTicks(
    spans.flatMap(({ medianMs, p95Ms }) => [Math.max(1, medianMs), Math.max(1, p95Ms)]),
    steps,
  );
  const [low = 1, high = 10] = [marks[0], marks.at(-1)];
  // Where there is little room, the name stands over its span.
  const isNarrow = width < 460;
  const [side, rowHeight] = isNarrow ? [8, 48] : [Math.min(210, width * 0.34), 34];
  const inner = width - side - 28;
  const x = (ms: number) =>
    side + inner * Math.min(1, Math.max(0, Math.log(Math.max(ms, low) / low) / Math.log(high / low)));
  const tall = places.length * rowHeight;
  return (
    <svg width={width} height={tall + foot} role="img" aria-label={title}>
      {marks.map((mark) => (
        <g key={mark}>
          <line className="chart-line" x1={x(mark)} x2={x(mark)} y1={0} y2={tall} />
          <text className="chart-tick middle" x={x(mark)} y={tall + 16}>
            {format(mark)}
          </text>
        </g>
      ))}
      {places.map(({ short, long }, n) => {
        const { medianMs = 0, p95Ms = 0 } = spans[n] ?? {};
        const y = rowHeight * (n + (isNarrow ? 0.72 : 0.5));
        return (
          <g key={long}>
            <text className="chart-tick" x={0} y={isNarrow ? y - 14 : y + 4}>
              {short}
            </text>
            <line className="chart-span" x1={x(medianMs)} x2={x(p95Ms)} y1={y} y2={y} />
            <g className="chart-part c0" transform={`translate(${x(medianMs)} ${y})`}>
              {median}
            </g>
            <g className="chart-part c1" transform={`translate(${x(p95Ms)} ${y})`}>
              {tail}
            </g>
            <rect
              className="chart-strip"
              data-at={n === at}
              x={0}
              width={width}
              y={rowHeight * n}
              height={rowHeight}
              onPointerMove={() => look(n)}
              onPointerDown={() => look(n)}
            />
          </g>
        );
      })}
    </svg>
  );
}
