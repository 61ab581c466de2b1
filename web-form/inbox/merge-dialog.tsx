// Taking two customers for one person, or undoing it: always with a look at what moves before anything does.
import { type FormEvent, useCallback, useState } from 'react';
import { referenceIn } from '../client/reference.ts';
import { Dialog, FormActions } from '../design/dialog.tsx';
import { ErrorState, Skeleton } from '../design/states.tsx';
import { toast } from '../design/toast.tsx';
import { Field } from '../form/field.tsx';
import { useWords } from '../staff/language.ts';
import { act, ask } from './calls.ts';
import type { CustomerCard, MergePreview } from './contract-people.ts';
import { Person, parted } from './merge-sides.tsx';
import { stepTroubleText } from './trouble-text.ts';
import { useFresh } from './use-fresh.ts';
import { inboxWords } from './words.ts';

export type Merging =
  | { readonly kind: 'find'; readonly into: string }
  | { readonly kind: 'merge'; readonly from: string; readonly into: string }
  | { readonly kind: 'unmerge'; readonly from: string };

interface MergeDialogProps {
  readonly merging: Merging;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export function MergeDialog({ merging, onDone, onClose }: MergeDialogProps) {
  const w = useWords(inboxWords).merge;
  const [chosen, setChosen] = useState(merging);
  const title = chosen.kind === 'unmerge' ? w.unmergeTitle : w.title;
  return (
    <Dialog title={title} onClose={onClose} wide>
      {chosen.kind === 'find' ? (
        <Find into={chosen.into} onFound={setChosen} onClose={onClose} />
      ) : (
        <Preview
          key={`${chosen.from} ${'into' in chosen ? chosen.into : ''}`}
          chosen={chosen}
          onSwap={() => setChosen(swapped(chosen))}
          onDone={onDone}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

type Chosen = Exclude<Merging, { kind: 'find' }>;

function swapped(chosen: Chosen): Chosen {
  return chosen.kind === 'merge' ? { kind: 'merge', from: chosen.into, into: chosen.from } : chosen;
}

interface FindProps {
  readonly into: string;
  readonly onFound: (merging: Chosen) => void;
  readonly onClose: () => void;
}

/** People know references, not ids: the other customer is found by a ticket of theirs. */
function Find({ into, onFound, onClose }: FindProps) {
  const words = useWords(inboxWords);
  const w = words.merge;
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const find = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || typed.trim() === '') return;
    setBusy(true);
    const answer = await ask.ticket(referenceIn(typed) ?? typed.trim());
    setBusy(false);
    if (!answer.ok)
      return setError(
        answer.trouble.kind === 'not-found' ? w.noSuchTicket : stepTroubleText(answer.trouble, words),
      );
    const from = answer.body.customer.customerId;
    if (from === into) return setError(w.same);
    onFound({ kind: 'merge', from, into });
  };
  return (
    <form className="form" noValidate onSubmit={(event) => void find(event)}>
      <Field label={w.findLabel} hint={w.findHint} error={error}>
        {(ties) => (
          <input
            autoComplete="off"
            spellCheck={false}
            placeholder="LD-7K2M-9QXA"
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setError(undefined);
            }}
            {...ties}
          />
        )}
      </Field>
      <FormActions act={w.find} cancel={words.cancel} busy={busy} onCancel={onClose} />
    </form>
  );
}

interface PreviewProps {
  readonly chosen: Chosen;
  readonly onSwap: () => void;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

interface Seen {
  readonly preview: MergePreview;
  readonly from: CustomerCard | undefined;
  readonly to: CustomerCard | undefined;
}

function Preview({ chosen, onSwap, onDone, onClose }: PreviewProps) {
  const words = useWords(inboxWords);
  const w = words.merge;
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const isMerge = chosen.kind === 'merge';
  const { body, trouble, again } = useFresh(useCallback(() => look(chosen), [chosen]));
  const confirm = async () => {
    setBusy(true);
    const answer = await (chosen.kind === 'merge'
      ? act.merge(chosen.from, chosen.into, reason)
      : act.unmerge(chosen.from, reason));
    setBusy(false);
    if (!answer.ok) return toast(stepTroubleText(answer.trouble, words), 'bad');
    toast(isMerge ? w.merged(answer.body.ticketsMoved) : w.unmerged(answer.body.ticketsMoved));
    onDone();
  };
  if (!body)
    return trouble ? (
      <ErrorState
        title={stepTroubleText(trouble, words)}
        actions={<TryAgain again={again} onClose={onClose} />}
      />
    ) : (
      <Skeleton label={words.loading} rows={4} />
    );
  const { preview, from, to } = body;
  return (
    <>
      <div className="merge-pair">
        <Person card={from} label={isMerge ? w.from : w.out} isPart={!isMerge} />
        <span className="merge-way" aria-hidden="true">
          →
        </span>
        <Person card={to} label={isMerge ? w.into : w.stays} />
      </div>
      <div className="merge-moves">
        <h3>{w.moves}</h3>
        <p>{w.count(preview.tickets.length, preview.identifiers, preview.members.length)}</p>
        <ul className="held">
          {preview.tickets.slice(0, 12).map(({ reference, status }) => (
            <li key={reference}>
              <span className="reference">{reference}</span>
              <span className="fine">{words.status[status as keyof typeof words.status] ?? status}</span>
            </li>
          ))}
        </ul>
        {preview.tickets.length > 12 && <p className="fine">{w.more(preview.tickets.length - 12)}</p>}
        <p className="fine">{isMerge ? w.undoable : w.exact}</p>
      </div>
      <Field label={w.reason} hint={w.reasonHint}>
        {(ties) => (
          <input
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            {...ties}
          />
        )}
      </Field>
      <div className="actions">
        <button type="button" className="primary" aria-disabled={busy} onClick={() => busy || void confirm()}>
          {isMerge ? w.merge : w.unmerge}
        </button>
        {isMerge && (
          <button type="button" className="secondary" aria-disabled={busy} onClick={() => busy || onSwap()}>
            {w.swap}
          </button>
        )}
        <button type="button" className="quiet" onClick={onClose}>
          {words.cancel}
        </button>
      </div>
    </>
  );
}

function TryAgain({ again, onClose }: { readonly again: () => void; readonly onClose: () => void }) {
  const words = useWords(inboxWords);
  return (
    <>
      <button type="button" className="secondary" onClick={again}>
        {words.tryAgain}
      </button>
      <button type="button" className="quiet" onClick={onClose}>
        {words.cancel}
      </button>
    </>
  );
}

async function look(chosen: Chosen) {
  const preview = await (chosen.kind === 'merge'
    ? ask.mergePreview(chosen.from, chosen.into)
    : ask.unmergePreview(chosen.from));
  if (!preview.ok) return preview;
  const [from, to] = await Promise.all([ask.customer(chosen.from), ask.customer(preview.body.other)]);
  const cards = { from: from.ok ? from.body : undefined, to: to.ok ? to.body : undefined };
  const whole = cards.to ?? cards.from;
  const parts = chosen.kind === 'unmerge' && whole ? parted(whole, preview.body, chosen.from) : cards;
  const seen: Seen = { preview: preview.body, ...parts };
  return { ...preview, body: seen };
}
