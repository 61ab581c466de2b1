// The life of an article: given what happened, when a command comes, then these events or this refusal.
import { describe, expect, test } from 'bun:test';
import {
  type ArticleCommand,
  type ArticleState,
  decide,
  evolve,
  initialState,
} from '../../../src/domain/knowledge/article.ts';
import type { ArticleEvent } from '../../../src/domain/knowledge/events.ts';

const articleId = '0193b5a0-0000-7000-8000-000000000001';
const revision = {
  articleId,
  slug: 'buy-labels',
  title: 'Buy labels',
  category: 'shipping' as const,
  language: 'en',
  keywords: ['postage'],
  sections: [{ heading: 'Buy', text: 'Press Buy.' }],
  contentDigest: 'a',
};
const revised = { ...revision, contentDigest: 'b' };
const published: ArticleEvent = { type: 'ArticlePublished', data: revision };
const withdrawn: ArticleEvent = { type: 'ArticleWithdrawn', data: { articleId } };

const given = (...events: ArticleEvent[]) => ({
  when: (command: ArticleCommand) => decide(command, events.reduce<ArticleState>(evolve, initialState)),
});

describe('an article', () => {
  test('is published', () => {
    expect(given().when({ command: 'Publish', revision })).toEqual([published]);
  });

  test('is published once', () => {
    expect(given(published).when({ command: 'Publish', revision })).toEqual({
      rejected: 'article-exists',
      detail: 'the article is already published',
    });
  });

  test('is not published without text', () => {
    const empty = { ...revision, sections: [{ heading: 'Buy', text: ' \n' }] };
    expect(given().when({ command: 'Publish', revision: empty })).toMatchObject({
      rejected: 'article-empty',
    });
    expect(
      given(published).when({ command: 'Revise', revision: { ...empty, contentDigest: 'c' } }),
    ).toMatchObject({
      rejected: 'article-empty',
    });
  });

  test('is revised when its content changed', () => {
    expect(given(published).when({ command: 'Revise', revision: revised })).toEqual([
      { type: 'ArticleRevised', data: revised },
    ]);
  });

  test('is not revised when nothing changed', () => {
    expect(given(published).when({ command: 'Revise', revision })).toEqual([]);
  });

  test('may return to an earlier content', () => {
    const events = given(published, { type: 'ArticleRevised', data: revised });
    expect(events.when({ command: 'Revise', revision })).toEqual([
      { type: 'ArticleRevised', data: revision },
    ]);
  });

  test('is not revised into another one, nor before it exists', () => {
    const other = { ...revised, articleId: '0193b5a0-0000-7000-8000-000000000002' };
    expect(given(published).when({ command: 'Revise', revision: other })).toMatchObject({
      rejected: 'article-other',
    });
    expect(given().when({ command: 'Revise', revision })).toMatchObject({ rejected: 'article-unknown' });
  });

  test('is withdrawn once and stays withdrawn', () => {
    expect(given(published).when({ command: 'Withdraw' })).toEqual([withdrawn]);
    expect(given().when({ command: 'Withdraw' })).toMatchObject({ rejected: 'article-unknown' });
    const gone = given(published, withdrawn);
    expect(gone.when({ command: 'Withdraw' })).toMatchObject({ rejected: 'article-withdrawn' });
    expect(gone.when({ command: 'Revise', revision: revised })).toMatchObject({
      rejected: 'article-withdrawn',
    });
    expect(gone.when({ command: 'Publish', revision })).toMatchObject({ rejected: 'article-exists' });
  });
});
