// Two customers that one message spoke for: what speaks for one person, what against it, and the decision.
import { useCallback, useState } from 'react';
import { Confirm } from '../design/dialog.tsx';
import { RelativeTime } from '../design/relative-time.tsx';
import { FailedState, Skeleton } from '../design/states.tsx';
import { useWords } from '../staff/language.ts';
import { act, ask } from './calls.ts';
import { CaseHead } from './case-head.tsx';
import type { ConflictCase, CustomerCard } from './contract-people.ts';
import { MergeDialog } from './merge-dialog.tsx';
import { Person } from './merge-sides.tsx';
import { tellOutcome } from './tell-outcome.ts';
import { useFresh } from './use-fresh.ts';
import { inboxWords } from './words.ts';
import { reasonSentence } from './words-reasons.ts';

interface ConflictViewProps {
  readonly conflict: ConflictCase;
  readonly onDecided: () => void;
}

export function ConflictView({ conflict, onDecided }: ConflictViewProps) {
  const words = useWords(inboxWords);
  const w = words.conflict;
  const { customerId, otherId, kinds, foundAt, speaksFor, speaksAgainst } = conflict;
  const { body, trouble, again } = useFresh<readonly [CustomerCard, CustomerCard]>(
    useCallback(() => both(customerId, otherId), [customerId, otherId]),
  );
  const [deciding, setDeciding] = useState<'merge' | 'dismiss'>();
  const [busy, setBusy] = useState(false);
  const dismiss = async () => {
    setBusy(true);
    const answer = await act.dismiss(customerId, otherId, '');
    setBusy(false);
    setDeciding(undefined);
    tellOutcome(answer, w.dismissed, words);
    onDecided();
  };
  return (
    <div className="case">
      <CaseHead queue="conflicts" title={w.title} />
      <div className="case-body">
        <p className="soft">
          {w.found(
            kinds.map((kind) => words.identifier[kind as keyof typeof words.identifier] ?? kind).join(', '),
          )}{' '}
          <RelativeTime at={foundAt} />
        </p>
        {!body && trouble && <FailedState title={words.notLoaded} retry={words.tryAgain} again={again} />}
        {!body && !trouble && <Skeleton label={words.loading} rows={3} />}
        {body && (
          <div className="merge-pair">
            <Person card={body[0]} label={w.one} />
            <span className="merge-way" aria-hidden="true">
              ?
            </span>
            <Person card={body[1]} label={w.other} />
          </div>
        )}
        <Evidence speaksFor={speaksFor} speaksAgainst={speaksAgainst} />
        <div className="actions">
          <button type="button" className="primary" onClick={() => setDeciding('merge')}>
            {w.merge}
          </button>
          <button type="button" className="secondary" onClick={() => setDeciding('dismiss')}>
            {w.dismiss}
          </button>
        </div>
      </div>
      {deciding === 'merge' && (
        <MergeDialog
          merging={{ kind: 'merge', from: otherId, into: customerId }}
          onDone={() => {
            setDeciding(undefined);
            onDecided();
          }}
          onClose={() => setDeciding(undefined)}
        />
      )}
      {deciding === 'dismiss' && (
        <Confirm
          title={w.dismissTitle}
          act={w.dismiss}
          cancel={words.cancel}
          busy={busy}
          onConfirm={() => void dismiss()}
          onCancel={() => setDeciding(undefined)}
        >
          <p>{w.dismissHint}</p>
        </Confirm>
      )}
    </div>
  );
}

/** What speaks for one person and what against it, beside each other. */
function Evidence({ speaksFor, speaksAgainst }: Pick<ConflictCase, 'speaksFor' | 'speaksAgainst'>) {
  const { conflict: w, person, identifier } = useWords(inboxWords);
  const sides = [
    { title: w.speaksFor, reasons: speaksFor, side: 'for', none: w.nothingFor },
    { title: w.speaksAgainst, reasons: speaksAgainst, side: 'against', none: w.nothingAgainst },
  ];
  return (
    <div className="evidence">
      {sides.map(({ title, reasons, side, none }) => (
        <section key={side} data-speaks={side} aria-label={title}>
          <h2>{title}</h2>
          {reasons.length === 0 && <p className="fine">{none}</p>}
          <ul>
            {reasons.map((reason) => (
              <li key={reason.sentence}>{reasonSentence(reason, person, identifier)}</li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

async function both(one: string, other: string) {
  const [first, second] = await Promise.all([ask.customer(one), ask.customer(other)]);
  if (!first.ok) return first;
  if (!second.ok) return second;
  return { ...first, body: [first.body, second.body] as const };
}
