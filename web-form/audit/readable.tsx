// Any JSON value for reading: names as words, moments as dates, lists as lists. Only ever text.
import { createElement, type ReactNode } from 'react';
import { preciseWords } from '../design/relative-time.tsx';

/** `lastInboundAt` → `Last inbound at`. */
export function nameWords(name: string): string {
  const words = name
    .replace(/[_-]+/g, ' ')
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const earliest = Date.UTC(2000, 0, 1);

/** Fields called `at` or `…At` hold moments: as ISO 8601 or in ms since the epoch. */
export function momentOf(name: string, value: unknown): number | undefined {
  if (!/^at$|At$/.test(name)) return undefined;
  const moment = typeof value === 'string' ? Date.parse(value) : value;
  return typeof moment === 'number' && moment > earliest ? moment : undefined;
}

export function Readable({
  value,
  name = '',
}: {
  readonly value: unknown;
  readonly name?: string;
}): ReactNode {
  if (value === null || value === undefined) return <span className="soft">none</span>;
  const moment = momentOf(name, value);
  if (moment !== undefined)
    return <time dateTime={new Date(moment).toISOString()}>{preciseWords(moment)}</time>;
  if (Array.isArray(value)) {
    if (value.length === 0) return <span className="soft">none</span>;
    const items = value.map((item: unknown) => createElement('li', null, <Readable value={item} />));
    return createElement('ol', { className: 'values' }, ...items);
  }
  if (typeof value === 'object') {
    const fields = Object.entries(value);
    if (fields.length === 0) return <span className="soft">none</span>;
    return (
      <dl className="fields">
        {fields.map(([field, inner]) => (
          <div key={field}>
            <dt>{nameWords(field)}</dt>
            <dd>
              <Readable value={inner} name={field} />
            </dd>
          </div>
        ))}
      </dl>
    );
  }
  return (
    <span className="value" dir="auto">
      {typeof value === 'string' ? value : JSON.stringify(value)}
    </span>
  );
}
