// Axes of a chart over places: values up the side, places along the bottom, and the strips that the pointer finds.

import type { ChartProps, Sight } from './figure.tsx';
import { labelled } from './scale.ts';

export const height = 208;
const top = 10;
const foot = 26;
/** Between this and the end of the plot lie the places. */
export const side = 56;

export interface Place {
  /** Its middle, and the width it has, px. */
  readonly x: number;
  readonly width: number;
}

export interface Ground {
  readonly placeOf: (place: number) => Place;
  readonly yOf: (value: number) => number;
}

export function groundOf(count: number, width: number, largest: number): Ground {
  const inner = Math.max(40, width - side - 8);
  const each = inner / Math.max(1, count);
  return {
    placeOf: (place) => ({ x: side + each * (place + 0.5), width: each }),
    yOf: (value) => top + (height - top - foot) * (1 - value / largest),
  };
}

interface AxesProps extends Pick<ChartProps, 'places' | 'format'>, Sight {
  readonly ticks: readonly number[];
  readonly ground: Ground;
}

export function Axes({ places, format, ticks, ground, width, at, look }: AxesProps) {
  const isLabelled = labelled(places.length, width - side, 64);
  return (
    <>
      {ticks.map((tick) => (
        <g key={tick}>
          <line className="chart-line" x1={side} x2={width} y1={ground.yOf(tick)} y2={ground.yOf(tick)} />
          <text className="chart-tick end" x={side - 8} y={ground.yOf(tick) + 4}>
            {format(tick)}
          </text>
        </g>
      ))}
      {places.map(({ short, long }, n) => {
        const { x, width: room } = ground.placeOf(n);
        return (
          <g key={long}>
            {isLabelled(n) && (
              <text className="chart-tick middle" x={x} y={height - 8}>
                {short}
              </text>
            )}
            <rect
              className="chart-strip"
              data-at={n === at}
              x={x - room / 2}
              width={room}
              y={0}
              height={height - foot}
              onPointerMove={() => look(n)}
              onPointerDown={() => look(n)}
            />
          </g>
        );
      })}
    </>
  );
}
