// Gmail's client for one mailbox: where it is reached, as whom, and how long a request may take.
import { auth, gmail, type gmail_v1 } from '@googleapis/gmail';
import { accessTokens, type GmailCredentials, googleTokenUrl } from './access-token.ts';

export interface GmailOptions {
  /** Of the mailbox. */
  readonly address: string;
  readonly credentials: GmailCredentials;
  readonly clock: { now(): number };
  /** `projects/p/topics/t`, which notifications go to. Absent: the mailbox is only polled. */
  readonly topic?: string;
  /** Where the API is; default Google's. */
  readonly rootUrl?: string;
  /** Where access tokens come from; default Google's. */
  readonly tokenUrl?: string;
  /** How long one request may take, milliseconds; default 20 s. A whole mail may take three times as long. */
  readonly timeoutMs?: number;
}

export interface GmailClient {
  readonly users: gmail_v1.Resource$Users;
  readonly address: string;
  readonly clock: { now(): number };
  readonly timeoutMs: number;
  readonly topic?: string;
}

export const gmailTimeoutMs = 20_000;

/**
 * Nothing is retried in here: whoever asks knows whether that is safe, and when. Only a token that Gmail no longer takes is
 * replaced, once.
 */
export function gmailClient(options: GmailOptions): GmailClient {
  const { credentials, clock, tokenUrl = googleTokenUrl, timeoutMs = gmailTimeoutMs } = options;
  const address = options.address.toLowerCase();
  const tokens = accessTokens({ credentials, address, tokenUrl, clock });
  const client = new auth.OAuth2({ forceRefreshOnFailure: true });
  client.refreshHandler = async () => {
    const { value, expiresAt } = await tokens();
    return { access_token: value, expiry_date: expiresAt };
  };
  const api = gmail({
    version: 'v1',
    auth: client,
    timeout: timeoutMs,
    retry: false,
    fetchImplementation: fetch,
    ...(options.rootUrl === undefined ? {} : { rootUrl: options.rootUrl }),
  });
  return {
    users: api.users,
    address,
    clock,
    timeoutMs,
    ...(options.topic === undefined ? {} : { topic: options.topic }),
  };
}
