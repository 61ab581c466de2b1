// What became of a reply on its way, and what can be done where it did not arrive.
import { useState } from 'react';
import { Dialog } from '../design/dialog.tsx';
import { ExactTime, RelativeTime } from '../design/relative-time.tsx';
import { channelName } from '../staff/channel-name.ts';
import { useWords } from '../staff/language.ts';
import { act } from './calls.ts';
import type { Delivery, InboxMessage } from './contract.ts';
import { FailureWords } from './failure-words.tsx';
import { tellOutcome } from './tell-outcome.ts';
import { inboxWords } from './words.ts';

const tones: Readonly<Record<string, string>> = {
  delivered: 'good',
  read: 'good',
  failed: 'bad',
  withdrawn: 'warn',
};

export function DeliveryState({ delivery }: { readonly delivery: Delivery }) {
  const { delivery: w, reason } = useWords(inboxWords);
  const { state, detail, at } = delivery;
  const words = w.state[state as keyof typeof w.state] ?? state;
  return (
    <span className="delivery" data-tone={tones[state] ?? 'plain'} data-state={state}>
      {words}
      {state === 'failed' && detail && (
        <>
          {' · '}
          <FailureWords code={detail} />
        </>
      )}
      {state === 'withdrawn' && detail && <> · {reason[detail as keyof typeof reason] ?? detail}</>}
      {at && state !== 'failed' ? (
        <span className="unseen">
          {' '}
          <ExactTime at={at} />
        </span>
      ) : null}
    </span>
  );
}

interface UndeliveredProps {
  readonly message: InboxMessage;
  readonly onDone: () => void;
}

/** A reply that failed for good: once more, or to another address that is proven to be the customer's. */
export function Undelivered({ message, onDone }: UndeliveredProps) {
  const words = useWords(inboxWords);
  const w = words.delivery;
  const [busy, setBusy] = useState(false);
  const [choosing, setChoosing] = useState(false);
  // Those of now: an address can be proven, or lost, while the choice is open.
  const offers = message.delivery?.offers ?? [];
  const run = async (doing: ReturnType<typeof act.retry>, done: string) => {
    setBusy(true);
    const answer = await doing;
    setBusy(false);
    setChoosing(false);
    tellOutcome(answer, done, words);
    onDone();
  };
  return (
    <div className="undelivered">
      <p>
        <strong>{w.notArrived}</strong>{' '}
        <span className="soft">{message.delivery?.at && <RelativeTime at={message.delivery.at} />}</span>
      </p>
      <div className="small-actions">
        {message.delivery?.canRetry !== false && (
          <button
            type="button"
            className="small"
            aria-disabled={busy}
            onClick={() => busy || void run(act.retry(message.id), w.retried)}
          >
            {w.retry}
          </button>
        )}
        <button
          type="button"
          className="small"
          aria-disabled={busy}
          onClick={() => busy || setChoosing(true)}
        >
          {w.reroute}
        </button>
      </div>
      {choosing && (
        <Dialog title={w.rerouteTitle} onClose={() => setChoosing(false)}>
          {offers.length === 0 ? <p>{w.noOffers}</p> : <p>{w.rerouteHint}</p>}
          <ul className="offers">
            {offers.map((offer) => (
              <li key={`${offer.channel} ${offer.to}`}>
                <button
                  type="button"
                  className="secondary"
                  aria-disabled={busy}
                  onClick={() => busy || void run(act.reroute(message.id, offer), w.rerouted)}
                >
                  <span>{channelName(offer.channel)}</span>
                  <bdi>{offer.to.replace(/^whatsapp:/, '')}</bdi>
                  <span className="tag">
                    {words.grade[offer.evidence as keyof typeof words.grade] ?? offer.evidence}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <div className="actions">
            <button type="button" className="quiet" onClick={() => setChoosing(false)}>
              {words.cancel}
            </button>
          </div>
        </Dialog>
      )}
    </div>
  );
}
