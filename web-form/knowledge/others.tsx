// After an import: the published articles that were not among its files. They are shown, and withdrawn only when somebody says so.
import { useState } from 'react';
import { Confirm } from '../design/dialog.tsx';
import { toast } from '../design/toast.tsx';
import { callDesk } from '../staff/call-desk.ts';
import { useWords } from '../staff/language.ts';
import type { Card, Shelf, Stored } from './contract.ts';
import { shelfPath } from './use-shelf.ts';
import { knowledgeWords } from './words.ts';

const published = new URLSearchParams({ state: 'published' });

/** @returns undefined when the desk does not answer */
async function othersThan(kept: readonly string[]): Promise<readonly Card[] | undefined> {
  const names = new Set(kept);
  const found: Card[] = [];
  let after: string | undefined;
  do {
    const answer = await callDesk<Shelf>(shelfPath(published, after));
    if (!answer.ok) return undefined;
    found.push(...answer.body.articles.filter(({ slug }) => !names.has(slug)));
    after = answer.body.next ?? undefined;
  } while (after !== undefined);
  return found;
}

/** @param kept names of the articles in the files */
export function Others({ kept }: { readonly kept: readonly string[] }) {
  const words = useWords(knowledgeWords);
  const w = words.others;
  const [others, setOthers] = useState<readonly Card[]>();
  const [isBusy, setBusy] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const look = async () => {
    setBusy(true);
    const found = await othersThan(kept);
    setBusy(false);
    if (found) setOthers(found);
    else toast(words.failed, 'bad');
  };
  const withdraw = async (articles: readonly Card[]) => {
    setBusy(true);
    let done = 0;
    for (const { slug, version } of articles) {
      const path = `/api/knowledge/articles/${encodeURIComponent(slug)}/withdraw`;
      const answer = await callDesk<Stored>(path, { method: 'POST', body: { expectedVersion: version } });
      if (answer.ok) done += 1;
    }
    setAsking(false);
    toast(w.done(done, articles.length - done), done === articles.length ? 'good' : 'warn');
    await look();
  };
  if (!others)
    return (
      <button type="button" className="quiet" aria-disabled={isBusy} onClick={() => isBusy || void look()}>
        {w.ask}
      </button>
    );
  if (others.length === 0) return <p className="fine">{w.none}</p>;
  return (
    <section className="knowledge-others" aria-label={w.found(others.length)}>
      <p>{w.found(others.length)}</p>
      <ul>
        {others.map(({ slug, title }) => (
          <li key={slug}>
            <bdi>{title}</bdi> <code>{slug}</code>
          </li>
        ))}
      </ul>
      <button type="button" className="secondary" onClick={() => setAsking(true)}>
        {w.withdraw(others.length)}
      </button>
      {isAsking && (
        <Confirm
          title={w.title(others.length)}
          act={w.act}
          cancel={words.cancel}
          danger
          busy={isBusy}
          onConfirm={() => void withdraw(others)}
          onCancel={() => setAsking(false)}
        >
          {w.hint}
        </Confirm>
      )}
    </section>
  );
}
