// How the customer found the answer: one to five, and a word about it.
import { type FormEvent, useId, useState } from 'react';
import { limits, wordsFor } from '../../src/application/ticket/submission.ts';
import type { Credential, Desk } from '../client/desk.ts';
import type { Trouble } from '../client/http.ts';
import { Field } from '../form/field.tsx';
import { FailedSend } from '../form/summary.tsx';

const grades = [
  [1, 'Bad'],
  [2, 'Poor'],
  [3, 'Fair'],
  [4, 'Good'],
  [5, 'Very good'],
] as const;

interface RateProps {
  readonly desk: Desk;
  readonly credential: Credential;
  readonly onRated: () => void;
}

export function Rate({ desk, credential, onRated }: RateProps) {
  const [rating, setRating] = useState<number>();
  const [comment, setComment] = useState('');
  const [error, setError] = useState<string>();
  const [trouble, setTrouble] = useState<Trouble>();
  const [sending, setSending] = useState(false);
  const errorId = useId();
  const group = useId();

  const send = async () => {
    if (rating === undefined) return setError(wordsFor('rating'));
    if (comment.trim().length > limits.commentMax) return setError(wordsFor('comment'));
    setError(undefined);
    setTrouble(undefined);
    setSending(true);
    const answer = await desk.rate(credential, {
      rating,
      ...(comment.trim() && { comment: comment.trim() }),
    });
    setSending(false);
    if (answer.ok) onRated();
    else setTrouble(answer.trouble);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!sending) void send();
  };

  return (
    <form className="panel" noValidate aria-label="Rate the answer" onSubmit={submit}>
      <fieldset className="grades" aria-describedby={error === undefined ? undefined : errorId}>
        <legend>How helpful was this?</legend>
        <div className="grade-row">
          {grades.map(([value, words]) => (
            <label key={value} className="grade">
              <input
                type="radio"
                name={group}
                value={value}
                checked={rating === value}
                onChange={() => {
                  setRating(value);
                  setError(undefined);
                }}
              />
              <span aria-hidden="true">{value}</span>
              <span className="unseen">
                {value} of 5: {words}
              </span>
            </label>
          ))}
        </div>
        <div className="grade-ends fine" aria-hidden="true">
          <span>Bad</span>
          <span>Very good</span>
        </div>
      </fieldset>
      <p className="field-error" id={errorId} role="alert">
        {error}
      </p>
      {rating !== undefined && (
        <Field label="Anything to add? (optional)">
          {(ties) => (
            <textarea
              rows={2}
              dir="auto"
              value={comment}
              onChange={(event) => setComment(event.target.value)}
              {...ties}
            />
          )}
        </Field>
      )}
      <FailedSend trouble={trouble} />
      <button type="submit" className="secondary" aria-disabled={sending}>
        {sending ? 'Sending…' : 'Send rating'}
      </button>
    </form>
  );
}

/** What was given; shown once rating is done. */
export function Rated({ rating }: { readonly rating: number }) {
  const words = grades.find(([value]) => value === rating)?.[1];
  return (
    <div className="panel">
      <p className="panel-title">Thank you for rating</p>
      <p className="fine">
        You gave {rating} of 5{words && ` (${words.toLowerCase()})`}.
      </p>
    </div>
  );
}
