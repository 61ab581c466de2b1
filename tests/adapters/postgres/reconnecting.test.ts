// What who asks a database that is away gets to hear, and when.
import { expect, test } from 'bun:test';
import { connect } from '../../../src/adapters/postgres/connection.ts';
import { freePorts } from '../../infra/free-ports.ts';

test('who asks while the database is away hears of it about every second (bug: after a few failures each request waited up to 20 s for its 503)', async () => {
  const url = `postgres://desk@127.0.0.1:${await freePorts()}/desk`;
  const sql = connect({ url, max: 1, applicationName: 'test' });
  const begun = performance.now();
  for (let asked = 0; asked < 10; asked++) {
    const error = await sql`select 1`.catch((refused: unknown) => refused);
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
  }
  // With the pauses of postgres.js itself no less than 25 s.
  expect(performance.now() - begun).toBeLessThan(15_000);
  await sql.end();
}, 90_000);
