// What was known at a version or at a moment: the state as the rules saw it then.
import { useCallback, useDeferredValue, useId, useState } from 'react';
import type { Audit, Moment } from '../client/audit.ts';
import type { AuditEvent, AuditState } from '../client/contract.ts';
import type { Answer } from '../client/http.ts';
import { useAnswer } from '../client/use-answer.ts';
import { preciseWords } from '../design/relative-time.tsx';
import { Readable } from './readable.tsx';

interface StateThenProps {
  readonly audit: Audit;
  readonly reference: string;
  readonly events: readonly AuditEvent[];
  readonly version: number;
  readonly onVersion: (version: number) => void;
}

export function StateThen({ audit, reference, events, version, onVersion }: StateThenProps) {
  const [moment, setMoment] = useState('');
  // While the slider moves, only the place where it rests is asked for.
  const resting = useDeferredValue(version);
  const { answer } = useAnswer(
    useCallback(
      (signal: AbortSignal) => audit.state(reference, momentOf(moment, resting), signal),
      [audit, reference, moment, resting],
    ),
  );
  const sliderId = useId();
  const momentId = useId();
  const event = events.find((e) => e.version === version);
  const last = events.at(-1)?.version ?? 1;
  const choose = (next: number) => {
    setMoment('');
    onVersion(next);
  };
  return (
    <section className="state-then card" aria-label="State as of then">
      <h2>What was known then</h2>
      <label htmlFor={sliderId}>
        After version {version} of {last}
      </label>
      <input
        id={sliderId}
        type="range"
        min={1}
        max={last}
        step={1}
        value={version}
        aria-valuetext={event && `Version ${version} of ${last}, ${event.type}`}
        onChange={(e) => choose(Number(e.target.value))}
      />
      <label htmlFor={momentId}>or at a moment (your time zone)</label>
      <input
        id={momentId}
        type="datetime-local"
        step={1}
        value={moment}
        onChange={(e) => setMoment(e.target.value)}
      />
      <div className="state-result">
        <StateOf answer={answer} />
      </div>
    </section>
  );
}

function momentOf(typed: string, version: number): Moment {
  const at = Date.parse(typed);
  return Number.isNaN(at) ? { version } : { at: new Date(at).toISOString() };
}

function StateOf({ answer }: { readonly answer: Answer<AuditState> | undefined }) {
  if (answer === undefined) return <p className="fine">Replaying…</p>;
  if (!answer.ok) {
    return (
      <p className="fine">
        {answer.trouble.kind === 'not-found'
          ? 'The ticket did not exist yet.'
          : 'The state could not be replayed.'}
      </p>
    );
  }
  const { version, at, state } = answer.body;
  return (
    <>
      <p className="fine">
        Version {version} · {preciseWords(Date.parse(at))}
      </p>
      {state === null || state === undefined ? (
        <p className="fine">The ticket did not exist yet.</p>
      ) : (
        <Readable value={state} />
      )}
    </>
  );
}
