// What was being written on an article that was withdrawn meanwhile: still there, to go on with or to drop.
import { useWords } from '../staff/language.ts';
import { go } from '../staff/route.tsx';
import { ownDraft, useDraft } from '../staff/use-draft.ts';
import type { Editable } from './contract.ts';
import { Preview } from './preview.tsx';
import { knowledgeWords } from './words.ts';
import { draftFrom, draftName } from './written.ts';

/** Nothing where nobody was writing. Give it a key of the article. */
export function LeftOver({ article: { slug, by } }: { readonly article: Editable }) {
  const words = useWords(knowledgeWords);
  const kept = useDraft(draftName(slug));
  const draft = draftFrom(kept.text);
  if (!draft) return null;
  const goOn = () => {
    ownDraft(draftName(slug, 'anew')).save({ text: kept.text });
    kept.clear();
    go(`/knowledge/new?like=${encodeURIComponent(slug)}`);
  };
  return (
    <section className="notice warn knowledge-conflict" role="alert">
      <p className="notice-title">{words.withdrawnBy(by)}</p>
      <p>{words.leftOver}</p>
      <Preview title={draft.title} category={draft.category} text={draft.text} />
      <div className="actions">
        <button type="button" className="secondary" onClick={goOn}>
          {words.goOnAnew}
        </button>
        <button type="button" className="secondary" onClick={kept.clear}>
          {words.discard}
        </button>
      </div>
    </section>
  );
}
