// Asking for a person, with one question before it is done.
import { useEffect, useRef, useState } from 'react';
import type { Credential, Desk } from '../client/desk.ts';
import { freshId } from '../client/fresh-id.ts';
import type { Trouble } from '../client/http.ts';
import { FailedSend } from '../form/summary.tsx';

interface HandoverProps {
  readonly desk: Desk;
  readonly credential: Credential;
  readonly onAsked: () => void;
}

export function Handover({ desk, credential, onAsked }: HandoverProps) {
  const [step, setStep] = useState<'offer' | 'confirm' | 'sending'>('offer');
  const [trouble, setTrouble] = useState<Trouble>();
  const submissionId = useRef(freshId());
  const offer = useRef<HTMLButtonElement>(null);
  const confirm = useRef<HTMLButtonElement>(null);
  const moved = useRef(false);
  useEffect(() => {
    // The focus follows the question, and comes back when it is called off.
    if (!moved.current) return;
    if (step === 'confirm') confirm.current?.focus();
    if (step === 'offer') offer.current?.focus();
  }, [step]);

  const go = (next: typeof step) => {
    moved.current = true;
    setStep(next);
  };
  const ask = async () => {
    if (step === 'sending') return;
    setTrouble(undefined);
    go('sending');
    const answer = await desk.askForPerson(credential, submissionId.current);
    if (answer.ok) return onAsked();
    setTrouble(answer.trouble);
    go('confirm');
  };

  return (
    <section className="panel" aria-label="Ask for a person">
      {step === 'offer' ? (
        <>
          <p className="panel-title">Rather talk to somebody?</p>
          <p className="fine">A member of our team reads everything and replies here.</p>
          <button type="button" className="secondary" ref={offer} onClick={() => go('confirm')}>
            Ask for a person
          </button>
        </>
      ) : (
        <>
          <p className="panel-title">Hand this conversation to a person?</p>
          <p className="fine">Automatic answers stop, and a reply may take longer.</p>
          <FailedSend trouble={trouble} />
          <div className="actions">
            <button
              type="button"
              className="primary"
              ref={confirm}
              aria-disabled={step === 'sending'}
              onClick={() => void ask()}
            >
              {step === 'sending' ? 'Asking…' : 'Yes, ask for a person'}
            </button>
            <button type="button" className="quiet" onClick={() => go('offer')}>
              Not now
            </button>
          </div>
        </>
      )}
    </section>
  );
}
