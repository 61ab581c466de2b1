// Changing an article: what is typed is kept in the tab, and what somebody else has changed meanwhile is shown, never overwritten.
import { type FormEvent, useState } from 'react';
import type { FieldProblem } from '../../src/application/ticket/submission.ts';
import type { Trouble } from '../client/http.ts';
import { toast } from '../design/toast.tsx';
import { callDesk } from '../staff/call-desk.ts';
import { useWords } from '../staff/language.ts';
import { useDraft } from '../staff/use-draft.ts';
import { Conflict } from './conflict.tsx';
import type { Editable, Stored } from './contract.ts';
import { ArticleFields } from './fields.tsx';
import { knowledgeWords } from './words.ts';
import { bodyOf, draftFrom, draftName, type Fields, fieldsOf, isSame, missingIn } from './written.ts';

interface EditorProps {
  readonly article: Editable;
  readonly onStored: () => void;
}

export function Editor({ article, onStored }: EditorProps) {
  const words = useWords(knowledgeWords);
  const kept = useDraft(draftName(article.slug));
  const draft = draftFrom(kept.text);
  const fields = draft ?? fieldsOf(article);
  const base = draft?.base ?? article.version;
  const [isBusy, setBusy] = useState(false);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const write = (next: Fields) => {
    if (isSame(next, fieldsOf(article)) && base === article.version) kept.clear();
    else kept.type(JSON.stringify({ ...next, base }));
  };
  const refused = (trouble: Trouble) => {
    if (trouble.kind === 'invalid') return setProblems(trouble.fields);
    // Somebody was faster: the article is fetched anew, and the banner above says so.
    if (trouble.kind === 'refused' && trouble.code === 'article-changed') return onStored();
    toast(trouble.kind === 'refused' ? trouble.detail : words.failed, 'bad');
  };
  const publish = async (expectedVersion: number) => {
    if (isBusy || !draft) return;
    const missing = missingIn(draft, words.missing);
    setProblems(missing);
    if (missing.length > 0) return;
    setBusy(true);
    const answer = await callDesk<Stored>(`/api/knowledge/articles/${article.slug}`, {
      method: 'PUT',
      body: { expectedVersion, ...bodyOf(draft) },
      patienceMs: 60_000,
    });
    setBusy(false);
    if (!answer.ok) return refused(answer.trouble);
    kept.clear();
    onStored();
    if (answer.body.embedded) toast(words.saved(answer.body.version));
    else toast(words.unembedded, 'warn');
  };
  const isOvertaken = base !== article.version;
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (!isOvertaken) void publish(base);
  };
  return (
    <form className="knowledge-editor" onSubmit={submit} noValidate>
      {isOvertaken && draft && (
        <Conflict
          article={article}
          draft={draft}
          isBusy={isBusy}
          onTheirs={kept.clear}
          onMine={() => void publish(article.version)}
        />
      )}
      <ArticleFields fields={fields} problems={problems} onChange={write} onSubmit={submit} />
      <div className="actions knowledge-actions">
        {!isOvertaken && (
          <button type="submit" className="primary" disabled={!draft || isBusy}>
            {isBusy ? words.saving : words.save}
          </button>
        )}
        {draft && (
          <button type="button" className="quiet" onClick={kept.clear}>
            {words.discard}
          </button>
        )}
        <p className="fine" role="status">
          {draft ? words.draft : words.unchanged}
        </p>
      </div>
    </form>
  );
}
