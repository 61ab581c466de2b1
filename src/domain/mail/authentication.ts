// Whether the receiving server vouches for the sender: the DMARC verdict in its own Authentication-Results (RFC 8601).
import type { Evidence } from '../customer/identifier.ts';
import type { Mail } from './mail.ts';

/**
 * Only the header of our own receiving server counts, and only the topmost header: a sender can write as many as they
 * like below it.
 * @param receivingServer its authserv-id, like `mx.google.com`
 * @returns attested when DMARC passed for the domain of From
 */
export function senderEvidence(mail: Mail, receivingServer: string): Evidence {
  const results = mail.headers.find((one) => one.name === 'authentication-results')?.value;
  const at = mail.from?.address.lastIndexOf('@') ?? -1;
  const domain = at > 0 ? mail.from?.address.slice(at + 1).toLowerCase() : undefined;
  const authors = mail.headers.filter((one) => one.name === 'from').length;
  if (results === undefined || domain === undefined || authors !== 1 || results.length > 20_000)
    return 'claimed';
  const [server = '', ...methods] = withoutComments(results)
    .split(';')
    .map((part) => part.trim().toLowerCase());
  if (server.split(/\s/u)[0] !== receivingServer.toLowerCase()) return 'claimed';
  const dmarc = methods.filter((method) => /^dmarc\s*=/u.test(method));
  const [verdict] = dmarc;
  if (dmarc.length !== 1 || verdict === undefined || !/^dmarc\s*=\s*pass(?:\s|$)/u.test(verdict))
    return 'claimed';
  const from = /(?:^|\s)header\.from\s*=\s*"?([^\s";]+)/u.exec(verdict)?.[1];
  return from?.slice(from.lastIndexOf('@') + 1) === domain ? 'attested' : 'claimed';
}

/** Comments may hold anything, semicolons and verdicts included. */
function withoutComments(value: string): string {
  let depth = 0;
  let plain = '';
  for (const character of value) {
    if (character === '(') depth++;
    else if (character === ')') depth = Math.max(0, depth - 1);
    else if (depth === 0) plain += character;
  }
  return plain;
}
