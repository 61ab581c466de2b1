// What stands where content would: while it loads, when there is none, when it cannot be had.
import { createElement, type ReactNode } from 'react';

/** Holds the place of what loads, so that nothing jumps. @param rows lines of it; @param label read out */
export function Skeleton({ rows = 4, label }: { readonly rows?: number; readonly label: string }) {
  // They never change places: given one by one instead of by key.
  const bones = Array.from({ length: rows }, () => createElement('span', { className: 'bone row' }));
  const props = { className: 'skeleton rows', 'data-still': 'false', role: 'status', 'aria-label': label };
  return createElement('div', props, ...bones);
}

interface StateProps {
  readonly title: string;
  /** h1 where it stands for the whole page; a plain line where absent. */
  readonly heading?: 'h1' | 'h2' | 'p';
  readonly children?: ReactNode;
  /** Buttons or links: what to do about it. */
  readonly actions?: ReactNode;
}

export function EmptyState({ title, heading: Heading = 'p', children, actions }: StateProps) {
  return (
    <div className="empty">
      <Heading className="panel-title">{title}</Heading>
      {children !== undefined && <div>{children}</div>}
      {actions !== undefined && <div className="actions centred">{actions}</div>}
    </div>
  );
}

/** Read out when it appears. */
export function ErrorState({ title, heading: Heading = 'p', children, actions }: StateProps) {
  return (
    <div className="notice bad stateful" role="alert">
      <Heading className="notice-title">{title}</Heading>
      {children !== undefined && <div>{children}</div>}
      {actions !== undefined && <div className="actions">{actions}</div>}
    </div>
  );
}

interface FailedProps extends Omit<StateProps, 'actions'> {
  /** On the button. */
  readonly retry: string;
  readonly again: () => void;
}

/** What could not be had, with the one way on: to try again. */
export function FailedState({ retry, again, ...state }: FailedProps) {
  return (
    <ErrorState
      {...state}
      actions={
        <button type="button" className="secondary" onClick={again}>
          {retry}
        </button>
      }
    />
  );
}
