// What somebody is writing on a ticket outlives the page: a reload, an expired session, a second tab.

export type DraftKind = 'reply' | 'note';

export interface Draft {
  readonly text: string;
  /** Id of the reply or note it becomes: sent twice, it is still one. */
  readonly actionId: string;
  /** Version of the ticket when the writing began. */
  readonly basis: number;
  /** Ids of the messages that were there then. */
  readonly seen: readonly string[];
  readonly savedAt: number;
}

export type DraftNews = { readonly kind: 'changed'; readonly draft: Draft } | { readonly kind: 'gone' };

export interface Drafts {
  load(reference: string, kind: DraftKind): Draft | undefined;
  save(reference: string, kind: DraftKind, draft: Draft): void;
  clear(reference: string, kind: DraftKind): void;
  /** Of whatever kind: what is written to somebody names them as much as what they wrote. */
  forget(reference: string): void;
  /** References that have one, for the list. The same object while they are the same. */
  all(): ReadonlySet<string>;
  /** Calls back when one was begun or is gone; the result ends it. */
  onBegun(reader: () => void): () => void;
  /** What another tab does with a draft; the result ends it. */
  watch(reference: string, kind: DraftKind, heard: (news: DraftNews) => void): () => void;
}

/** The browser's storage and its news from other tabs, as an argument. */
export interface DraftPlace {
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;
  onOther(heard: (key: string | null, value: string | null) => void): () => void;
  now(): number;
}

const root = 'ledgerdesk:draft:inbox:';
/** Milliseconds that a forgotten draft is kept. */
const keptFor = 7 * 24 * 60 * 60_000;
const longest = 200_000;
/** Whoever shows which tickets have a draft, in this tab. */
const readers = new Set<() => void>();

/** Drafts of one person: whoever signs in next on the same machine does not see them. */
export function keepDrafts(place: DraftPlace, person: string): Drafts {
  const own = `${root}${encodeURIComponent(person)}:`;
  const keyOf = (reference: string, kind: DraftKind) => `${own}${reference}:${kind}`;
  const load: Drafts['load'] = (reference, kind) =>
    quietly(() => readDraft(place.storage.getItem(keyOf(reference, kind))));
  prune(place);
  let begun: ReadonlySet<string> = new Set();
  const drop = (keys: readonly string[]) => {
    for (const key of keys) quietly(() => place.storage.removeItem(key));
    for (const each of readers) each();
  };
  return {
    load,
    save(reference, kind, draft) {
      if (draft.text.length > longest) return;
      const isNew = load(reference, kind) === undefined;
      quietly(() => place.storage.setItem(keyOf(reference, kind), JSON.stringify(draft)));
      if (isNew) for (const each of readers) each();
    },
    clear: (reference, kind) => drop([keyOf(reference, kind)]),
    forget: (reference) => drop([keyOf(reference, 'reply'), keyOf(reference, 'note')]),
    all() {
      const keys = quietly(() => keysOf(place.storage)) ?? [];
      const now = new Set(
        keys.filter((key) => key.startsWith(own)).map((key) => key.slice(own.length).split(':')[0] ?? ''),
      );
      if (now.symmetricDifference(begun).size > 0) begun = now;
      return begun;
    },
    onBegun(reader) {
      readers.add(reader);
      return () => void readers.delete(reader);
    },
    watch(reference, kind, heard) {
      const watched = keyOf(reference, kind);
      return place.onOther((key, value) => {
        // No key: everything was cleared.
        if (key !== null && key !== watched) return;
        const draft = readDraft(value);
        heard(draft ? { kind: 'changed', draft } : { kind: 'gone' });
      });
    },
  };
}

/** The browser's own storage. */
export const browserPlace: DraftPlace = {
  get storage() {
    return localStorage;
  },
  onOther(heard) {
    const listen = (event: StorageEvent) => heard(event.key, event.newValue);
    addEventListener('storage', listen);
    return () => removeEventListener('storage', listen);
  },
  now: () => Date.now(),
};

function prune({ storage, now }: DraftPlace): void {
  quietly(() => {
    for (const key of keysOf(storage)) {
      if (!key.startsWith(root)) continue;
      const draft = readDraft(storage.getItem(key));
      if (!draft || now() - draft.savedAt > keptFor) storage.removeItem(key);
    }
  });
}

function keysOf(storage: DraftPlace['storage']): readonly string[] {
  return Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
}

/** Storage may be switched off or full: then there is no draft, and the writing goes on. */
function quietly<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

/** A page of another age may have stored anything under our key. */
function readDraft(value: string | null): Draft | undefined {
  const stored: unknown = value === null ? undefined : quietly(() => JSON.parse(value));
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { text, actionId, basis, seen, savedAt }: Partial<Record<keyof Draft, unknown>> = stored;
  if (typeof text !== 'string' || typeof actionId !== 'string') return undefined;
  if (typeof basis !== 'number' || typeof savedAt !== 'number' || !Array.isArray(seen)) return undefined;
  return { text, actionId, basis, savedAt, seen: seen.filter((id) => typeof id === 'string') };
}
