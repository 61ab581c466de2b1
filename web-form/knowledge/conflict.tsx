// Somebody else has changed the article since: who, what, and the three ways on.
import { useState } from 'react';
import { differences } from '../../src/domain/knowledge/differences.ts';
import { RelativeTime } from '../design/relative-time.tsx';
import { useWords } from '../staff/language.ts';
import { Compared, StoredDifferences } from './compared.tsx';
import type { Editable } from './contract.ts';
import { knowledgeWords } from './words.ts';
import type { Draft } from './written.ts';

interface ConflictProps {
  readonly article: Editable;
  readonly draft: Draft;
  readonly isBusy: boolean;
  readonly onTheirs: () => void;
  readonly onMine: () => void;
}

export function Conflict({ article, draft, isBusy, onTheirs, onMine }: ConflictProps) {
  const words = useWords(knowledgeWords);
  const [isShown, setShown] = useState(false);
  const theirs = `${words.version(draft.base)} → ${words.version(article.version)}`;
  const mine = `${words.version(article.version)} → ${words.draft}`;
  return (
    <div className="notice warn knowledge-conflict" role="alert">
      <p className="notice-title">{words.conflictTitle(article.by)}</p>
      <p>
        {words.conflictText} ({words.version(article.version)}, <RelativeTime at={article.at} />)
      </p>
      <div className="actions">
        <button
          type="button"
          className="secondary"
          aria-expanded={isShown}
          onClick={() => setShown(!isShown)}
        >
          {words.seeTheirs}
        </button>
        <button type="button" className="secondary" onClick={onTheirs}>
          {words.takeTheirs}
        </button>
        <button type="button" className="secondary" disabled={isBusy} onClick={onMine}>
          {words.keepMine}
        </button>
      </div>
      {isShown && (
        <>
          <h3>{theirs}</h3>
          <StoredDifferences
            slug={article.slug}
            from={draft.base}
            to={article.version}
            isInline
            label={theirs}
          />
          <h3>{mine}</h3>
          <Compared rows={differences(article.text, draft.text)} fields={[]} isInline label={mine} />
        </>
      )}
    </div>
  );
}
