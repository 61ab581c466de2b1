// A line over the content about the state of things: connection lost, somebody else is here, an old page.
import type { ReactNode } from 'react';

interface BannerProps {
  readonly tone: 'info' | 'good' | 'warn' | 'bad';
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

/** Read out politely when it appears; at once when it is bad. */
export function Banner({ tone, children, actions }: BannerProps) {
  return (
    <div className={`notice banner ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <div>{children}</div>
      {actions}
    </div>
  );
}
