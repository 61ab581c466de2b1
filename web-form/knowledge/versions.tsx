// The versions of an article, and what changed between two of them; which two stands in the address.
import { useState } from 'react';
import { RelativeTime } from '../design/relative-time.tsx';
import { Choice, Field } from '../form/field.tsx';
import { useWords } from '../staff/language.ts';
import { go, Link, useRoute } from '../staff/route.tsx';
import { StoredDifferences } from './compared.tsx';
import type { Editable } from './contract.ts';
import { knowledgeWords } from './words.ts';

export function Versions({ article: { slug, versions } }: { readonly article: Editable }) {
  const words = useWords(knowledgeWords);
  const { query, path } = useRoute();
  const [isInline, setInline] = useState(() => matchMedia('(max-width: 60em)').matches);
  const newest = versions[0]?.version ?? 1;
  const [from, to] = [Number(query.get('from') ?? newest - 1), Number(query.get('to') ?? newest)];
  const at = (pair: { readonly from?: number; readonly to?: number }) => {
    const next = new URLSearchParams(query);
    next.set('view', 'versions');
    next.set('from', String(pair.from ?? from));
    next.set('to', String(pair.to ?? to));
    return `${path}?${next}`;
  };
  const numbers = versions.map(({ version }) => [String(version), words.version(version)] as const);
  return (
    <div className="knowledge-versions">
      <ol className="knowledge-history" reversed>
        {versions.map(({ version, at: time, by, change }) => (
          <li key={version} value={version}>
            <Link
              to={at({ from: Math.max(1, version - 1), to: version })}
              replace
              aria-current={version === to ? 'true' : undefined}
            >
              {words.version(version)}: {words.changes[change]}
            </Link>{' '}
            <span className="fine">
              <RelativeTime at={time} /> {words.changedBy(by)}
            </span>
          </li>
        ))}
      </ol>
      {versions.length > 1 && (
        <>
          <div className="knowledge-pair-of-versions">
            <Field label={words.from}>
              {(ties) => (
                <Choice
                  {...ties}
                  value={String(from)}
                  options={numbers}
                  onChange={({ target }) => go(at({ from: Number(target.value) }), { replace: true })}
                />
              )}
            </Field>
            <Field label={words.to}>
              {(ties) => (
                <Choice
                  {...ties}
                  value={String(to)}
                  options={numbers}
                  onChange={({ target }) => go(at({ to: Number(target.value) }), { replace: true })}
                />
              )}
            </Field>
            <Field label={words.look}>
              {(ties) => (
                <Choice
                  {...ties}
                  value={isInline ? 'inline' : 'beside'}
                  options={Object.entries(words.looks)}
                  onChange={({ target }) => setInline(target.value === 'inline')}
                />
              )}
            </Field>
          </div>
          <StoredDifferences slug={slug} from={from} to={to} isInline={isInline} label={words.compare} />
        </>
      )}
    </div>
  );
}
