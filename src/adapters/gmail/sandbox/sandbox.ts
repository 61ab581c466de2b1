// A stand-in for Gmail and Pub/Sub on loopback: for tests, and for a desk without credentials.
import type { GmailCredentials } from '../access-token.ts';
import { type ApiState, callApi } from './api.ts';
import { control } from './control.ts';
import { type FaultState, faultState, type SandboxFaults, takeFailure } from './faults.ts';
import { type SandboxRequest, serveOnLoopback } from './http.ts';
import { boxOf, type People, people } from './people.ts';
import { type Pushes, sandboxPushes } from './pushes.ts';
import { apiError, json, type Reply } from './reply.ts';
import { newMailbox, type StoredMailbox } from './store.ts';
import { type SandboxTokens, sandboxTokens } from './tokens.ts';

export interface GmailSandboxOptions {
  /** Addresses of the desk's mailboxes; at least one. */
  readonly mailboxes: readonly string[];
  /** Default: any free one. */
  readonly port?: number;
  /** ms since the epoch; default the system's time. */
  readonly now?: () => number;
}

export interface GmailSandbox extends People, AsyncDisposable {
  /** For `rootUrl`. */
  readonly url: string;
  readonly tokenUrl: string;
  readonly keysUrl: string;
  readonly topic: string;
  readonly subscription: string;
  /** What pushes are signed for, and by whom. */
  readonly audience: string;
  readonly pushAccount: string;
  readonly credentials: {
    readonly serviceAccount: GmailCredentials;
    /** For the first mailbox. */
    readonly refreshToken: GmailCredentials;
  };
  readonly faults: SandboxFaults;
  readonly pushes: Omit<Pushes, 'notify' | typeof Symbol.asyncDispose>;
  /** The latest requests: method and path. */
  readonly requests: readonly string[];
}

const names = {
  topic: 'projects/sandbox/topics/mail',
  subscription: 'projects/sandbox/subscriptions/desk',
  audience: 'https://sandbox.invalid/webhooks/gmail',
  pushAccount: 'push@sandbox.iam.gserviceaccount.com',
} as const;

const MOST_REQUESTS = 10_000;

/** Everything is in memory and begins anew with every start. @throws when the port is taken */
export async function gmailSandbox(options: GmailSandboxOptions): Promise<GmailSandbox> {
  const now = options.now ?? Date.now;
  const addresses = options.mailboxes.map((address) => address.toLowerCase());
  const mailboxes = new Map(addresses.map((address) => [address, newMailbox(address, now())]));
  const faults = faultState();
  const tokens = await sandboxTokens(addresses, now);
  const pushes = sandboxPushes({ signer: tokens, ...names, serviceAccount: names.pushAccount, now });
  const changed = ({ address, end, watchedUntil }: StoredMailbox) => {
    if (watchedUntil > now()) pushes.notify(address, end);
  };
  const { receive, ...acts } = people({ mailboxes, now, changed });
  const api: ApiState = {
    faults,
    topic: names.topic,
    now,
    async sent(mailbox, mail) {
      changed(mailbox);
      await receive(mail);
    },
  };
  const requests: string[] = [];
  const server = await serveOnLoopback(options.port ?? 0, async (request) => {
    requests.push(`${request.method} ${request.path}`);
    if (requests.length > MOST_REQUESTS) requests.splice(0, MOST_REQUESTS / 2);
    if (faults.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, faults.delayMs));
    return answer({ tokens, mailboxes, api, acts, tokenUrl: `${server.url}/token` }, request);
  });
  return {
    ...acts,
    ...names,
    url: `${server.url}/`,
    tokenUrl: `${server.url}/token`,
    keysUrl: `${server.url}/keys`,
    credentials: { serviceAccount: tokens.serviceAccount, refreshToken: tokens.refreshToken },
    faults: sandboxFaults(faults, mailboxes, tokens),
    pushes,
    requests,
    async [Symbol.asyncDispose]() {
      await pushes[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

interface Parts {
  readonly tokens: SandboxTokens;
  readonly mailboxes: ReadonlyMap<string, StoredMailbox>;
  readonly api: ApiState;
  readonly acts: People;
  readonly tokenUrl: string;
}

async function answer(parts: Parts, request: SandboxRequest): Promise<Reply> {
  const { method, path, query, headers, body } = request;
  const failure = takeFailure(parts.api.faults, path);
  if (failure) {
    const { status, reason = 'backendError', message, retryAfterSeconds } = failure;
    return apiError(status, reason, message, retryAfterSeconds);
  }
  if (path === '/token' && method === 'POST')
    return parts.tokens.grant(new URLSearchParams(body), parts.tokenUrl);
  if (path === '/keys')
    return json(200, await parts.tokens.keySet(), { 'cache-control': 'public, max-age=300' });
  if (path === '/sandbox/mail') return control(parts.acts, request);
  const call = /^\/gmail\/v1\/users\/me\/(.+)$/.exec(path)?.[1];
  if (call === undefined) return apiError(404, 'notFound');
  const mailbox = parts.mailboxes.get(parts.tokens.holder(headers['authorization']) ?? '');
  if (!mailbox) return apiError(401, 'authError', 'Invalid Credentials');
  return callApi(parts.api, mailbox, { method, path: call, query, body });
}

function sandboxFaults(
  faults: FaultState,
  mailboxes: ReadonlyMap<string, StoredMailbox>,
  tokens: SandboxTokens,
): SandboxFaults {
  return {
    failNext: (left, failure) => void faults.failures.push({ left, failure }),
    loseNextSend: (how) => void faults.lostSends.push(how),
    swallowNextSend: () => void faults.lostSends.push('swallow'),
    delay: (delayMs) => void Object.assign(faults, { delayMs }),
    rewriteMessageIds: (rewrites) => void Object.assign(faults, { rewrites }),
    expireHistory(address) {
      const mailbox = boxOf(mailboxes, address);
      mailbox.end += 7n;
      mailbox.oldest = mailbox.end;
    },
    lagHistory: (lag) => void Object.assign(faults, { lag }),
    pageSize: (pageSize) => void Object.assign(faults, { pageSize }),
    expireTokens: () => tokens.expireAll(),
  };
}
