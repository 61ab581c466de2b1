import { expect, test } from 'bun:test';
import { memoryTelemetry } from '../../../src/adapters/memory/telemetry.ts';

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
