import { afterAll, beforeAll, describe, test } from 'bun:test';
import { postgresDeadLetters } from '../../../src/adapters/postgres/dead-letters.ts';
import type { DeadLetters } from '../../../src/application/bus/dead-letters.ts';
import { deadLettersContract } from '../../contract/dead-letters.ts';
import { databaseKinds, type TestDatabase } from '../../infra/postgres.ts';

for (const kind of databaseKinds) {
  describe(`dead letters on ${kind.name}`, () => {
    let database: TestDatabase;
    let letters: DeadLetters;
    beforeAll(async () => {
      database = await kind.open();
      letters = postgresDeadLetters(database.sql);
    });
    afterAll(() => database.close());
    deadLettersContract((name, body) => test(name, () => body(letters)));
  });
}
