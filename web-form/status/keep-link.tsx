// The status link, to be kept by the customer: nothing is remembered on this device.
import { useRef, useState } from 'react';
import { type Credential, statusLink } from '../client/desk.ts';

export function KeepLink({ base, credential }: { readonly base: string; readonly credential: Credential }) {
  const [state, setState] = useState<'idle' | 'copied' | 'by-hand'>('idle');
  const link = statusLink(base, credential);
  const field = useRef<HTMLInputElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      setState('copied');
    } catch {
      // No clipboard without https or permission: then the link is shown, ready to be copied by hand.
      setState('by-hand');
      requestAnimationFrame(() => field.current?.select());
    }
  };
  return (
    <section className="panel" aria-label="Status link">
      <p className="panel-title">Come back any time</p>
      <p className="fine">
        Your status link opens this conversation. Treat it like a password: whoever has it can read and answer
        here.
      </p>
      <button type="button" className="secondary" onClick={() => void copy()}>
        {state === 'copied' ? 'Copied' : 'Copy status link'}
      </button>
      <span className="unseen" role="status">
        {state === 'copied' ? 'The status link was copied.' : ''}
      </span>
      {state === 'by-hand' && (
        <input
          type="text"
          className="link-field"
          readOnly
          ref={field}
          value={link}
          aria-label="Your status link"
          onFocus={(event) => event.target.select()}
        />
      )}
    </section>
  );
}
