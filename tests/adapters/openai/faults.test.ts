// Which failures cost nothing: what the server refused. What it may have worked for is booked at the most it can cost.
import { describe, expect, test } from 'bun:test';
import OpenAI from 'openai';
import { faultOf } from '../../../src/adapters/openai/faults.ts';

const page = '<html><body>The upstream did not answer</body></html>';
const word = JSON.stringify({ error: { message: 'Overloaded', type: 'service_unavailable_error' } });

async function faultAfter(status: number, body: string) {
  using server = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: () => new Response(body, { status }) });
  const client = new OpenAI({ apiKey: 'x', baseURL: server.url.href, maxRetries: 0 });
  const messages = [{ role: 'user' as const, content: 'x' }];
  return await client.chat.completions.create({ model: 'm', messages }).then(() => undefined, faultOf);
}

describe('a gateway that lost patience with the model', () => {
  for (const [status, body] of [
    [408, page],
    [500, word],
    [500, page],
    [502, page],
    [504, page],
    [504, word],
    // Also what a gateway says when the connection to the model broke under way.
    [503, page],
    [503, ''],
  ] as const)
    test(`may be paid for all the same: ${status} ${body.slice(0, 8)} (bug: it was booked as nothing)`, async () => {
      const fault = await faultAfter(status, body);
      expect(fault).toEqual({ summary: `status ${status}`, permanent: false });
    });
});

describe('a refusal', () => {
  for (const status of [400, 401, 403, 404, 409, 413, 422, 425, 429])
    test(`costs nothing: ${status}`, async () => {
      expect(await faultAfter(status, page)).toMatchObject({ unpaid: true });
    });
  test('costs nothing where the model server itself says that it is overloaded: 503', async () => {
    expect(await faultAfter(503, word)).toEqual({ summary: 'status 503', permanent: false, unpaid: true });
    expect(await faultAfter(503, '{"error":"server busy"}')).toMatchObject({ unpaid: true });
  });
});
