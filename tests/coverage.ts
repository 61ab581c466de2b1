// Line coverage from an lcov report, against the floors this project keeps.

export interface Coverage {
  /** Percent of lines over all of src. */
  readonly src: number;
  readonly domain: number;
}

const floors: Coverage = { src: 85, domain: 95 };

/** @param reports of one run or of several beside each other: a line counts as soon as one of them came by */
export function coverageOf(...reports: readonly string[]): Coverage {
  const files = new Map<string, Map<string, boolean>>();
  for (const record of reports.flatMap((lcov) => lcov.split('end_of_record'))) {
    const file = /^SF:(.*)$/m.exec(record)?.[1] ?? '';
    if (!file.startsWith('src/')) continue;
    const lines = files.get(file) ?? new Map<string, boolean>();
    files.set(file, lines);
    for (const [, line = '', hits] of record.matchAll(/^DA:(\d+),(\d+)/gm))
      lines.set(line, hits !== '0' || lines.get(line) === true);
  }
  const src = { found: 0, hit: 0 };
  const domain = { found: 0, hit: 0 };
  for (const [file, lines] of files) {
    const hit = [...lines.values()].filter(Boolean).length;
    for (const sum of file.startsWith('src/domain/') ? [src, domain] : [src]) {
      sum.found += lines.size;
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
