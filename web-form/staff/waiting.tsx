// What stands in a room's place until it is there, or until the desk can be reached.
import { useEffect } from 'react';
import { ErrorState, Skeleton } from '../design/states.tsx';
import { useTitle } from '../design/use-title.ts';
import { useWords } from './language.ts';
import type { RoomName } from './rooms.ts';
import { findSession } from './session.ts';
import { useKeysKept } from './shortcuts.ts';
import { frameWords, product } from './words.ts';

/** What rooms do with these changes nothing. */
const kept = ['j', 'k', '/'];

export function Waiting({ room }: { readonly room: RoomName | undefined }) {
  const words = useWords(frameWords);
  useKeysKept(kept);
  useTitle(room === undefined ? [product] : [words.room[room], product]);
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
  useTitle([words.unreachable, product]);
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
