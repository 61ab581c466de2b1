// Work under one key, one after the other.
import { expect, test } from 'bun:test';
import { inTurn } from '../../../src/application/channel/in-turn.ts';
import { thrownBy } from '../../infra/sample.ts';

test('work under one key follows one another, and other keys do not wait for it', async () => {
  const turns = inTurn();
  const said: string[] = [];
  const first = Promise.withResolvers<void>();
  const work = (name: string, until?: Promise<void>) => async () => {
    said.push(`${name} begins`);
    await until;
    said.push(`${name} ends`);
    return name;
  };
  const all = [turns('a', work('1', first.promise)), turns('a', work('2')), turns('b', work('3'))];
  await all[2];
  expect(said).toEqual(['1 begins', '3 begins', '3 ends']);
  first.resolve();
  expect(await Promise.all(all)).toEqual(['1', '2', '3']);
  expect(said.slice(3)).toEqual(['1 ends', '2 begins', '2 ends']);
});

test('work that fails keeps what comes after it from nothing', async () => {
  const turns = inTurn();
  const failed = turns('a', () => Promise.reject(new Error('no')));
  const next = turns('a', async () => 'yes');
  expect(await thrownBy(failed)).toEqual(new Error('no'));
  expect(await next).toBe('yes');
});
