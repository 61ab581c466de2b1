// Whether published articles say already what a draft says. Looked up once for each draft and state of the articles.
import { isAlreadySaid } from '../../domain/knowledge/already-said.ts';
import type { ArticleDraft } from '../../domain/knowledge/suggestion.ts';
import type { KnowledgeBase } from './knowledge-base.ts';

/** What was found for drafts by their digests, while the articles are as they are. */
export interface SaidMemo {
  /** Of the articles that it was found for. */
  shelf: string;
  readonly found: Map<string, boolean>;
}

export const emptyMemo = (): SaidMemo => ({ shelf: '', found: new Map() });

export interface SaidPorts {
  readonly knowledge: Pick<KnowledgeBase, 'search' | 'listArticles'>;
  readonly sha256: (text: string) => string;
  /** Absent: every draft is looked up anew, which costs a search or more each time. */
  readonly memo?: SaidMemo;
}

/** Each is searched for on its own: of a long text only the beginning is. */
const mostParagraphs = 6;
const passagesEach = 4;

/** @returns tells of a draft whether articles say it, as they are now @throws StoreUnavailable */
export async function saidByArticles(ports: SaidPorts) {
  const articles = await ports.knowledge.listArticles();
  const memo = ports.memo ?? emptyMemo();
  const shelf = ports.sha256(JSON.stringify(articles.map(({ articleId, version }) => [articleId, version])));
  if (memo.shelf !== shelf) memo.found.clear();
  memo.shelf = shelf;
  return async ({ text, draft }: ArticleDraft & { readonly draft: string }): Promise<boolean> => {
    if (articles.length === 0) return false;
    const known = memo.found.get(draft);
    if (known !== undefined) return known;
    const isSaid = isAlreadySaid(text, await passagesFor(ports, text));
    // Articles may have changed meanwhile: then it is looked up again.
    if (memo.shelf === shelf) memo.found.set(draft, isSaid);
    return isSaid;
  };
}

async function passagesFor({ knowledge }: SaidPorts, text: string): Promise<readonly string[]> {
  const found = new Map<string, string>();
  for (const paragraph of text.split(/\n\s*\n/).slice(0, mostParagraphs))
    for (const passage of await knowledge.search({ text: paragraph, limit: passagesEach }))
      found.set(passage.chunkId, `${passage.title}\n\n${passage.heading}\n\n${passage.text}`);
  return [...found.values()];
}
