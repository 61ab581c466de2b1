// The rules of an article: published once, revised when its content changed, withdrawn for good.
import type { Decision, Rejection } from '../event/define.ts';
import type { ArticleEvent } from './events.ts';

type Revision = Extract<ArticleEvent, { type: 'ArticlePublished' }>['data'];

export interface Article {
  readonly articleId: string;
  readonly slug: string;
  readonly contentDigest: string;
  readonly status: 'published' | 'withdrawn';
}

/** Before the first event there is no article. */
export type ArticleState = Article | undefined;
export const initialState: ArticleState = undefined;

export type ArticleCommand =
  | { readonly command: 'Publish'; readonly revision: Revision }
  | { readonly command: 'Revise'; readonly revision: Revision }
  | { readonly command: 'Withdraw' };

export type ArticleRejection =
  | 'article-exists'
  | 'article-unknown'
  | 'article-withdrawn'
  | 'article-other'
  | 'article-empty';

export type ArticleDecision = Decision<ArticleEvent, ArticleRejection>;

const reject = (rejected: ArticleRejection, detail: string): Rejection<ArticleRejection> => ({
  rejected,
  detail,
});

/** Decides one command. A revision with the digest of the present one changes nothing: no event. */
export function decide(command: ArticleCommand, state: ArticleState): ArticleDecision {
  switch (command.command) {
    case 'Publish':
      if (state) return reject('article-exists', 'the article is already published');
      return readable(command.revision) ?? [{ type: 'ArticlePublished', data: command.revision }];
    case 'Revise': {
      if (!state) return reject('article-unknown', 'there is no such article');
      if (state.status === 'withdrawn') return withdrawn;
      if (state.articleId !== command.revision.articleId)
        return reject('article-other', 'the revision belongs to another article');
      if (state.contentDigest === command.revision.contentDigest) return [];
      return readable(command.revision) ?? [{ type: 'ArticleRevised', data: command.revision }];
    }
    case 'Withdraw':
      if (!state) return reject('article-unknown', 'there is no such article');
      if (state.status === 'withdrawn') return withdrawn;
      return [{ type: 'ArticleWithdrawn', data: { articleId: state.articleId } }];
  }
}

const withdrawn = reject('article-withdrawn', 'a withdrawn article stays so; publish it as a new one');

function readable(revision: Revision): Rejection<ArticleRejection> | undefined {
  return revision.sections.some((section) => section.text.trim() !== '')
    ? undefined
    : reject('article-empty', 'the article has no text');
}

/** Folds one event. */
export function evolve(state: ArticleState, event: ArticleEvent): ArticleState {
  switch (event.type) {
    case 'ArticlePublished':
    case 'ArticleRevised': {
      const { articleId, slug, contentDigest } = event.data;
      return { articleId, slug, contentDigest, status: 'published' };
    }
    case 'ArticleWithdrawn':
      return state && { ...state, status: 'withdrawn' };
  }
}
