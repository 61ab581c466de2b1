// Line coverage from an lcov report, against the floors this project keeps.

export interface Coverage {
  /** Percent of lines over all of src. */
  readonly src: number;
  readonly domain: number;
}

const floors: Coverage = { src: 85, domain: 95 };

export function coverageOf(lcov: string): Coverage {
  const src = { found: 0, hit: 0 };
  const domain = { found: 0, hit: 0 };
  for (const record of lcov.split('end_of_record')) {
    const file = /^SF:(.*)$/m.exec(record)?.[1] ?? '';
    if (!file.startsWith('src/')) continue;
    const found = Number(/^LF:(\d+)$/m.exec(record)?.[1] ?? 0);
    const hit = Number(/^LH:(\d+)$/m.exec(record)?.[1] ?? 0);
    for (const sum of file.startsWith('src/domain/') ? [src, domain] : [src]) {
      sum.found += found;
      sum.hit += hit;
    }
  }
  return { src: percent(src), domain: percent(domain) };
}

/** Nothing measured is nothing covered. */
const percent = ({ found, hit }: { found: number; hit: number }) => (found === 0 ? 0 : (100 * hit) / found);

/** One line per floor that is not reached. */
export function shortfalls(measured: Coverage): readonly string[] {
  return (['src', 'domain'] as const)
    .filter((part) => measured[part] < floors[part])
    .map((part) => `${part} has ${measured[part].toFixed(1)} % of lines, the floor is ${floors[part]} %`);
}
