// What the desk has signed: the checkpoints with whether they are genuine, to be taken away and kept.
import { useCallback, useEffect, useState } from 'react';
import { Banner } from '../design/banner.tsx';
import { preciseWords } from '../design/relative-time.tsx';
import { EmptyState, FailedState, Skeleton } from '../design/states.tsx';
import { callDesk } from '../staff/call-desk.ts';
import { useLanguage, useWords } from '../staff/language.ts';
import type { Checkpoints as Page } from './contract.ts';
import { auditWords } from './words.ts';

type State = { readonly page?: Page; readonly isFailed?: true };

export function Checkpoints() {
  const w = useWords(auditWords);
  const language = useLanguage();
  const { state, more, again } = useCheckpoints();
  const { page, isFailed } = state;
  return (
    <section className="audit-checkpoints" aria-label={w.checkpoints}>
      <p>{w.checkpointsLead}</p>
      {page?.isOutside === false && <Banner tone="warn">{w.checkpointsInside}</Banner>}
      <div className="actions">
        <a className="secondary button" href="/api/audit/checkpoints/file" download>
          {w.downloadCheckpoints}
        </a>
        <a className="quiet button" href="/api/audit/public-key" download>
          {w.downloadKey}
        </a>
        <a className="quiet button" href="/api/audit/verifier" download>
          {w.downloadVerifier}
        </a>
      </div>
      {isFailed && <FailedState title={w.checkpointsFailed} retry={w.tryAgain} again={again} />}
      {!isFailed && page === undefined && <Skeleton label={w.loadingCheckpoints} rows={5} />}
      {page?.checkpoints.length === 0 && (
        <EmptyState title={w.noCheckpoints}>{w.noCheckpointsText}</EmptyState>
      )}
      {page !== undefined && page.checkpoints.length > 0 && (
        <>
          <p className="fine">
            {w.checkpointCount(page.total.toLocaleString(language))} · {w.key} <code>{page.keyId}</code>
          </p>
          <Signed page={page} />
          {page.next !== undefined && (
            <button type="button" className="quiet" onClick={more}>
              {w.older}
            </button>
          )}
        </>
      )}
    </section>
  );
}

function Signed({ page }: { readonly page: Page }) {
  const w = useWords(auditWords);
  return (
    <div className="audit-scroll audit-signed">
      <table>
        <caption className="unseen">{w.checkpoints}</caption>
        <thead>
          <tr>
            <th scope="col">{w.findingPosition}</th>
            <th scope="col">{w.signedAt}</th>
            <th scope="col">{w.hash}</th>
            <th scope="col">{w.key}</th>
          </tr>
        </thead>
        <tbody>
          {page.checkpoints.map(({ position, time, hash, keyId, genuine }) => (
            <tr key={`${position} ${keyId}`}>
              <td>{position}</td>
              <td>{preciseWords(Date.parse(time))}</td>
              <td>
                <code className="audit-hash">{hash}</code>
              </td>
              <td>
                <code>{keyId}</code>{' '}
                <span className={genuine ? 'tag' : 'tag warn'}>{genuine ? w.genuine : w.forged}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function useCheckpoints() {
  const [state, setState] = useState<State>({});
  const load = useCallback(async (before: Page | undefined, signal?: AbortSignal) => {
    const query = before?.next === undefined ? '' : `?before=${before.next}`;
    const answer = await callDesk<Page>(`/api/audit/checkpoints${query}`, signal ? { signal } : {});
    if (signal?.aborted) return;
    if (!answer.ok) return setState({ ...(before ? { page: before } : {}), isFailed: true });
    const checkpoints = [...(before?.checkpoints ?? []), ...answer.body.checkpoints];
    setState({ page: { ...answer.body, checkpoints } });
  }, []);
  useEffect(() => {
    const question = new AbortController();
    void load(undefined, question.signal);
    return () => question.abort();
  }, [load]);
  return { state, more: () => void load(state.page), again: () => void load(undefined) };
}
