// The text of an article as customers read it: only ever text nodes, whatever stands in it.
import { createElement, Fragment } from 'react';
import type { Article } from '../client/contract.ts';
import { Prose } from '../design/prose.ts';

interface ArticleSectionsProps extends Pick<Article, 'title' | 'sections'> {
  /** Of the headings; 2 where the title is the page's. */
  readonly level?: 2 | 4;
}

/** Two sections may be alike, so they are given in place instead of by key. */
export function ArticleSections({ title, sections, level = 2 }: ArticleSectionsProps) {
  const section = ({ heading, text }: Article['sections'][number]) => {
    const isTold = heading !== '' && heading !== title;
    const head = isTold ? createElement(`h${level}`, { dir: 'auto' }, heading) : null;
    return createElement('section', null, head, createElement(Prose, { text }));
  };
  return createElement(Fragment, null, ...sections.map(section));
}
