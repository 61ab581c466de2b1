// Giving a ticket to somebody.
import { type FormEvent, useEffect, useId, useState } from 'react';
import { Dialog } from '../design/dialog.tsx';
import { useWords } from '../staff/language.ts';
import { ask } from './calls.ts';
import type { Steps } from './use-steps.ts';
import { inboxWords } from './words.ts';

interface AssignDialogProps {
  readonly me: string;
  readonly assignee: string | null | undefined;
  readonly steps: Steps;
  readonly onClose: () => void;
}

export function AssignDialog({ me, assignee, steps, onClose }: AssignDialogProps) {
  const words = useWords(inboxWords);
  const w = words.assign;
  const id = useId();
  const [names, setNames] = useState<readonly string[]>([me]);
  const [chosen, setChosen] = useState('');
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let over = false;
    void ask.staff().then((answer) => {
      if (!over && answer.ok) setNames([...new Set([me, ...answer.body.staff.map(({ name }) => name)])]);
    });
    return () => {
      over = true;
    };
  }, [me]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (chosen.trim() === '' || busy) return;
    setBusy(true);
    const ok = await steps.assign(chosen.trim());
    setBusy(false);
    if (ok) onClose();
  };
  return (
    <Dialog title={w.title} onClose={onClose}>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <div className="field">
          <label htmlFor={id}>{w.who}</label>
          <input
            id={id}
            list={`${id}-names`}
            autoComplete="off"
            value={chosen}
            onChange={(event) => setChosen(event.target.value)}
          />
          <datalist id={`${id}-names`}>
            {names
              .filter((name) => name !== assignee)
              .map((name) => (
                <option key={name} value={name} />
              ))}
          </datalist>
          <p className="fine">{w.hint}</p>
        </div>
        <div className="actions">
          <button type="submit" className="primary" aria-disabled={busy || chosen.trim() === ''}>
            {w.act}
          </button>
          <button type="button" className="quiet" onClick={onClose}>
            {words.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
