// The head of what is decided about in the inbox: its title, and the way back to its queue.
import { useWords } from '../staff/language.ts';
import { Link } from '../staff/route.tsx';
import { Icon } from './icons.tsx';
import { inboxWords } from './words.ts';

interface CaseHeadProps {
  readonly queue: 'suppressed' | 'conflicts';
  readonly title: string;
}

export function CaseHead({ queue, title }: CaseHeadProps) {
  const words = useWords(inboxWords);
  return (
    <header className="case-head">
      <Link to={`/inbox/${queue}`} className="back" aria-label={words.back}>
        <Icon name="back" />
      </Link>
      <h1 id="ticket-title" tabIndex={-1}>
        {title}
      </h1>
    </header>
  );
}
