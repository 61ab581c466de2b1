// What stands where the conversation would: while it loads, when the line is lost, when the link is wrong.
import type { Trouble } from '../client/http.ts';

/** Holds the place of the conversation, so that nothing jumps when it arrives. */
export function Skeleton({ still }: { readonly still: boolean }) {
  return (
    <div className="skeleton" data-still={still} aria-hidden="true">
      <span className="bone own" />
      <span className="bone" />
      <span className="bone short" />
    </div>
  );
}

export function LostNotice({ onRetry }: { readonly onRetry: () => void }) {
  return (
    <div className="notice warn" role="status">
      <div>
        <p className="notice-title">Connection lost</p>
        <p>What you see may be old. We keep trying; what you typed stays here.</p>
      </div>
      <button type="button" className="quiet" onClick={onRetry}>
        Try now
      </button>
    </div>
  );
}

interface EndedNoticeProps {
  readonly trouble: Extract<Trouble, { kind: 'unauthorised' | 'not-found' }>;
  readonly heading: 'h1' | 'h2';
  readonly onNew: () => void;
}

export function EndedNotice({ trouble, heading, onNew }: EndedNoticeProps) {
  const Heading = heading;
  return (
    <div className="dead-end" role="alert">
      <Heading>
        {trouble.kind === 'unauthorised'
          ? 'This link does not open a conversation'
          : 'We cannot find this conversation'}
      </Heading>
      <p>
        The status link may be incomplete or no longer valid. Please use the whole link, exactly as it was
        given to you when you wrote.
      </p>
      <button type="button" className="primary" onClick={onNew}>
        Write a new message
      </button>
    </div>
  );
}
