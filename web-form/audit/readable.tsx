// Any JSON value for reading: names as words, moments as dates, lists as lists; what is not as it was is marked. Only ever text.
import type { ReactNode } from 'react';
import { preciseWords } from '../design/relative-time.tsx';
import { useLanguage, useWords } from '../staff/language.ts';
import { momentIn, shortened } from './gist.ts';
import { Honest } from './honest.tsx';
import { type Difference, goneBelow, type Marks, namesOf, placeText } from './marks.ts';
import { useSaidValue } from './said-values.ts';
import { auditWords } from './words.ts';
import { fieldWords } from './words-fields.ts';

interface ReadableProps {
  readonly value: unknown;
  readonly name?: string;
  readonly place?: readonly string[];
  readonly marks?: Marks | undefined;
  /** Names of fields of the outermost level that are stored sealed. */
  readonly sealed?: readonly string[];
}

const nowhere: readonly string[] = [];

export function Readable({ value, name = '', place = nowhere, marks, sealed }: ReadableProps) {
  const w = useWords(auditWords);
  const said = useSaidValue(name, value);
  if (value === null || value === undefined) return <span className="soft">{w.none}</span>;
  if (said !== undefined) return said;
  const moment = momentIn(name, value);
  if (moment !== undefined)
    return <time dateTime={new Date(moment).toISOString()}>{preciseWords(moment)}</time>;
  if (Array.isArray(value)) return <Items items={value} place={place} marks={marks} />;
  if (typeof value === 'object') {
    const fields = Object.entries(value);
    const gone = marks ? goneBelow([...marks.values()], place) : [];
    if (fields.length + gone.length === 0) return <span className="soft">{w.none}</span>;
    return (
      <dl className="audit-fields">
        {fields.map(([field, inner]: [string, unknown]) => (
          <Field
            key={field}
            name={field}
            isSealed={sealed?.includes(field) ?? false}
            mark={markAt(marks, place, field)}
          >
            <Readable value={inner} name={field} place={[...place, field]} marks={marks} />
          </Field>
        ))}
        {gone.map((one) => (
          <Field
            key={`gone ${placeText(one.place)}`}
            name={one.place.at(-1) ?? ''}
            isSealed={false}
            mark={one}
          >
            <span className="soft">{w.gone}</span>
          </Field>
        ))}
      </dl>
    );
  }
  return <Honest text={typeof value === 'string' ? value : JSON.stringify(value)} />;
}

interface FieldProps {
  readonly name: string;
  readonly isSealed: boolean;
  readonly mark: Difference | undefined;
  readonly children: ReactNode;
}

function Field({ name, isSealed, mark, children }: FieldProps) {
  const w = useWords(auditWords);
  const language = useLanguage();
  return (
    <div data-changed={mark !== undefined}>
      <dt>
        {fieldWords(name, language === 'de')}
        {isSealed && <small className="audit-sealed">{w.sealedField}</small>}
      </dt>
      <dd>
        {children}
        {mark && <Was mark={mark} name={name} />}
      </dd>
    </div>
  );
}

function Was({ mark, name }: { readonly mark: Difference; readonly name: string }) {
  const w = useWords(auditWords);
  if (!('before' in mark)) return <small className="tag audit-was">{w.isNew}</small>;
  return (
    <small className="audit-was">
      {w.was}{' '}
      <del>
        <Short value={mark.before} name={name} />
      </del>
    </small>
  );
}

function Items({
  items,
  place,
  marks,
}: {
  readonly items: readonly unknown[];
  readonly place: readonly string[];
  readonly marks: Marks | undefined;
}) {
  const w = useWords(auditWords);
  const names = namesOf(items);
  const gone = marks ? goneBelow([...marks.values()], place) : [];
  if (items.length + gone.length === 0) return <span className="soft">{w.none}</span>;
  return (
    <ol className="audit-items">
      {items.map((item, index) => {
        const inner = [...place, names[index] ?? ''];
        const mark = marks?.get(placeText(inner));
        return (
          <li key={names[index]} data-changed={mark !== undefined}>
            {mark && <Was mark={mark} name="" />}
            <Readable value={item} place={inner} marks={marks} />
          </li>
        );
      })}
      {gone.map((one) => (
        <li key={`gone ${placeText(one.place)}`} data-changed="true">
          <Was mark={one} name="" />
        </li>
      ))}
    </ol>
  );
}

function markAt(marks: Marks | undefined, place: readonly string[], field: string): Difference | undefined {
  return marks?.get(placeText([...place, field]));
}

/** A value on one line. */
export function Short({ value, name }: { readonly value: unknown; readonly name: string }) {
  const w = useWords(auditWords);
  const said = useSaidValue(name, value);
  if (said !== undefined) return said;
  const moment = momentIn(name, value);
  if (moment !== undefined) return preciseWords(moment);
  if (value === null || value === undefined) return w.none;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return <Honest text={shortened(text, 160)} />;
}
