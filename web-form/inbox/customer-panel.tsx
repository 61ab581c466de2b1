// Who the customer is: their addresses and what proves them, their mood, their tickets, and who else they may be.
import { useCallback, useEffect, useState } from 'react';
import { RelativeTime } from '../design/relative-time.tsx';
import { FailedState, Skeleton } from '../design/states.tsx';
import { useWords } from '../staff/language.ts';
import { Link } from '../staff/route.tsx';
import { useRecorded } from '../staff/use-recorded.ts';
import { ask } from './calls.ts';
import type { InboxTicket } from './contract.ts';
import type { CustomerCard, Identifier } from './contract-people.ts';
import { MergeDialog, type Merging } from './merge-dialog.tsx';
import { MoodLine } from './mood-line.tsx';
import { numbered } from './numbered.ts';
import { useFresh } from './use-fresh.ts';
import { stripHidden } from './visible-text.ts';
import { inboxWords } from './words.ts';
import { reasonSentence, stepSentence } from './words-reasons.ts';

interface CustomerPanelProps {
  readonly ticket: InboxTicket;
  readonly age: number;
  readonly onChanged: () => void;
}

export function CustomerPanel({ ticket, age, onChanged }: CustomerPanelProps) {
  const words = useWords(inboxWords);
  const w = words.customer;
  const { customerId, erased, grade, name } = ticket.customer;
  const { body, trouble, stale, again } = useFresh<CustomerCard>(
    useCallback(() => ask.customer(customerId), [customerId]),
  );
  const [merging, setMerging] = useState<Merging>();
  useEffect(() => {
    if (age > 0) stale();
  }, [age, stale]);
  if (erased) return <p className="notice">{w.erased}</p>;
  const done = () => {
    setMerging(undefined);
    again();
    onChanged();
  };
  return (
    <div className="customer">
      <div className="customer-name">
        <h2 dir="auto">{stripHidden(body?.name ?? name ?? '') || words.unnamed}</h2>
        <span className="grade-tag" data-grade={grade}>
          {words.grade[grade as keyof typeof words.grade] ?? grade}
        </span>
      </div>
      {!body && trouble && <FailedState title={words.notLoaded} retry={words.tryAgain} again={again} />}
      {!body && !trouble && <Skeleton label={words.loading} rows={3} />}
      {body && (
        <>
          <Identifiers card={body} onUnmerge={(id) => setMerging({ kind: 'unmerge', from: id })} />
          <MoodLine customerId={body.customerId} />
          <Tickets card={body} open={ticket.reference} />
          <Suggestions
            card={body}
            onMerge={(other) => setMerging({ kind: 'merge', from: other, into: body.customerId })}
          />
          <div className="small-actions">
            <button
              type="button"
              className="small"
              onClick={() => setMerging({ kind: 'find', into: body.customerId })}
            >
              {w.merge}
            </button>
          </div>
          <History card={body} />
        </>
      )}
      {merging && <MergeDialog merging={merging} onDone={done} onClose={() => setMerging(undefined)} />}
    </div>
  );
}

function Identifiers({
  card,
  onUnmerge,
}: {
  readonly card: CustomerCard;
  readonly onUnmerge: (id: string) => void;
}) {
  const words = useWords(inboxWords);
  const w = words.customer;
  return (
    <section aria-label={w.identifiers}>
      <h3>{w.identifiers}</h3>
      {card.members.map(({ customerId, mergedInto, identifiers }) => (
        <div key={customerId} className="member" data-merged={mergedInto !== null}>
          {mergedInto !== null && (
            <p className="fine member-head">
              {w.mergedIn}
              <button type="button" className="link" onClick={() => onUnmerge(customerId)}>
                {w.unmerge}
              </button>
            </p>
          )}
          <ul className="identifiers">
            {identifiers.map((identifier) => (
              <IdentifierRow key={`${identifier.kind} ${identifier.value}`} identifier={identifier} />
            ))}
          </ul>
          {identifiers.length === 0 && <p className="fine">{w.noIdentifiers}</p>}
        </div>
      ))}
    </section>
  );
}

