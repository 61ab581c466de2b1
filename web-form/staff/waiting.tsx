// What stands in a room's place until it is there, or until the desk can be reached.
import { useEffect } from 'react';
import { ErrorState, Skeleton } from '../design/states.tsx';
import { useWords } from './language.ts';
import { findSession } from './session.ts';
import { frameWords } from './words.ts';

export function Waiting() {
  const words = useWords(frameWords);
  return (
    <div className="room">
      <Skeleton label={words.loading} />
    </div>
  );
}

const tryEveryMs = 5_000;

/** Nobody knows who is signed in: asked again and again. */
export function Unreachable() {
  const words = useWords(frameWords);
  useEffect(() => {
    const timer = setInterval(() => void findSession(), tryEveryMs);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className="room">
      <ErrorState
        heading="h1"
        title={words.unreachable}
        actions={
          <button type="button" className="primary" onClick={() => void findSession()}>
            {words.tryAgain}
          </button>
        }
      >
        {words.unreachableHint}
      </ErrorState>
    </div>
  );
}
