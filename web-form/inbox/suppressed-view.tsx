// A message that gets no answer on purpose: seen, and released or put aside for good.
import { useState } from 'react';
import { Dialog, FormActions } from '../design/dialog.tsx';
import { RelativeTime } from '../design/relative-time.tsx';
import { Field } from '../form/field.tsx';
import { channelName } from '../staff/channel-name.ts';
import { useWords } from '../staff/language.ts';
import { Link } from '../staff/route.tsx';
import { useShortcuts } from '../staff/shortcuts.ts';
import { useRecorded } from '../staff/use-recorded.ts';
import { act } from './calls.ts';
import { CaseHead } from './case-head.tsx';
import type { SuppressedMessage } from './contract-people.ts';
import { Key } from './icons.tsx';
import { MessageBody } from './message-body.tsx';
import { tellOutcome } from './tell-outcome.ts';
import { stripHidden } from './visible-text.ts';
import { inboxWords } from './words.ts';

interface SuppressedViewProps {
  readonly message: SuppressedMessage;
  readonly onDecided: () => void;
}

export function SuppressedView({ message, onDecided }: SuppressedViewProps) {
  const words = useWords(inboxWords);
  const w = words.suppressed;
  const recorded = useRecorded();
  const [busy, setBusy] = useState(false);
  const [discarding, setDiscarding] = useState(false);
  const { messageId, reference, channel, reason, because, at, text, senderName } = message;
  const reasonWords = words.reason[reason as keyof typeof words.reason] ?? reason;
  const decide = async (doing: ReturnType<typeof act.release>, done: string) => {
    setBusy(true);
    const answer = await doing;
    setBusy(false);
    setDiscarding(false);
    tellOutcome(answer, done, words);
    onDecided();
  };
  const release = () => void (busy || decide(act.release(messageId), w.released));
  useShortcuts([
    { keys: 'y', words: w.release, group: words.queue.suppressed, run: release },
    { keys: 'd', words: w.discard, group: words.queue.suppressed, run: () => setDiscarding(true) },
  ]);
  return (
    <div className="case">
      <CaseHead queue="suppressed" title={w.title(reasonWords)} />
      <div className="case-body">
        <p className="soft">
          {w.because} <strong>{because === null ? reasonWords : recorded(because)}</strong>. {w.silent}
        </p>
        <article className="mail" data-kind="customer">
          <header className="mail-head">
            {senderName && <strong dir="auto">{stripHidden(senderName)}</strong>}
            <span className="fine">
              {channelName(channel)} · <RelativeTime at={at} /> ·{' '}
              <Link to={`/inbox/all/${reference}`} className="reference">
                {reference}
              </Link>
            </span>
          </header>
          <MessageBody key={messageId} text={text} />
        </article>
        <div className="actions">
          <button type="button" className="primary" aria-disabled={busy} onClick={release}>
            {w.release}
            <Key of="y" />
          </button>
          <button type="button" className="secondary" onClick={() => setDiscarding(true)}>
            {w.discard}
            <Key of="d" />
          </button>
          <p className="fine">{w.releaseHint}</p>
        </div>
      </div>
      {discarding && (
        <Discard
          busy={busy}
          onClose={() => setDiscarding(false)}
          onDiscard={(why) => void decide(act.discard(messageId, why), w.discarded)}
        />
      )}
    </div>
  );
}

interface DiscardProps {
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onDiscard: (reason: string) => void;
}

function Discard({ busy, onClose, onDiscard }: DiscardProps) {
  const words = useWords(inboxWords);
  const w = words.suppressed;
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string>();
  return (
    <Dialog title={w.discardTitle} onClose={onClose}>
      <form
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() === '') setError(w.reasonMissing);
          else if (!busy) onDiscard(reason.trim());
        }}
      >
        <Field label={w.discardReason} hint={w.discardHint} error={error}>
          {(ties) => (
            <input
              maxLength={500}
              value={reason}
              onChange={(event) => {
                setReason(event.target.value);
                setError(undefined);
              }}
              {...ties}
            />
          )}
        </Field>
        <FormActions act={w.discardNow} cancel={words.cancel} danger busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
