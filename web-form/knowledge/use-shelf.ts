// The articles that fit the search, page by page as the reader scrolls.
import { useCallback, useEffect, useRef, useState } from 'react';
import { wordsHeader } from '../staff/address-words.ts';
import { callDesk } from '../staff/call-desk.ts';
import type { Card, Shelf } from './contract.ts';

const pageSize = 200;
const asked = ['category', 'language', 'state'] as const;

export function shelfPath(query: URLSearchParams, after?: string): string {
  const wanted = new URLSearchParams({ limit: String(pageSize) });
  for (const name of asked) {
    const value = query.get(name);
    if (value) wanted.set(name, value);
  }
  if (after !== undefined) wanted.set('after', after);
  return `/api/knowledge/articles?${wanted}`;
}

interface Pages {
  readonly articles: readonly Card[];
  readonly total: number;
  readonly languages: readonly string[];
  readonly next: string | null;
  readonly isLoaded: boolean;
  readonly isFailed: boolean;
}

const nothing: Pages = {
  articles: [],
  total: 0,
  languages: [],
  next: null,
  isLoaded: false,
  isFailed: false,
};

export function useShelf(query: URLSearchParams) {
  const path = shelfPath(query);
  const words = query.get('q') ?? '';
  const [pages, setPages] = useState(nothing);
  const asking = useRef<AbortController>(undefined);
  const again = useCallback(() => {
    asking.current?.abort();
    const question = new AbortController();
    asking.current = question;
    void callDesk<Shelf>(path, { ...wordsHeader(words), signal: question.signal }).then((answer) => {
      if (question.signal.aborted) return;
      if (answer.ok) setPages({ ...answer.body, isLoaded: true, isFailed: false });
      else setPages((before) => ({ ...before, isFailed: true }));
    });
  }, [path, words]);
  useEffect(() => {
    again();
    return () => asking.current?.abort();
  }, [again]);
  const { next } = pages;
  const isAsking = useRef(false);
  const more = useCallback(() => {
    if (next === null || isAsking.current) return;
    isAsking.current = true;
    void callDesk<Shelf>(`${path}&after=${encodeURIComponent(next)}`, wordsHeader(words)).then((answer) => {
      isAsking.current = false;
      if (!answer.ok) return;
      setPages((before) =>
        before.next === next
          ? { ...before, ...answer.body, articles: [...before.articles, ...answer.body.articles] }
          : before,
      );
    });
  }, [path, words, next]);
  return { ...pages, again, more };
}
