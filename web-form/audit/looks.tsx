// Who of the staff looked at a ticket: every look at personal data is an event itself.
import { Dialog } from '../design/dialog.tsx';
import { preciseWords } from '../design/relative-time.tsx';
import { FailedState, Skeleton } from '../design/states.tsx';
import { useWords } from '../staff/language.ts';
import { useDesk } from '../staff/use-desk.ts';
import type { Looks } from './contract.ts';
import { auditWords } from './words.ts';

export function LooksDialog({ path, onClose }: { readonly path: string; readonly onClose: () => void }) {
  const w = useWords(auditWords);
  const { answer, again } = useDesk<Looks>(path);
  return (
    <Dialog title={w.looks} onClose={onClose}>
      {answer === undefined && <Skeleton label={w.replaying} rows={3} />}
      {answer?.ok === false && <FailedState title={w.seekFailed} retry={w.tryAgain} again={again} />}
      {answer?.ok && answer.body.looks.length === 0 && <p>{w.looksNone}</p>}
      {answer?.ok && (
        <ul className="audit-looks">
          {answer.body.looks.map(({ at, staff, role, what }) => (
            <li key={`${at} ${staff} ${what}`}>
              <span>
                <bdi>{staff}</bdi> <span className="fine">{role}</span> {w.looked[what] ?? what}
              </span>
              <span className="fine">{preciseWords(Date.parse(at))}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="actions">
        <button type="button" className="secondary" onClick={onClose}>
          {w.close}
        </button>
      </div>
    </Dialog>
  );
}
