// What the codes of failed deliveries come to: the desk's own words, Gmail's answers, and what mail servers report.

/** Each has words in every language; `unknown` stands for all codes that are not known. */
export const failures = [
  'no-address',
  'bad-address',
  'own-address',
  'window-closed',
  'opted-out',
  'mailbox-full',
  'mailbox-closed',
  'returned',
  'refused-there',
  'refused-rules',
  'refused-content',
  'refused-recipient',
  'refused-request',
  'too-long',
  'template-invalid',
  'not-set-up',
  'rate-limited',
  'provider-trouble',
  'provider-unreachable',
  'server-unreachable',
  'out-of-time',
  'interrupted',
  'unknown',
] as const;
export type Failure = (typeof failures)[number];

/** Codes of the desk, where they are not called like what they come to. */
const ours: Readonly<Record<string, Failure>> = {
  bounced: 'returned',
  'no-access-token': 'not-set-up',
  'no-connection': 'provider-unreachable',
  timeout: 'out-of-time',
  'no-answer': 'out-of-time',
  'own-rate-limit': 'rate-limited',
  'breaker-open': 'provider-trouble',
  'answer-without-id': 'provider-trouble',
  'attempt-lost': 'interrupted',
};

/** @param code as a channel gave it, such as `bad-address`, `http-400-invalidArgument` or `5.2.2` */
export function failureOf(code: string): Failure {
  const named = failures.find((one) => one === code) ?? (Object.hasOwn(ours, code) ? ours[code] : undefined);
  if (named) return named;
  const [, status, reason = ''] = /^http-(\d{3})(?:-(.*))?$/.exec(code) ?? [];
  if (status !== undefined) return httpFailure(Number(status), reason);
  const [, subject, detail] = /^[45]\.(\d{1,3})\.(\d{1,3})$/.exec(code) ?? [];
  if (subject !== undefined) return enhancedFailure(Number(subject), Number(detail));
  return /^[45][0-5]\d$/.test(code) ? (replyCodes[code] ?? 'refused-there') : 'unknown';
}

/** Of a provider's API. A 403 may also mean that it wants less at a time. */
function httpFailure(status: number, reason: string): Failure {
  if (status === 429 || /limit|quota|RESOURCE_EXHAUSTED/i.test(reason)) return 'rate-limited';
  if (status === 401 || (status === 403 && reason !== 'backendError')) return 'not-set-up';
  if (status === 408) return 'out-of-time';
  if (status === 413) return 'too-long';
  return status >= 500 || status === 403 ? 'provider-trouble' : 'refused-request';
}

/** RFC 3463: the second number says what the trouble is with, the third what it is. */
function enhancedFailure(subject: number, detail: number): Failure {
  switch (subject) {
    // 7 and 8 are about who sends.
    case 1:
      return detail === 7 || detail === 8 ? 'refused-there' : 'bad-address';
    case 2:
      if (detail === 1) return 'mailbox-closed';
      if (detail === 2) return 'mailbox-full';
      return detail === 3 ? 'too-long' : 'refused-there';
    case 3:
      if (detail === 1) return 'mailbox-full';
      return detail === 4 ? 'too-long' : 'refused-there';
    case 4:
      return 'server-unreachable';
    case 6:
      return 'refused-content';
    case 7:
      return 'refused-rules';
    default:
      return 'refused-there';
  }
}

/** RFC 5321: what three digits alone say for sure. */
const replyCodes: Readonly<Record<string, Failure>> = {
  421: 'server-unreachable',
  452: 'mailbox-full',
  551: 'bad-address',
  552: 'mailbox-full',
  553: 'bad-address',
};

/** Channel and code in what the log gives as evidence where delivery handed a ticket over. */
export function failureIn(evidence: string): { readonly channel: string; readonly code: string } | undefined {
  const [, channel, code] = /^A reply could not be delivered on ([a-z]+): (\S+)\.$/.exec(evidence) ?? [];
  return channel === undefined || code === undefined ? undefined : { channel, code };
}
