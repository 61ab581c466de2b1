// The shelf beside the article that is open.
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { RelativeTime } from '../design/relative-time.tsx';
import { EmptyState, ErrorState, Skeleton } from '../design/states.tsx';
import { VirtualList } from '../design/virtual-list.tsx';
import { Choice, Field } from '../form/field.tsx';
import { useWords } from '../staff/language.ts';
import { go, Link, useRoute } from '../staff/route.tsx';
import { useShortcuts } from '../staff/shortcuts.ts';
import { ArticleView } from './article-view.tsx';
import { type Card, categoryNames } from './contract.ts';
import { NewArticle } from './new-article.tsx';
import { useShelf } from './use-shelf.ts';
import { knowledgeWords } from './words.ts';

interface ArticlesProps {
  /** Of the article that is open; `new` for a new one; empty: none. */
  readonly slug: string;
  readonly mayWrite: boolean;
}

export function Articles({ slug, mayWrite }: ArticlesProps) {
  const words = useWords(knowledgeWords);
  const { query } = useRoute();
  const search = useRef<HTMLInputElement>(null);
  const shelf = useShelf(query);
  useShortcuts([
    { keys: '/', words: words.keys.search, group: words.title, run: () => search.current?.focus() },
    ...(mayWrite
      ? [{ keys: 'n', words: words.keys.write, group: words.title, run: () => go('/knowledge/new') }]
      : []),
  ]);
  return (
    <div className="knowledge-articles" data-open={slug !== ''}>
      <section className="knowledge-shelf" aria-label={words.places.articles}>
        <Filters search={search} query={query} languages={shelf.languages} />
        <div className="knowledge-count">
          <p className="fine" role="status">
            {shelf.isLoaded ? words.count(shelf.total) : ''}
          </p>
          {mayWrite && (
            <Link to="/knowledge/new" className="button secondary">
              {words.write}
            </Link>
          )}
        </div>
        <ShelfList shelf={shelf} slug={slug} isSearch={query.size > 0} />
      </section>
      <section className="knowledge-open" aria-label={slug === '' ? words.chooseToRead : slug}>
        {slug === '' && <EmptyState title={mayWrite ? words.choose : words.chooseToRead} />}
        {slug === 'new' && mayWrite && (
          <NewArticle key={query.get('like')} query={query} onStored={shelf.again} />
        )}
        {slug !== '' && slug !== 'new' && (
          <ArticleView key={slug} slug={slug} mayWrite={mayWrite} onChange={shelf.again} />
        )}
      </section>
    </div>
  );
}

/** Where one is with one part of the search changed; the open article stays open. */
function searched(query: URLSearchParams, name: string, value: string): string {
  const next = new URLSearchParams(query);
  if (value === '') next.delete(name);
  else next.set(name, value);
  const { pathname } = location;
  return next.size === 0 ? pathname : `${pathname}?${next}`;
}

interface FiltersProps {
  readonly search: RefObject<HTMLInputElement | null>;
  readonly query: URLSearchParams;
  readonly languages: readonly string[];
}

const pauseMs = 200;

function Filters({ search, query, languages }: FiltersProps) {
  const words = useWords(knowledgeWords);
  const sought = query.get('q') ?? '';
  const [typed, setTyped] = useState(sought);
  useEffect(() => {
    if (typed === sought) return;
    const timer = setTimeout(() => go(searched(query, 'q', typed), { replace: true }), pauseMs);
    return () => clearTimeout(timer);
  }, [typed, sought, query]);
  const choices = [
    [
      'category',
      words.category,
      categoryNames.map((name) => [name, words.categories[name] ?? name] as const),
    ],
    ['language', words.language, languages.map((name) => [name, name] as const)],
    ['state', words.state, Object.entries(words.states)],
  ] as const;
  return (
    <div className="knowledge-filters">
      <input
        ref={search}
        type="search"
        aria-label={words.search}
        placeholder={words.searchHint}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      <div className="knowledge-choices">
        {choices.map(([name, label, options]) => (
          <Field key={name} label={label}>
            {(ties) => (
              <Choice
                {...ties}
                value={query.get(name) ?? ''}
                options={[['', words.all], ...options]}
                onChange={({ target }) => go(searched(query, name, target.value), { replace: true })}
              />
            )}
          </Field>
        ))}
      </div>
    </div>
  );
}

const rowHeight = 68;

function ShelfList({
  shelf,
  slug,
  isSearch,
}: {
  readonly shelf: ReturnType<typeof useShelf>;
  readonly slug: string;
  readonly isSearch: boolean;
}) {
  const words = useWords(knowledgeWords);
  const { query } = useRoute();
  const suffix = query.size === 0 ? '' : `?${query}`;
  const row = useCallback(
    ({ slug: name, title, category, language, state, changedAt, changedBy }: Card) => (
      <Link
        to={`/knowledge/${name}${suffix}`}
        className="knowledge-row"
        aria-current={name === slug ? 'page' : undefined}
      >
        <span className="knowledge-row-title" dir="auto">
          {title}
        </span>
        <span className="fine">
          {state === 'withdrawn' && <span className="tag warn">{words.states.withdrawn}</span>}{' '}
          {words.categories[category] ?? category} · {language} · <RelativeTime at={changedAt} />{' '}
          {words.changedBy(changedBy)}
        </span>
      </Link>
    ),
    [slug, suffix, words],
  );
  if (shelf.isFailed && shelf.articles.length === 0)
    return (
      <ErrorState
        title={words.failed}
        actions={
          <button type="button" className="primary" onClick={shelf.again}>
            {words.retry}
          </button>
        }
      />
    );
  if (!shelf.isLoaded) return <Skeleton rows={8} label={words.loading} />;
  if (shelf.articles.length === 0)
    return (
      <EmptyState title={isSearch ? words.none : words.empty}>
        {isSearch ? undefined : words.emptyHint}
      </EmptyState>
    );
  const current = shelf.articles.findIndex((card) => card.slug === slug);
  return (
    <VirtualList
      label={words.list}
      items={shelf.articles}
      keyOf={keyOf}
      rowHeight={rowHeight}
      row={row}
      current={current < 0 ? undefined : current}
      onEnd={shelf.more}
    />
  );
}

/** A withdrawn article and the one published anew share a name. */
const keyOf = ({ slug, state, changedAt }: Card) => `${slug} ${state} ${changedAt}`;
