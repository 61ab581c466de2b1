// The frame of every page of the desk: its name on top, one column of content.
import type { ReactNode } from 'react';
import { Boundary } from '../design/boundary.tsx';

export function Frame({ area, children }: { readonly area: string; readonly children: ReactNode }) {
  return (
    <div className="frame">
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <header className="masthead">
        <a href="/" className="brand">
          <Mark />
          <span>Ledgerdesk</span>
          <span className="brand-area">{area}</span>
        </a>
      </header>
      <main id="content" tabIndex={-1}>
        <Boundary>{children}</Boundary>
      </main>
    </div>
  );
}

/** Three ruled lines and a tick: a ledger, kept. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 24 24" aria-hidden="true">
      <rect x="2" y="2" width="20" height="20" rx="5.5" />
      <path d="M7 8.2h10M7 12h5M7 15.8h3.2" />
      <path d="m13 15.2 1.9 1.9 3.4-4" />
    </svg>
  );
}
