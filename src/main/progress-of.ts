// Work that tells how far it is, as steps to wait for.

/**
 * Begins when the first step is waited for, and goes on even when nobody waits for the next one.
 * @param run told how to tell; its failure is thrown after the last step
 */
export async function* progressOf<T>(run: (tell: (step: T) => void) => Promise<void>): AsyncIterable<T> {
  const steps: T[] = [];
  let news = Promise.withResolvers<void>();
  const end: { how?: 'well' | 'badly'; failure?: unknown } = {};
  const wake = () => news.resolve();
  void run((step) => {
    steps.push(step);
    wake();
  }).then(
    () => {
      end.how = 'well';
      wake();
    },
    (failure: unknown) => {
      Object.assign(end, { how: 'badly', failure });
      wake();
    },
  );
  for (;;) {
    yield* steps.splice(0);
    if (end.how !== undefined && steps.length === 0) break;
    await news.promise;
    news = Promise.withResolvers<void>();
  }
  if (end.how === 'badly') throw end.failure;
}
