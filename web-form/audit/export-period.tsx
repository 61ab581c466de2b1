// A period as a bundle, and the whole ledger for who wants everything.
import { type FormEvent, useState } from 'react';
import { Field } from '../form/field.tsx';
import { useWords } from '../staff/language.ts';
import { BundleProgress } from './bundle-progress.tsx';
import { Moment, zoneName } from './moment.tsx';
import { useBundle } from './use-bundle.ts';
import { auditWords } from './words.ts';

const day = 24 * 3_600_000;

export function ExportPeriod() {
  const w = useWords(auditWords);
  const [period, setPeriod] = useState({ from: '', until: '' });
  const [isMissing, setMissing] = useState(false);
  const { state, fetch, cancel } = useBundle();
  const last = (days: number) => {
    const now = Date.now();
    const [from, until] = [now - days * day, now].map((at) => `${new Date(at).toISOString().slice(0, 19)}Z`);
    setPeriod({ from: from ?? '', until: until ?? '' });
  };
  const make = (event: FormEvent) => {
    event.preventDefault();
    const { from, until } = period;
    const isGiven = from !== '' && until !== '' && Date.parse(from) < Date.parse(until);
    setMissing(!isGiven);
    if (isGiven) void fetch(`/api/audit/bundle?${new URLSearchParams(period)}`);
  };
  const isBusy = state.kind === 'arriving';
  return (
    <section className="audit-export" aria-label={w.exportPeriod}>
      <p>{w.exportLead}</p>
      <p className="fine">{w.periodHint}</p>
      <div className="actions">
        <button type="button" className="quiet" onClick={() => last(1)}>
          {w.presets.day}
        </button>
        <button type="button" className="quiet" onClick={() => last(7)}>
          {w.presets.week}
        </button>
        <button type="button" className="quiet" onClick={() => last(30)}>
          {w.presets.month}
        </button>
      </div>
      <form className="audit-period" onSubmit={make} noValidate>
        <Field label={w.from}>
          {(ties) => (
            <Moment ties={ties} value={period.from} onChange={(from) => setPeriod({ ...period, from })} />
          )}
        </Field>
        <Field label={w.until}>
          {(ties) => (
            <Moment ties={ties} value={period.until} onChange={(until) => setPeriod({ ...period, until })} />
          )}
        </Field>
        <div className="actions">
          <button type="submit" className="primary" aria-disabled={isBusy} disabled={isBusy}>
            {isBusy ? w.packing : w.makeBundle}
          </button>
          {isBusy && (
            <button type="button" className="quiet" onClick={cancel}>
              {w.cancel}
            </button>
          )}
        </div>
      </form>
      <p className="fine">{w.zone(zoneName())}</p>
      <p className="field-error" role="alert">
        {isMissing && w.periodMissing}
      </p>
      <BundleProgress state={state} />
      <p>
        <a href="/api/audit/export" download>
          {w.wholeLedger}
        </a>
      </p>
    </section>
  );
}
