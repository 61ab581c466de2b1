// A stand-in for Gmail and Pub/Sub on loopback: for tests, and for a desk without credentials.
import type { GmailCredentials } from '../access-token.ts';
import { type ApiState, callApi } from './api.ts';
import { type CustomerMail, receivedMail } from './customer-mail.ts';
import { faultState, type SandboxFaults, takeFailure } from './faults.ts';
import { type SandboxRequest, serveOnLoopback } from './http.ts';
import { type Pushes, sandboxPushes } from './pushes.ts';
import { apiError, json, type Reply } from './reply.ts';
import { addMail, deleteMail, labelMail, newMailbox, type StoredMailbox } from './store.ts';
import type { MailView, StoredMail } from './stored-mail.ts';
import { type SandboxTokens, sandboxTokens } from './tokens.ts';

export interface GmailSandboxOptions {
  /** Addresses of the desk's mailboxes; at least one. */
  readonly mailboxes: readonly string[];
  /** Default: any free one. */
  readonly port?: number;
  /** ms since the epoch; default the system's time. */
  readonly now?: () => number;
}

/** A mail that left the desk, as it lies with whom it was sent to. */
export interface CapturedMail extends MailView {
  /** Of the provider. */
  readonly id: string;
  readonly threadId: string;
  readonly raw: Uint8Array;
  /** ms since the epoch */
  readonly at: number;
}

export interface GmailSandbox extends AsyncDisposable {
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
  /** Paths of the requests to the API so far, with their method. */
  readonly requests: readonly string[];
  /** Puts a mail into the mailbox, which the desk is told of. @throws when there is no such mailbox */
  customerSends(mail: CustomerMail): Promise<{ id: string; threadId: string; messageId: string }>;
  /** Everything that left the desk, oldest first; with an address, what it got. */
  sent(to?: string): readonly CapturedMail[];
  /** A person deletes a mail in the mailbox. */
  deletes(mailbox: string, id: string): void;
  /** A person or a filter changes its labels. */
  labels(mailbox: string, id: string, labels: readonly string[]): void;
}

const names = {
  topic: 'projects/sandbox/topics/mail',
  subscription: 'projects/sandbox/subscriptions/desk',
  audience: 'https://sandbox.invalid/webhooks/gmail',
  pushAccount: 'push@sandbox.iam.gserviceaccount.com',
} as const;

export async function gmailSandbox(options: GmailSandboxOptions): Promise<GmailSandbox> {
  const now = options.now ?? Date.now;
  const addresses = options.mailboxes.map((address) => address.toLowerCase());
  const mailboxes = new Map(addresses.map((address) => [address, newMailbox(address, now())]));
  const faults = faultState();
  const tokens = await sandboxTokens(addresses, now);
  const pushes = sandboxPushes({ signer: tokens, ...names, serviceAccount: names.pushAccount, now });
  const requests: string[] = [];
  const captured: CapturedMail[] = [];
  const changed = ({ address, end, watchedUntil }: StoredMailbox) => {
    if (watchedUntil > now()) pushes.notify(address, end);
  };
  const api: ApiState = {
    faults,
    topic: names.topic,
    now,
    async sent(mailbox, mail) {
      captured.push(capture(mail));
      changed(mailbox);
      await deliverAmongUs(mailboxes, mail, changed);
    },
  };
  const server = await serveOnLoopback(options.port ?? 0, async (request) => {
    if (faults.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, faults.delayMs));
    return answer({ tokens, mailboxes, api, requests, tokenUrl: `${server.url}/token` }, request);
  });
  const boxOf = (address: string): StoredMailbox => {
    const mailbox = mailboxes.get(address.toLowerCase());
    if (!mailbox) throw new Error('the stand-in has no such mailbox');
    return mailbox;
  };

  return {
    url: `${server.url}/`,
    tokenUrl: `${server.url}/token`,
    keysUrl: `${server.url}/keys`,
    ...names,
    credentials: { serviceAccount: tokens.serviceAccount, refreshToken: tokens.refreshToken },
    faults: sandboxFaults(api, { boxOf, tokens }),
    pushes,
    requests,
    async customerSends(mail) {
      const mailbox = boxOf(mail.to);
      const at = now();
      const stored = await addMail(mailbox, { raw: receivedMail(mail, at), labels: ['UNREAD', 'INBOX'], at });
      changed(mailbox);
      return { id: stored.id, threadId: stored.threadId, messageId: stored.view.messageId };
    },
    sent: (to) => captured.filter((mail) => to === undefined || mail.to.includes(to.toLowerCase())),
    deletes(address, id) {
      if (deleteMail(boxOf(address), id)) changed(boxOf(address));
    },
    labels(address, id, labels) {
      if (labelMail(boxOf(address), id, labels)) changed(boxOf(address));
    },
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
  readonly requests: string[];
  readonly tokenUrl: string;
}

async function answer(parts: Parts, request: SandboxRequest): Promise<Reply> {
  const { method, path, query, headers, body } = request;
  parts.requests.push(`${method} ${path}`);
  const failure = takeFailure(parts.api.faults, path);
  if (failure) {
    const { status, reason = 'backendError', message, retryAfterSeconds } = failure;
    return apiError(status, reason, message, retryAfterSeconds);
  }
  if (path === '/token' && method === 'POST')
    return parts.tokens.grant(new URLSearchParams(body), parts.tokenUrl);
  if (path === '/keys') return json(200, parts.tokens.keySet, { 'cache-control': 'public, max-age=300' });
  const call = /^\/gmail\/v1\/users\/me\/(.+)$/.exec(path)?.[1];
  if (call === undefined) return apiError(404, 'notFound');
  const mailbox = parts.mailboxes.get(parts.tokens.holder(headers['authorization']) ?? '');
  if (!mailbox) return apiError(401, 'authError', 'Invalid Credentials');
  return callApi(parts.api, mailbox, { method, path: call, query, body });
}

/** A mail to another mailbox of ours, or to the same, comes in there. */
async function deliverAmongUs(
  mailboxes: ReadonlyMap<string, StoredMailbox>,
  mail: StoredMail,
  changed: (mailbox: StoredMailbox) => void,
): Promise<void> {
  for (const address of mail.view.to) {
    const mailbox = mailboxes.get(address);
    if (!mailbox) continue;
    await addMail(mailbox, { raw: mail.raw, labels: ['UNREAD', 'INBOX'], at: mail.at });
    changed(mailbox);
  }
}

function capture({ id, threadId, raw, at, view }: StoredMail): CapturedMail {
  return { ...view, id, threadId, raw, at };
}

function sandboxFaults(
  { faults }: ApiState,
  { boxOf, tokens }: { readonly boxOf: (address: string) => StoredMailbox; readonly tokens: SandboxTokens },
): SandboxFaults {
  return {
    failNext: (left, failure) => void faults.failures.push({ left, failure }),
    loseNextSend: (how) => void faults.lostSends.push(how),
    swallowNextSend: () => void faults.lostSends.push('swallow'),
    delay: (delayMs) => void Object.assign(faults, { delayMs }),
    rewriteMessageIds: (rewrites) => void Object.assign(faults, { rewrites }),
    expireHistory(address) {
      const mailbox = boxOf(address);
      mailbox.end += 7n;
      mailbox.oldest = mailbox.end;
    },
    lagHistory: (lag) => void Object.assign(faults, { lag }),
    pageSize: (pageSize) => void Object.assign(faults, { pageSize }),
    expireTokens: () => tokens.expireAll(),
  };
}
