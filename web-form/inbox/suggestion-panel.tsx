// An article drafted from a resolved ticket: read, changed, and published by a human, or not at all.
import { useState } from 'react';
import { Field } from '../form/field.tsx';
import { useWords } from '../staff/language.ts';
import { act } from './calls.ts';
import type { Suggestion } from './contract-people.ts';
import { tellOutcome } from './tell-outcome.ts';
import { inboxWords } from './words.ts';

interface SuggestionPanelProps {
  readonly suggestion: Suggestion;
  readonly onDecided: () => void;
}

export function SuggestionPanel({ suggestion, onDecided }: SuggestionPanelProps) {
  const words = useWords(inboxWords);
  const w = words.suggestion;
  const [title, setTitle] = useState(suggestion.title);
  const [text, setText] = useState(suggestion.text);
  const [busy, setBusy] = useState(false);
  const decide = async (doing: ReturnType<typeof act.reject>, done: string) => {
    setBusy(true);
    const answer = await doing;
    setBusy(false);
    tellOutcome(answer, done, words);
    if (answer.ok) onDecided();
  };
  const fits = title.trim().length >= 3 && text.trim().length >= 3;
  return (
    <form
      className="side-form"
      aria-label={w.label}
      onSubmit={(event) => {
        event.preventDefault();
        if (fits && !busy)
          void decide(
            act.approve(suggestion.reference, { title: title.trim(), text: text.trim() }),
            w.approved,
          );
      }}
    >
      <p className="fine">{w.hint}</p>
      <Field label={w.title}>
        {(ties) => (
          <input maxLength={150} value={title} onChange={(event) => setTitle(event.target.value)} {...ties} />
        )}
      </Field>
      <Field label={w.text}>
        {(ties) => (
          <textarea dir="auto" value={text} onChange={(event) => setText(event.target.value)} {...ties} />
        )}
      </Field>
      <div className="small-actions">
        <button type="submit" className="primary small" aria-disabled={busy || !fits}>
          {w.approve}
        </button>
        <button
          type="button"
          className="small"
          aria-disabled={busy}
          onClick={() => busy || void decide(act.reject(suggestion.reference), w.rejected)}
        >
          {w.reject}
        </button>
      </div>
    </form>
  );
}
