// What is looked for: status, event, actor, time. Each is taken at once and stands in the address.
import { useState } from 'react';
import { Choice, Field, type Ties } from '../form/field.tsx';
import { useWords } from '../staff/language.ts';
import { Moment, zoneName } from './moment.tsx';
import type { Search } from './query.ts';
import { auditWords } from './words.ts';

interface FiltersProps {
  readonly search: Search;
  readonly onChange: (next: Partial<Search>) => void;
}

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
