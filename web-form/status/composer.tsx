// The box in which the customer answers.
import { type FormEvent, useRef, useState } from 'react';
import { countedAs, limits } from '../../src/application/ticket/submission.ts';
import type { Credential, Desk } from '../client/desk.ts';
import { freshId } from '../client/fresh-id.ts';
import type { Trouble } from '../client/http.ts';
import { sendUnder } from '../client/send-under.ts';
import { Counter } from '../form/counter.tsx';
import { keepDraft } from '../form/draft.ts';
import { Field } from '../form/field.tsx';
import { FailedSend } from '../form/summary.tsx';

interface ComposerProps {
  readonly desk: Desk;
  readonly credential: Credential;
  readonly onSent: () => void;
}

const fields = ['message', 'submissionId'] as const;

export function Composer({ desk, credential, onSent }: ComposerProps) {
  const [draft] = useState(() => keepDraft(`${desk.base}/reply/${credential.reference}`, fields));
  const [kept] = useState(() => draft.load());
  const [text, setText] = useState(kept.message ?? '');
  // One id until it arrived: trying again never says the same thing twice.
  const submissionId = useRef(kept.submissionId ?? freshId());
  const [error, setError] = useState<string>();
  const [trouble, setTrouble] = useState<Trouble>();
  const [sending, setSending] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);

  const change = (message: string) => {
    setText(message);
    draft.save({ message, submissionId: submissionId.current });
    if (error !== undefined) setError(problemOf(message));
  };
  const renewId = () => {
    submissionId.current = freshId();
    draft.save({ message: text, submissionId: submissionId.current });
    return submissionId.current;
  };
  const send = async () => {
    const wrong = problemOf(text);
    setError(wrong);
    setTrouble(undefined);
    if (wrong !== undefined) {
      box.current?.focus();
      return;
    }
    setSending(true);
    const message = text.trim();
    const answer = await sendUnder(submissionId.current, {
      send: (id) => desk.reply(credential, message, id),
      renew: renewId,
    });
    setSending(false);
    if (answer.ok || answer.trouble.kind === 'invalid') renewId();
    if (answer.ok) {
      setText('');
      draft.clear();
      onSent();
      box.current?.focus();
    } else {
      setTrouble(answer.trouble);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!sending) void send();
  };

  return (
    <form className="composer" noValidate aria-label="Write an answer" onSubmit={submit}>
      <Field label="Your answer" error={error} aside={<Counter text={text} />}>
        {(ties) => (
          <textarea
            rows={4}
            dir="auto"
            ref={box}
            value={text}
            onChange={(event) => change(event.target.value)}
            {...ties}
          />
        )}
      </Field>
      <FailedSend trouble={trouble} />
      <div className="actions">
        <button type="submit" className="primary" aria-disabled={sending}>
          {sending ? 'Sending…' : trouble ? 'Try again' : 'Send answer'}
        </button>
      </div>
    </form>
  );
}

function problemOf(message: string): string | undefined {
  const { length } = message.trim();
  if (length === 0) return 'Please write something first.';
  return length > limits.messageMax
    ? `Please write at most ${limits.messageMax} characters; ${countedAs}.`
    : undefined;
}
