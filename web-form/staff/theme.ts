// Light, dark, or as the system is: the attribute the tokens go by, kept in this browser.
import { useSyncExternalStore } from 'react';
import { kept } from './kept.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const choice = kept('theme', (text): text is Theme => (themes as readonly string[]).includes(text));
const readers = new Set<() => void>();
let current: Theme = choice.load() ?? 'system';
show();

export function chooseTheme(next: Theme): void {
  current = next;
  choice.save(next);
  show();
  for (const reader of readers) reader();
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, () => current);
}

function subscribe(reader: () => void): () => void {
  readers.add(reader);
  return () => readers.delete(reader);
}

function show(): void {
  document.documentElement.dataset['theme'] = current;
}
