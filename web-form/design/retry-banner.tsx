// A banner about what could not be asked or heard, with a way to try it again at once.
import type { ReactNode } from 'react';
import { Banner } from './banner.tsx';

interface RetryBannerProps {
  /** What the button says. */
  readonly retry: string;
  readonly again: () => void;
  readonly children: ReactNode;
}

export function RetryBanner({ retry, again, children }: RetryBannerProps) {
  return (
    <Banner
      tone="warn"
      actions={
        <button type="button" className="small" onClick={again}>
          {retry}
        </button>
      }
    >
      {children}
    </Banner>
  );
}
