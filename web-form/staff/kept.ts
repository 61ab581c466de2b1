// A choice of the reader that stays in this browser. Storage may be switched off or hold anything.

export interface Kept<T extends string> {
  load(): T | undefined;
  save(value: T): void;
}

/** @param isKnown whether what is stored is one of the choices */
export function kept<T extends string>(name: string, isKnown: (text: string) => text is T): Kept<T> {
  const key = `ledgerdesk:${name}`;
  return {
    load() {
      try {
        const text = localStorage.getItem(key);
        return text !== null && isKnown(text) ? text : undefined;
      } catch {
        return undefined;
      }
    },
    save(value) {
      try {
        localStorage.setItem(key, value);
      } catch {
        // It holds until the page is closed.
      }
    },
  };
}
