// What is being typed survives a reload: kept in the tab's session storage until it is filed.

export interface Draft<Field extends string> {
  load(): Partial<Record<Field, string>>;
  save(values: Partial<Record<Field, string>>): void;
  clear(): void;
}

/** Storage may be switched off, full, or hold something else: then there is simply no draft. */
export function keepDraft<Field extends string>(name: string, fields: readonly Field[]): Draft<Field> {
  const key = `ledgerdesk:draft:${name}`;
  return {
    load() {
      try {
        return textsOf(JSON.parse(sessionStorage.getItem(key) ?? '{}'), fields);
      } catch {
        return {};
      }
    },
    save(values) {
      try {
        sessionStorage.setItem(key, JSON.stringify(values));
      } catch {
        // Typing goes on without a draft.
      }
    },
    clear() {
      try {
        sessionStorage.removeItem(key);
      } catch {
        // There was none to remove.
      }
    },
  };
}

/** The known fields that hold text; a page may have stored anything under our key. */
function textsOf<Field extends string>(
  stored: unknown,
  fields: readonly Field[],
): Partial<Record<Field, string>> {
  const texts: Partial<Record<Field, string>> = {};
  if (typeof stored !== 'object' || stored === null) return texts;
  for (const field of fields) {
    const value: unknown = Reflect.get(stored, field);
    if (typeof value === 'string') texts[field] = value;
  }
  return texts;
}
