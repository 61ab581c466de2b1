// Verifying the ledger while one looks: how far it has come, the result with its first position, and a way to stop it.
import { useEffect, useRef, useState } from 'react';
import { Banner } from '../design/banner.tsx';
import { ErrorState } from '../design/states.tsx';
import { useLanguage, useWords } from '../staff/language.ts';
import type { Verification as Report, VerificationLine } from './contract.ts';
import { Findings } from './findings.tsx';
import { KeptInside } from './kept-inside.tsx';
import { streamLines } from './streams.ts';
import { auditWords } from './words.ts';
import { busyWords } from './words-busy.ts';

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly verified: number; readonly of: number }
  | { readonly kind: 'done'; readonly report: Report }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'failed' };

export function Verification() {
  const w = useWords(auditWords);
  const [state, setState] = useState<State>({ kind: 'idle' });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const verify = async () => {
    const question = new AbortController();
    running.current = question;
    setState({ kind: 'running', verified: 0, of: 0 });
    const end = await streamLines<VerificationLine>(
      '/api/audit/verify',
      (line) => {
        if (line.kind === 'progress')
          setState({ kind: 'running', verified: Number(line.verified), of: Number(line.of) });
      },
      question.signal,
    );
    if ('cancelled' in end) return setState({ kind: 'cancelled' });
    if ('trouble' in end && end.trouble.kind === 'busy') return setState({ kind: 'busy' });
    // A stream that ends before the report has broken off, whatever it said before.
    if ('trouble' in end || end.done.kind !== 'report') return setState({ kind: 'failed' });
    setState({ kind: 'done', report: end.done });
  };
  return (
    <section className="audit-verify" aria-label={w.verification}>
      <p>{w.verifyLead}</p>
      <div className="actions">
        <button
          type="button"
          className="primary"
          aria-disabled={state.kind === 'running'}
          onClick={() => state.kind === 'running' || void verify()}
        >
          {state.kind === 'running' ? w.verifying : w.verify}
        </button>
        {state.kind === 'running' && (
          <button type="button" className="quiet" onClick={() => running.current?.abort()}>
            {w.cancel}
          </button>
        )}
      </div>
      <Outcome state={state} />
      <KeptInside />
      <p className="fine">{w.proves}</p>
    </section>
  );
}

function Outcome({ state }: { readonly state: State }) {
  const w = useWords(auditWords);
  const busy = useWords(busyWords);
  const language = useLanguage();
  const count = (number: number | string) => Number(number).toLocaleString(language);
  switch (state.kind) {
    case 'idle':
      return null;
    case 'running':
      return (
        <div className="audit-progress">
          <progress value={state.verified} max={state.of || 1} aria-label={w.verifying} />
          <span className="fine">{w.verified(count(state.verified), count(state.of))}</span>
        </div>
      );
    case 'cancelled':
      return <Banner tone="info">{w.cancelled}</Banner>;
    case 'busy':
      return (
        <Banner tone="warn">
          {busy.title}. {busy.text}
        </Banner>
      );
    case 'failed':
      return <ErrorState title={w.verifyFailed}>{w.verifyFailedText}</ErrorState>;
    case 'done':
      return <Result report={state.report} count={count} />;
  }
}

interface ResultProps {
  readonly report: Report;
  readonly count: (number: number | string) => string;
}

function Result({ report, count }: ResultProps) {
  const w = useWords(auditWords);
  const { ok, entries, checkpoints, durationMs, findings, notes, head } = report;
  const [first] = findings;
  const told = [...findings, ...notes];
  return (
    <div className="audit-result">
      {ok ? (
        <Banner tone="good">
          <p className="notice-title">{w.holds}</p>
          <p>
            {w.holdsText(count(entries), count(checkpoints), `${count((durationMs / 1000).toFixed(1))} s`)}
          </p>
        </Banner>
      ) : (
        <Banner tone="bad">
          <p className="notice-title">{w.broken}</p>
          {first?.position != null && <p className="audit-broken">{w.brokenAt(first.position)}</p>}
          <p>{w.brokenText(count(entries))}</p>
        </Banner>
      )}
      {told.length > 0 && <Findings findings={told} />}
      <p className="fine">
        {w.head}: {head.position} · <code className="audit-hash">{head.hash}</code>
      </p>
    </div>
  );
}
