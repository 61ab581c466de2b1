// An article of the knowledge base, for reading.
import { useCallback } from 'react';
import type { Desk } from '../client/desk.ts';
import { useAnswer } from '../client/use-answer.ts';
import { useTitle } from '../design/use-title.ts';
import { categoryLabel } from '../form/choices.ts';
import { Skeleton } from '../status/stand-ins.tsx';
import { ArticleSections } from './sections.tsx';

export function ArticlePage({ desk, slug }: { readonly desk: Desk; readonly slug: string }) {
  const { answer, again } = useAnswer(
    useCallback((signal: AbortSignal) => desk.article(slug, signal), [desk, slug]),
  );
  useTitle(answer?.ok ? [answer.body.title, 'Support'] : undefined);
  if (!answer) {
    return (
      <div className="article" aria-busy="true">
        <h1 className="unseen">Loading the article</h1>
        <Skeleton still={false} />
      </div>
    );
  }
  if (!answer.ok) return <Missing unknown={answer.trouble.kind === 'not-found'} onRetry={again} />;
  const { title, category, sections } = answer.body;
  return (
    <article className="article">
      <p className="eyebrow">{categoryLabel(category)}</p>
      <h1 dir="auto">{title}</h1>
      <ArticleSections title={title} sections={sections} />
      <aside className="panel">
        <p className="panel-title">Did this not answer your question?</p>
        <p className="fine">Write to us. You get a reference at once and an answer on the same page.</p>
        <a className="button secondary" href="/">
          Write to support
        </a>
      </aside>
    </article>
  );
}

function Missing({ unknown, onRetry }: { readonly unknown: boolean; readonly onRetry: () => void }) {
  const title = unknown ? 'There is no such article' : 'The article could not be loaded';
  useTitle([title, 'Support']);
  return (
    <div className="dead-end" role="alert">
      <h1>{title}</h1>
      <p>
        {unknown
          ? 'It may have been withdrawn or renamed since the link was made.'
          : 'The line seems to be down. Please try again in a moment.'}
      </p>
      {unknown ? (
        <a className="button primary" href="/">
          Write to support
        </a>
      ) : (
        <button type="button" className="primary" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}
