// An address inside the staff's pages that leads nowhere, or to a room that is not for this role.
import { EmptyState } from '../design/states.tsx';
import { useTitle } from '../design/use-title.ts';
import { useWords } from './language.ts';
import type { Room } from './rooms.ts';
import { Link } from './route.tsx';
import { frameWords, product } from './words.ts';

interface NotHereProps {
  /** A room that is there, for others. */
  readonly room?: Room | undefined;
  /** Where the reader begins. */
  readonly begin: string;
}

export function NotHere({ room, begin }: NotHereProps) {
  const words = useWords(frameWords);
  const title = room ? words.notYours(words.room[room.name]) : words.notHere;
  useTitle([title, product]);
  return (
    <div className="room">
      <EmptyState heading="h1" title={title} actions={<Link to={begin}>{words.begin}</Link>}>
        {room ? words.notYoursHint : words.notHereHint}
      </EmptyState>
    </div>
  );
}
