// What is looked for: status, event, actor, time. Each is taken at once and stands in the address.
import { useEffect, useState } from 'react';
import { Choice, Field } from '../form/field.tsx';
import { useWords } from '../staff/language.ts';
import { isoOf, localOf, type Search } from './query.ts';
import { auditWords } from './words.ts';

interface FiltersProps {
  readonly search: Search;
  readonly onChange: (next: Partial<Search>) => void;
}

/** Name of the reader's zone, such as Europe/Berlin. */
export const zoneName = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

export function Filters({ search, onChange }: FiltersProps) {
  const w = useWords(auditWords);
  const { status, type, actor, customer, from, until } = search;
  const [kind = '', name = ''] = actor.split(/:(.*)/s);
  const isNarrow = Object.values(search).some((value) => value !== '');
  return (
    <fieldset className="audit-filters">
      <legend className="unseen">{w.filters}</legend>
      <Field label={w.status}>
        {(ties) => (
          <Choice
            {...ties}
            value={status}
            onChange={(event) => onChange({ status: event.target.value })}
            options={[['', w.anyStatus], ...Object.entries(w.statuses)]}
          />
        )}
      </Field>
      <Field label={w.event}>
        {(ties) => (
          <Choice
            {...ties}
            value={type}
            onChange={(event) => onChange({ type: event.target.value })}
            options={[['', w.anyEvent], ...Object.entries(w.events)]}
          />
        )}
      </Field>
      <Field label={w.actor}>
        {(ties) => (
          <Choice
            {...ties}
            value={kind}
            onChange={(event) => onChange({ actor: event.target.value })}
            options={[['', w.anyActor], ...Object.entries(w.actors)]}
          />
        )}
      </Field>
      {kind === 'staff' && (
        <Field label={w.staffName}>
          {(ties) => (
            <Resting
              ties={ties}
              value={name}
              onRest={(rest) => onChange({ actor: rest === '' ? kind : `${kind}:${rest}` })}
            />
          )}
        </Field>
      )}
      <Field label={w.from} hint={w.zone(zoneName())}>
        {(ties) => <Moment ties={ties} value={from} onChange={(iso) => onChange({ from: iso })} />}
      </Field>
      <Field label={w.until}>
        {(ties) => <Moment ties={ties} value={until} onChange={(iso) => onChange({ until: iso })} />}
      </Field>
      {isNarrow && (
        <div className="actions audit-chosen">
          {customer !== '' && (
            <span className="tag">
              {w.ofCustomer(customer)}{' '}
              <button type="button" className="link" onClick={() => onChange({ customer: '' })}>
                {w.dropCustomer}
              </button>
            </span>
          )}
          <button
            type="button"
            className="quiet"
            onClick={() => onChange({ status: '', type: '', actor: '', customer: '', from: '', until: '' })}
          >
            {w.clear}
          </button>
        </div>
      )}
    </fieldset>
  );
}

type Ties = {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean;
};

interface MomentProps {
  readonly ties: Ties;
  /** ISO 8601, or nothing. */
  readonly value: string;
  readonly onChange: (iso: string) => void;
}

/** A moment in the reader's zone. Half of one is kept while it is typed. */
export function Moment({ ties, value, onChange }: MomentProps) {
  const [typed, setTyped] = useState(() => localOf(value));
  useEffect(() => setTyped((now) => (isoOf(now) === value ? now : localOf(value))), [value]);
  return (
    <input
      {...ties}
      type="datetime-local"
      step={1}
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(isoOf(event.target.value));
      }}
    />
  );
}

/** Takes what was typed when the reader stops, by leaving the field or by Enter. */
function Resting({
  ties,
  value,
  onRest,
}: {
  readonly ties: Ties;
  readonly value: string;
  readonly onRest: (text: string) => void;
}) {
  const [typed, setTyped] = useState(value);
  return (
    <input
      {...ties}
      autoComplete="off"
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => typed.trim() !== value && onRest(typed.trim())}
      onKeyDown={(event) => event.key === 'Enter' && onRest(typed.trim())}
    />
  );
}
