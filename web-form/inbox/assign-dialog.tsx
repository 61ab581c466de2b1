// Giving a ticket to somebody; a name that nobody here has is refused, for such a ticket would lie where nobody looks.
import { type FormEvent, useEffect, useId, useState } from 'react';
import { Dialog, FormActions } from '../design/dialog.tsx';
import { Field } from '../form/field.tsx';
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
  const [names, setNames] = useState<readonly string[]>();
  const [unknown, setUnknown] = useState<string>();
  const [chosen, setChosen] = useState('');
  const [busy, setBusy] = useState(false);
  const typed = chosen.trim();
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
    if (typed === '' || busy) return;
    const known = names?.find((name) => name.toLowerCase() === typed.toLowerCase());
    if (names && !known) return setUnknown(typed);
    setBusy(true);
    const ok = await steps.assign(known ?? typed);
    setBusy(false);
    if (ok) onClose();
  };
  return (
    <Dialog title={w.title} onClose={onClose}>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <Field
          label={w.who}
          hint={w.hint}
          error={unknown !== undefined && unknown === typed ? w.unknown(unknown) : undefined}
        >
          {(ties) => (
            <input
              list={id}
              autoComplete="off"
              value={chosen}
              onChange={(event) => setChosen(event.target.value)}
              {...ties}
            />
          )}
        </Field>
        <datalist id={id}>
          {(names ?? [me])
            .filter((name) => name !== assignee)
            .map((name) => (
              <option key={name} value={name} />
            ))}
        </datalist>
        <FormActions act={w.act} cancel={words.cancel} busy={busy || typed === ''} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
