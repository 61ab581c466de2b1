// The last resort when drawing the page fails: words instead of an empty page.
import { Component, type ReactNode } from 'react';

interface BoundaryProps {
  readonly children: ReactNode;
}

/** React offers this to class components only. What was typed is in the draft and comes back with the reload. */
export class Boundary extends Component<BoundaryProps, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <div className="notice bad" role="alert">
        <p className="notice-title">This page has stumbled</p>
        <p>Please load it again. Nothing you sent is lost.</p>
      </div>
    );
  }
}
