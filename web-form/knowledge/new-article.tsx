// A new article: empty, about a gap, or like one that was withdrawn.
import { type FormEvent, useEffect, useState } from 'react';
import type { FieldProblem } from '../../src/application/ticket/submission.ts';
import { toast } from '../design/toast.tsx';
import { useTitle } from '../design/use-title.ts';
import { callDesk } from '../staff/call-desk.ts';
import { useLanguage, useWords } from '../staff/language.ts';
import { go, Link } from '../staff/route.tsx';
import { useDraft } from '../staff/use-draft.ts';
import { product } from '../staff/words.ts';
import type { Editable, Stored } from './contract.ts';
import { ArticleFields } from './fields.tsx';
import { knowledgeWords } from './words.ts';
import { bodyOf, draftFrom, draftName, type Fields, fieldsOf, missingIn } from './written.ts';

interface NewArticleProps {
  /** `title` and `keywords` to begin with, or `like`: the name of an article. */
  readonly query: URLSearchParams;
  readonly onStored: () => void;
}

export function NewArticle({ query, onStored }: NewArticleProps) {
  const words = useWords(knowledgeWords);
  useTitle([words.write, words.title, product]);
  const language = useLanguage();
  const like = query.get('like');
  const kept = useDraft(draftName(like ?? 'new', 'anew'));
  const begin = { category: 'general', language, keywords: query.get('keywords') ?? '', text: '' };
  const fields: Fields = draftFrom(kept.text) ?? { title: query.get('title') ?? '', ...begin };
  const [isBusy, setBusy] = useState(false);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const write = (next: Fields) => kept.type(JSON.stringify({ ...next, base: 0 }));
  const isEmpty = kept.text === '';
  useEffect(() => {
    if (like === null || !isEmpty) return;
    const asking = new AbortController();
    const path = `/api/knowledge/articles/${encodeURIComponent(like)}`;
    void callDesk<Editable>(path, { signal: asking.signal }).then((answer) => {
      if (answer.ok && !asking.signal.aborted)
        kept.type(JSON.stringify({ ...fieldsOf(answer.body), base: 0 }));
    });
    return () => asking.abort();
  }, [like, isEmpty, kept.type]);
  const publish = async (event?: FormEvent) => {
    event?.preventDefault();
    if (isBusy) return;
    const missing = missingIn(fields, words.missing);
    setProblems(missing);
    if (missing.length > 0) return;
    setBusy(true);
    const answer = await callDesk<Stored>('/api/knowledge/articles', {
      method: 'POST',
      body: bodyOf(fields),
      patienceMs: 60_000,
    });
    setBusy(false);
    if (answer.ok) {
      kept.clear();
      onStored();
      if (answer.body.embedded) toast(words.saved(answer.body.version));
      else toast(words.unembedded, 'warn');
      return go(`/knowledge/${answer.body.slug}`, { replace: true });
    }
    const { trouble } = answer;
    if (trouble.kind === 'invalid') setProblems(trouble.fields);
    else if (trouble.kind === 'refused' && trouble.code === 'slug-taken')
      setProblems([{ field: 'title', message: words.slugTaken }]);
    else toast(trouble.kind === 'refused' ? trouble.detail : words.failed, 'bad');
  };
  return (
    <form className="knowledge-editor" onSubmit={(event) => void publish(event)} noValidate>
      <header className="knowledge-article-head">
        <Link to="/knowledge" className="knowledge-back">
          <span aria-hidden="true">‹</span> {words.back}
        </Link>
        <h2>{words.write}</h2>
      </header>
      <ArticleFields fields={fields} problems={problems} onChange={write} onSubmit={() => void publish()} />
      <div className="actions knowledge-actions">
        <button type="submit" className="primary" disabled={isBusy}>
          {isBusy ? words.saving : words.publish}
        </button>
        {!isEmpty && (
          <button type="button" className="quiet" onClick={kept.clear}>
            {words.discard}
          </button>
        )}
        <p className="fine" role="status">
          {isEmpty ? '' : words.draft}
        </p>
      </div>
    </form>
  );
}
