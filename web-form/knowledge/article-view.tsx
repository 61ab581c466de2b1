// One article: edit it, look at what it was, withdraw it.
import { useState } from 'react';
import { Banner } from '../design/banner.tsx';
import { Confirm } from '../design/dialog.tsx';
import { RelativeTime } from '../design/relative-time.tsx';
import { FailedState, Skeleton } from '../design/states.tsx';
import { Tabs } from '../design/tabs.tsx';
import { toast } from '../design/toast.tsx';
import { useTitle } from '../design/use-title.ts';
import { callDesk } from '../staff/call-desk.ts';
import { useWords } from '../staff/language.ts';
import { go, Link, useRoute } from '../staff/route.tsx';
import { useDesk } from '../staff/use-desk.ts';
import { product } from '../staff/words.ts';
import type { Editable, Stored } from './contract.ts';
import { Editor } from './editor.tsx';
import { LeftOver } from './left-over.tsx';
import { Preview } from './preview.tsx';
import { Versions } from './versions.tsx';
import { knowledgeWords } from './words.ts';

interface ArticleViewProps {
  readonly slug: string;
  readonly mayWrite: boolean;
  /** The shelf has to be looked at again. */
  readonly onChange: () => void;
}

export function ArticleView({ slug, mayWrite, onChange }: ArticleViewProps) {
  const words = useWords(knowledgeWords);
  const { query, path } = useRoute();
  const { answer, again } = useDesk<Editable>(`/api/knowledge/articles/${encodeURIComponent(slug)}`);
  const failed = answer?.ok === false && answer.trouble.kind === 'not-found' ? words.unknown : words.failed;
  useTitle(answer && [answer.ok ? answer.body.title : failed, words.title, product]);
  if (!answer) return <Skeleton rows={10} label={words.loading} />;
  if (!answer.ok) return <FailedState title={failed} retry={words.retry} again={again} />;
  const article = answer.body;
  const changed = () => {
    again();
    onChange();
  };
  const isVersions = query.has('from') || query.get('view') === 'versions';
  const choose = (name: 'edit' | 'versions') => go(viewPath(path, query, name), { replace: true });
  const tabs = [
    { name: 'edit', label: mayWrite ? words.tabs.edit : words.preview },
    { name: 'versions', label: `${words.tabs.versions} (${article.versions.length})` },
  ] as const;
  return (
    <div className="knowledge-article">
      <Head article={article} mayWrite={mayWrite} onChange={changed} />
      <Tabs label={article.title} tabs={tabs} chosen={isVersions ? 'versions' : 'edit'} onChoose={choose}>
        {isVersions && <Versions article={article} />}
        {!isVersions && mayWrite && article.state === 'published' && (
          <Editor key={article.slug} article={article} onStored={changed} />
        )}
        {!isVersions && mayWrite && article.state === 'withdrawn' && (
          <LeftOver key={article.slug} article={article} />
        )}
        {!isVersions && (!mayWrite || article.state === 'withdrawn') && (
          <Preview title={article.title} category={article.category} text={article.text} />
        )}
      </Tabs>
    </div>
  );
}

function viewPath(path: string, query: URLSearchParams, name: 'edit' | 'versions'): string {
  const next = new URLSearchParams(query);
  for (const part of ['from', 'to', 'view']) next.delete(part);
  if (name === 'versions') next.set('view', 'versions');
  return next.size === 0 ? path : `${path}?${next}`;
}

function Head({
  article,
  mayWrite,
  onChange,
}: Pick<ArticleViewProps, 'mayWrite' | 'onChange'> & { readonly article: Editable }) {
  const words = useWords(knowledgeWords);
  const { query } = useRoute();
  const [isAsked, setAsked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const { slug, title, state, version, at, by } = article;
  const withdraw = async () => {
    setBusy(true);
    const answer = await callDesk<Stored>(`/api/knowledge/articles/${slug}/withdraw`, {
      method: 'POST',
      body: { expectedVersion: version },
    });
    setBusy(false);
    setAsked(false);
    onChange();
    if (answer.ok) return toast(words.withdrawn);
    const who = answer.trouble.kind === 'refused' ? answer.trouble.more?.['by'] : undefined;
    toast(typeof who === 'string' ? words.conflictTitle(who) : words.failed, 'bad');
  };
  const shelf = query.size === 0 ? '/knowledge' : `/knowledge?${query}`;
  return (
    <header className="knowledge-article-head">
      <Link to={shelf} className="knowledge-back">
        <span aria-hidden="true">‹</span> {words.back}
      </Link>
      <h2 dir="auto">{title}</h2>
      <p className="fine">
        {words.version(version)} · <RelativeTime at={at} /> {words.changedBy(by)} · {slug}
      </p>
      {state === 'withdrawn' && (
        <Banner
          tone="warn"
          actions={
            mayWrite && (
              <Link className="button secondary" to={`/knowledge/new?like=${encodeURIComponent(slug)}`}>
                {words.anew}
              </Link>
            )
          }
        >
          {words.isWithdrawn}
        </Banner>
      )}
      {!mayWrite && <p className="fine">{words.readOnly}</p>}
      {mayWrite && state === 'published' && (
        <button type="button" className="quiet small" onClick={() => setAsked(true)}>
          {words.withdraw}
        </button>
      )}
      {isAsked && (
        <Confirm
          title={words.withdrawTitle}
          act={words.withdraw}
          cancel={words.cancel}
          danger
          busy={isBusy}
          onConfirm={() => void withdraw()}
          onCancel={() => setAsked(false)}
        >
          {words.withdrawText}
        </Confirm>
      )}
    </header>
  );
}
