// What postgres.js (3.4.9, src/connection.js, fetchArrayTypes) lets nobody hear: on each new connection it asks for the types
// of arrays, and when the connection breaks just then the promise of that question fails with nobody waiting for it, which
// ends the process. Whatever was asked by us is not touched by it: it waits for the next connection, or fails by itself.

const question = /from pg_catalog\.pg_type a\s+left join pg_catalog\.pg_type b/;

/** Once for a process. Every other rejection that nobody hears of ends it, as before. */
export function letLostTypesPass(): void {
  process.on('unhandledRejection', (error) => {
    if (!isOfTypes(error)) throw error;
  });
}

function isOfTypes(error: unknown): boolean {
  return (
    error instanceof Error &&
    'query' in error &&
    typeof error.query === 'string' &&
    question.test(error.query)
  );
}
