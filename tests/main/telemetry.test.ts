import { expect, test } from 'bun:test';
import { createTelemetry } from '../../src/main/telemetry.ts';

test('one telemetry writes log lines and serves metrics', async () => {
  const lines: string[] = [];
  const telemetry = createTelemetry({ logLevel: 'info', logFormat: 'json' }, (line) => lines.push(line));
  telemetry.log('info', 'ready');
  telemetry.count('messages_accepted', { channel: 'webform' });
  expect(lines.length).toBe(1);
  expect(await telemetry.metricsText()).toContain('ledgerdesk_messages_accepted_total{channel="webform"} 1');
});
