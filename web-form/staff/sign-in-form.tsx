// Signing in with a key, and the way to the provider.
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Trouble } from '../client/http.ts';
import { Skeleton } from '../design/states.tsx';
import { Field } from '../form/field.tsx';
import { useWords } from './language.ts';
import { signIn } from './session.ts';
import { useWays } from './ways.ts';
import { signInWords } from './words.ts';

interface SignInFormProps {
  /** Where the provider sends one back to. */
  readonly to: string;
  /** Leaves the page where it is: the provider opens in a tab of its own. */
  readonly beside?: boolean;
  /** What has gone wrong before. */
  readonly refused?: string | undefined;
}

/** Whoever shows it sees from the session that it worked. */
export function SignInForm({ to, beside = false, refused }: SignInFormProps) {
  const words = useWords(signInWords);
  const ways = useWays();
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const isOnlyWay = ways?.key === true && !ways.oidc && !beside;
  useEffect(() => {
    if (isOnlyWay) field.current?.focus();
  }, [isOnlyWay]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy) return;
    if (typed.trim() === '') return setError(words.emptyKey);
    setBusy(true);
    const answer = await signIn({ key: typed.trim() });
    setBusy(false);
    if (!answer.ok) setError(refusalWords(answer.trouble, words, words.wrongKey));
  };
  // Nothing is to jump when the ways are known.
  if (!ways) return <Skeleton rows={3} label={words.loading} />;
  const { oidc, key: hasKey, link: hasLink } = ways;
  return (
    <div className="sign-in-ways">
      <div role="alert">
        {error !== undefined ? (
          <p className="unseen">{error}</p>
        ) : (
          refused !== undefined && <p className="notice bad">{refused}</p>
        )}
      </div>
      {oidc && (
        <a
          className="primary"
          href={`/api/session/oidc?${new URLSearchParams({ to })}`}
          target={beside ? '_blank' : undefined}
          rel={beside ? 'noreferrer' : undefined}
        >
          {words.with(oidc.label)}
        </a>
      )}
      {oidc && hasKey && <p className="or">{words.or}</p>}
      {hasKey && (
        <form className="form" noValidate onSubmit={(event) => void submit(event)}>
          <Field label={words.key} hint={words.keyHint} error={error}>
            {(ties) => (
              <input
                ref={field}
                type="password"
                autoComplete="off"
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
                {...ties}
              />
            )}
          </Field>
          <button type="submit" className={oidc ? 'secondary' : 'primary'} aria-disabled={isBusy}>
            {isBusy ? words.opening : words.open}
          </button>
        </form>
      )}
      {hasLink && <p className="fine">{words.linkHint}</p>}
    </div>
  );
}

/** @param wrong what to say of a credential that opens nothing */
export function refusalWords(trouble: Trouble, words: (typeof signInWords)['en'], wrong: string): string {
  switch (trouble.kind) {
    case 'refused':
      return trouble.code === 'cookie-lost' ? words.cookieLost : wrong;
    case 'unauthorised':
    case 'invalid':
      return wrong;
    case 'busy':
      return words.busy(Math.max(1, Math.ceil(trouble.retryInMs / 1000)));
    case 'unreachable':
      return words.unreachable;
    default:
      return words.failed;
  }
}
