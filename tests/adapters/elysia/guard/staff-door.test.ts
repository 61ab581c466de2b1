import { expect, test } from 'bun:test';
import { exchanges } from '../../../../src/adapters/elysia/exchange.ts';
import { allRoles } from '../../../../src/adapters/elysia/guard/bearer.ts';
import { staffDoor } from '../../../../src/adapters/elysia/guard/staff-door.ts';
import { memoryTelemetry } from '../../../../src/adapters/memory/telemetry.ts';
import { bearer, staffKeys } from '../fixture.ts';

const ids = { next: () => 'request', random: (bytes: number) => new Uint8Array(bytes) };

function door() {
  const known = exchanges(ids, []);
  const clock = { elapsed: () => 0 };
  const made = staffDoor(known, { staffKeys, clock, telemetry: memoryTelemetry(), clientsRemembered: 10 });
  return async (method: string, role: string, path = '/api/something-new') => {
    const request = new Request(`http://localhost${path}`, { method, headers: bearer(`${role}-key`) });
    known.begin(request, { url: new URL(request.url), peer: '203.0.113.7', traceparent: '' });
    await made.authenticate(request);
    try {
      return made.require(request, allRoles).name;
    } catch (error) {
      return error instanceof Error ? error.message : 'thrown';
    }
  };
}

test.each(['POST', 'PUT', 'PATCH', 'DELETE'])(
  'an auditor may not %s, even where a route lets all roles in',
  async (method) => {
    const come = door();
    expect(await come(method, 'auditor')).toBe('forbidden');
    expect(await come(method, 'agent')).toBe('the-agent');
    expect(await come(method, 'admin')).toBe('the-admin');
  },
);

test.each(['GET', 'HEAD'])('an auditor may %s', async (method) => {
  expect(await door()(method, 'auditor')).toBe('the-auditor');
});

test('credentials of customers and providers are not looked at as those of staff', async () => {
  expect(await door()('GET', 'admin', '/support/tickets/LD-7K2M-9QXA')).toBe('unauthorised');
  expect(await door()('POST', 'admin', '/webhooks/gmail')).toBe('unauthorised');
});
