import { expect, test } from 'bun:test';
import { memoryTelemetry, untraced } from '../../../src/adapters/memory/telemetry.ts';

test('the recording telemetry answers what was logged, counted, timed and measured', () => {
  const telemetry = memoryTelemetry();
  telemetry.log('info', 'started');
  telemetry.count('http_requests', { status: '200', route: '/health' });
  telemetry.count('http_requests', { status: '404' }, 2);
  telemetry.observe('accept_duration', 12);
  telemetry.gauge('follower_lag', 3, { follower: 'rows' });
  telemetry.gauge('follower_lag', 1, { follower: 'rows' });
  expect(telemetry.logs).toEqual([{ level: 'info', message: 'started', fields: {} }]);
  expect(telemetry.counted('http_requests')).toBe(3);
  expect(telemetry.counted('http_requests', { status: '404' })).toBe(2);
  expect(telemetry.observations).toEqual([{ name: 'accept_duration', ms: 12, labels: {} }]);
  expect(telemetry.gauged('follower_lag', { follower: 'rows' })).toBe(1);
  expect(telemetry.gauged('follower_lag')).toBeUndefined();
});

test('the recording telemetry remembers spans in the order they ended, failed ones included', async () => {
  const telemetry = memoryTelemetry();
  const own = await telemetry.span('timer', { attributes: { a: 1 } }, async (outer) => {
    const { traceparent } = outer;
    outer.set({ b: true });
    await telemetry
      .span('deliver', { traceparent }, () => Promise.reject(new TypeError('no')))
      .catch(() => {});
    return traceparent;
  });
  expect(telemetry.spans).toEqual([
    {
      name: 'deliver',
      parent: own,
      traceparent: expect.stringMatching(new RegExp(`^${own.slice(0, 35)}-[0-9a-f]{16}-01$`)),
      attributes: { 'error.type': 'TypeError' },
    },
    { name: 'timer', parent: undefined, traceparent: own, attributes: { a: 1, b: true } },
  ]);
});

test('untraced work goes on in its trace', async () => {
  const caller = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const own = await untraced('timer', { traceparent: caller }, async ({ traceparent }) => traceparent);
  expect(own).toStartWith('00-0af7651916cd43dd8448eb211c80319c-');
});
