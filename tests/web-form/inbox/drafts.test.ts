// What is being written outlives the page, and a second tab knows of it.
import { describe, expect, test } from 'bun:test';
import { cameBetween, caughtUp } from '../../../web-form/inbox/between.ts';
import type { InboxMessage } from '../../../web-form/inbox/contract.ts';
import { type Draft, type DraftNews, keepDrafts } from '../../../web-form/inbox/drafts.ts';

const draft: Draft = { text: 'Hello Ada', actionId: 'id-1', basis: 4, seen: ['m1'], savedAt: 1_000_000 };

function tabs() {
  const items = new Map<string, string>();
  const listeners = new Set<{ tab: number; heard: (key: string | null, value: string | null) => void }>();
  const clock = { now: 1_000_000 };
  const tab = (number: number) => {
    const tell = (key: string, value: string | null) => {
      for (const { tab: other, heard } of listeners) if (other !== number) heard(key, value);
    };
    return {
      now: () => clock.now,
      storage: {
        getItem: (key: string) => items.get(key) ?? null,
        setItem(key: string, value: string) {
          items.set(key, value);
          tell(key, value);
        },
        removeItem(key: string) {
          items.delete(key);
          tell(key, null);
        },
        key: (index: number) => [...items.keys()][index] ?? null,
        get length() {
          return items.size;
        },
      },
      onOther(heard: (key: string | null, value: string | null) => void) {
        const listener = { tab: number, heard };
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    };
  };
  return { tab, items, clock };
}

describe('drafts', () => {
  test('come back after a reload, for the ticket, the kind and the person they are of', () => {
    const { tab } = tabs();
    keepDrafts(tab(1), 'Bea Lund').save('LD-1', 'reply', draft);
    const again = keepDrafts(tab(1), 'Bea Lund');
    expect(again.load('LD-1', 'reply')).toEqual(draft);
    expect(again.load('LD-1', 'note')).toBeUndefined();
    expect(again.load('LD-2', 'reply')).toBeUndefined();
    expect([...again.all()]).toEqual(['LD-1']);
    expect(keepDrafts(tab(1), 'Cem').load('LD-1', 'reply')).toBeUndefined();
    again.clear('LD-1', 'reply');
    expect(again.load('LD-1', 'reply')).toBeUndefined();
  });

  test('of one ticket are forgotten together, whatever they were to become', () => {
    const { tab } = tabs();
    const drafts = keepDrafts(tab(1), 'bea');
    drafts.save('LD-1', 'reply', draft);
    drafts.save('LD-1', 'note', draft);
    drafts.save('LD-2', 'note', draft);
    drafts.forget('LD-1');
    expect([...drafts.all()]).toEqual(['LD-2']);
  });

  test('are heard of in another tab, written and gone, until it stops listening', () => {
    const { tab } = tabs();
    const [one, two] = [keepDrafts(tab(1), 'bea'), keepDrafts(tab(2), 'bea')];
    const heard: DraftNews[] = [];
    const leave = two.watch('LD-1', 'reply', (news) => heard.push(news));
    one.save('LD-1', 'reply', draft);
    one.save('LD-2', 'reply', draft);
    one.clear('LD-1', 'reply');
    leave();
    one.save('LD-1', 'reply', draft);
    expect(heard).toEqual([{ kind: 'changed', draft }, { kind: 'gone' }]);
  });

  test('are forgotten after a week, and nonsense at once', () => {
    const { tab, items, clock } = tabs();
    const kept = keepDrafts(tab(1), 'bea');
    kept.save('LD-1', 'reply', draft);
    kept.save('LD-2', 'reply', { ...draft, savedAt: clock.now + 6 * 86_400_000 });
    items.set('ledgerdesk:draft:inbox:bea:LD-3:reply', '{"text":1}');
    items.set('other', 'stays');
    clock.now += 8 * 86_400_000;
    expect([...keepDrafts(tab(1), 'bea').all()]).toEqual(['LD-2']);
    expect(items.has('other')).toBe(true);
  });

  test('a storage that is full or forbidden stops nobody from writing', () => {
    const refuse = () => {
      throw new Error('quota');
    };
    const storage = { getItem: refuse, setItem: refuse, removeItem: refuse, key: refuse, length: 1 };
    const kept = keepDrafts({ storage, onOther: () => () => {}, now: () => 0 }, 'bea');
    kept.save('LD-1', 'reply', draft);
    expect(kept.load('LD-1', 'reply')).toBeUndefined();
    expect(kept.all().size).toBe(0);
  });
});

describe('what came in between', () => {
  const message = (id: string, kind: InboxMessage['kind'], by: string): InboxMessage => ({
    id,
    kind,
    by,
    text: id,
    at: '2026-11-20T10:00:00.000Z',
    channel: 'email',
    attachments: [],
  });
  const messages = [
    message('m1', 'customer', 'Ada'),
    message('m2', 'customer', 'Ada'),
    message('n1', 'notice', 'desk'),
    message('s1', 'staff', 'cem'),
    message('s2', 'staff', 'bea'),
    message('n2', 'note', 'cem'),
  ];

  test('is what others said since the writing began', () => {
    const ids = cameBetween({ messages }, draft, 'bea').map(({ id }) => id);
    expect(ids).toEqual(['m2', 's1', 's2', 'n2']);
  });

  test('is nothing once it was looked at', () => {
    const seen = caughtUp(draft, { messages, version: 9 });
    expect(seen.basis).toBe(9);
    expect(cameBetween({ messages }, seen, 'bea')).toEqual([]);
  });
});
