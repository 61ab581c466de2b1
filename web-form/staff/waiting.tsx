// What stands in a room's place until it is there.
import { Skeleton } from '../design/states.tsx';
import { useWords } from './language.ts';
import { frameWords } from './words.ts';

export function Waiting() {
  const words = useWords(frameWords);
  return (
    <div className="room">
      <Skeleton label={words.loading} />
    </div>
  );
}
