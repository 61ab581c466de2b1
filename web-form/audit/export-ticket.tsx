// A ticket as a bundle: with or without what was sealed on its page.
import { useState } from 'react';
import { Dialog } from '../design/dialog.tsx';
import { useWords } from '../staff/language.ts';
import { BundleProgress } from './bundle-progress.tsx';
import { useBundle } from './use-bundle.ts';
import { auditWords } from './words.ts';

export function ExportTicket({
  reference,
  onClose,
}: {
  readonly reference: string;
  readonly onClose: () => void;
}) {
  const w = useWords(auditWords);
  const [texts, setTexts] = useState<'sealed' | 'opened'>('sealed');
  const { state, fetch, cancel } = useBundle();
  const isBusy = state.kind === 'arriving';
  const choices = [
    ['sealed', w.textsSealed],
    ['opened', w.textsOpened],
  ] as const;
  return (
    <Dialog title={w.exportDialog(reference)} onClose={onClose}>
      <p>{w.exportLead}</p>
      <fieldset className="audit-texts">
        <legend>{w.texts}</legend>
        {choices.map(([value, words]) => (
          <label key={value}>
            <input type="radio" name="texts" checked={texts === value} onChange={() => setTexts(value)} />{' '}
            {words}
          </label>
        ))}
      </fieldset>
      <BundleProgress state={state} />
      <div className="actions">
        <button
          type="button"
          className="primary"
          aria-disabled={isBusy}
          onClick={() => isBusy || void fetch(`/api/audit/tickets/${reference}/bundle?texts=${texts}`)}
        >
          {isBusy ? w.packing : w.makeBundle}
        </button>
        <button type="button" className="quiet" onClick={isBusy ? cancel : onClose}>
          {isBusy ? w.cancel : w.close}
        </button>
      </div>
    </Dialog>
  );
}
