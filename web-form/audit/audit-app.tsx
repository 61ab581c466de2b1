// The auditor's page: a key, the tickets, and what happened on one of them.
import { useEffect, useMemo, useState } from 'react';
import { connectAudit } from '../client/audit.ts';
import { KeyGate } from '../staff/key-gate.tsx';
import { useKey } from '../staff/use-key.ts';
import { TicketHistory } from './ticket-history.tsx';
import { TicketList } from './ticket-list.tsx';
import { Verify } from './verify.tsx';

export function AuditApp({ base }: { readonly base: string }) {
  const { key, refused, enter, forget, onTrouble } = useKey();
  const [chosen, setChosen] = useState(chosenTicket);
  const audit = useMemo(() => connectAudit(base, key ?? ''), [base, key]);
  useEffect(() => {
    const moved = () => setChosen(chosenTicket());
    addEventListener('hashchange', moved);
    return () => removeEventListener('hashchange', moved);
  }, []);

  if (key === undefined) {
    return (
      <KeyGate title="Audit" label="Auditor key" refused={refused} onKey={enter}>
        For auditors.
      </KeyGate>
    );
  }
  return (
    <div className="audit">
      <header className="audit-head">
        <div>
          <h1>Audit</h1>
          <p className="lead">Every fact about a ticket, in the order it happened.</p>
        </div>
        <button type="button" className="quiet" onClick={forget}>
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
