// What customers asked in vain, and the way from there to an article.
import { RelativeTime } from '../design/relative-time.tsx';
import { EmptyState, FailedState, Skeleton } from '../design/states.tsx';
import { Choice, Field } from '../form/field.tsx';
import { useWords } from '../staff/language.ts';
import { go, Link, useRoute } from '../staff/route.tsx';
import { useDesk } from '../staff/use-desk.ts';
import type { Gap } from './contract.ts';
import { knowledgeWords } from './words.ts';
import { keywordsAbout } from './written.ts';

const periods = [7, 30, 90] as const;

export function Gaps({ mayWrite }: { readonly mayWrite: boolean }) {
  const words = useWords(knowledgeWords);
  const { query } = useRoute();
  const days = periods.find((one) => String(one) === query.get('days')) ?? 30;
  const { answer, again } = useDesk<{ readonly gaps: readonly Gap[] }>(`/api/knowledge/gaps?days=${days}`);
  return (
    <div className="knowledge-page">
      <header className="knowledge-page-head">
        <div>
          <h2>{words.gapsTitle}</h2>
          <p className="fine">{words.gapsText}</p>
        </div>
        <Field label={words.period}>
          {(ties) => (
            <Choice
              {...ties}
              value={String(days)}
              options={periods.map((one) => [String(one), words.days(one)] as const)}
              onChange={({ target }) => go(`/knowledge/gaps?days=${target.value}`, { replace: true })}
            />
          )}
        </Field>
      </header>
      {!answer && <Skeleton rows={6} label={words.loading} />}
      {answer && !answer.ok && <FailedState title={words.failed} retry={words.retry} again={again} />}
      {answer?.ok && answer.body.gaps.length === 0 && <EmptyState title={words.noGaps} />}
      {answer?.ok && (
        <ul className="knowledge-cards">
          {answer.body.gaps.map((gap) => (
            <GapCard key={gap.example} gap={gap} mayWrite={mayWrite} />
          ))}
        </ul>
      )}
    </div>
  );
}

function GapCard({ gap, mayWrite }: { readonly gap: Gap; readonly mayWrite: boolean }) {
  const words = useWords(knowledgeWords);
  const { example, questions, references, latest } = gap;
  const about = new URLSearchParams({
    title: example.slice(0, 150),
    keywords: keywordsAbout(gap).join(', '),
  });
  return (
    <li className="card knowledge-card">
      <p className="knowledge-card-title" dir="auto">
        {example}
      </p>
      <p className="fine">
        {words.questions(questions)} · {words.latest} <RelativeTime at={latest} />
      </p>
      <p className="fine">
        {words.tickets}:{' '}
        {references.map((reference, n) => (
          <span key={reference}>
            {n > 0 && ', '}
            <Link to={mayWrite ? `/inbox/all/${reference}` : `/audit/${reference}`} className="reference">
              {reference}
            </Link>
          </span>
        ))}
      </p>
      {mayWrite && (
        <div className="actions">
          <Link className="button secondary" to={`/knowledge/new?${about}`}>
            {words.writeAbout}
          </Link>
          <Link className="button quiet" to={`/knowledge/questions?${new URLSearchParams({ q: example })}`}>
            {words.tryThis}
          </Link>
        </div>
      )}
    </li>
  );
}
