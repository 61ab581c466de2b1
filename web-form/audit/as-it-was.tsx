// The ticket after one of its events: what that event changed, and everything that was known, with the changes marked.
import { useLanguage, useWords } from '../staff/language.ts';
import { useDesk } from '../staff/use-desk.ts';
import type { Replayed } from './contract.ts';
import { type Difference, marksOf, placeText } from './marks.ts';
import { Readable, Short } from './readable.tsx';
import { SaidValues } from './said-values.ts';
import { auditWords } from './words.ts';
import { fieldWords } from './words-fields.ts';

interface AsItWasProps {
  /** Of the ticket. */
  readonly path: string;
  readonly version: number;
  readonly last: number;
}

export function AsItWas({ path, version, last }: AsItWasProps) {
  const w = useWords(auditWords);
  const since = Math.max(0, version - 1);
  const { answer } = useDesk<Replayed>(`${path}/state?version=${version}&sinceVersion=${since}`);
  return (
    <section
      className="audit-then card"
      aria-label={w.asItWas}
      data-stale={answer?.ok && answer.body.version !== version}
    >
      <h2>{w.asItWas}</h2>
      <p className="fine">{w.after(version, last)}</p>
      {answer === undefined && <p className="fine">{w.replaying}</p>}
      {answer?.ok === false && (
        <p className="fine" role="alert">
          {w.stateFailed}
        </p>
      )}
      {answer?.ok && <Then replayed={answer.body} />}
    </section>
  );
}

function Then({ replayed }: { readonly replayed: Replayed }) {
  const w = useWords(auditWords);
  const { state, since } = replayed;
  if (state === null || state === undefined) return <p>{w.notYet}</p>;
  // Of a ticket that was not there before everything is new: there is nothing to compare.
  const found = (since?.differences ?? []).filter(({ place }) => place.length > 0);
  return (
    <SaidValues value={true}>
      <h3>{w.changed}</h3>
      <Changes found={found} />
      <details open>
        <summary>{w.whole}</summary>
        <Readable value={state} marks={marksOf(found)} />
      </details>
    </SaidValues>
  );
}

function Changes({ found }: { readonly found: readonly Difference[] }) {
  const w = useWords(auditWords);
  const language = useLanguage();
  if (found.length === 0) return <p className="fine">{w.unchanged}</p>;
  return (
    <ul className="audit-changes">
      {found.map((one) => (
        <li key={placeText(one.place)}>
          <span className="soft">
            {one.place.map((name) => shortName(name, language === 'de')).join(' › ')}
          </span>{' '}
          {'before' in one && (
            <del>
              <Value value={one.before} name={one.place.at(-1) ?? ''} />
            </del>
          )}{' '}
          {'after' in one && (
            <ins>
              <Value value={one.after} name={one.place.at(-1) ?? ''} />
            </ins>
          )}
        </li>
      ))}
    </ul>
  );
}

/** What came or went as a whole is told by its fields; which one it is stands before. */
function Value({ value, name }: { readonly value: unknown; readonly name: string }) {
  const language = useLanguage();
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return <Short value={value} name={name} />;
  const fields = Object.entries(value).filter(([field]) => !field.endsWith('Id'));
  return fields.map(([field, inner]: [string, unknown], index) => (
    <span key={field}>
      {index > 0 && ', '}
      {fieldWords(field, language === 'de')} <Short value={inner} name={field} />
    </span>
  ));
}

/** Ids are cut: which one it is stands below. */
function shortName(name: string, isGerman: boolean): string {
  return /^[0-9a-f]{8}-/.test(name) ? `…${name.slice(-6)}` : fieldWords(name, isGerman);
}
