// Holds the place of a ticket while it is read: the same parts in the same places, so that nothing jumps.
import { useKeysKept } from '../staff/shortcuts.ts';

/** Those that decide nothing: begin to write. */
const kept = ['r', 'n'];

export function TicketSkeleton({ label }: { readonly label: string }) {
  useKeysKept(kept);
  return (
    <div className="ticket" role="status" aria-label={label} aria-busy="true">
      <div className="ticket-main skeleton" data-still="false">
        <div className="ticket-head">
          <span className="bone short" />
          <span className="bone facts" />
        </div>
        <div className="thread">
          <div className="thread-view">
            <div className="mails">
              <span className="bone" />
              <span className="bone own" />
              <span className="bone" />
            </div>
          </div>
        </div>
      </div>
      <div className="ticket-side" />
    </div>
  );
}
