// What a benchmark is.
import type { Report } from './figures.ts';
import type { Store } from './store.ts';

export interface Benchmark {
  /** One line for the list. */
  readonly summary: string;
  /** @param quick a tiny size, to prove that it works; its figures mean nothing */
  run(store: Store, quick: boolean): Promise<Report>;
}
