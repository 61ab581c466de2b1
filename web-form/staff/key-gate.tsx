// What stands before a page for the staff until there is a key.
import { type FormEvent, type ReactNode, useState } from 'react';
import { Field } from '../form/field.tsx';

interface KeyGateProps {
  readonly title: string;
  /** What the key is called. */
  readonly label: string;
  readonly refused: boolean;
  readonly onKey: (key: string) => void;
  /** Whom the page is for. */
  readonly children: ReactNode;
}

export function KeyGate({ title, label, refused, onKey, children }: KeyGateProps) {
  const [typed, setTyped] = useState('');
  const [error, setError] = useState(
    refused ? `This key does not open the ${title.toLowerCase()}. Please check it.` : undefined,
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() === '') setError('Please enter your key.');
    else onKey(typed.trim());
  };
  return (
    <form className="card gate" noValidate onSubmit={submit} aria-label={`Open the ${title.toLowerCase()}`}>
      <h1>{title}</h1>
      <p className="fine">{children} Your key is kept in this tab only and is forgotten when you close it.</p>
      {/* Read out when it appears: the page changed back to the gate by itself. */}
      <div role="alert">{error !== undefined && <p className="unseen">{error}</p>}</div>
      <Field label={label} error={error}>
        {(ties) => (
          <input
            type="password"
            autoComplete="off"
            value={typed}
            onChange={(e) => setTyped(e.target.value)}
            {...ties}
          />
        )}
      </Field>
      <div className="actions">
        <button type="submit" className="primary">
          Open
        </button>
      </div>
    </form>
  );
}
