import { expect, test } from 'bun:test';
import { prometheusMetrics } from '../../../src/adapters/prometheus/metrics.ts';

test('counters, durations and gauges carry prefix, unit, help and labels', async () => {
  const metrics = prometheusMetrics({ runtime: false });
  metrics.count('messages_accepted', { channel: 'webform' });
  metrics.count('agent_tokens', { agent: 'openai', direction: 'input' }, 40);
  metrics.observe('accept_duration', 30, { channel: 'webform' });
  metrics.gauge('relay_pending', 7);
  const text = await metrics.text();
  expect(text).toContain('# HELP ledgerdesk_messages_accepted_total Messages of customers stored.');
  expect(text).toContain('ledgerdesk_messages_accepted_total{channel="webform"} 1');
  expect(text).toContain('ledgerdesk_agent_tokens_total{agent="openai",direction="input"} 40');
  expect(text).toContain('ledgerdesk_accept_duration_seconds_sum{channel="webform"} 0.03');
  expect(text).toContain('ledgerdesk_accept_duration_seconds_bucket{le="0.025",channel="webform"} 0');
  expect(text).toContain('ledgerdesk_accept_duration_seconds_bucket{le="0.05",channel="webform"} 1');
  expect(text).toContain('ledgerdesk_relay_pending 7');
});

test('a label nobody declared is left out instead of breaking what is counted', async () => {
  const metrics = prometheusMetrics({ runtime: false });
  metrics.count('spam_trapped', { address: '203.0.113.9' });
  const text = await metrics.text();
  expect(text).toContain('ledgerdesk_spam_trapped_total 1');
  expect(text).not.toContain('203.0.113.9');
});

test('two registries do not see each other', async () => {
  const [one, other] = [prometheusMetrics({ runtime: false }), prometheusMetrics({ runtime: false })];
  one.count('spam_trapped');
  expect(await other.text()).toContain('ledgerdesk_spam_trapped_total 0');
});

test('figures of the process are there when asked for', async () => {
  expect(await prometheusMetrics({ runtime: true }).text()).toContain(
    'ledgerdesk_process_resident_memory_bytes',
  );
});
