// Every code that a channel gives for a failed delivery comes to words.
import { describe, expect, test } from 'bun:test';
import { knownErrorCodes, sendFault } from '../../../src/domain/whatsapp/errors.ts';
import { failureIn, failureOf, failures } from '../../../web-form/inbox/failure.ts';
import { english } from '../../../web-form/inbox/words-en.ts';

describe('why a reply did not arrive', () => {
  test.each([
    ['http-400-invalidArgument', 'refused-request'],
    ['http-404', 'refused-request'],
    ['http-401-authError', 'not-set-up'],
    ['http-403-insufficientPermissions', 'not-set-up'],
    ['http-403-userRateLimitExceeded', 'rate-limited'],
    ['http-403-backendError', 'provider-trouble'],
    ['http-429', 'rate-limited'],
    ['http-408', 'out-of-time'],
    ['http-413', 'too-long'],
    ['http-503-backendError', 'provider-trouble'],
    ['no-access-token', 'not-set-up'],
    ['no-connection', 'provider-unreachable'],
    ['timeout', 'out-of-time'],
    ['no-answer', 'out-of-time'],
    ['own-rate-limit', 'rate-limited'],
    ['breaker-open', 'provider-trouble'],
    ['answer-without-id', 'provider-trouble'],
    ['attempt-lost', 'interrupted'],
    ['bounced', 'returned'],
    ['5.1.1', 'bad-address'],
    ['5.1.10', 'bad-address'],
    ['5.1.8', 'refused-there'],
    ['5.2.1', 'mailbox-closed'],
    ['4.2.2', 'mailbox-full'],
    ['5.2.3', 'too-long'],
    ['4.3.1', 'mailbox-full'],
    ['5.3.4', 'too-long'],
    ['4.4.7', 'server-unreachable'],
    ['5.5.2', 'refused-there'],
    ['5.6.0', 'refused-content'],
    ['5.7.26', 'refused-rules'],
    ['550', 'refused-there'],
    ['551', 'bad-address'],
    ['552', 'mailbox-full'],
    ['421', 'server-unreachable'],
    ['250', 'unknown'],
    ['5.x.1', 'unknown'],
    ['toString', 'unknown'],
    ['', 'unknown'],
    ['brand-new', 'unknown'],
  ] as const)('%s comes to %s', (code, failure) => {
    expect(failureOf(code)).toBe(failure);
  });

  test('what WhatsApp’s provider reports comes to words of its own, but for what it does not say itself', () => {
    const wordless = knownErrorCodes.filter((code) => failureOf(sendFault(code).code) === 'unknown');
    expect(wordless).toEqual([30_008]);
  });

  test('no two failures share their words', () => {
    expect(new Set(Object.values(english.failure)).size).toBe(failures.length);
  });

  test('channel and code are found in the evidence of an escalation, and nowhere else', () => {
    expect(failureIn('A reply could not be delivered on email: 5.2.2.')).toEqual({
      channel: 'email',
      code: '5.2.2',
    });
    for (const other of ['A reply could not be delivered', 'Refund me: 5.2.2.', ''])
      expect(failureIn(other)).toBeUndefined();
  });
});