function IdentifierRow({ identifier: { kind, value, evidence } }: { readonly identifier: Identifier }) {
  const words = useWords(inboxWords);
  return (
    <li>
      <span className="fine">{words.identifier[kind] ?? kind}</span>
      <span className="grade-tag" data-grade={evidence} title={words.gradeHint[evidence] ?? ''}>
        {words.grade[evidence] ?? evidence}
      </span>
      <bdi className="identifier-value">{stripHidden(value)}</bdi>
    </li>
  );
}

function Tickets({ card, open }: { readonly card: CustomerCard; readonly open: string }) {
  const words = useWords(inboxWords);
  const others = card.tickets.filter(({ reference }) => reference !== open);
  return (
    <section aria-label={words.customer.tickets}>
      <h3>
        {words.customer.tickets} <span className="fine">{others.length}</span>
      </h3>
      {others.length === 0 && <p className="fine">{words.customer.noTickets}</p>}
      <ul className="held">
        {others.slice(0, 8).map(({ reference, status }) => (
          <li key={reference}>
            <Link to={`/inbox/all/${reference}`} className="reference">
              {reference}
            </Link>
            <span className="fine">{words.status[status as keyof typeof words.status] ?? status}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Suggestions({
  card,
  onMerge,
}: {
  readonly card: CustomerCard;
  readonly onMerge: (other: string) => void;
}) {
  const words = useWords(inboxWords);
  const w = words.customer;
  if (card.suggestions.length === 0) return null;
  return (
    <section aria-label={w.maybe}>
      <h3>{w.maybe}</h3>
      <ul className="maybe">
        {card.suggestions.slice(0, 3).map(({ customerId, name, speaksFor, speaksAgainst }) => (
          <li key={customerId}>
            <strong dir="auto">{stripHidden(name ?? '') || words.unnamed}</strong>
            <Reasons speaksFor={speaksFor} speaksAgainst={speaksAgainst} />
            <button type="button" className="small" onClick={() => onMerge(customerId)}>
              {w.mergeThis}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

type ReasonsProps = Pick<CustomerCard['suggestions'][number], 'speaksFor' | 'speaksAgainst'>;

/** What speaks for one person and what against it. */
export function Reasons({ speaksFor, speaksAgainst }: ReasonsProps) {
  const { conflict: w, person, identifier } = useWords(inboxWords);
  return (
    <ul className="reasons">
      {speaksFor.map((one) => (
        <li key={one.sentence} data-speaks="for">
          <span aria-hidden="true">+</span>
          <span className="unseen">{w.speaksFor}: </span>
          {reasonSentence(one, person, identifier)}
        </li>
      ))}
      {speaksAgainst.map((one) => (
        <li key={one.sentence} data-speaks="against">
          <span aria-hidden="true">−</span>
          <span className="unseen">{w.speaksAgainst}: </span>
          {reasonSentence(one, person, identifier)}
        </li>
      ))}
    </ul>
  );
}

function History({ card }: { readonly card: CustomerCard }) {
  const { customer: w, person: words, identifier: names, grade: grades } = useWords(inboxWords);
  const recorded = useRecorded();
  if (card.timeline.length === 0) return null;
  return (
    <details className="customer-history">
      <summary>{w.history(card.timeline.length)}</summary>
      <ol>
        {numbered(card.timeline)
          .map(({ place, item: step }) => (
            <li key={place}>
              <span className="fine">
                <RelativeTime at={step.at} />
                {step.by && (
                  <>
                    {' '}
                    · <bdi>{step.by}</bdi>
                  </>
                )}
              </span>
              <span>{stepSentence(step, { words, names, grades, recorded })}</span>
            </li>
          ))
          .reverse()}
      </ol>
    </details>
  );
}
