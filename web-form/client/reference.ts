// A reference as people type it.

/** `ld 7k2m 9qxa`, `7K2M9QXA` → `LD-7K2M-9QXA`; undefined for what is none. */
export function referenceIn(typed: string): string | undefined {
  const found = /^(?:LD[- ]?)?([0-9A-Z]{4})[- ]?([0-9A-Z]{4})$/i.exec(typed.trim());
  return found ? `LD-${found[1]}-${found[2]}`.toUpperCase() : undefined;
}
