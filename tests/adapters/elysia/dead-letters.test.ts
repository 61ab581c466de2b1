// Dead letters over HTTP: who may see and decide, and what comes back.
import { describe, expect, test } from 'bun:test';
import { bearer, deadLetter, surface } from './fixture.ts';

const { send } = surface();
const ask = (path: string, key?: string, method = 'GET') =>
  send(`/api/dead-letters${path}`, { method, headers: key === undefined ? {} : bearer(key) });

describe('dead letters over HTTP', () => {
  test('need the key of an admin', async () => {
    expect((await ask('')).status).toBe(401);
    expect((await ask('', 'auditor-key')).status).toBe(403);
    expect((await ask(`/${deadLetter.id}/discard`, 'agent-key', 'POST')).status).toBe(403);
  });

  test('are listed and shown with their original position', async () => {
    expect(await (await ask('', 'admin-key')).json()).toEqual({ deadLetters: [deadLetter] });
    expect(await (await ask(`/${deadLetter.id}`, 'admin-key')).json()).toEqual(deadLetter);
  });

  test('an unknown one is a 404, whatever its id looks like', async () => {
    for (const id of ['nonsense', '0193483d-6a8e-7c55-a8d1-2f0f6a0a7c99']) {
      const response = await ask(`/${id}`, 'admin-key');
      expect(response.status).toBe(404);
      expect((await response.json()).type).toBe('/problems/dead-letter-unknown');
    }
    expect((await ask('/nonsense/redrive', 'admin-key', 'POST')).status).toBe(404);
  });

  test('one is brought back, and one that was decided about is a conflict', async () => {
    expect((await ask(`/${deadLetter.id}/redrive`, 'admin-key', 'POST')).status).toBe(204);
    const late = await ask('/0193483d-6a8e-7c55-a8d1-2f0f6a0a7c99/discard', 'admin-key', 'POST');
    expect(late.status).toBe(409);
    expect((await late.json()).type).toBe('/problems/dead-letter-resolved');
  });

  test('a filter that is none is refused', async () => {
    expect((await ask('?state=lost', 'admin-key')).status).toBe(422);
    expect((await ask('?limit=0', 'admin-key')).status).toBe(422);
  });
});
