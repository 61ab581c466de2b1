// The auditor's page: a key, the tickets, and what happened on one of them.
import { type FormEvent, useCallback, useEffect, useMemo, useState } from 'react';
import { connectAudit } from '../client/audit.ts';
import type { Trouble } from '../client/http.ts';
import { Field } from '../form/field.tsx';
import { forgetKey, keepKey, takeKey } from './key.ts';
import { TicketHistory } from './ticket-history.tsx';
import { TicketList } from './ticket-list.tsx';
import { Verify } from './verify.tsx';

export function AuditApp({ base }: { readonly base: string }) {
  const [key, setKey] = useState(takeKey);
  const [refused, setRefused] = useState(false);
  const [chosen, setChosen] = useState(chosenTicket);
  const audit = useMemo(() => connectAudit(base, key ?? ''), [base, key]);
  useEffect(() => {
    const moved = () => {
      setKey(takeKey());
      setChosen(chosenTicket());
    };
    addEventListener('hashchange', moved);
    return () => removeEventListener('hashchange', moved);
  }, []);
  /** A key that no longer opens anything is dropped; any other trouble is shown where it happened. */
  const onTrouble = useCallback((trouble: Trouble) => {
    if (trouble.kind !== 'unauthorised') return;
    forgetKey();
    setRefused(true);
    setKey(undefined);
  }, []);

  if (key === undefined) {
    const enter = (typed: string) => {
      keepKey(typed);
      setRefused(false);
      setKey(typed);
    };
    return <KeyGate refused={refused} onKey={enter} />;
  }
  return (
    <div className="audit">
      <header className="audit-head">
        <div>
          <h1>Audit</h1>
          <p className="lead">Every fact about a ticket, in the order it happened.</p>
        </div>
        <button
          type="button"
          className="quiet"
          onClick={() => {
            forgetKey();
            setKey(undefined);
          }}
        >
          Forget the key
        </button>
      </header>
      <Verify audit={audit} onTrouble={onTrouble} />
      <div className="audit-body">
        <TicketList audit={audit} chosen={chosen} onTrouble={onTrouble} />
        {chosen === undefined ? (
          <p className="empty">Choose a ticket to see its history.</p>
        ) : (
          <TicketHistory key={chosen} audit={audit} reference={chosen} onTrouble={onTrouble} />
        )}
      </div>
    </div>
  );
}

/** The ticket named in the fragment, so that a history can be bookmarked. */
function chosenTicket(): string | undefined {
  return new URLSearchParams(location.hash.replace(/^#/, '')).get('ticket') ?? undefined;
}

function KeyGate({ refused, onKey }: { readonly refused: boolean; readonly onKey: (key: string) => void }) {
  const [typed, setTyped] = useState('');
  const [error, setError] = useState(
    refused ? 'This key does not open the audit. Please check it.' : undefined,
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() === '') setError('Please enter your key.');
    else onKey(typed.trim());
  };
  return (
    <form className="card gate" noValidate onSubmit={submit} aria-label="Open the audit">
      <h1>Audit</h1>
      <p className="fine">
        For auditors. Your key is kept in this tab only and is forgotten when you close it.
      </p>
      {/* Read out when it appears: the page changed back to the gate by itself. */}
      <div role="alert">{error !== undefined && <p className="unseen">{error}</p>}</div>
      <Field label="Auditor key" error={error}>
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
