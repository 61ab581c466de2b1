// The feed as React state: one line to the desk for the whole room, and whoever wants to hear what it tells.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { browserTimers } from './coalesce.ts';
import { type Feed, type FeedNews, type FeedPorts, followFeed, type Line } from './feed.ts';
import { findSession, subscribe as onSession, standingNow } from './session.ts';

export interface Live {
  readonly line: Line;
  readonly retry: () => void;
  /** The result ends it. Stable. */
  readonly listen: (heard: (news: FeedNews) => void) => () => void;
}

const ports: FeedPorts = {
  open(after, handler) {
    const source = new EventSource(after === undefined ? '/api/feed' : `/api/feed?after=${after}`);
    source.addEventListener('open', () => handler.opened());
    source.addEventListener('error', () => handler.failed(source.readyState === EventSource.CLOSED));
    for (const name of ['change', 'presence', 'reset', 'beat'])
      source.addEventListener(name, (event) => handler.heard(name, String(Reflect.get(event, 'data') ?? '')));
    return source;
  },
  timers: browserTimers,
  chance: () => Math.random(),
  hidden: () => document.visibilityState === 'hidden',
  onWake(run) {
    document.addEventListener('visibilitychange', run);
    addEventListener('online', run);
    return () => {
      document.removeEventListener('visibilitychange', run);
      removeEventListener('online', run);
    };
  },
};

/** @param from the position from which on changes are wanted; nothing is opened before it is known */
export function useLive(from: number | undefined): Live {
  const [line, setLine] = useState<Line>('opening');
  const heard = useRef(new Set<(news: FeedNews) => void>());
  const feed = useRef<Feed>(undefined);
  const start = useRef(from);
  start.current ??= from;
  const known = start.current !== undefined;
  useEffect(() => {
    if (!known) return;
    feed.current = followFeed(ports, start.current, (news) => {
      if (news.kind === 'line') {
        setLine(news.line);
        // The browser does not say why: it may be the session.
        if (news.line === 'lost') void findSession();
      }
      for (const each of heard.current) each(news);
    });
    let before = standingNow().kind;
    const leave = onSession(() => {
      const now = standingNow().kind;
      if (now === 'signed-in' && before === 'ended') feed.current?.retry();
      before = now;
    });
    return () => {
      leave();
      feed.current?.stop();
      feed.current = undefined;
    };
  }, [known]);
  const listen = useCallback((one: (news: FeedNews) => void) => {
    heard.current.add(one);
    return () => void heard.current.delete(one);
  }, []);
  const retry = useCallback(() => feed.current?.retry(), []);
  return useMemo(() => ({ line, retry, listen }), [line, retry, listen]);
}
