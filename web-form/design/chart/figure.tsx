// The frame of a chart: its title, its legend, what the pointer or the arrow keys stand on in words, and the table behind it.
import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';

import { reachable } from '../reachable.ts';

export interface ChartWords {
  readonly asTable: string;
  readonly asChart: string;
  /** What the keys do, read out with the chart. */
  readonly howToRead: string;
}

export interface Series {
  readonly name: string;
  /** One for each place; null where there is none. */
  readonly values: readonly (number | null)[];
}

export interface ChartProps {
  readonly title: string;
  /** What the numbers are, such as `messages`. */
  readonly unit: string;
  /** What the places are, such as `day`: the head of the first column. */
  readonly placeName: string;
  readonly places: readonly { readonly short: string; readonly long: string }[];
  readonly series: readonly Series[];
  readonly format: (value: number) => string;
  readonly words: ChartWords;
  /** Under the title: what is counted, and how. */
  readonly note?: ReactNode;
  /** Stands in place of the chart when there is nothing to show. */
  readonly empty: string;
}

export interface Sight {
  readonly width: number;
  /** The place under the pointer or the keys. */
  readonly at: number | undefined;
  readonly look: (place: number | undefined) => void;
}

interface FigureProps extends ChartProps {
  /** What stands for a series in the legend: a colour and a shape. */
  readonly mark: (series: number) => ReactNode;
  readonly draw: (sight: Sight) => ReactNode;
}

export function Figure(props: FigureProps) {
  const { title, unit, note, words, series, mark, empty } = props;
  const id = useId();
  const [isTable, setIsTable] = useState(false);
  const hasAny = series.some(({ values }) => values.some((value) => value !== null && value !== 0));
  return (
    <figure className="chart" aria-labelledby={id}>
      <div className="chart-head">
        <figcaption id={id}>
          <strong>{title}</strong> <span className="soft">{unit}</span>
        </figcaption>
        {hasAny && (
          <button
            type="button"
            className="quiet small"
            onClick={() => setIsTable(!isTable)}
            aria-label={`${isTable ? words.asChart : words.asTable}: ${title}`}
          >
            {isTable ? words.asChart : words.asTable}
          </button>
        )}
      </div>
      {note !== undefined && <p className="fine">{note}</p>}
      {!hasAny && <p className="chart-empty soft">{empty}</p>}
      {hasAny && isTable && <DataTable {...props} />}
      {hasAny && !isTable && (
        <>
          <Plot {...props} labelledBy={id} />
          <ul className="chart-legend">
            {series.map(({ name }, n) => (
              <li key={name}>
                <svg viewBox="0 0 16 16" aria-hidden="true">
                  {mark(n)}
                </svg>
                {name}
              </li>
            ))}
          </ul>
        </>
      )}
    </figure>
  );
}

function Plot(props: FigureProps & { readonly labelledBy: string }) {
  const { places, series, format, words, draw, labelledBy } = props;
  const view = useRef<HTMLDivElement>(null);
  const hint = useId();
  const [width, setWidth] = useState(560);
  const [at, look] = useState<number>();
  useLayoutEffect(() => {
    const shown = view.current;
    if (!shown) return;
    const observer = new ResizeObserver(() => setWidth(shown.clientWidth));
    observer.observe(shown);
    return () => observer.disconnect();
  }, []);
  const step = (event: KeyboardEvent) => {
    const next = nextPlace(event.key, at, places.length);
    if (next === undefined) return;
    event.preventDefault();
    look(next === 'none' ? undefined : next);
  };
  // No control, and yet the keys must reach it: they walk from place to place.
  const reading = {
    ...reachable,
    role: 'group',
    'aria-labelledby': labelledBy,
    'aria-describedby': hint,
    onKeyDown: step,
    onBlur: () => look(undefined),
    onPointerLeave: () => look(undefined),
  };
  const place = at === undefined ? undefined : places[at];
  const said = series.flatMap(({ name, values }) => {
    const value = at === undefined ? null : (values[at] ?? null);
    return value === null ? [] : [`${name} ${format(value)}`];
  });
  return (
    <>
      <div ref={view} className="chart-plot" {...reading}>
        {draw({ width, at, look })}
      </div>
      <p className="chart-said" role="status">
        {place ? (
          <>
            <strong>{place.long}</strong> {said.join(' · ')}
          </>
        ) : (
          <span className="soft" id={hint}>
            {words.howToRead}
          </span>
        )}
      </p>
    </>
  );
}

/** Where a key leads from a place; `none`: away from all of them; undefined for a key that does nothing here. */
export function nextPlace(key: string, at: number | undefined, count: number): number | 'none' | undefined {
  if (count === 0) return undefined;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  if (key === 'Escape') return at === undefined ? undefined : 'none';
  // Time goes from left to right in a chart, whatever the language.
  if (key === 'ArrowRight') return Math.min(count - 1, (at ?? -1) + 1);
  return key === 'ArrowLeft' ? Math.max(0, (at ?? count) - 1) : undefined;
}

function DataTable({ title, placeName, places, series, format }: FigureProps) {
  return (
    <section {...reachable} className="chart-table" aria-label={title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{placeName}</th>
            {series.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {places.map(({ long }, n) => (
            <tr key={long}>
              <th scope="row">{long}</th>
              {series.map(({ name, values }) => {
                const value = values[n] ?? null;
                return <td key={name}>{value === null ? '–' : format(value)}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
