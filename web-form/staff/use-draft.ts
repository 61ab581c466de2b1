// What is being typed survives a reload, a deploy and an ended session: kept in the tab until it is sent.
import { useCallback, useState } from 'react';
import { keepDraft } from '../form/draft.ts';

export interface TypedDraft {
  readonly text: string;
  readonly type: (text: string) => void;
  /** After it was sent. */
  readonly clear: () => void;
}

let owner = '';

/** Whose the drafts are from now on: who signs in next in this tab does not see them. @param person name of the session */
export function draftsOf(person: string): void {
  owner = person;
}

/** What the person of the session was writing. */
export const ownDraft = (name: string) => keepDraft(`${encodeURIComponent(owner)}:${name}`, ['text']);

/** @param name of what is written, such as `reply:LD-7K2M-9QXA`; give the component a `key` of it, so that it starts anew */
export function useDraft(name: string): TypedDraft {
  const [text, setText] = useState(() => ownDraft(name).load().text ?? '');
  const type = useCallback(
    (next: string) => {
      setText(next);
      const draft = ownDraft(name);
      if (next === '') draft.clear();
      else draft.save({ text: next });
    },
    [name],
  );
  const clear = useCallback(() => type(''), [type]);
  return { text, type, clear };
}

/** What was being written in this tab is nobody else's. */
export function forgetDrafts(): void {
  try {
    // Of this tab, and those that all tabs share.
    for (const storage of [sessionStorage, localStorage])
      for (const key of Object.keys(storage))
        if (key.startsWith('ledgerdesk:draft:')) storage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}
