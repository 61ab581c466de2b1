// Recomputes the ledger's chain of hashes and says whether it holds.
import { useState } from 'react';
import type { Audit } from '../client/audit.ts';
import type { Verification } from '../client/contract.ts';
import type { Answer, Trouble } from '../client/http.ts';

interface VerifyProps {
  readonly audit: Audit;
  readonly onTrouble: (trouble: Trouble) => void;
}

export function Verify({ audit, onTrouble }: VerifyProps) {
  const [answer, setAnswer] = useState<Answer<Verification>>();
  const [running, setRunning] = useState(false);
  const verify = async () => {
    if (running) return;
    setRunning(true);
    const got = await audit.verify();
    setRunning(false);
    setAnswer(got);
    if (!got.ok) onTrouble(got.trouble);
  };
  return (
    <section className="verify card" aria-label="Verification">
      <div className="verify-ask">
        <div>
          <p className="panel-title">Has anything been altered?</p>
          <p className="fine">Recomputes the hash of every entry and compares it with the chain.</p>
        </div>
        <button type="button" className="primary" aria-disabled={running} onClick={() => void verify()}>
          {running ? 'Verifying…' : 'Verify the ledger'}
        </button>
      </div>
      <div aria-live="polite">
        {answer && !running && (answer.ok ? <Verdict result={answer.body} /> : <Unverified />)}
      </div>
    </section>
  );
}

function Verdict({ result }: { readonly result: Verification }) {
  const { ok, entries, head, findings, durationMs } = result;
  return (
    <div className={`notice ${ok ? 'good' : 'bad'}`}>
      <p className="notice-title">{ok ? 'The ledger holds' : 'The ledger does not hold'}</p>
      <p>
        {Number(entries).toLocaleString('en')} entries checked in{' '}
        {Math.round(durationMs).toLocaleString('en')} ms. Head at position {String(head.position)}, hash{' '}
        <code className="hash">{head.hash}</code>
      </p>
      {findings.length > 0 && (
        <ul>
          {findings.map(({ position, kind, detail }) => (
            <li key={`${position}:${kind}:${detail}`}>
              <strong>{kind}</strong>
              {position !== null && ` at position ${position}`}: {detail}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Unverified() {
  return (
    <div className="notice warn">
      <p className="notice-title">Not verified</p>
      <p>The desk did not answer. This says nothing about the ledger; please try again.</p>
    </div>
  );
}
