// Articles that resolved tickets suggest: read, mended, and published or turned down by somebody.
import { useState } from 'react';
import type { Asked } from '../client/use-answer.ts';
import { RelativeTime } from '../design/relative-time.tsx';
import { EmptyState, FailedState, Skeleton } from '../design/states.tsx';
import { toast } from '../design/toast.tsx';
import { Field } from '../form/field.tsx';
import { callDesk } from '../staff/call-desk.ts';
import { useWords } from '../staff/language.ts';
import { Link } from '../staff/route.tsx';
import { useDraft } from '../staff/use-draft.ts';
import type { Suggestion } from './contract.ts';
import { Preview } from './preview.tsx';
import { type Suggested, suggestionsPath } from './use-suggestions.ts';
import { knowledgeWords } from './words.ts';
import { draftFrom } from './written.ts';

export function Suggestions({ answer, again }: Asked<Suggested>) {
  const words = useWords(knowledgeWords);
  return (
    <div className="knowledge-page">
      <header>
        <h2>{words.suggestionsTitle}</h2>
        <p className="fine">{words.suggestionsText}</p>
      </header>
      {!answer && <Skeleton rows={6} label={words.loading} />}
      {answer && !answer.ok && <FailedState title={words.failed} retry={words.retry} again={again} />}
      {answer?.ok && answer.body.suggestions.length === 0 && (
        <EmptyState title={words.noSuggestions}>{words.noSuggestionsHint}</EmptyState>
      )}
      {answer?.ok &&
        answer.body.suggestions.map((suggestion) => (
          <SuggestionCard key={suggestion.reference} suggestion={suggestion} onDecided={again} />
        ))}
    </div>
  );
}

interface SuggestionCardProps {
  readonly suggestion: Suggestion;
  readonly onDecided: () => void;
}

function SuggestionCard({ suggestion, onDecided }: SuggestionCardProps) {
  const words = useWords(knowledgeWords);
  const { reference, resolvedAt, category, language } = suggestion;
  const kept = useDraft(`suggestion:${reference}`);
  const { title, text } = draftFrom(kept.text) ?? suggestion;
  const [isBusy, setBusy] = useState(false);
  const write = (part: { readonly title?: string; readonly text?: string }) =>
    kept.type(JSON.stringify({ title, text, category, language, keywords: '', base: 0, ...part }));
  const decide = async (how: 'approve' | 'reject') => {
    setBusy(true);
    // Which draft was read, and what was written instead of it.
    const edited = {
      ...(title !== suggestion.title && { title }),
      ...(text !== suggestion.text && { text }),
    };
    const body = how === 'approve' ? { body: { draft: suggestion.draft, ...edited } } : {};
    const answer = await callDesk(`${suggestionsPath}/${reference}/${how}`, { method: 'POST', ...body });
    setBusy(false);
    if (answer.ok) {
      kept.clear();
      toast(how === 'approve' ? words.approved : words.rejected);
      return onDecided();
    }
    const { trouble } = answer;
    const code = trouble.kind === 'refused' ? trouble.code : '';
    if (code === 'slug-taken') return toast(words.slugTaken, 'warn');
    const known: Readonly<Record<string, string>> = {
      'suggestion-decided': words.decided,
      'suggestion-changed': words.draftChanged,
    };
    toast(known[code] ?? words.failed, 'warn');
    if (code in known) onDecided();
  };
  return (
    <article className="card knowledge-suggestion" aria-label={title}>
      <p className="fine">
        <Link to={`/inbox/all/${reference}`} className="reference">
          {reference}
        </Link>{' '}
        · {words.categories[category] ?? category} · {language} · <RelativeTime at={resolvedAt} />
      </p>
      <div className="knowledge-write">
        <div className="knowledge-fields">
          <Field label={words.fields.title}>
            {(ties) => (
              <input
                {...ties}
                value={title}
                maxLength={150}
                dir="auto"
                onChange={({ target }) => write({ title: target.value })}
              />
            )}
          </Field>
          <Field label={words.fields.text}>
            {(ties) => (
              <textarea
                {...ties}
                rows={8}
                value={text}
                dir="auto"
                onChange={({ target }) => write({ text: target.value })}
              />
            )}
          </Field>
        </div>
        <section className="knowledge-beside" aria-label={`${words.preview}: ${title}`}>
          <p className="fine">{words.preview}</p>
          <Preview title={title} category={category} text={text} />
        </section>
      </div>
      <div className="actions">
        <button type="button" className="primary" disabled={isBusy} onClick={() => void decide('approve')}>
          {words.approve}
        </button>
        <button type="button" className="quiet" disabled={isBusy} onClick={() => void decide('reject')}>
          {words.reject}
        </button>
        {kept.text !== '' && <p className="fine">{words.draft}</p>}
      </div>
    </article>
  );
}
